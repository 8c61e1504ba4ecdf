"""The needs-to-product matching list of one customer or of several, kept as evidence."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from bot.brief.matching import match_list
from bot.render.matching import COLUMNS, match_rows, match_screen, matches_screen
from bot.results.declined import Declined
from bot.results.plans import MatchedNeed, MatchList, MatchLists
from bot.results.vocabulary import EvidenceKind
from bot.usecases.case import read_case, withdrawn_ids
from bot.usecases.evidence import recorded, with_screens, words_of
from bot.usecases.refusals import ADVISED, NO_CUSTOMER, NO_LISTS
from bot.usecases.taken_out import Taken, taken_out
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import count_records, list_records
from store.sheets import workbook_bytes
from store.suggestions import ScriptUse, SuggestionDraft

MOST_READ = 200
"""Customers whose conversations are read for one list."""
_NAMED = 20
"""Customers of a table whose ids stand in the log."""


def matched_needs(customer_id: str, *, work: Work, actor: Actor) -> MatchList | Declined:
    """One customer's needs matched with the shelf."""
    if actor.role not in ADVISED:
        return NO_LISTS
    found = _matched(customer_id, work=work, actor=actor)
    if found is None:
        return NO_CUSTOMER
    _record(MatchLists((found,), 0, 0), customer_id=customer_id, work=work, actor=actor)
    return found


def matched_needs_of(
    customer_ids: Sequence[str], *, work: Work, actor: Actor
) -> MatchLists | Declined:
    """The needs of several customers, or of all the actor answers for where none is named.

    Those without a need are counted.
    """
    if actor.role not in ADVISED:
        return NO_LISTS
    wanted = list(customer_ids) or [
        record.customer_id for record in list_records(session=work.reading, actor=actor).rows
    ]
    each = (_matched(one, work=work, actor=actor) for one in wanted[:MOST_READ])
    found = [one for one in each if one is not None]
    lists = MatchLists(
        lists=tuple(one for one in found if one.needs),
        without_need=sum(not one.needs for one in found),
        left_out=max(len(wanted) - MOST_READ, 0),
    )
    _record(lists, customer_id=None, work=work, actor=actor)
    return lists


def how_many(*, work: Work, actor: Actor) -> int:
    """How many customers are the actor's to list."""
    return count_records(session=work.reading, actor=actor)


def match_workbook(lists: MatchLists, *, work: Work, actor: Actor) -> bytes:
    """The lists as an XLSX file, with its entry in the log."""
    data = workbook_bytes(COLUMNS, match_rows(lists))
    whose = "、".join(one.customer_id for one in lists.lists[:_NAMED])
    taken = Taken("需求匹配清单", whose, len(lists.lists))
    return taken_out(data, taken, work=work, actor=actor)


def _matched(customer_id: str, *, work: Work, actor: Actor) -> MatchList | None:
    case = read_case(customer_id, work=work, actor=actor)
    if case is None:
        return None
    handbook = work.desk.handbook
    withdrawn = withdrawn_ids(handbook, work=work)
    found = match_list(case, handbook=handbook, withdrawn=withdrawn, policy=work.desk.policy)
    return dataclasses.replace(found, needs=tuple(_fit(each, work) for each in found.needs))


def _fit(need: MatchedNeed, work: Work) -> MatchedNeed:
    """The need without an answer the checker finds fault with: a customer would hear it."""
    if not need.answer or work.desk.rules.passes(need.answer):
        return need
    return dataclasses.replace(need, answer="")


def _record(lists: MatchLists, *, customer_id: str | None, work: Work, actor: Actor) -> None:
    shown = match_screen(lists.lists[0]) if customer_id else matches_screen(lists)
    screens = {"first": shown}
    uses = {
        (need.script_id, need.script_version)
        for one in lists.lists
        for need in one.needs
        if need.script_id
    }
    payload: dict[str, Any] = {"matched": [dataclasses.asdict(one) for one in lists.lists]}
    recorded(
        SuggestionDraft(
            kind=EvidenceKind.ASK.value,
            actor=actor,
            query="需求匹配清单",
            shown_text=words_of(screens),
            rules_version=work.desk.rules.version,
            handbook_version=work.desk.handbook.version,
            writer="script",
            customer_id=customer_id,
            scripts=tuple(ScriptUse(s, str(v), "需求匹配") for s, v in sorted(uses)),
            record_read={},
            rule_results=[],
            payload=with_screens(payload, screens),
        ),
        work=work,
    )
