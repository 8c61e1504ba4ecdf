"""One-time codes: made of letters nobody confuses, kept as a hash, guessed only so often."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import case, func
from sqlmodel import Session, col, select

from store.models import CodeAttempt

ATTEMPTS_ALLOWED = 5
ATTEMPTS_WINDOW = timedelta(minutes=15)
ATTEMPTS_ALLOWED_IN_ALL = 100
"""Wrong codes of all doors in the window: whoever guesses from many places is stopped too."""
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_SALT = b"rm-assistant invite"


def fresh_code() -> str:
    """A code of sixty bits, as it is read out: ABCD-EFGH-JKLM."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))


def code_hash(code: str) -> str:
    """What is kept of a code, however it is typed."""
    plain = "".join(character for character in code.upper() if character in _ALPHABET)
    return hashlib.pbkdf2_hmac("sha256", plain.encode(), _SALT, 60_000).hex()


def too_many_attempts(*, session: Session, door: str, at: datetime) -> bool:
    """Whether so many wrong codes came lately, by this door or by all, that none is looked at."""
    recent = col(CodeAttempt.at) > at - ATTEMPTS_WINDOW
    own = func.sum(case((col(CodeAttempt.chat_id) == door, 1), else_=0))
    statement = select(func.count(), func.coalesce(own, 0)).where(recent)
    everybody, here = session.exec(statement).one()
    return here >= ATTEMPTS_ALLOWED or everybody >= ATTEMPTS_ALLOWED_IN_ALL
