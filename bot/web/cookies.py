"""The session's cookie, the door's before it, and the token each form carries."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from starlette.requests import Request
from starlette.responses import Response

from bot.config import Settings
from bot.usecases.page import SESSION_VALID

SESSION, DOOR = "rm_session", "rm_door"
FIELD = "csrf"
"""The form's field; scripts send it as `X-CSRF-Token`."""
_OURS = frozenset({"same-origin", "none"})
_LONGEST = 128


def session_of(request: Request) -> str:
    """The token of the session a request comes with; empty where there is none."""
    token = request.cookies.get(SESSION, "")
    return token if len(token) <= _LONGEST else ""


def csrf_of(token: str) -> str:
    """What a form of this session carries; nobody makes it who has not the cookie."""
    return hashlib.sha256(f"csrf:{token}".encode()).hexdigest() if token else ""


def is_ours(request: Request, sent: str, token: str) -> bool:
    """Whether a form comes from a page of ours, shown to who sends it."""
    if request.headers.get("sec-fetch-site", "same-origin") not in _OURS:
        return False
    return bool(token) and hmac.compare_digest(sent.encode(), csrf_of(token).encode())


def door_of(request: Request) -> str:
    """The door's token, a new one where the browser has none yet."""
    return request.cookies.get(DOOR, "")[:_LONGEST] or secrets.token_urlsafe(16)


def give(response: Response, name: str, token: str, *, settings: Settings) -> None:
    """Give the browser a cookie no script reads and no other site sends."""
    age = round(SESSION_VALID.total_seconds()) if name == SESSION else None
    response.set_cookie(
        name,
        token,
        max_age=age,
        httponly=True,
        samesite="lax",
        secure=settings.page_url.startswith("https:"),
    )
