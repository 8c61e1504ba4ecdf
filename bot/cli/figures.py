"""An evaluation of the search as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.retrieval.evaluation import Evaluation, Figures

_HEAD = f"{'':26}{'n':>5}{'hit@1':>8}{'hit@3':>8}{'MRR':>8}{'declined':>10}{'wrongly':>9}{'ms':>7}"


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
    yield f"misses: {len(result.misses)}"
    if misses:
        for miss in result.misses:
            found = "declined" if miss.abstained else ", ".join(miss.found[:3])
            yield f"  {miss.question_id} {miss.text} → {found} (wanted {', '.join(miss.expect)})"


def _row(name: str, figures: Figures) -> str:
    shares = (figures.hit_at_1, figures.hit_at_3, figures.mrr)
    cells = "".join(f"{_share(value):>8}" for value in shares)
    declined = f"{_share(figures.declined):>10}{_share(figures.wrongly_declined):>9}"
    count = figures.inside + figures.outside
    return f"{name:26}{count:>5}{cells}{declined}{figures.median_ms:>7.2f}"


def _share(value: float | None) -> str:
    return "--" if value is None else f"{value:.3f}"
