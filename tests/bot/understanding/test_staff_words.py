"""Orders to colleagues, cases taken and closed in words, and withdrawals that may not be bought."""

from __future__ import annotations

import pytest

from bot.understanding.buying_off import buys_off
from bot.understanding.staff_words import CaseDeed, StaffOrder, case_order, staff_order

TEAM = ("林芳", "丁凯", "吴桐")


@pytest.mark.parametrize(
    ("text", "deed", "who"),
    [
        ("把于洋的流失接过来", CaseDeed.TAKE, "于洋"),
        ("于洋的流失我来处理", CaseDeed.TAKE, "于洋"),
        ("我来接手周晓岚的投诉", CaseDeed.TAKE, "周晓岚"),
        ("周晓岚的投诉交给我", CaseDeed.TAKE, "周晓岚"),
        ("我来接手", CaseDeed.TAKE, ""),
        ("周晓岚的投诉结了吧", CaseDeed.CLOSE, "周晓岚"),
        ("关闭周晓岚的投诉", CaseDeed.CLOSE, "周晓岚"),
        ("于洋的流失预警可以结了", CaseDeed.CLOSE, "于洋"),
        ("把周晓岚的投诉指派给丁凯处理", CaseDeed.GIVE, "周晓岚"),
        ("催一下周晓岚的投诉", CaseDeed.URGE, "周晓岚"),
    ],
)
def test_what_is_done_with_a_case(text: str, deed: CaseDeed, who: str) -> None:
    found = case_order(text)
    assert found is not None
    assert (found.deed, found.who) == (deed, who)


@pytest.mark.parametrize(
    "text",
    [
        "周晓岚的投诉处理了吗",
        "周晓岚投诉了",
        "我来处理王建国的贷款",
        "王建国的投诉我今天核实了扣费记录",
        "流失客户有哪些",
        "周晓岚要投诉我们",
        "周晓岚的投诉还没了结",
    ],
)
def test_other_words_on_cases(text: str) -> None:
    assert case_order(text) is None


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("你告诉林芳周晓岚那个投诉今天要回", ("林芳", "周晓岚那个投诉今天要回")),
        ("林芳，周晓岚那个投诉今天要回", ("林芳", "周晓岚那个投诉今天要回")),
        ("让林芳今天给王建国回电话", ("林芳", "今天给王建国回电话")),
        ("跟林芳说一声，孙浩然的材料明天交", ("林芳", "孙浩然的材料明天交")),
        ("催一下林芳", ("林芳", "")),
        ("让林芳下午三点前给周晓岚回电话", ("林芳", "下午三点前给周晓岚回电话")),
        ("告诉林芳了", None),
        ("让林芳去过了", None),
        ("林芳说王建国要用钱", None),
        ("林芳昨天联系了王建国", None),
        ("给林芳打电话", None),
        ("林芳的客户有哪些", None),
        ("提醒我明天联系王建国", None),
        ("让王建国明天来一趟", None),
    ],
)
def test_an_order_to_a_colleague(text: str, order: tuple[str, str] | None) -> None:
    assert staff_order(text, TEAM) == (StaffOrder(*order) if order else None)


@pytest.mark.parametrize(
    ("text", "bought"),
    [
        ("准备给周晓岚发红包让他撤诉", True),
        ("打算送她一张购物卡，把投诉撤了", True),
        ("拿礼品换他撤投诉", True),
        ("我私下给她补500元让她别再投诉", True),
        ("她撤了投诉就送她一盒茶叶", True),
        ("退还多扣的38元并致歉", False),
        ("客户说给钱就撤诉，一律回绝", False),
        ("不能拿礼品换客户撤投诉", False),
        ("他说给他八百块就撤投诉，我没答应", False),
        ("原路退回您账户，跟您撤不撤投诉没关系", False),
        ("客户自己说要撤投诉", False),
        ("退还手续费，客户表示不再投诉", False),
        ("送她一张生日贺卡", False),
    ],
)
def test_a_withdrawal_is_bought(text: str, bought: bool) -> None:
    assert buys_off(text) is bought
