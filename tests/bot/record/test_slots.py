"""The record in words: how a customer is addressed, and the slots of the scripts' lines."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import knowledge
from bot.record.slots import days_ago, reason_words, salutation, slots_of, tags_of
from bot.record.words import TitleOf, words
from knowledge.handbook.format import SLOTS, applicable, load_folder
from knowledge.handbook.format.lines import fill
from store.customers import PastContact
from store.models import CustomerKind, Personality, ProductType
from store.names.forms import COMPOUND_SURNAMES
from tests.support.records import call, company, held, person, standing

HANDBOOK = Path(knowledge.__file__).parent / "handbook"


@pytest.mark.parametrize(
    ("name", "kind", "occupation", "said"),
    [
        ("王建国", CustomerKind.PERSON, "企业高管", "王总"),
        ("欧阳兰", CustomerKind.PERSON, "退休教师", "欧阳老师"),
        ("欧阳", CustomerKind.PERSON, "退休教师", "欧老师"),
        ("王建国（已故）", CustomerKind.PERSON, "退休教师", "王老师"),
        ("陈思远", CustomerKind.PERSON, "程序员", ""),
        ("陈思远", CustomerKind.PERSON, None, ""),
        ("陈思远女士", CustomerKind.PERSON, None, "陈女士"),
        ("John Smith", CustomerKind.PERSON, "企业高管", ""),
        ("华信制造有限公司", CustomerKind.COMPANY, "", ""),
    ],
)
def test_salutation_guesses_no_sex(
    name: str, kind: CustomerKind, occupation: str | None, said: str
) -> None:
    assert salutation(person(name=name, kind=kind, occupation=occupation)) == said


@pytest.mark.parametrize(
    ("name", "written", "notes", "said"),
    [
        ("王建国", "总", (), "王总"),
        ("王建国", "王总", ("跟王老师聊了",), "王总"),
        ("王建国", "老王", (), "老王"),
        ("王建国", "张姐", (), "张姐"),
        ("王建国", "王建国", (), ""),
        ("王建国", None, ("跟王总聊了存款",), "王总"),
        ("李秀兰", None, ("李阿姨说想存三年",), "李阿姨"),
        ("李秀兰", None, ("想存三年", "跟李阿姨见了一面"), "李阿姨"),
        ("李秀兰", None, ("张阿姨介绍来的",), ""),
        ("李秀兰", None, ("李老师推荐她来看看",), ""),
        ("王建国", None, ("王工作忙，改天再聊",), ""),
        ("欧阳志远", "先生", (), "欧阳先生"),
        ("迪丽热巴·吐尔逊", "女士", (), "迪丽热巴女士"),
        ("John Smith", "先生", (), "John Smith先生"),
        ("John Smith", "Mr. Smith", (), "Mr. Smith"),
    ],
)
def test_a_person_is_addressed_as_the_file_or_the_manager_says(
    name: str, written: str | None, notes: tuple[str, ...], said: str
) -> None:
    record = person(name=name, salutation=written, occupation=None, interactions=_notes(notes))
    assert salutation(record) == said


@pytest.mark.parametrize(
    ("written", "notes", "said"),
    [
        ("陈总", (), "陈总"),
        ("总", (), ""),
        (None, ("拜访陈总，谈了应收账款",), "陈总"),
        (None, ("陈总说下游账期拉长", "跟林总见了面"), "陈总"),
        (None, ("跟陈总、和林总一起谈",), ""),
        (None, ("陈总介绍的，下游账期拉长",), ""),
        (None, ("下游账期拉长",), ""),
    ],
)
def test_at_a_company_the_person_is_addressed_where_known(
    written: str | None, notes: tuple[str, ...], said: str
) -> None:
    assert salutation(company(salutation=written, interactions=_notes(notes))) == said


def _notes(said: tuple[str, ...]) -> tuple[PastContact, ...]:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return tuple(replace(call(at), said=each, summary=each) for each in said)


@pytest.mark.parametrize("slots", [{"rm": "林晓"}, {"rm": "林晓", "salutation": ""}])
def test_no_line_of_the_handbook_limps_without_a_salutation(slots: dict[str, str]) -> None:
    for script in load_folder(HANDBOOK):
        for each in script.heard_lines():
            if "{salutation}" in each.text:
                said = fill(each.text, {**dict.fromkeys(SLOTS, "某"), **slots})
                assert said is not None
                assert re.match(r"[\w“]", said), (script.script_id, each.reference)
                assert "{salutation}" not in each.text[1:], (script.script_id, each.reference)


@pytest.mark.parametrize("surname", sorted(COMPOUND_SURNAMES))
def test_every_compound_surname_is_said_whole(surname: str) -> None:
    assert salutation(person(name=f"{surname}明", occupation="企业高管")) == f"{surname}总"
    assert salutation(person(name=f"{surname}明远", occupation="律师")) == f"{surname}律师"


def test_the_fourteen_once_cut_are_among_them() -> None:
    cut = "百里 轩辕 闻人 澹台 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 呼延 万俟 独孤"
    assert set(cut.split()) <= COMPOUND_SURNAMES


@pytest.mark.parametrize("each", words().titles, ids=lambda each: each.occupation)
def test_every_title_is_reached(each: TitleOf) -> None:
    said = salutation(person(name="王建国", occupation=each.occupation))
    assert said == f"王{each.title}"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("华信制造有限公司", "华信制造"),
        ("远航外贸股份有限公司", "远航外贸"),
        ("宁波恒丰食品股份有限公司", "宁波恒丰食品"),
        ("云杉设计事务所", "云杉设计事务所"),
        ("绿源生态农业合作社", "绿源生态农业合作社"),
    ],
)
def test_a_company_is_addressed_without_its_legal_form(name: str, said: str) -> None:
    record = company(name=name)
    assert slots_of(record, standing=standing(record), rm_name="林晓")["company"] == said


def test_unknown_values_leave_their_slots_empty() -> None:
    slots = slots_of(person(), standing=standing(person()), rm_name="林晓")
    assert slots["rm"] == "林晓"
    assert slots["years"] == "4"
    assert not {"maturity_product", "interest", "need", "company", "next_plan"} & slots.keys()


def test_the_first_to_mature_fills_the_slots() -> None:
    later = held("乙", ProductType.WEALTH, amount=10, until=date(2026, 12, 20))
    first = held("甲", ProductType.WEALTH, amount=12000, until=date(2026, 12, 1))
    record = person(holdings=(later, first))
    slots = slots_of(record, standing=standing(record), rm_name="林晓")
    assert slots["maturity_product"] == "甲"
    assert (slots["maturity_date"], slots["maturity_amount"]) == ("12月1日", "1.2亿元")


@pytest.mark.parametrize(
    ("days", "said"), [(0, "今天"), (1, "昨天"), (9, "9天前"), (-1, ""), (None, "")]
)
def test_days_ago_are_said_as_a_colleague_would(days: int | None, said: str) -> None:
    assert days_ago(days) == said


@pytest.mark.parametrize("days", [0, 1, 2])
def test_no_reason_of_the_shipped_scripts_counts_to_zero(days: int) -> None:
    facts = dict.fromkeys(("contact_days", "opened_days", "solved_complaint_days"), days)
    said = reason_words(facts, slots={}, record=person())
    for script in load_folder(HANDBOOK):
        for condition in script.applies:
            why = re.sub(r"\{(\w+)\}", lambda m: said.get(m[1], "某"), condition.why)
            if applicable(replace(script, applies=(condition,)), facts):
                assert "0天" not in why, script.script_id


def test_the_largest_that_matured_and_was_not_placed_fills_its_slots() -> None:
    small = held("丙", ProductType.DEPOSIT, amount=5, until=date(2026, 11, 22))
    large = held("丁", ProductType.DEPOSIT, amount=80, until=date(2026, 11, 20))
    record = person(holdings=(small, large))
    slots = slots_of(record, standing=standing(record), rm_name="林晓")
    assert (slots["matured_product"], slots["matured_date"]) == ("丁", "11月20日")
    assert "maturity_product" not in slots


def test_variants_follow_the_record() -> None:
    old = person(birthday=date(1961, 11, 23), aum_wan=500.0, personality=Personality.QUIET)
    assert tags_of(old, standing=standing(old)) == {"person", "hnw", "senior", "quiet"}
    assert tags_of(company(), standing=standing(company())) == {"company"}
