"""Normal forms, pinyin and keys, as tables."""

import pytest
from pypinyin import lazy_pinyin

from store.models import CustomerKind, KeyKind
from store.names.forms import core_name, short_name, split_name
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
        ("Li", "", "Li"),
    ],
)
def test_split_name(name: str, surname: str, given: str) -> None:
    assert split_name(name) == (surname, given)


@pytest.mark.parametrize(
    ("company", "short", "core"),
    [
        ("华信制造有限公司", "华信制造", "华信"),
        ("上海远航外贸有限公司", "远航外贸", "远航"),
        ("宁波(东港)恒丰食品股份有限公司", "恒丰食品", "恒丰"),
        ("深圳市光启半导体科技有限责任公司", "光启半导体科技", "光启"),
        ("南方电网", "南方电网", "南方电网"),
        ("中国科技集团", "科技", "科技"),
        ("公司", "公司", "公司"),
    ],
)
def test_company_forms(company: str, short: str, core: str) -> None:
    assert (short_name(company), core_name(company)) == (short, core)


def test_surnames_are_read_as_surnames() -> None:
    keys = search_keys(customer_id="1", name="曾单", kind=CustomerKind.PERSON, phone=None)
    assert ("zengdan", KeyKind.PINYIN) in keys
    assert SURNAME_READINGS["曾"] != syllables("曾")[0]


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
