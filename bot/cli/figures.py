"""Evaluations of the search, the stop layer and the reading of reports as lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot.understanding.evaluation import FIELDS, ReportFigures, ReportMiss
from bot.understanding.intent_evaluation import IntentFigures, Judged, mean_and_worst
from knowledge.retrieval.evaluation import Evaluation, Figures
from knowledge.retrieval.evaluation import Miss as SearchMiss
from knowledge.retrieval.leave_out import SHARES, LeftOut, shares_of_authors
from knowledge.stopping.evaluate import Evaluation as StopEvaluation
from knowledge.stopping.evaluate import Figures as StopFigures
from knowledge.stopping.evaluate import mean_and_worst as mean_and_worst_stops

_HEAD = f"{'':26}{'n':>5}{'hit@1':>8}{'hit@3':>8}{'MRR':>8}{'declined':>10}{'wrongly':>9}{'ms':>7}"
_INTENT_HEAD = (
    f"{'':16}{'n':>6}{'right':>9}{'asked':>9}{'unasked':>9}{'offered':>9}{'two':>6}{'found':>6}"
    f"{'false':>6}"
)
_STOP_HEAD = (
    f"{'author':22}{'events':>8}{'quiet':>7}{'told':>8}{'asked':>8}{'recall':>8}{'right':>8}"
    f"{'false stops':>13}{'asked':>7}"
)
_REPORT_HEAD = (
    f"{'author':14}{'n':>5}{'next':>9}{'channel':>9}{'took':>9}{'day':>9}{'promise':>9}"
    f"{'obj F1':>9}{'need F1':>9}{'complaint':>9}{'false':>7}{'opt-out':>9}{'false':>7}{'level':>9}"
)


def search_figures(result: Evaluation, *, misses: bool) -> Iterator[str]:
    """Overall figures of every way of searching, ours by group, the misses last."""
    yield f"{result.questions} questions, handbook {result.handbook_version}"
    yield _HEAD
    for system in result.systems:
        yield _row(system.name, system.overall)
    ratios = "  ".join(f"{name} ×{ratio}" for name, ratio in result.times_plain().items())
    yield f"against plain BM25: {ratios}"
    yield "by group"
    for name, figures in sorted(result.systems[0].groups.items()):
        yield _row(name, figures)
    if result.systems[0].authors:
        yield "by author"
        yield from author_figures(list(result.systems[0].authors.items()))
    yield f"misses: {len(result.misses)}"
    if misses:
        yield from map(_miss_row, result.misses)


def left_out_figures(found: Iterable[LeftOut], *, misses: bool) -> Iterator[str]:
    """A row an author as soon as he was asked, the mean and the worst, then the misses."""
    yield "each author by a search that learnt nothing of his"
    yield _HEAD
    seen: list[LeftOut] = []
    for each in found:
        seen.append(each)
        yield _row(each.author, each.figures)
    yield from _means([each.figures for each in seen])
    missed = [miss for each in seen for miss in each.misses]
    yield f"misses: {len(missed)}"
    if misses:
        yield from map(_miss_row, missed)


def author_figures(found: Sequence[tuple[str, Figures]]) -> Iterator[str]:
    """A row an author, then the mean and the worst."""
    yield from (_row(author, figures) for author, figures in found)
    yield from _means([figures for _, figures in found])


def _means(figures: Sequence[Figures]) -> Iterator[str]:
    for name, shares in zip(("mean", "worst"), shares_of_authors(figures), strict=True):
        hits = "".join(f"{_share(shares.get(each)):>8}" for each in SHARES[:3])
        declined = f"{_share(shares.get('declined')):>10}{_share(shares.get(SHARES[4])):>9}"
        yield f"{name:31}{hits}{declined}"


def _miss_row(miss: SearchMiss) -> str:
    found = "declined" if miss.abstained else ", ".join(miss.found[:3])
    wanted = ", ".join(miss.expect) or "none"
    return f"  {miss.question_id} {miss.text} → {found} (wanted {wanted})"


def stop_figures(found: StopEvaluation, *, show: bool) -> Iterator[str]:
    """A row an author, the mean and the worst, all together, a row an event, what went wrong."""
    yield _STOP_HEAD
    rows = [*found.authors, *mean_and_worst_stops(found.authors), found.all, *found.events]
    yield from map(_stop_row, rows)
    yield f"misses: {len(found.misses)}"
    if show:
        for miss in found.misses:
            read = "+".join(miss.reading.events) or "quiet"
            doubt = "?" if miss.reading.unsure else ""
            yield f"  {miss.asked.author} {miss.asked.event} → {read}{doubt}  {miss.asked.text}"


def report_figures(
    figures: Sequence[ReportFigures], misses: Sequence[ReportMiss], *, show: bool
) -> Iterator[str]:
    """A row an author, all together last, then every field missed."""
    yield _REPORT_HEAD
    yield from map(_report_row, figures)
    yield f"misses: {len(misses)}"
    for miss in misses if show else ():
        said = miss.report.text.replace("\n", " ")
        yield f"  {miss.report.id} {miss.field}: {miss.wanted} → {miss.got}  {said}"


def intent_figures(
    figures: Sequence[IntentFigures], misses: Sequence[Judged], *, show: bool
) -> Iterator[str]:
    """A row an author and an intent, all together last, the mean and the worst author."""
    yield _INTENT_HEAD
    yield from map(_intent_row, figures)
    mean, worst = mean_and_worst(figures)
    yield f"right, mean of whole sets {mean:.3f}, worst {worst:.3f}; misses: {len(misses)}"
    for miss in misses if show else ():
        said, doubt = miss.said.wording.text.replace("\n", " "), "?" if miss.asked else ""
        yield f"  {miss.said.author} {miss.said.intent} → {miss.read.intent}{doubt}  {said}"


def _intent_row(each: IntentFigures) -> str:
    shares = "".join(
        f"{_share(s):>9}" for s in (each.right, each.asked, each.unasked, each.offered)
    )
    return f"{each.name:16}{each.messages:>6}{shares}{each.two:>6}{each.found:>6}{each.false:>6}"


def _report_row(each: ReportFigures) -> str:
    right = "".join(f"{_share(each.right[field]):>9}" for field in FIELDS)
    scores = "".join(f"{_share(each.found[field].f1):>9}" for field in ("objections", "needs"))
    levels = f"{_share(each.found['level'].f1):>9}"
    told = (each.found["complaint"], each.found["opt_out"])
    pairs = "".join(f"{_share(c.recall):>9}{_share(c.false_rate):>7}" for c in told)
    return f"{each.author:14}{each.reports:>5}{right}{scores}{pairs}{levels}"


def _stop_row(each: StopFigures) -> str:
    left = f"{each.name:22}{each.events:>8}{each.quiet:>7}"
    told = (each.recall, each.asked_events, each.found, each.right_event)
    shares = "".join(f"{_share(value):>8}" for value in told)
    return f"{left}{shares}{_share(each.false_stops):>13}{_share(each.asked_quiet):>7}"


def _row(name: str, figures: Figures) -> str:
    shares = (figures.hit_at_1, figures.hit_at_3, figures.mrr)
    cells = "".join(f"{_share(value):>8}" for value in shares)
    declined = f"{_share(figures.declined):>10}{_share(figures.wrongly_declined):>9}"
    count = figures.inside + figures.outside
    return f"{name:26}{count:>5}{cells}{declined}{figures.median_ms:>7.2f}"


def _share(value: float | None) -> str:
    return "--" if value is None else f"{value:.3f}"
