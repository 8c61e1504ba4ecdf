"""A chat's memory and its buttons outlive the process, and a button is used up once."""

from __future__ import annotations

from sqlalchemy import Engine
from store_world import NOW

from store.chats import button_of, keep_buttons, memory_of, remember, use_up
from store.engine import reading, transaction


def test_a_memory_is_replaced_and_forgotten(engine: Engine) -> None:
    for content in ({"customer_id": "C001"}, {"customer_id": "客户二"}, {}):
        with transaction(engine) as session:
            remember(session=session, chat_id="telegram:1", content=content, at=NOW)
        with reading(engine) as session:
            assert memory_of(session=session, chat_id="telegram:1") == content
            assert memory_of(session=session, chat_id="telegram:2") == {}


def test_a_button_keeps_its_subject_and_belongs_to_its_chat(engine: Engine) -> None:
    with transaction(engine) as session:
        first, second = keep_buttons(
            session=session,
            chat_id="telegram:1",
            staff_id="rm1",
            buttons=[("save", ""), ("open", "客户编号" * 40)],
            subject={"said": "刚通完电话"},
            at=NOW,
        )
    assert second.isascii()
    assert len(second) <= 32
    with reading(engine) as session:
        button = button_of(session=session, chat_id="telegram:1", token=second)
        assert button is not None
        assert (button.verb, button.argument) == ("open", "客户编号" * 40)
        assert (button.subject, button.pressed) == ({"said": "刚通完电话"}, False)
        assert button_of(session=session, chat_id="telegram:2", token=second) is None
        for forged in ("", "x", first.partition(".")[0] + ".9", "；" * 40):
            assert button_of(session=session, chat_id="telegram:1", token=forged) is None


def test_a_button_is_used_up_once(engine: Engine) -> None:
    with transaction(engine) as session:
        (token,) = keep_buttons(
            session=session,
            chat_id="telegram:1",
            staff_id="rm1",
            buttons=[("save", "")],
            subject={},
            at=NOW,
        )
    done = []
    for _ in range(2):
        with transaction(engine) as session:
            button = button_of(session=session, chat_id="telegram:1", token=token)
            assert button is not None
            done.append(use_up(session=session, button=button))
    assert done == [True, False]
