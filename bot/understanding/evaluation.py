"""How well messages are understood, field by field and author by author; a pure core.

figures, misses = measure_reports(reports, read=report_of_label)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.understanding.reports.labelled import LabelledReport, read_reports
from bot.understanding.reports.reading import Report, report_of
from bot.understanding.reports.weights import Weights, shipped
from knowledge.training import sentences_folder

ALL = "all"
FIELDS = ("next", "channel", "took", "day", "promise")
"""Fields a report has right or wrong: next contact to the minute, whether it took place, its day
(of those that did), whether anything was promised."""
FOUND = ("objections", "needs", "complaint", "level", "opt_out")
"""Fields of which some are found and some are there."""


@dataclass(frozen=True)
class Count:
    """Of what is found and what is there, how much is both; `among` could have had none."""

    both: int
    found: int
    there: int
    clean: int
    """Reports without any of it."""
    false: int
    """Of those, how many were taken to have some."""

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1.0 where there is nothing and none was found."""
        total = self.found + self.there
        return 2 * self.both / total if total else 1.0

    @property
    def recall(self) -> float:
        """Share found of what is there."""
        return self.both / self.there if self.there else 1.0

    @property
    def false_rate(self) -> float:
        """Share taken to have some, of the reports without any."""
        return self.false / self.clean if self.clean else 0.0


@dataclass(frozen=True)
class ReportFigures:
    """An author's figures: shares right by field, counts by field."""

    author: str
    reports: int
    right: dict[str, float]
    found: dict[str, Count]


@dataclass(frozen=True)
class ReportMiss:
    """A field read otherwise than labelled."""

    report: LabelledReport
    field: str
    wanted: str
    got: str


Reader = Callable[[LabelledReport], Report]


def readers(authors: Collection[str], *, left_out: bool) -> Mapping[str, Reader]:
    """A reader an author; with `left_out`, of weights that learnt nothing of his reports.

    Authors nobody learnt from are read by the shipped weights.
    """
    learnt = read_reports(sentences_folder("reports")) if left_out else []
    known = {report.author for report in learnt}.intersection(authors)
    if not known:
        return dict.fromkeys(authors, _reader(shipped()))
    from bot.understanding.reports.training import examples_of, fit

    examples = examples_of(learnt)
    return {
        author: _reader(fit([each for each in examples if each.report.author != author]))
        if author in known
        else _reader(shipped())
        for author in authors
    }


def _reader(weights: Weights) -> Reader:
    return lambda label: report_of(
        label.text, now=label.now, customer_span=label.span, weights=weights
    )


def measure_reports(
    reports: Sequence[LabelledReport], *, read: Reader
) -> tuple[list[ReportFigures], list[ReportMiss]]:
    """Figures by author, all together last, and every field missed."""
    pairs = [(label, read(label)) for label in reports]
    authors = sorted({label.author for label in reports})
    figures = [_figures(each, [p for p in pairs if p[0].author == each]) for each in authors]
    figures.append(_figures(ALL, pairs))
    return figures, [miss for label, report in pairs for miss in _misses(label, report)]


def _figures(author: str, pairs: Sequence[tuple[LabelledReport, Report]]) -> ReportFigures:
    right = {}
    for field in FIELDS:
        told = [_right(field, label, report) for label, report in pairs]
        counted = [each for each in told if each is not None]
        right[field] = sum(counted) / len(counted) if counted else 1.0
    found = {
        field: _count([(_set(field, label), _set(field, report)) for label, report in pairs])
        for field in FOUND
    }
    return ReportFigures(author, len(pairs), right, found)


def _count(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> Count:
    return Count(
        both=sum(len(there & found) for there, found in pairs),
        found=sum(len(found) for _, found in pairs),
        there=sum(len(there) for there, _ in pairs),
        clean=sum(not there for there, _ in pairs),
        false=sum(bool(found) and not there for there, found in pairs),
    )


def _right(field: str, label: LabelledReport, report: Report) -> bool | None:
    match field:
        case "next":
            return _same(label.follow_up, report.follow_up)
        case "channel":
            return label.channel == report.channel
        case "took":
            return label.took_place == (report.took_place is not None)
        case "day":
            both = label.when is not None and report.took_place is not None
            return _day(label.when) == _day(report.took_place) if both else None
        case _:
            return bool(label.promises) == bool(report.promises)


def _set(field: str, told: LabelledReport | Report) -> frozenset[str]:
    match field:
        case "objections":
            if isinstance(told, Report):
                return frozenset(each.kind for each in told.objections)
            return frozenset(told.objections)
        case "needs":
            return frozenset(told.needs)
        case "complaint":
            return frozenset({"yes"} if told.complaint else ())
        case "level":
            return frozenset({told.complaint} if told.complaint else ())
        case _:
            return frozenset({"yes"} if told.opt_out else ())


def _misses(label: LabelledReport, report: Report) -> Iterator[ReportMiss]:
    for field, wanted, got in (
        ("next", label.follow_up, report.follow_up),
        ("channel", label.channel, report.channel),
        ("took", label.when, report.took_place),
        ("promise", [each.text for each in label.promises], [e.text for e in report.promises]),
    ):
        if _right(field, label, report) is False:
            yield ReportMiss(label, field, str(wanted), str(got))
    if _right("day", label, report) is False:
        yield ReportMiss(label, "day", str(label.when), str(report.took_place))
    for field in FOUND:
        there, found = _set(field, label), _set(field, report)
        if there != found and not (field == "level" and (not there or not found)):
            yield ReportMiss(label, field, "+".join(sorted(there)), "+".join(sorted(found)))


def _same(one: date | datetime | None, other: date | datetime | None) -> bool:
    return isinstance(one, datetime) == isinstance(other, datetime) and one == other


def _day(when: date | datetime | None) -> date | None:
    return when.date() if isinstance(when, datetime) else when
