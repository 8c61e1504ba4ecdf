"""Names in Latin letters, forms of address, names with a dot, numbers: tables of sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from alembic import command
from databases import Databases, Stage, opened
from sqlalchemy import Engine
from store_world import NOW, STAFFED, actor_of, add_customer

from store.customers import Named, find_customers, find_mentions
from store.customers.changing import set_phone
from store.engine import _alembic_config, reading, transaction, upgrade
from store.models import CustomerKind

BOOK = (
    ("K01", "Pham Minh Anh", None, "13900004417"),
    ("K02", "Aoife O'Connell", None, None),
    ("K03", "Keller, Tobias", None, None),
    ("K04", "Wu Mei", None, None),
    ("K05", "江临川", "先生", None),
    ("K06", "长风仪器有限公司", "江总", "13900000309"),
    ("K07", "唐棣", None, None),
    ("K08", "云岭茶业有限公司", "唐董", None),
    ("K09", "霍启年", "老师", None),
    ("K10", "霍小满", "女士", None),
    ("K11", "覃素云", "覃姐", None),
    ("K12", "莫怀瑾", "护士长", None),
    ("K13", "宋知秋", None, None),
    ("K14", "帕丽达·热合曼", None, None),
    ("K15", "𠮷川一郎", None, None),
    ("K16", "伟业建材有限公司", "覃总", None),
    ("K17", "唐糖", None, None),
)

LATIN = {
    "等下给Pham Minh Anh打电话": (True, {"K01"}),
    "Pham Minh 说再想想": (True, {"K01"}),
    "给Anh Pham打电话": (True, {"K01"}),
    "给Anh打电话": (True, {"K01"}),
    "给Tobias Keller打电话": (True, {"K03"}),
    "aoife oconnell 问汇率": (True, {"K02"}),
    "给Aoife O’Connell打电话": (True, {"K02"}),
    "给Wu Mei打电话": (True, {"K04"}),
    "微信联系了VIP客户Anh": (True, {"K01"}),
    "song zhiqiu约了明天": (True, {"K13"}),
    "等下给Pham Duc Anh打电话": (False, {"K01"}),
    "等下给Pham Minh打电话，不是Pham Minh Anh": (True, {"K01"}),
    "Aoife Murphy问汇率": (False, {"K02"}),
    "给Tobias Kellner打电话": (False, {"K03"}),
    "给Oconnel打电话": (False, {"K02"}),
    "给Wu Jing打电话": (False, {"K04"}),
    "给song zhiqiu Wu打电话": (False, {"K13", "K04"}),
    "给Mary Poppins打电话": (False, set()),
}
"""A sentence; whether the first name of it is taken, and who is named or near."""

CALLED = {
    "等下给江总打电话": (True, {"K06"}),
    "江先生问利率": (True, {"K05"}),
    "江女士问利率": (False, {"K05"}),
    "小江来过了": (True, {"K05"}),
    "给唐董打电话": (True, {"K08", "K07", "K17"}),
    "给唐小姐打电话": (True, {"K07", "K17"}),
    "云岭的唐董要续贷": (True, {"K08"}),
    "长风仪器的江先生来了": (True, {"K06"}),
    "给霍老师打电话": (True, {"K09"}),
    "给霍女士打电话": (True, {"K10"}),
    "给霍总打电话": (True, {"K09", "K10"}),
    "给覃姐打电话": (True, {"K11"}),
    "覃总那边要保函": (True, {"K16"}),
    "给莫护士长打电话": (True, {"K12"}),
    "江总结了一下": None,
}
DOTTED = {
    "帕丽达·热合曼想做基金定投怎么说": (True, {"K14"}),
    "帕丽达·热合曼适合稳健理财吗": (True, {"K14"}),
    "帕丽达·热合曼可以提前支取吗": (True, {"K14"}),
    "帕丽达•热合曼买了基金": (True, {"K14"}),
    "帕丽达·热合曼江要赎回": (False, {"K14"}),
    "帕丽达·买买提想做基金定投怎么说": (False, {"K14"}),
    "帕丽达·热合曼·买买提来了": (False, {"K14"}),
    "艾山·热合曼要赎回": (False, {"K14"}),
    "艾山·库尔班那边怎么说": (False, set()),
    "宋知秋能买固收增强吗": (True, {"K13"}),
    "宋知秋会买保险吗": (True, {"K13"}),
    "宋知秋该怎么配": (True, {"K13"}),
}
NUMBERS = {
    "等下给 4417 打电话": (True, {"K01"}),
    "给尾号0309的客户打电话": (True, {"K06"}),
    "给4417那个客户打个电话": (True, {"K01"}),
    "0309的客户问利率": (True, {"K06"}),
    "给K13打电话": (True, {"K13"}),
    "给4418打电话": (False, set()),
    "转了4417元": None,
    "等下给𠮷川打电话": (True, {"K15"}),
    "𠮷川那边怎么说": (True, {"K15"}),
    "伟业集团有投诉吗": (False, {"K16"}),
    "给10086打电话": None,
}


def _write_book(url: str) -> None:
    with opened(url) as engine:
        for customer_id, name, salutation, phone in BOOK:
            kind = CustomerKind.COMPANY if name.endswith("公司") else CustomerKind.PERSON
            add_customer(
                engine,
                customer_id,
                name,
                owner="rm1",
                kind=kind,
                salutation=salutation,
                phone=phone,
            )


@pytest.fixture
def book(databases: Databases) -> Iterator[Engine]:
    stage = Stage("called_names", _write_book, base=STAFFED)
    with databases.at(stage) as url, opened(url) as engine:
        yield engine


def _told(named: Named | None) -> tuple[bool, set[str]] | None:
    return (named.sure, {hit.customer_id for hit in named.hits}) if named is not None else None


@pytest.mark.parametrize("table", [LATIN, CALLED, DOTTED, NUMBERS])
def test_whom_a_sentence_names(
    book: Engine, table: Mapping[str, tuple[bool, set[str]] | None]
) -> None:
    with reading(book) as session:
        read = {
            text: find_mentions(session=session, actor=actor_of("rm1"), text=text) for text in table
        }
    found = {text: _told(named[-1] if named else None) for text, named in read.items()}
    found |= {text: _told(read[text][0]) for text in table if table is LATIN}
    assert found == table


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Pham Minh Anh", (True, {"K01"})),
        ("pham minh", (True, {"K01"})),
        ("Tobias Keller", (True, {"K03"})),
        ("aoife oconnell", (True, {"K02"})),
        ("Pham Duc Anh", (False, {"K01"})),
        ("Pha", (False, {"K01"})),
        ("Kelle", (False, {"K03"})),
        ("Keler", (False, {"K03"})),
        ("Mary Poppins", None),
        ("江总", (True, {"K06"})),
        ("江女士", (False, {"K05"})),
        ("唐董", (True, {"K08", "K07", "K17"})),
        ("霍老师", (True, {"K09"})),
        ("莫护士长", (True, {"K12"})),
        ("song", (True, {"K13"})),
    ],
)
def test_a_name_given_on_purpose(
    book: Engine, asked: str, told: tuple[bool, set[str]] | None
) -> None:
    with reading(book) as session:
        named = find_customers(session=session, actor=actor_of("rm1"), text=asked)
    assert _told(named) == told


def test_a_new_phone_leaves_the_form_of_address(book: Engine) -> None:
    with transaction(book) as session:
        set_phone(
            session=session, actor=actor_of("rm1"), customer_id="K06", phone="13900000777", at=NOW
        )
    with reading(book) as session:
        named = find_customers(session=session, actor=actor_of("rm1"), text="江总")
    assert _told(named) == (True, {"K06"})


def test_an_older_store_learns_how_customers_are_addressed(book: Engine) -> None:
    with book.begin() as connection:
        command.downgrade(_alembic_config(connection), "0016")
    with reading(book) as session:
        before = find_customers(session=session, actor=actor_of("rm1"), text="覃总")
    assert _told(before) == (True, {"K11"})
    upgrade(str(book.url.render_as_string(hide_password=False)))
    with reading(book) as session:
        after = find_customers(session=session, actor=actor_of("rm1"), text="覃总")
    assert _told(after) == (True, {"K16"})
