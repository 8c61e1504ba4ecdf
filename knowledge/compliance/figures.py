"""An evaluation as lines of text: totals, by author, the curve, by category and kind, misses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from statistics import mean

from knowledge.compliance.evaluate import Evaluation, Judged, Tally, count

_COLUMNS: tuple[tuple[str, Callable[[Evaluation], Tally], Callable[..., float]], ...] = (
    ("recall", lambda each: each.recall, min),
    ("no-keyword", lambda each: each.no_keyword, min),
    ("evasion", lambda each: each.evasions, min),
    ("named", lambda each: each.named_rightly, min),
    ("look-alike", lambda each: each.lookalike_alarms, max),
    ("ordinary", lambda each: each.ordinary_alarms, max),
)
"""What is shown of an author, and which of the authors' shares is the worst."""
_CUTS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def report(result: Evaluation) -> Iterator[str]:
    """The evaluation as lines of text, misses last."""
    totals = {
        "recall": result.recall,
        "recall, no keyword": result.no_keyword,
        "recall, evasions": result.evasions,
        "category named, of the caught": result.named_rightly,
        "false alarms, look-alikes": result.lookalike_alarms,
        "false alarms, ordinary": result.ordinary_alarms,
    }
    yield from _table("overall", totals)
    yield from by_author(result)
    yield from curve(result)
    yield from _table("recall by category", result.recall_by("category"))
    yield from _table("recall by kind", result.recall_by("kind"))
    if any(each.case.to for each in result.judged):
        yield from _table("recall by whom it is said to", result.recall_by("to"))
    yield from _table("false alarms by category", result.alarms_by("category"))
    yield f"misses: {len(result.misses)}"
    yield from map(_miss, result.misses)


def by_author(result: Evaluation) -> Iterator[str]:
    """A line an author, then their mean and the worst; nothing where no authors are named."""
    authors = sorted({each.case.author for each in result.judged} - {""})
    if not authors:
        return
    yield "by author      " + "".join(f"{name:>12}" for name, _, _ in _COLUMNS)
    rows: list[list[float]] = []
    for author in authors:
        part = count(each for each in result.judged if each.case.author == author)
        rows.append([tally(part).share for _, tally, _ in _COLUMNS])
        yield _row(author, rows[-1])
    columns = list(zip(*rows, strict=True))
    yield _row("mean", [mean(column) for column in columns])
    worst = zip(columns, _COLUMNS, strict=True)
    yield _row("worst", [of(column) for column, (_, _, of) in worst])


def curve(result: Evaluation) -> Iterator[str]:
    """Recall against alarms for other points from which a text is reviewed, hits standing."""
    yield "reviewed from      recall  no-keyword  look-alike  ordinary"
    groups: Sequence[Callable[[Judged], bool]] = (
        lambda each: each.case.violates,
        lambda each: each.case.violates and "no-keyword" in each.case.kind,
        lambda each: not each.case.violates and not each.case.ordinary,
        lambda each: each.case.ordinary,
    )
    for cut in _CUTS:
        shares = [_share_from(cut, list(filter(group, result.judged))) for group in groups]
        yield f"  {cut:<12.2f}" + "".join(f"{share:>12.1%}" for share in shares)


def _share_from(cut: float, judged: list[Judged]) -> float:
    flagged = sum(_flagged_from(cut, each) for each in judged)
    return Tally(flagged, len(judged)).share


def _flagged_from(cut: float, judged: Judged) -> bool:
    by_rule = any(found.layer == "patterns" for found in judged.verdict.findings)
    return by_rule or (judged.verdict.layers[-1].score or 0.0) >= cut


def _row(name: str, shares: Sequence[float]) -> str:
    return f"  {name:13}" + "".join(f"{share:>12.1%}" for share in shares)


def _table(title: str, rows: dict[str, Tally]) -> Iterator[str]:
    yield title
    for name, tally in rows.items():
        yield f"  {name:30} {tally.share:6.1%}  {tally.counted}/{tally.total}"


def _miss(miss: Judged) -> str:
    case, verdict = miss.case, miss.verdict
    wrong = "missed" if case.violates else "false alarm"
    rules = ",".join(found.rule_id for found in verdict.findings)
    score = verdict.layers[-1].score
    return f"  {wrong} {case.id} {case.category} [{case.kind}] {score} {rules} {case.text}"
