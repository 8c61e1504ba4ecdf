"""Invites, bindings and who is let in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session
from store_world import NOW

from store.actor import TERMINAL_ADMIN, Actor
from store.codes import ATTEMPTS_ALLOWED, ATTEMPTS_ALLOWED_IN_ALL, ATTEMPTS_WINDOW
from store.engine import reading, transaction
from store.errors import NotFound, NotPermitted, StoreError
from store.models import CodeAttempt, Role, Staff
from store.staff import (
    INVITE_VALID,
    BindRefused,
    Bound,
    actor_for_chat,
    actor_for_staff,
    add_staff,
    bind_chat,
    disable_staff,
    invite_staff,
    list_staff,
)

CHAT = "telegram:42"


def test_a_code_binds_one_chat_once(staffed: Engine) -> None:
    code = _invite(staffed, "rm1")
    assert isinstance(_bind(staffed, code.lower().replace("-", " ")), Bound)
    assert _who(staffed) == "rm1"
    assert _bind(staffed, code, chat="telegram:43") == BindRefused(reason="wrong_code")
    assert _who(staffed, "telegram:43") is None


def test_only_the_hash_is_kept(staffed: Engine) -> None:
    code = _invite(staffed, "rm1")
    with reading(staffed) as session:
        connection = session.connection()
        kept = str(connection.execute(text("SELECT * FROM invite")).all())
        logged = str(connection.execute(text("SELECT payload FROM audit_entry")).all())
    assert code not in kept + logged
    assert code.replace("-", "") not in kept + logged


def test_a_code_expires(staffed: Engine) -> None:
    code = _invite(staffed, "rm1")
    with transaction(staffed) as session:
        refused = bind_chat(session=session, chat_id=CHAT, code=code, at=NOW + INVITE_VALID)
    assert refused == BindRefused(reason="wrong_code")


def test_a_new_invite_replaces_the_last(staffed: Engine) -> None:
    first, second = _invite(staffed, "rm1"), _invite(staffed, "rm1")
    assert _bind(staffed, first) == BindRefused(reason="wrong_code")
    assert isinstance(_bind(staffed, second), Bound)


def test_guessing_is_stopped_and_forgiven_later(staffed: Engine) -> None:
    code = _invite(staffed, "rm1")
    for _ in range(ATTEMPTS_ALLOWED):
        assert _bind(staffed, "AAAA-AAAA-AAAA") == BindRefused(reason="wrong_code")
    assert _bind(staffed, code) == BindRefused(reason="too_many_attempts")
    with transaction(staffed) as session:
        later = NOW + ATTEMPTS_WINDOW + timedelta(seconds=1)
        assert isinstance(bind_chat(session=session, chat_id=CHAT, code=code, at=later), Bound)


def test_a_disabled_staff_member_is_out_at_once(staffed: Engine) -> None:
    _bind(staffed, _invite(staffed, "rm1"))
    open_code = _invite(staffed, "rm1")
    with transaction(staffed) as session:
        disable_staff(session=session, actor=TERMINAL_ADMIN, staff_id="rm1", at=NOW)
    assert _who(staffed) is None
    assert _bind(staffed, open_code) == BindRefused(reason="wrong_code")
    with reading(staffed) as session:
        assert actor_for_staff(session=session, staff_id="rm1") is None
    with pytest.raises(StoreError, match="已停用"):
        _invite(staffed, "rm1")


def test_a_chat_can_change_hands(staffed: Engine) -> None:
    _bind(staffed, _invite(staffed, "rm1"))
    _bind(staffed, _invite(staffed, "rm2"))
    assert _who(staffed) == "rm2"


@pytest.mark.parametrize("staff_id", ["rm1", "sup1", "cco1"])
def test_only_an_administrator_changes_staff(
    staffed: Engine, acting: Callable[[str], Actor], staff_id: str
) -> None:
    actor = acting(staff_id)
    with transaction(staffed) as session:
        for change in (disable_staff, invite_staff):
            with pytest.raises(NotPermitted):
                change(session=session, actor=actor, staff_id="rm2", at=NOW)


def test_staff_lists_stay_within_the_role(staffed: Engine, acting: Callable[[str], Actor]) -> None:
    with reading(staffed) as session:
        own = list_staff(session=session, actor=acting("sup1"))
        everyone = list_staff(session=session, actor=acting("admin1"))
    assert [row.staff_id for row in own] == ["rm1", "rm2", "sup1"]
    assert len(everyone) == 7


def test_adding_again_changes_and_a_team_is_needed(staffed: Engine) -> None:
    def add(role: Role, team: str | None) -> None:
        with transaction(staffed) as session:
            add_staff(
                session=session,
                actor=TERMINAL_ADMIN,
                staff_id="rm1",
                name="林芳芳",
                role=role,
                team=team,
                at=NOW,
            )

    add(Role.RM, "二部")
    with reading(staffed) as session:
        actor = actor_for_staff(session=session, staff_id="rm1")
    assert actor == Actor(staff_id="rm1", name="林芳芳", role=Role.RM, team_id="二部")
    with pytest.raises(StoreError, match="团队"):
        add(Role.RM, None)


def test_nobody_invites_a_stranger(staffed: Engine) -> None:
    with pytest.raises(NotFound):
        _invite(staffed, "nobody")


def _invite(engine: Engine, staff_id: str) -> str:
    with transaction(engine) as session:
        return invite_staff(session=session, actor=TERMINAL_ADMIN, staff_id=staff_id, at=NOW)


def _bind(engine: Engine, code: str, chat: str = CHAT) -> Bound | BindRefused:
    with transaction(engine) as session:
        return bind_chat(session=session, chat_id=chat, code=code, at=NOW)


def _who(engine: Engine, chat: str = CHAT) -> str | None:
    with reading(engine) as session:
        actor = actor_for_chat(session=session, chat_id=chat)
    return actor.staff_id if actor else None


def test_guessing_from_many_chats_is_stopped_too(staffed: Engine) -> None:
    code = _invite(staffed, "rm1")
    with transaction(staffed) as session:
        for number in range(ATTEMPTS_ALLOWED_IN_ALL):
            session.add(CodeAttempt(chat_id=f"telegram:{1000 + number}", at=NOW))
    assert _bind(staffed, code) == BindRefused(reason="too_many_attempts")


@pytest.mark.parametrize("staff_id", ["", "\x1b[31mrm7", "rm 7", "rm\n7", "客" * 65])
def test_an_id_that_could_not_be_typed_is_refused(staffed: Engine, staff_id: str) -> None:
    with transaction(staffed) as session, pytest.raises(StoreError):
        _add(session, staff_id, "张三")


def test_a_name_holds_nothing_unseen(staffed: Engine) -> None:
    with transaction(staffed) as session:
        assert _add(session, "rm7", "张\x1b三\u202e\n").name == "张三"


def _add(session: Session, staff_id: str, name: str) -> Staff:
    return add_staff(
        session=session,
        actor=TERMINAL_ADMIN,
        staff_id=staff_id,
        name=name,
        role=Role.RM,
        team="一部",
        at=NOW,
    )
