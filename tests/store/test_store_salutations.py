"""A person's name without its note, and what an import says of it; the column goes round."""

from __future__ import annotations

from datetime import date

import pytest

from store.customers.writing import CustomerRow
from store.importing.conflicts import find_conflicts
from store.models import CustomerKind
from store.names.salutations import bare_name, note_in


@pytest.mark.parametrize(
    ("name", "bare", "note"),
    [
        ("王建国", "王建国", ""),
        ("王建国（已故）", "王建国", "（已故）"),
        ("王建国(老客户)", "王建国", "(老客户)"),
        ("李秀兰【VIP】", "李秀兰", "【VIP】"),
        ("李秀兰VIP", "李秀兰", "VIP"),
        ("李秀兰-已销户", "李秀兰", "-已销户"),
        ("李秀兰 备注：难缠", "李秀兰", "备注：难缠"),
        ("李秀兰/张伟", "李秀兰", "/张伟"),
        ("张伟2", "张伟", "2"),
        ("张伟已故", "张伟", "已故"),
        ("𠮷田·䶮", "𠮷田·䶮", ""),
        ("阿依古丽·吐尔逊", "阿依古丽·吐尔逊", ""),
        ("John Smith", "John Smith", ""),
        ("O'Neil", "O'Neil", ""),
        ("John Smith (VIP)", "John Smith", "(VIP)"),
    ],
)
def test_a_note_is_no_part_of_the_name(name: str, bare: str, note: str) -> None:
    assert (bare_name(name), note_in(name)) == (bare, note)


@pytest.mark.parametrize(
    ("name", "kind", "warned"),
    [
        ("王建国（已故）", CustomerKind.PERSON, True),
        ("王建国", CustomerKind.PERSON, False),
        ("华信（上海）有限公司", CustomerKind.COMPANY, False),
    ],
)
def test_an_import_warns_of_a_note_in_a_name(name: str, kind: CustomerKind, warned: bool) -> None:
    row = CustomerRow("X1", name, kind, None)
    found = list(find_conflicts(row, today=date(2026, 11, 23)))
    assert [column for column, _ in found] == (["name"] if warned else [])
