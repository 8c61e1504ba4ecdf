"""What a manager tells that breaks a rule: flagged each, and never a promise of the diary."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.desk import Desk
from bot.results.notes import CallNote, Logged
from bot.usecases.capture import read_note, save_note
from bot.usecases.oversee import diary
from bot.usecases.understand import read_message
from bot.usecases.work import working
from store.actor import Actor

As = Callable[[str], Actor]


def note_of(desk: Desk, actor: Actor, text: str) -> CallNote:
    with working(desk) as work:
        message = read_message(text, work=work, actor=actor, in_hand=False)
        return read_note(
            message,
            work=work,
            actor=actor,
            customer_id="C001",
            customer_name="王建国",
            suggestion_id=None,
        )


@pytest.mark.slow  # what the checker learnt sets 分批 aside where the customer speaks
@pytest.mark.parametrize(
    ("text", "rules"),
    [
        (
            "跟王建国通了电话，我跟他说找人帮他分批换汇，我保证收益不低于5%的那款给他留着",
            {"aml-evasion", "return-guarantee"},
        ),
        ("跟王建国通了电话，答应周三前给他做个保本5%的方案", {"principal-guarantee"}),
        ("跟王建国通了电话，他想分批换汇，问要什么资料", set()),
        ("柜台偶遇王建国，只聊孙子，无他。", set()),
        ("王建国来签完字走的，双录重来三遍他嫌烦死了，还好录完了", set()),
        ("跟王建国通了电话，他说网上讲银行理财也亏本金，就是寒心", set()),
    ],
)
def test_each_breach_told_is_flagged_and_nothing_innocent(
    desk: Desk, actor: As, text: str, rules: set[str]
) -> None:
    note = note_of(desk, actor("rm1"), text)
    assert {each.rule_id for each in note.flags} == rules


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("跟王建国通电话，我答应亏了给他补，周五前把合同送过去", ["把合同送过去"]),
        ("跟王建国通电话，我保证收益不低于5%的那款给他留着，周四再联系", []),
        ("跟王建国通电话，答应周三前给他做个保本5%的方案", []),
        ("跟王建国通电话，答应他周五前把成本测算发过去", ["把成本测算发过去"]),
        ("跟王建国通电话，答应他周五前把那款的收益说明发给他", ["把那款的收益说明发给他"]),
    ],
)
def test_a_promise_that_breaks_a_rule_is_no_promise(
    desk: Desk, actor: As, text: str, kept: list[str]
) -> None:
    assert [each.text for each in note_of(desk, actor("rm1"), text).promises] == kept


def test_the_diary_says_nothing_that_breaks_a_rule(desk: Desk, actor: As) -> None:
    rm1 = actor("rm1")
    note = note_of(desk, rm1, "跟王建国通电话，我保证收益不低于5%，亏了我补给他，周四再联系")
    with working(desk) as work:
        logged = save_note(note, work=work, actor=rm1, chat="terminal:rm1")
        assert isinstance(logged, Logged)
    with working(desk) as work:
        lines = diary(work=work, actor=rm1, days=14).rows
        texts = [each.follow_up.text for each in lines if each.follow_up.customer_id == "C001"]
    assert "周四再联系" in texts
    assert not [each for each in texts if "收益" in each or "补" in each]
