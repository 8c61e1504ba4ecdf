"""How staff name customers, as tables: what was typed, who was meant."""

from collections.abc import Callable, Iterator

import pytest
from databases import Databases, Stage, opened
from sqlalchemy import Engine
from sqlmodel import Session
from store_world import NOW, STAFFED, add_customer

from store.actor import Actor
from store.customers import (
    CustomerHit,
    find_customers,
    find_mentions,
    get_record,
    list_records,
)
from store.customers.soundness import BATCH
from store.customers.writing import CustomerRow, insert_customers
from store.engine import reading, transaction
from store.models import CustomerKind

BOOK = (
    ("S001", "王建国", "rm1", "139-0000-8821"),
    ("S002", "李秀英", "rm1", "13900001002"),
    ("S003", "李志强", "rm1", "13900001003"),
    ("S004", "陈思远", "rm1", None),
    ("S005", "高明", "rm1", "13900001005"),
    ("S006", "欧阳志远", "rm1", "13900001006"),
    ("S007", "邓霞", "rm1", "13900001007"),
    ("S008", "金鑫", "rm1", "13900001008"),
    ("S009", "张健康", "rm1", "13900001009"),
    ("S010", "单小丹", "rm1", "13900001010"),
    ("S011", "华信制造有限公司", "rm1", "021-60000011"),
    ("S012", "上海远航外贸有限公司", "rm1", "021-60000012"),
    ("S013", "吕布衣", "rm1", "13900001013"),
    ("S101", "王建军", "rm2", "13900001101"),
    ("S201", "王建业", "rm4", "13900001201"),
    ("S301", "王无主", None, "13900001301"),
)

FOUND = {
    "S001": {"王建国": "id"},
    "s001": {"王建国": "id"},
    "王建国": {"王建国": "name"},
    "  王 建 国 ": {"王建国": "name"},
    "王建国先生": {"王建国": "name"},
    "建国": {"王建国": "given"},
    "王": {"王建国": "surname"},
    "王总": {"王建国": "surname"},
    "李阿姨": {"李秀英": "surname", "李志强": "surname"},
    "王建": {"王建国": "part"},
    "健康": {"张健康": "part"},
    "wangjianguo": {"王建国": "pinyin"},
    "Wang Jianguo": {"王建国": "pinyin"},
    "jianguo": {"王建国": "given_pinyin"},
    "wjg": {"王建国": "initials"},
    "WJG": {"王建国": "initials"},
    "shanxiaodan": {"单小丹": "pinyin"},
    "lvbuyi": {"吕布衣": "pinyin"},
    "8821": {"王建国": "tail"},
    "00008821": {"王建国": "tail"},
    "尾号8821": {"王建国": "tail"},
    "13900008821": {"王建国": "tail"},
    "华信制造有限公司": {"华信制造有限公司": "name"},
    "华信制造": {"华信制造有限公司": "short"},
    "华信": {"华信制造有限公司": "core"},
    "制造": {"华信制造有限公司": "part"},
    "远航外贸": {"上海远航外贸有限公司": "short"},
    "远航外贸有限公司": {"上海远航外贸有限公司": "short"},
    "huaxin": {"华信制造有限公司": "given_pinyin"},
    "003": {"李志强": "part"},
    "王健国": {"王建国": "homophone"},
    "汪建国": {"王建国": "homophone"},
    "华信创造": {"华信制造有限公司": "near"},
    "王建围": {},
    "张三": {},
    "8822": {},
    "王建军": {},
    "王建业": {},
    "王无主": {},
    "": {},
    "。": {},
    "%": {},
    "' OR 1=1 --": {},
}

MENTIONED = {
    "等下给王建国打电话": {"王建国": "王建国"},
    "刚和华信制造聊完": {"华信制造": "华信制造有限公司"},
    "华信制造有限公司的应收太长": {"华信制造有限公司": "华信制造有限公司"},
    "华信那边账期太长": {"华信": "华信制造有限公司"},
    "jianguo那边怎么说": {"jianguo": "王建国"},
    "wjg约了明天": {"wjg": "王建国"},
    "wang jianguo 问利率": {"wang jianguo": "王建国"},
    "尾号8821的客户": {"8821": "王建国"},
    "打13900008821这个号": {"13900008821": "王建国"},
    "S004怎么样": {"S004": "陈思远"},
    "建国说想买基金": {"建国": "王建国"},
    "志远那边呢": {"志远": "欧阳志远"},
    "王总那边": {"王总": "王建国"},
    "陈老师问教育金": {"陈老师": "陈思远"},
    "欧阳总要续": {"欧阳总": "欧阳志远"},
    "王建国和华信都要跟进": {"王建国": "王建国", "华信": "华信制造有限公司"},
    "王健国说利率低": {"王健国": "王建国"},
    "给高明打电话": {"高明": "高明"},
    "和金总聊了基金总额": {"金总": "金鑫"},
    "客户嫌利率高怎么办": {},
    "远航打了满分5分里的3分，嫌跑三趟": {"远航": "上海远航外贸有限公司"},
    "远航投诉我们了": {"远航": "上海远航外贸有限公司"},
    "那次远航打了三分钟电话": {},
    "那个年金险": {},
    "这招高明": {},
    "客户关心健康": {},
    "等下给他打电话": {},
    "给李建国打电话": {},
    "小程序怎么用": {},
    "最高总额是多少": {},
    "转3000元": {},
    "OK的": {},
    "老客户怎么留": {},
    "给王建军打电话": {},
    "给王建业打电话": {},
    "": {},
}


def _write_book(url: str) -> None:
    with opened(url) as engine:
        for customer_id, name, owner, phone in BOOK:
            kind = CustomerKind.COMPANY if name.endswith("公司") else CustomerKind.PERSON
            add_customer(engine, customer_id, name, owner=owner, kind=kind, phone=phone)


@pytest.fixture
def book(databases: Databases) -> Iterator[Engine]:
    with databases.at(Stage("book", _write_book, base=STAFFED)) as url, opened(url) as engine:
        yield engine


def _hits(session: Session, actor: Actor, text: str) -> tuple[CustomerHit, ...]:
    named = find_customers(session=session, actor=actor, text=text)
    return named.hits if named is not None else ()


def test_names_find_customers(book: Engine, acting: Callable[[str], Actor]) -> None:
    rm = acting("rm1")
    with reading(book) as session:
        found = {text: {hit.name: hit.how for hit in _hits(session, rm, text)} for text in FOUND}
    assert found == FOUND


def test_sentences_mention_customers(book: Engine, acting: Callable[[str], Actor]) -> None:
    rm = acting("rm1")
    with reading(book) as session:
        found = {
            text: {
                text[hit.start : hit.end]: hit.name
                for named in find_mentions(session=session, actor=rm, text=text)
                for hit in named.hits
            }
            for text in MENTIONED
        }
    assert found == MENTIONED


def test_one_surname_gives_candidates_with_one_span(
    book: Engine, acting: Callable[[str], Actor]
) -> None:
    with reading(book) as session:
        (named,) = find_mentions(session=session, actor=acting("rm1"), text="今天小李来网点")
    assert [(hit.name, hit.start, hit.end, hit.phone_tail) for hit in named.hits] == [
        ("李秀英", 2, 4, "1002"),
        ("李志强", 2, 4, "1003"),
    ]


@pytest.mark.parametrize(
    ("staff_id", "seen"),
    [
        ("rm1", {"王建国"}),
        ("rm2", {"王建军"}),
        ("rm4", {"王建业"}),
        ("sup1", {"王建国", "王建军"}),
        ("sup2", {"王建业"}),
        ("cco1", set()),
        ("admin1", set()),
    ],
)
def test_nobody_sees_past_their_role(
    book: Engine, acting: Callable[[str], Actor], staff_id: str, seen: set[str]
) -> None:
    actor = acting(staff_id)
    with reading(book) as session:
        by_name = {hit.name for hit in _hits(session, actor, "王总")}
        mentioned = find_mentions(session=session, actor=actor, text="王建国、王建军和王建业")
        records = [
            get_record(session=session, actor=actor, customer_id=customer_id)
            for customer_id in ("S001", "S101", "S201", "S301", "S999")
        ]
        listed = list_records(session=session, actor=actor).rows
    assert by_name == seen
    assert {hit.name for named in mentioned for hit in named.hits} == seen
    assert {record.name for record in records if record is not None} == seen
    assert seen <= {record.name for record in listed}
    assert all(record.owner_id in ("rm1", "rm2") for record in listed if staff_id == "sup1")
    assert not listed or staff_id not in ("cco1", "admin1")


def test_a_very_common_name_stays_bounded(book: Engine, acting: Callable[[str], Actor]) -> None:
    for number in range(70):
        add_customer(book, f"T{number:03d}", "赵伟国", owner="rm1")
    with reading(book) as session:
        hits = _hits(session, acting("rm1"), "赵伟国")
    assert len(hits) == 8


def test_lists_go_on_past_a_batch(book: Engine, acting: Callable[[str], Actor]) -> None:
    ids = [f"T{number:04d}" for number in range(2 * BATCH + 1)]
    rows = [CustomerRow(each, "赵伟国", CustomerKind.PERSON, "rm2") for each in ids]
    with transaction(book) as session:
        insert_customers(session=session, rows=rows, at=NOW)
    with reading(book) as session:
        listed = list_records(session=session, actor=acting("rm2")).rows
    assert [record.customer_id for record in listed] == ["S101", *ids]
