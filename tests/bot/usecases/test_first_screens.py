"""The demo book's briefs: each first screen fits a phone, each customer gets his own products."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from bot.blocks import plain_text
from bot.desk import Desk
from bot.render.brief import MOST_BLOCKED
from bot.render.first_screen import MOST_CHARACTERS, MOST_ROWS, rows_of
from bot.results.advice import Brief, TalkSource
from bot.results.shown import Shown
from bot.usecases.brief import prepare_brief
from bot.usecases.work import working
from store.actor import Actor
from store.models import ProductType
from tests.conftest import NOW

BOOK = {
    "rm1": range(1, 17),
    "rm2": range(17, 30),
    "rm3": range(30, 42),
    "rm4": (*range(42, 54), 65),
    "rm5": (*range(54, 65), 66),
}
AT_HAND_DAYS = 90


def briefs(desk: Desk, actor: Callable[[str], Actor], *, days: int = 0) -> Iterator[Shown[Brief]]:
    """The brief of every demo customer, so many days after the book was filled."""
    later = dataclasses.replace(desk, clock=lambda: NOW + timedelta(days=days))
    for staff, numbers in BOOK.items():
        for number in numbers:
            with working(later) as work:
                shown = prepare_brief(f"C{number:03}", work=work, actor=actor(staff))
            assert isinstance(shown, Shown)
            yield shown


@pytest.mark.parametrize("days", [0, pytest.param(16, marks=pytest.mark.slow)])
def test_every_first_screen_fits_a_phone(
    desk: Desk, actor: Callable[[str], Actor], days: int
) -> None:
    for shown in briefs(desk, actor, days=days):
        brief, told = shown.result, plain_text(shown.screens["first"])
        assert len(told) <= MOST_CHARACTERS, told
        assert rows_of(told) <= MOST_ROWS, told
        assert brief.goal.text in told
        assert "\n1. " in told
        assert (brief.opening is None) or brief.opening.text in told
        assert not brief.next_actions or "▶ " in told
        assert not [word for word in ("最近0", "解决0", "{", "None") if word in told]
        assert sum("：" in line for line in _blocked_lines(shown)) <= MOST_BLOCKED


def test_different_customers_get_different_products(
    desk: Desk, actor: Callable[[str], Actor]
) -> None:
    found = [shown.result for shown in briefs(desk, actor) if shown.result.products]
    first = Counter(brief.products[0].product_id for brief in found)
    reasons = {product.why for brief in found for product in brief.products}
    assert len(first) >= 8, first
    assert max(first.values()) <= len(found) / 4, first
    assert len(reasons) >= 40
    assert not [why for why in reasons if "不高于客户" in why]


def test_nothing_is_offered_against_what_a_customer_needs_or_said(
    desk: Desk, actor: Callable[[str], Actor]
) -> None:
    with working(desk) as work:
        from store.products import shelf

        terms = {each.product_id: each.term_days for each in shelf(session=work.reading).rows}
    for shown in briefs(desk, actor):
        brief = shown.result
        asked = [kind for wanted in brief.standing.talk.asked for kind in wanted.types]
        for product in brief.products:
            assert not brief.standing.talk.refuses(product.type)
            assert product.type is not ProductType.TRUST or ProductType.TRUST in asked
            if brief.standing.near_term_need:
                assert terms[product.product_id] <= AT_HAND_DAYS


def test_what_was_said_last_leads_where_something_was_said(
    desk: Desk, actor: Callable[[str], Actor]
) -> None:
    found = {shown.result.record.customer_id: shown.result for shown in briefs(desk, actor)}
    assert found["C002"].products[0].product_id == "D102"
    assert "三年期" in found["C002"].goal.text
    assert found["C008"].scenarios[0].script_id == "objection-competitor"
    assert found["C018"].scenarios[0].script_id == "objection-no-need"
    assert found["C057"].products[0].product_id in {"D103", "M151", "W204"}
    assert found["C011"].products == ()
    promised = found["C003"].next_actions[0]
    assert promised.text == "把限额调整的步骤截图发给她"
    assert isinstance(promised.sources[0], TalkSource)


def _blocked_lines(shown: Shown[Brief]) -> list[str]:
    told = plain_text(shown.screens["products"])
    _, _, blocked = told.partition("不能推荐（规则）")
    return [line for line in blocked.split("\n") if line.startswith("•")]
