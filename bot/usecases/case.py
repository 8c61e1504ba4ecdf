"""One customer's case as the store has it now: read once, for whatever is decided from it."""

from __future__ import annotations

from bot.brief.case import Case, case_of
from bot.usecases.work import Work
from knowledge.retrieval import Handbook
from store.actor import Actor
from store.customers import get_record
from store.products import shelf
from store.scripts import withdrawn_scripts


def read_case(customer_id: str, *, work: Work, actor: Actor) -> Case | None:
    """The case, or None where the actor may see no such customer."""
    session, desk = work.reading, work.desk
    record = get_record(session=session, actor=actor, customer_id=customer_id)
    if record is None:
        return None
    return case_of(
        record,
        products=shelf(session=session).rows,
        policy=desk.policy,
        rm_name=actor.name,
        now=work.now,
        zone=desk.zone,
    )


def withdrawn_ids(handbook: Handbook, *, work: Work) -> frozenset[str]:
    """Scripts of the build whose version was withdrawn since: they speak nowhere any more."""
    return frozenset(
        script_id
        for script_id, version in withdrawn_scripts(session=work.reading)
        if (script := handbook.script(script_id)) and str(script.version) == version
    )
