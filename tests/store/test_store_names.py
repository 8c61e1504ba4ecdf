"""Normal forms, pinyin and keys, as tables."""

import re

import pytest
from pypinyin import lazy_pinyin

from store.models import CustomerKind, KeyKind
from store.names.forms import (
    COMMON_SURNAMES,
    COMPOUND_SURNAMES,
    SURNAME,
    addressed_name,
    core_name,
    names_company,
    short_name,
    split_name,
)
from store.names.keys import search_keys
from store.names.pinyin import SURNAME_READINGS, readings, syllables
from store.names.titles import surnames_spoken, without_title


def test_the_table_reads_as_pypinyin_does() -> None:
    known = readings()
    assert len(known) > 20_000
    sample = list(known)[::7]
    assert [known[character] for character in sample] == [
        lazy_pinyin(character)[0] for character in sample
    ]


@pytest.mark.parametrize(
    ("name", "surname", "given"),
    [
        ("王建国", "王", "建国"),
        ("欧阳志远", "欧阳", "志远"),
        ("欧阳", "欧", "阳"),
        ("赫连勃", "赫连", "勃"),
        ("贺兰英", "贺", "兰英"),
        ("Li", "", "Li"),
        ("", "", ""),
    ],
)
def test_split_name(name: str, surname: str, given: str) -> None:
    assert split_name(name) == (surname, given)


@pytest.mark.parametrize("surname", sorted(COMPOUND_SURNAMES))
def test_every_double_surname_is_one(surname: str) -> None:
    assert split_name(f"{surname}明远") == (surname, "明远")
    assert [said for _, _, said in surnames_spoken(f"约{surname}先生")] == [surname]
    assert re.match(SURNAME, f"{surname}明远").group() == surname


def test_the_surnames_are_written_once_each() -> None:
    assert all(len(surname) == 2 for surname in COMPOUND_SURNAMES)
    assert all(len(surname) == 1 for surname in COMMON_SURNAMES)
    assert re.match(SURNAME, "王明远").group() == "王"
    assert re.match(SURNAME, "的明远") is None


@pytest.mark.parametrize(
    ("company", "addressed", "short", "core"),
    [
        ("华信制造有限公司", "华信制造", "华信制造", "华信"),
        ("上海远航外贸有限公司", "上海远航外贸", "远航外贸", "远航"),
        ("宁波(东港)恒丰食品股份有限公司", "宁波恒丰食品", "恒丰食品", "恒丰"),
        ("深圳市光启半导体科技有限责任公司", "深圳市光启半导体科技", "光启半导体科技", "光启"),
        ("远东控股集团有限公司", "远东控股", "远东", "远东"),
        ("安泰控股", "安泰控股", "安泰", "安泰"),
        ("中国科技集团", "中国科技集团", "科技", "科技"),
        ("东海粮油总公司", "东海粮油", "东海粮油", "东海"),
        ("启明投资合伙企业（有限合伙）", "启明投资", "启明投资", "启明"),
        ("顺达企业", "顺达", "顺达", "顺达"),
        ("红星机械厂", "红星机械", "红星机械", "红星"),
        ("永和豆浆店", "永和豆浆", "永和豆浆", "永和豆浆"),
        ("大成律师事务所", "大成律师事务所", "大成律师", "大成律师"),
        ("绿野合作社", "绿野合作社", "绿野", "绿野"),
        ("南方电网", "南方电网", "南方电网", "南方电网"),
        ("公司", "公司", "公司", "公司"),
    ],
)
def test_company_forms(company: str, addressed: str, short: str, core: str) -> None:
    assert (addressed_name(company), short_name(company), core_name(company)) == (
        addressed,
        short,
        core,
    )


@pytest.mark.parametrize(
    ("name", "company"),
    [
        ("华信制造有限公司", True),
        ("启明投资合伙企业", True),
        ("远东集团", True),
        ("安泰控股", True),
        ("红星机械厂", True),
        ("大成律师事务所", True),
        ("市青少年活动中心", True),
        ("仁爱基金会", True),
        ("王建国", False),
        ("欧阳志远", False),
        ("安德烈", False),
        ("", False),
    ],
)
def test_what_a_company_is_called(name: str, company: bool) -> None:
    assert names_company(name) is company


def test_surnames_are_read_as_surnames() -> None:
    keys = search_keys(customer_id="1", name="曾单", kind=CustomerKind.PERSON, phone=None)
    assert ("zengdan", KeyKind.PINYIN) in keys
    assert SURNAME_READINGS["曾"] != syllables("曾")[0]


@pytest.mark.parametrize(
    ("name", "spelt"),
    [("澹台明远", "tantaimingyuan"), ("单于明远", "chanyumingyuan"), ("单明远", "shanmingyuan")],
)
def test_double_surnames_are_read_as_one(name: str, spelt: str) -> None:
    keys = search_keys(customer_id="1", name=name, kind=CustomerKind.PERSON, phone=None)
    assert (spelt, KeyKind.PINYIN) in keys


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("王总和李阿姨", ["王", "李"]),
        ("小陈、老赵", ["陈", "赵"]),
        ("老师说", []),
        ("提高总额", []),
        ("资金总量", []),
        ("小程序", []),
        ("欧阳先生", ["欧阳"]),
    ],
)
def test_surnames_spoken(text: str, spoken: list[str]) -> None:
    assert [surname for _, _, surname in surnames_spoken(text)] == spoken


def test_titles_come_off() -> None:
    assert [without_title(name) for name in ("王建国先生", "王总", "总")] == ["王建国", "王", "总"]
