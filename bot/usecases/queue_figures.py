"""The month of the officers' queue: volumes, verdicts, rules, scripts, times, what is missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.results.declined import Declined
from bot.results.queue_figures import Agreement, Hits, OfficerFigures, QueueFigures
from bot.usecases.contact_plan import month_end
from bot.usecases.queue import NOT_AN_OFFICER
from bot.usecases.queue_estimate import Stratum, cohens_kappa, missed_share, share_missed
from bot.usecases.queue_sweep import sweep
from bot.usecases.work import Work
from store.actor import Actor
from store.models import ItemState, ReviewVerdict, Risk, Role
from store.reviews import figures
from store.reviews.items import RULE, SCRIPT

_MOST = 0.9
_NOT_YET = Declined("not_yet", "这个月还没有开始。")


def queue_figures(
    *, work: Work, actor: Actor, month: date | None = None
) -> QueueFigures | Declined:
    """A month's figures up to today, this month's where none is named; officers alone."""
    if actor.role is not Role.COMPLIANCE:
        return NOT_AN_OFFICER
    today = work.now.date()
    first = (month or today).replace(day=1)
    if first > today:
        return _NOT_YET
    sweep(work=work)
    return _figures(first, min(month_end(first), today), work=work, actor=actor)


def span_of(first: date, last: date, *, work: Work) -> tuple[datetime, datetime]:
    """The days in the office's zone, [since, until)."""
    zone = work.desk.zone
    until = datetime.combine(last + timedelta(days=1), time(), zone)
    return datetime.combine(first, time(), zone), until


def _figures(first: date, last: date, *, work: Work, actor: Actor) -> QueueFigures:
    session = work.reading
    since, until = span_of(first, last, work=work)
    strata = _strata(first, last, since, until, work=work, actor=actor)
    counted = figures.count_verdicts(session=session, actor=actor, since=since, until=until)
    verdicts: Counter[ReviewVerdict] = Counter()
    for _, verdict, turn, number in counted:
        verdicts[verdict] += number if turn == 1 else 0
    taken = sorted(
        decided - at
        for at, decided in figures.decision_times(
            session=session, actor=actor, since=since, until=until
        )
    )
    return QueueFigures(
        first=first,
        last=last,
        suggestions=figures.count_suggestions(
            session=session, actor=actor, since=since, until=until
        ),
        found=figures.count_found(session=session, actor=actor, since=since, until=until),
        open=figures.count_in_state(session=session, actor=actor, state=ItemState.OPEN),
        verdicts={each: verdicts[each] for each in ReviewVerdict if verdicts[each]},
        officers=_officers(counted),
        rules=_hits(RULE, False, since, until, work, actor),
        scripts=_hits(SCRIPT, True, since, until, work, actor),
        half=_within(taken, 0.5),
        most=_within(taken, _MOST),
        by_risk={risk: share_missed(each) for risk, each in strata.items()},
        missed=missed_share(list(strata.values())),
        agreement=_agreement(since, until, work, actor),
    )


def _strata(
    first: date, last: date, since: datetime, until: datetime, *, work: Work, actor: Actor
) -> dict[Risk, Stratum]:
    session = work.reading
    whole = figures.population(session=session, actor=actor, first=first, last=last)
    looked = figures.sample_outcomes(session=session, actor=actor, since=since, until=until)
    return {
        risk: Stratum(whole[risk][0], *looked.get(risk, (0, 0))) for risk in Risk if risk in whole
    }


def _officers(
    counted: Sequence[tuple[str, ReviewVerdict, int, int]],
) -> tuple[OfficerFigures, ...]:
    by_name: dict[str, Counter[ReviewVerdict]] = {}
    second: Counter[str] = Counter()
    for name, verdict, turn, number in counted:
        by_name.setdefault(name, Counter())[verdict] += number
        second[name] += number if turn > 1 else 0
    return tuple(
        OfficerFigures(name, {v: theirs[v] for v in ReviewVerdict if theirs[v]}, second[name])
        for name, theirs in by_name.items()
    )


def _hits(
    tag: str, only_bad: bool, since: datetime, until: datetime, work: Work, actor: Actor
) -> tuple[Hits, ...]:
    found = figures.most_tagged(
        session=work.reading, actor=actor, tag=tag, since=since, until=until, only_bad=only_bad
    )
    handbook = work.desk.handbook
    titles = {key: s.title for key, _ in found if tag == SCRIPT and (s := handbook.script(key))}
    return tuple(
        Hits(f"{titles[key]} {key}" if key in titles else key, count) for key, count in found
    )


def _within(taken: Sequence[timedelta], share: float) -> timedelta | None:
    """The time within which that share of them was done."""
    return taken[min(int(len(taken) * share), len(taken) - 1)] if taken else None


def _agreement(since: datetime, until: datetime, work: Work, actor: Actor) -> Agreement:
    session = work.reading
    pairs = figures.decided_twice(session=session, actor=actor, since=since, until=until)
    waiting = figures.count_in_state(session=session, actor=actor, state=ItemState.SECOND)
    agreed = sum(one is two for one, two in pairs)
    return Agreement(len(pairs), agreed, cohens_kappa(pairs), waiting)
