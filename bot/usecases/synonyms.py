"""The table of synonyms: listed and edited by an administrator, each edit tried on saved questions.

Saved questions are those the search learnt from and those whose answers were used. An edit holds
at once, in every process that answers from this data folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum

from sqlmodel import Session

from bot.results.declined import Declined
from bot.results.synonyms import Replayed, SynonymEdit, SynonymRow
from bot.usecases.evidence import attempted
from bot.usecases.past_answers import used_answers
from bot.usecases.work import Work
from knowledge.retrieval import Handbook
from knowledge.retrieval.lexicon_effect import Changed, Effect, effect_of
from knowledge.retrieval.questions import Question, training_questions
from knowledge.retrieval.synonyms import Edits, SynonymRefused, shipped_table
from store import audit
from store.actor import TERMINAL_ADMIN, Actor, require_role
from store.models import Role


class Change(StrEnum):
    """What is done to a term's ways of saying."""

    ADD = "added"
    REMOVE = "removed"


def list_synonyms(*, work: Work) -> list[SynonymRow] | Declined:
    """Every term with its ways of saying, and what was changed of the shipped ones."""
    try:
        shipped, edits = shipped_table(), work.desk.live.edits()
    except SynonymRefused as refused:
        return Declined("bad_synonym", str(refused))
    table = edits.table(shipped)
    return [
        SynonymRow(
            term,
            table.get(term, ()),
            tuple(way for head, way in edits.added if head == term),
            tuple(way for head, way in edits.removed if head == term),
        )
        for term in dict.fromkeys([*shipped, *table])
    ]


def edit_synonyms(
    change: Change,
    term: str,
    ways: Sequence[str],
    *,
    work: Work,
    dry_run: bool = False,
    actor: Actor = TERMINAL_ADMIN,
) -> SynonymEdit | Declined:
    """Add or remove ways of saying a term, in effect at once; with `dry_run` only tried.

    It is written to the log first: what is not there is not done.
    """
    live = work.desk.live
    try:
        edits = _edited(change, live.edits(), term, ways)
    except SynonymRefused as refused:
        return Declined("bad_synonym", str(refused))
    found = effect_of(live.current(), live.under(edits), ways, _saved(work))
    if not dry_run:
        declined = attempted(work, _logged(change, term, ways, work=work, actor=actor))
        if declined is not None:
            return declined
        work.commit()
        live.put_edits(edits)
    return _edit(term, ways, found, work.desk.handbook)


def _edited(change: Change, edits: Edits, term: str, ways: Sequence[str]) -> Edits:
    act = edits.add if change is Change.ADD else edits.remove
    return act(term, ways, shipped=shipped_table())


def _logged(
    change: Change, term: str, ways: Sequence[str], *, work: Work, actor: Actor
) -> Callable[[Session], None]:
    def write(session: Session) -> None:
        require_role(actor, Role.ADMIN)
        audit.append(
            session=session,
            actor_id=actor.staff_id,
            kind=f"synonyms.{change.value}",
            payload={"term": term, "ways": list(ways)},
            at=work.now,
        )

    return write


def _saved(work: Work) -> list[Question]:
    used = used_answers(session=work.reading)
    kept = [Question(each.suggestion_id, each.question, each.script_ids) for each in used]
    return [*training_questions(), *kept]


def _edit(term: str, ways: Sequence[str], found: Effect, handbook: Handbook) -> SynonymEdit:
    def shown(chosen: Callable[[Changed], bool]) -> tuple[Replayed, ...]:
        return tuple(_replayed(handbook, filter(chosen, found.changed)))

    return SynonymEdit(
        term=term,
        ways=tuple(ways),
        asked=found.asked,
        better=shown(lambda each: each.better),
        worse=shown(lambda each: each.worse),
        other=shown(lambda each: not each.better and not each.worse),
    )


def _replayed(handbook: Handbook, changed: Iterator[Changed]) -> Iterator[Replayed]:
    for each in changed:
        titles = [handbook.scripts[i].title if i else None for i in (each.before, each.after)]
        yield Replayed(each.question.text, *titles)
