"""A name said is that name: what is longer, shorter or another's is offered or nobody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from databases import Databases, Sqlite, Stage, opened
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlmodel import Session
from store_world import NOW, STAFFED, actor_of, add_customer

from store.customers import Named, find_customers, find_mentions
from store.customers.mentions import READ_AT_MOST
from store.customers.writing import CustomerRow, insert_customers
from store.engine import reading
from store.models import CustomerKind
from store.names.surnames import COMMON, COMPOUND, RARE

BOOK = (
    ("P01", "沈清"),
    ("P02", "贺敏之"),
    ("P03", "司徒雅琴"),
    ("P04", "林栋国"),
    ("P05", "孟𠮷"),
    ("P06", "阿依努尔·买买提"),
    ("P07", "O'Brien, Sean"),
    ("P08", "洪䶮"),
    ("P09", "秦岚"),
    ("P10", "秦岚"),
    ("P11", "马春生"),
    ("P12", "马春花"),
    ("P13", "高远"),
    ("P14", "汤力新"),
    ("F01", "盛和食品有限公司"),
    ("F02", "北斗星软件有限公司"),
    ("F03", "杭州云帆物流有限公司"),
    ("F04", "白桦设计院有限公司"),
)

TAKEN = {
    "等下给沈清打电话": "沈清",
    "沈清明天来网点": "沈清",
    "沈清明年三月要用钱": "沈清",
    "沈清楚地说了不要": None,
    "给林栋国庆祝生日": "林栋国",
    "林栋国庆典上见过": "林栋国",
    "林栋国国庆来": "林栋国",
    "林栋国能买什么": "林栋国",
    "林栋国会来吗": "林栋国",
    "林栋国办卡要带什么": "林栋国",
    "林栋国别打了": "林栋国",
    "和贺敏之聊了半天": "贺敏之",
    "敏之嫌利率低": "贺敏之",
    "刚挂了雅琴的电话": "司徒雅琴",
    "司徒那边怎么说": "司徒雅琴",
    "约了司徒阿姨周五": "司徒雅琴",
    "孟𠮷的定期到期了": "孟𠮷",
    "跟洪䶮通完电话": "洪䶮",
    "给阿依努尔•买买提打电话": "阿依努尔·买买提",
    "给阿依努尔・买买提打电话": "阿依努尔·买买提",
    "阿依努尔 买买提问利率": "阿依努尔·买买提",
    "阿依努尔今天来": "阿依努尔·买买提",
    "等下给O'Brien, Sean打电话": "O'Brien, Sean",
    "o’brien 问汇率": "O'Brien, Sean",
    "Sean那边怎么说": "O'Brien, Sean",
    "给高远打电话": "高远",
    "目标定得高远一点": None,
    "汤力新买了理财": "汤力新",
    "跟 汤 力 新 说一下": "汤力新",
    "盛和那边要贷款": "盛和食品有限公司",
    "盛和食品的账期": "盛和食品有限公司",
    "盛和公司的财务来了": "盛和食品有限公司",
    "北斗星软件要续贷": "北斗星软件有限公司",
    "给北斗星打电话": "北斗星软件有限公司",
    "晚上抬头看见北斗星了": None,
    "云帆物流缺司机": "杭州云帆物流有限公司",
    "杭州云帆的货款": "杭州云帆物流有限公司",
    "直挂云帆济沧海这句能用吗": None,
    "白桦设计的会计要回单": "白桦设计院有限公司",
    "门口白桦树叶黄了": None,
    "客户问怎么选理财": None,
    "": None,
}
"""Sentences and the one customer taken; None: nobody."""

OFFERED = {
    "等下给沈清越打电话": {"沈清"},
    "给林栋国庆打电话": {"林栋国"},
    "跟贺敏通完电话": {"贺敏之"},
    "贺敏芝说再想想": {"贺敏之"},
    "给马春打电话": {"马春生", "马春花"},
    "司徒雅芹要赎回": {"司徒雅琴"},
    "盛和银行给的利率高": {"盛和食品有限公司"},
    "客户在盛和证券开了户": {"盛和食品有限公司"},
    "给盛和泰公司打电话": {"盛和食品有限公司"},
    "跟北斗星通公司谈": {"北斗星软件有限公司"},
    "上海云帆物流来谈": {"杭州云帆物流有限公司"},
    "云凡物流运费涨了": {"杭州云帆物流有限公司"},
    "林栋国超市开业了": {"林栋国"},
    "盛和集团要授信": {"盛和食品有限公司"},
    "盛和股份的财报": {"盛和食品有限公司"},
    "汤力新年要用钱": {"汤力新"},
}
"""Sentences that name somebody else, and who is near."""

STRANGERS = {
    "等下给令狐敏之打电话": "令狐敏之",
    "给佘敏之打电话": "佘敏之",
    "刚跟麦栋国通完电话": "麦栋国",
    "给向雅琴打电话": "向雅琴",
    "等下给许小秦打电话": "许小秦",
    "跟司徒敏之聊了聊": "司徒敏之",
    "约谭总吃饭": "谭总",
}
"""Sentences that name a person who is nobody's, and the words that do."""

NOT_CUSTOMERS = (
    "派出所小秦打电话来",
    "柜台老马今天休息",
    "员工代发怎么谈",
    "小秦苗今天倒班",
    "买了本秦岚的书",
    "雅琴路网点几点开门",
    "敏之超市搬家了",
    "王力宏开演唱会",
)
"""Sentences that speak of no customer, whatever words they share with one's name."""


def _write_book(url: str) -> None:
    with opened(url) as engine:
        for customer_id, name in BOOK:
            kind = CustomerKind.COMPANY if name.endswith("公司") else CustomerKind.PERSON
            add_customer(engine, customer_id, name, owner="rm1", kind=kind)


@pytest.fixture
def book(databases: Databases) -> Iterator[Engine]:
    stage = Stage("whole_names", _write_book, base=STAFFED)
    with databases.at(stage) as url, opened(url) as engine:
        yield engine


def _named(session: Session, text: str) -> list[Named]:
    return find_mentions(session=session, actor=actor_of("rm1"), text=text)


def _read(engine: Engine, texts: Mapping[str, object]) -> dict[str, list[Named]]:
    with reading(engine) as session:
        return {text: _named(session, text) for text in texts}


def test_a_name_said_is_taken(book: Engine) -> None:
    taken = {
        text: next((hit.name for each in named if each.sure for hit in each.hits), None)
        for text, named in _read(book, TAKEN).items()
    }
    assert taken == TAKEN


def test_another_name_is_offered(book: Engine) -> None:
    named = _read(book, OFFERED)
    assert [text for text, each in named.items() if any(one.sure for one in each)] == []
    near = {text: {hit.name for one in each for hit in one.hits} for text, each in named.items()}
    assert near == OFFERED


def test_a_stranger_is_somebody(book: Engine) -> None:
    named = {
        text: [(each.said, each.hits, each.sure) for each in found]
        for text, found in _read(book, STRANGERS).items()
    }
    assert named == {text: [(said, (), False)] for text, said in STRANGERS.items()}


def test_words_and_others_are_no_customers(book: Engine) -> None:
    named = _read(book, dict.fromkeys(NOT_CUSTOMERS))
    assert [text for text, found in named.items() if any(each.hits for each in found)] == []


def test_two_of_one_name_are_two(book: Engine) -> None:
    with reading(book) as session:
        (named,) = _named(session, "给秦岚打电话")
    assert named.sure
    assert [hit.customer_id for hit in named.hits] == ["P09", "P10"]


@pytest.mark.parametrize(
    ("asked", "sure", "near"),
    [
        ("沈清", True, {"沈清"}),
        ("沈清越", False, {"沈清"}),
        ("贺敏", False, {"贺敏之"}),
        ("马春", False, {"马春生", "马春花"}),
        ("佘敏之", False, set()),
        ("盛和", True, {"盛和食品有限公司"}),
        ("北斗", False, {"北斗星软件有限公司"}),
        ("白桦", True, {"白桦设计院有限公司"}),
        ("阿依努尔", True, {"阿依努尔·买买提"}),
        ("sean", True, {"O'Brien, Sean"}),
        ("002", False, None),
        ("嫌利率低怎么办", False, None),
    ],
)
def test_a_name_given_on_purpose(
    book: Engine, asked: str, sure: bool, near: set[str] | None
) -> None:
    with reading(book) as session:
        named = find_customers(session=session, actor=actor_of("rm1"), text=asked)
    found = None if named is None else {hit.name for hit in named.hits}
    assert found == near
    assert named is None or named.sure is sure


def test_a_long_note_names_its_customer_late(book: Engine) -> None:
    padding = "今天网点人多，叫号叫到下午，大家都辛苦。" * 150
    with reading(book) as session:
        late = _named(session, padding[: READ_AT_MOST - 10] + "给沈清打电话")
        beyond = _named(session, padding * 2 + "给沈清打电话")
    assert [each.said for each in late] == ["沈清"]
    assert beyond == []


@pytest.mark.parametrize(
    "text", ["给沈清打电话", "沈清越" * 1300, "沈清 " * 1300, "盛和泰公司" * 800]
)
def test_a_text_costs_a_bounded_number_of_statements(book: Engine, text: str) -> None:
    """However long it is and however often it names somebody near."""
    asked: list[str] = []
    with reading(book) as session:
        event.listen(book, "before_cursor_execute", lambda *at: asked.append(at[2]))
        _named(session, text)
    assert len(asked) <= 4 + 8 * 4


_GIVEN = st.text(
    "志建国文晓海嘉雅静思德永春秋玉丽俊宏佳雨梦慧淑美英伟强军芳敏涛超勇磊鹏", min_size=2, max_size=2
)
_SURNAMES = st.one_of(
    st.sampled_from(COMMON[:60]), st.sampled_from(COMPOUND), st.sampled_from(COMMON + RARE)
)
_NAMES = st.builds(
    str.__add__, st.one_of(st.sampled_from(COMMON[:60]), st.sampled_from(COMPOUND)), _GIVEN
)
_SENTENCES = st.sampled_from(
    (
        "等下给{}打电话",
        "刚跟{}通完电话，他要赎回五十万",
        "{}那边怎么说",
        "今天约了{}在网点见面",
        "{}嫌利率低",
        "昨天拜访{}聊了聊",
    )
)


@pytest.fixture(scope="module")
def staff_engine(sqlite: Sqlite) -> Iterator[Engine]:
    with sqlite.at(STAFFED) as url, opened(url) as engine:
        yield engine


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    names=st.lists(_NAMES, min_size=4, max_size=20, unique=True),
    more=st.sampled_from("明辉燕宁林航华生磊之"),
    surname=_SURNAMES,
    sentence=_SENTENCES,
)
def test_of_any_book_only_who_is_named_is_taken(
    staff_engine: Engine, names: list[str], more: str, surname: str, sentence: str
) -> None:
    rows = [
        CustomerRow(f"Q{at}", name, CustomerKind.PERSON, "rm1") for at, name in enumerate(names)
    ]
    said = [
        *names,
        *(name + more for name in names[:4]),
        *(name[:-1] for name in names[:4]),
        *(surname + name[-2:] for name in names[:4]),
    ]
    with Session(staff_engine) as session:
        insert_customers(session=session, rows=rows, at=NOW)
        session.flush()
        taken = {
            name: {
                hit.name
                for each in _named(session, sentence.format(name))
                if each.sure
                for hit in each.hits
            }
            for name in said
        }
        session.rollback()
    assert {name: found for name, found in taken.items() if found - {name}} == {}
    assert [name for name in names if taken[name] != {name}] == []
