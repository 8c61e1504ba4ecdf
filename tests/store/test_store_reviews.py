"""The officers' queue in the store: found once, read by officers alone, decided for good."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError
from store_world import NOW

from store.actor import Actor
from store.engine import reading, transaction
from store.errors import AlreadyWritten, NotFound, NotPermitted
from store.models import ItemKind, ItemState, MessageKind, ReviewVerdict, Risk
from store.reviews import deciding, figures, items, shared, sweeping
from store.reviews.deciding import DecisionDraft, QuestionDraft
from store.reviews.items import ItemFilter
from store.reviews.sweeping import NewItem, share_of
from store.suggestions import SuggestionDraft, record_suggestion
from store.verifying import verify

Acting = Callable[[str], Actor]
SPAN = {"since": NOW - timedelta(days=1), "until": NOW + timedelta(days=1)}
FINDING = {"rule_id": "principal", "severity": "block"}


@pytest.fixture
def suggested(staffed: Engine, acting: Acting) -> str:
    draft = SuggestionDraft(
        kind="check",
        actor=acting("rm1"),
        query="保本",
        shown_text="⛔",
        rules_version="r1",
        handbook_version="h1",
        writer="script",
        rule_results=[FINDING],
        payload={"verdict": "block", "products": [{"product_id": "F302"}], "stopped": False},
    )
    with transaction(staffed) as session:
        return record_suggestion(session=session, draft=draft, at=NOW).suggestion_id


@pytest.fixture
def item(staffed: Engine, suggested: str) -> str:
    key = f"text:{suggested}"
    new = NewItem(
        item_id=key,
        kind=ItemKind.TEXT,
        risk=Risk.HIGH,
        at=NOW,
        staff_id="rm1",
        suggestion_id=suggested,
        tags=frozenset({(items.RULE, "principal")}),
    )
    with transaction(staffed) as session:
        sweeping.keep_items(session=session, items=[new, new])
        sweeping.keep_items(session=session, items=[new])
    return key


def test_what_decides_is_read_of_a_suggestion(staffed: Engine, suggested: str) -> None:
    with reading(staffed) as session:
        (facts,) = sweeping.suggestion_facts(session=session, ids=[suggested])
    assert (facts.verdict, facts.stopped, facts.addressed) == ("block", False, None)
    assert (facts.products, facts.scripts, facts.role) == (("F302",), (), "rm")
    assert [each["rule_id"] for each in facts.rule_results] == ["principal"]


def test_the_log_is_gone_through_from_where_it_stopped(staffed: Engine, suggested: str) -> None:
    with transaction(staffed) as session:
        point = sweeping.sweep_point(session=session, since=NOW - timedelta(days=1))
        entries = sweeping.entries_after(session=session, seq=point.seq, limit=500)
        key, point.seq = point.key, entries[-1].seq
        assert [e.row_key for e in entries if e.kind == "suggestion.check"] == [suggested]
        session.add(point)
    with transaction(staffed) as session:
        again = sweeping.sweep_point(session=session, since=NOW)
        assert (again.key, again.seq) == (key, entries[-1].seq)
        assert not sweeping.is_ahead(session=session)


def test_an_old_log_is_begun_at_its_day(staffed: Engine, suggested: str) -> None:
    with transaction(staffed) as session:
        point = sweeping.sweep_point(session=session, since=NOW + timedelta(days=1))
        assert sweeping.entries_after(session=session, seq=point.seq, limit=5) == []


def test_what_is_drawn_depends_on_the_key_and_is_the_share_asked_for() -> None:
    names = [f"SG{number:06}" for number in range(4000)]
    drawn = {name for name in names if share_of("one", name) < 0.05}
    assert drawn == {name for name in names if share_of("one", name) < 0.05}
    assert 140 < len(drawn) < 260
    assert len(drawn & {name for name in names if share_of("two", name) < 0.05}) < 30


def test_the_population_adds_up(staffed: Engine, acting: Acting) -> None:
    day = NOW.date()
    for _ in range(2):
        with transaction(staffed) as session:
            counted = {(day, Risk.LOW): (10, 1), (day, Risk.HIGH): (2, 1)}
            sweeping.count_population(session=session, counted=counted)
    with reading(staffed) as session:
        found = figures.population(session=session, actor=acting("cco1"), first=day, last=day)
    assert found == {Risk.LOW: (20, 2), Risk.HIGH: (4, 2)}


READS: dict[str, Callable[..., Any]] = {
    "page": lambda **k: items.page_of_items(chosen=ItemFilter(), **k),
    "count": lambda **k: items.count_items(chosen=ItemFilter(), **k),
    "get": lambda **k: items.get_item(item_id="text:x", **k),
    "notes": lambda **k: items.notes_after(suggestion_id="x", **k),
    "tags": lambda **k: items.tags_of(item_id="x", **k),
    "called": lambda **k: items.customers_called(name="王建国", **k),
    "writers": lambda **k: items.writers_of(script_id="x", **k),
    "searched": lambda **k: items.note_searched(condition="x", at=NOW, **k),
    "suggestions": lambda **k: figures.count_suggestions(**SPAN, **k),
    "found": lambda **k: figures.count_found(**SPAN, **k),
    "verdicts": lambda **k: figures.count_verdicts(**SPAN, **k),
    "tagged": lambda **k: figures.most_tagged(tag=items.RULE, only_bad=False, **SPAN, **k),
    "times": lambda **k: figures.decision_times(**SPAN, **k),
    "population": lambda **k: figures.population(first=NOW.date(), last=NOW.date(), **k),
    "outcomes": lambda **k: figures.sample_outcomes(**SPAN, **k),
    "twice": lambda **k: figures.decided_twice(**SPAN, **k),
    "state": lambda **k: figures.count_in_state(state=ItemState.OPEN, **k),
    "between": lambda **k: list(figures.items_between(**SPAN, **k)),
    "decide": lambda **k: deciding.decide_item(
        draft=DecisionDraft("text:x", ReviewVerdict.PASSED), at=NOW, **k
    ),
    "ask": lambda **k: deciding.ask_manager(item_id="text:x", text="怎么说的", at=NOW, **k),
    "reply": lambda **k: deciding.reply(item_id="text:x", text="不行", at=NOW, **k),
}


@pytest.mark.parametrize("name", READS)
def test_officers_alone(staffed: Engine, acting: Acting, name: str) -> None:
    for staff_id in ("rm1", "sup1", "admin1"):
        with transaction(staffed) as session, pytest.raises(NotPermitted):
            READS[name](session=session, actor=acting(staff_id))
    with transaction(staffed) as session:
        try:
            READS[name](session=session, actor=acting("cco1"))
        except NotFound:
            assert name in {"decide", "ask", "reply"}


def test_a_decision_stands_and_no_statement_changes_it(
    staffed: Engine, acting: Acting, item: str
) -> None:
    draft = DecisionDraft(item, ReviewVerdict.REJECTED, "承诺了保本", "净值会波动")
    with transaction(staffed) as session:
        deciding.decide_item(session=session, actor=acting("cco1"), draft=draft, at=NOW)
    with transaction(staffed) as session, pytest.raises(AlreadyWritten):
        deciding.decide_item(session=session, actor=acting("cco1"), draft=draft, at=NOW)
    with pytest.raises(SQLAlchemyError), transaction(staffed) as session:
        session.connection().execute(text("UPDATE review_decision SET reason = 'x'"))
    with reading(staffed) as session:
        actor = acting("cco1")
        assert verify(session=session).ok
        rejected = ItemFilter(waiting=False, verdict=ReviewVerdict.REJECTED, rule_id="principal")
        page = items.page_of_items(session=session, actor=actor, chosen=rejected)
        assert [(each.item.item_id, each.words) for each in page] == [(item, "保本")]
        counted = figures.count_verdicts(session=session, actor=actor, **SPAN)
        assert counted == [("沈默", ReviewVerdict.REJECTED, 1, 1)]
        hits = figures.most_tagged(
            session=session, actor=actor, tag=items.RULE, only_bad=True, **SPAN
        )
        assert hits == [("principal", 1)]


def test_a_thread_is_for_officers_and_whose_work_it_is(
    staffed: Engine, acting: Acting, item: str
) -> None:
    with transaction(staffed) as session:
        deciding.ask_manager(
            session=session, actor=acting("cco1"), item_id=item, text="发出去了吗", at=NOW
        )
    with transaction(staffed) as session, pytest.raises(NotFound):
        deciding.answer_officer(
            session=session, actor=acting("rm2"), item_id=item, text="没有", at=NOW
        )
    with reading(staffed) as session:
        sees = {
            staff_id: [
                each.kind
                for each in shared.thread_of(session=session, actor=acting(staff_id), item_id=item)
            ]
            for staff_id in ("cco1", "rm1", "rm2", "sup1", "admin1")
        }
        own = shared.own_item(session=session, actor=acting("rm1"), item_id=item)
        assert shared.own_item(session=session, actor=acting("rm2"), item_id=item) is None
    asked = [MessageKind.ASKED]
    assert sees == {"cco1": asked, "rm1": asked, "rm2": [], "sup1": [], "admin1": []}
    assert own is not None
    assert own.state is ItemState.ASKED


def test_managers_ask_and_nobody_else(staffed: Engine, acting: Acting) -> None:
    draft = QuestionDraft("客户想转发海报", NOW + timedelta(hours=4))
    for staff_id in ("cco1", "admin1"):
        with transaction(staffed) as session, pytest.raises(NotPermitted):
            deciding.put_question(session=session, actor=acting(staff_id), draft=draft, at=NOW)
    with transaction(staffed) as session:
        key = deciding.put_question(session=session, actor=acting("rm1"), draft=draft, at=NOW)
        row = items.get_item(session=session, actor=acting("cco1"), item_id=key)
        assert row is not None
        words = {
            staff_id: shared.words_about(session=session, actor=acting(staff_id), item=row)
            for staff_id in ("cco1", "rm1", "rm2", "sup1", "sup2")
        }
        assert verify(session=session).ok
    put = "客户想转发海报"
    assert words == {"cco1": put, "rm1": put, "rm2": "", "sup1": put, "sup2": ""}
