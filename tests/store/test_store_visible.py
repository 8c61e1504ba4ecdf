"""Nothing a reader cannot see is shown, written or compared."""

import json

import pytest

from store.visible import escaped, in_one_line, visible

HIDDEN = "\x00\x01\x07\x1b\x7f\x9b\u200b\u200d\u200e\u200f\u202a\u202e\u2066\u2069\ufeff\U000e0041"


@pytest.mark.parametrize("hidden", HIDDEN)
def test_what_cannot_be_seen_is_taken_out(hidden: str) -> None:
    assert visible(f"王{hidden}建国") == "王建国"
    told = escaped(json.dumps({"name": f"王{hidden}建国"}, ensure_ascii=False))
    assert hidden not in told
    assert json.loads(told) == {"name": f"王{hidden}建国"}


@pytest.mark.parametrize(
    "broken", ["王\n建国", "王\r\n建国", "王\r建国", "王\u2028建国", "王\x85建国"]
)
def test_breaks_of_any_kind_are_plain_ones(broken: str) -> None:
    assert visible(broken) == "王\n建国"
    assert in_one_line(broken) == "王 建国"


@pytest.mark.parametrize("plain", ["王建国", "a\tb", "全角　空格", "⚠️ 12%", "é ü 😀", ""])
def test_what_can_be_seen_stays(plain: str) -> None:
    assert visible(plain) == plain
    assert escaped(plain) == plain
