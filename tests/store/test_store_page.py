"""The page's door: codes, sessions, and what stands in a chat there."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from store_world import NOW, actor_of

from store.actor import TERMINAL_ADMIN, Actor
from store.codes import ATTEMPTS_ALLOWED
from store.engine import reading, transaction
from store.errors import NotFound
from store.models import Role
from store.page_posts import (
    KEPT,
    clear_posts,
    posted_file,
    posts_of,
    put_file,
    put_posts,
)
from store.page_sessions import (
    CODE_VALID,
    IDLE,
    SESSION_VALID,
    LoggedIn,
    actor_of_session,
    drop_outdated,
    log_in,
    log_out,
    note_use,
    offer_code,
    on_the_page_alone,
)
from store.staff import BindRefused, add_staff, bind_chat, disable_staff, invite_staff
from store.verifying import verify

DOOR, CHAT = "page:127.0.0.1", "web:rm1"
WRONG, TOO_MANY = BindRefused(reason="wrong_code"), BindRefused(reason="too_many_attempts")


def test_a_code_opens_one_session_once(staffed: Engine) -> None:
    code = _offered(staffed)
    opened = _enter(staffed, code.lower().replace("-", " "))
    assert isinstance(opened, LoggedIn)
    assert _who(staffed, opened.token) == actor_of("rm1")
    assert _enter(staffed, code) == WRONG


def test_neither_code_nor_token_is_kept_or_logged(staffed: Engine) -> None:
    code = _offered(staffed)
    opened = _enter(staffed, code)
    assert isinstance(opened, LoggedIn)
    with reading(staffed) as session:
        kept = "".join(
            str(session.connection().execute(text(f"SELECT * FROM {table}")).all())  # noqa: S608
            for table in ("page_code", "page_session", "audit_entry")
        )
        assert verify(session=session).ok
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert opened.token not in kept
    assert all(each in kept for each in ("page.code_offered", "page.logged_in"))


def test_a_code_lapses_after_ten_minutes_and_by_a_newer_one(staffed: Engine) -> None:
    first, second = _offered(staffed), _offered(staffed)
    assert _enter(staffed, first) == WRONG
    assert _enter(staffed, second, at=NOW + CODE_VALID) == WRONG
    assert isinstance(_enter(staffed, second, at=NOW + CODE_VALID - timedelta(seconds=1)), LoggedIn)


def test_who_guesses_is_stopped_before_a_right_code(staffed: Engine) -> None:
    code = _offered(staffed)
    for _ in range(ATTEMPTS_ALLOWED):
        assert _enter(staffed, "AAAA-BBBB-CCCC") == WRONG
    assert _enter(staffed, code) == TOO_MANY
    assert isinstance(_enter(staffed, code, door="page:10.0.0.9"), LoggedIn)


def test_a_session_ends_unused_and_at_its_end(staffed: Engine) -> None:
    token = _token(staffed)
    assert _who(staffed, token, at=NOW + IDLE) is None
    at = NOW
    while at < NOW + SESSION_VALID - IDLE:
        at += IDLE - timedelta(minutes=1)
        assert _who(staffed, token, at=at) is not None
        with transaction(staffed) as session:
            note_use(session=session, token=token, at=at)
    assert _who(staffed, token, at=NOW + SESSION_VALID) is None


def test_who_is_disabled_is_out_at_once_and_stays_out(staffed: Engine) -> None:
    token, code = _token(staffed), _offered(staffed)
    with transaction(staffed) as session:
        disable_staff(session=session, actor=TERMINAL_ADMIN, staff_id="rm1", at=NOW)
    assert _who(staffed, token) is None
    assert _enter(staffed, code) == WRONG
    with reading(staffed) as session:
        assert session.connection().scalar(text("SELECT count(*) FROM page_session")) == 0
    with pytest.raises(NotFound):
        _offered(staffed)


def test_a_role_changed_is_the_role_of_the_next_page(staffed: Engine) -> None:
    token = _token(staffed)
    with transaction(staffed) as session:
        add_staff(
            session=session,
            actor=TERMINAL_ADMIN,
            staff_id="rm1",
            name="林芳",
            role=Role.COMPLIANCE,
            team=None,
            at=NOW,
        )
    found = _who(staffed, token)
    assert found is not None
    assert found.role is Role.COMPLIANCE


def test_who_leaves_is_out_and_the_last_to_leave_is_told_so(staffed: Engine) -> None:
    phone, desk = _token(staffed), _token(staffed)
    with transaction(staffed) as session:
        assert not log_out(session=session, actor=actor_of("rm1"), token=phone, at=NOW)
    assert (_who(staffed, phone), _who(staffed, desk)) == (None, actor_of("rm1"))
    with transaction(staffed) as session:
        assert log_out(session=session, actor=actor_of("rm1"), token=desk, at=NOW)


def test_nobody_ends_the_session_of_another(staffed: Engine) -> None:
    token = _token(staffed)
    with transaction(staffed) as session:
        log_out(session=session, actor=actor_of("rm2"), token=token, at=NOW)
    assert _who(staffed, token) is not None


def test_who_has_a_chat_elsewhere_is_told_there(staffed: Engine) -> None:
    _token(staffed)
    assert _alone(staffed) == {"rm1"}
    assert _alone(staffed, at=NOW + IDLE) == set()
    with transaction(staffed) as session:
        code = invite_staff(session=session, actor=TERMINAL_ADMIN, staff_id="rm1", at=NOW)
        bind_chat(session=session, chat_id="telegram:42", code=code, at=NOW)
    assert _alone(staffed) == set()


def test_what_opens_nothing_is_deleted(staffed: Engine) -> None:
    token = _token(staffed)
    with transaction(staffed) as session:
        drop_outdated(session=session, at=NOW + SESSION_VALID)
    assert _who(staffed, token) is None
    with reading(staffed) as session:
        assert session.connection().scalar(text("SELECT count(*) FROM page_code")) == 0


def test_messages_and_files_are_their_chats_own_and_gone_in_a_day(staffed: Engine) -> None:
    with transaction(staffed) as session:
        put = [
            put_posts(session=session, chat_id=CHAT, contents=[{"n": n}], at=NOW)[0].number
            for n in (1, 2)
        ]
        file_id = put_file(
            session=session, chat_id=CHAT, name="图.png", picture=True, content=b"\x89", at=NOW
        )
    with reading(staffed) as session:
        assert [each.content for each in posts_of(session=session, chat_id=CHAT)] == [
            {"n": 1},
            {"n": 2},
        ]
        later = posts_of(session=session, chat_id=CHAT, after=put[0])
        assert [each.number for each in later] == put[1:]
        assert posts_of(session=session, chat_id="web:rm2") == []
        kept = posted_file(session=session, chat_id=CHAT, file_id=file_id)
        assert kept is not None
        assert kept.content == b"\x89"
        assert posted_file(session=session, chat_id="web:rm2", file_id=file_id) is None
    with transaction(staffed) as session:
        put_posts(
            session=session, chat_id="web:rm2", contents=[{}], at=NOW + KEPT + timedelta(seconds=1)
        )
        assert posts_of(session=session, chat_id=CHAT) == []
        assert posted_file(session=session, chat_id=CHAT, file_id=file_id) is None
        clear_posts(session=session, chat_id="web:rm2")
        assert posts_of(session=session, chat_id="web:rm2") == []


def _offered(engine: Engine, staff_id: str = "rm1") -> str:
    with transaction(engine) as session:
        return offer_code(session=session, staff_id=staff_id, by=staff_id, at=NOW)


def _enter(
    engine: Engine, code: str, *, door: str = DOOR, at: datetime = NOW
) -> LoggedIn | BindRefused:
    with transaction(engine) as session:
        return log_in(session=session, code=code, door=door, at=at)


def _token(engine: Engine) -> str:
    opened = _enter(engine, _offered(engine))
    assert isinstance(opened, LoggedIn)
    return opened.token


def _who(engine: Engine, token: str, *, at: datetime = NOW) -> Actor | None:
    with reading(engine) as session:
        return actor_of_session(session=session, token=token, at=at)


def _alone(engine: Engine, *, at: datetime = NOW) -> set[str]:
    with reading(engine) as session:
        return on_the_page_alone(session=session, channel="telegram", at=at)
