"""Who a chat speaks for: bound by a one-time code, guessed at in vain, shut out at once."""

from __future__ import annotations

import pytest

from bot.desk import Desk
from bot.results.declined import Declined
from bot.usecases.staff import (
    add_staff,
    bind_with_code,
    disable_staff,
    invite_staff,
    list_staff,
    staff_member,
    who_speaks,
)
from bot.usecases.work import working
from store.actor import Actor
from store.codes import ATTEMPTS_ALLOWED
from store.models import Role

CHAT = "telegram:7"


def bound(desk: Desk, code: str, chat: str = CHAT) -> Actor | Declined:
    with working(desk) as work:
        return bind_with_code(chat, code, work=work)


def speaker(desk: Desk, chat: str = CHAT) -> Actor | None:
    with working(desk) as work:
        return who_speaks(chat, work=work)


@pytest.fixture
def code(desk: Desk) -> str:
    """A code for 张三, who was added just now."""
    with working(desk) as work:
        assert add_staff("rm9", name="张三", role=Role.RM, team="零售一部", work=work) is None
        made = invite_staff("rm9", work=work)
    assert isinstance(made, str)
    return made


def test_a_code_binds_one_chat_once(desk: Desk, code: str) -> None:
    assert speaker(desk) is None
    found = bound(desk, code)
    again = bound(desk, code, "telegram:8")
    assert isinstance(found, Actor)
    assert (found.name, found.role) == ("张三", Role.RM)
    assert speaker(desk) == found
    assert isinstance(again, Declined)
    assert again.code == "wrong_code"
    assert speaker(desk, "telegram:8") is None


def test_guessing_is_stopped_and_counted_from_message_to_message(desk: Desk, code: str) -> None:
    answers = [bound(desk, f"AAAA-BBBB-CCC{n}") for n in range(ATTEMPTS_ALLOWED + 1)]
    codes = [each.code for each in answers if isinstance(each, Declined)]
    assert codes == ["wrong_code"] * ATTEMPTS_ALLOWED + ["too_many_attempts"]
    right = bound(desk, code)
    assert isinstance(right, Declined)
    assert right.code == "too_many_attempts"


def test_who_is_disabled_speaks_no_more(desk: Desk, code: str) -> None:
    bound(desk, code)
    with working(desk) as work:
        assert disable_staff("rm9", work=work) is None
        refused = invite_staff("rm9", work=work)
        everyone = {each.staff_id: each for each in list_staff(work=work)}
    assert speaker(desk) is None
    with working(desk) as work:
        assert staff_member("rm9", work=work) is None
    assert everyone["rm9"].disabled_at is not None
    assert isinstance(refused, Declined)
    assert "已停用" in refused.reason


def test_only_an_administrator_adds_and_disables(desk: Desk) -> None:
    with working(desk) as work:
        supervisor = staff_member("sup1", work=work)
        assert supervisor is not None
        declined = [
            add_staff(
                "rm9", name="张三", role=Role.RM, team="零售一部", work=work, actor=supervisor
            ),
            invite_staff("rm1", work=work, actor=supervisor),
            disable_staff("rm1", work=work, actor=supervisor),
        ]
    assert [each.code for each in declined if isinstance(each, Declined)] == ["not_permitted"] * 3
    with working(desk) as work:
        assert staff_member("rm9", work=work) is None
        assert staff_member("rm1", work=work) is not None
