"""Whether a customer may have a product is advice: it is kept as evidence like every answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlmodel import select

from bot.desk import Desk
from bot.usecases.products import products_named
from bot.usecases.work import working
from store.actor import Actor
from store.engine import reading
from store.models import Suggestion

pytestmark = pytest.mark.slow

QUESTION = "稳健添利能推给他吗"


def kept(desk: Desk) -> list[Suggestion]:
    with reading(desk.engine) as session:
        return list(session.exec(select(Suggestion).where(Suggestion.query == QUESTION)))


@pytest.mark.parametrize(("customer_id", "entries"), [("C001", 1), (None, 0)])
def test_a_judgement_is_kept_and_a_fact_sheet_is_not(
    desk: Desk, actor: Callable[[str], Actor], customer_id: str | None, entries: int
) -> None:
    before = len(kept(desk))
    with working(desk) as work:
        named = products_named(QUESTION, work=work, actor=actor("rm1"), customer_id=customer_id)
    assert [item.ruling is not None for item in named.items] == [customer_id is not None]
    found = kept(desk)[before:]
    assert len(found) == entries
    for row in found:
        assert (row.kind, row.customer_id) == ("ask", customer_id)
        assert "稳健添利" in row.shown_text
        assert row.payload["fit"]["W201"]["allowed"] in {True, False}
