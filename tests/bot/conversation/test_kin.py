"""Whose business words are beside a customer's name."""

from __future__ import annotations

import pytest

from bot.conversation.kin import own_business


@pytest.mark.parametrize(
    ("behind", "who"),
    [
        ("他太太的产品到期怎么办", "太太"),
        ("的太太想买保险怎么说", "太太"),
        ("儿子想买基金", "儿子"),
        ("的朋友要开户", "朋友"),
        ("太太不同意怎么办", None),
        ("的儿子要出国留学，怎么说", None),
        ("女儿的教育金怎么准备", None),
        ("先生想买基金", None),
        ("想买基金", None),
        ("", None),
    ],
)
def test_whose_business_it_is(behind: str, who: str | None) -> None:
    assert own_business(f"王建国{behind}", 3) == who
