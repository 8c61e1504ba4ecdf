"""Call reports read field by field, and measured: the table in `reports.yaml`."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot.understanding import understand
from bot.understanding.evaluation import measure_reports, readers
from bot.understanding.moments import moments
from bot.understanding.past import looked_back
from bot.understanding.reports.labelled import LabelledReport, read_reports
from bot.understanding.reports.reading import Objection, Report
from bot.understanding.reports.training import examples_of, fit
from bot.understanding.reports.weights import load, save
from bot.understanding.training import marked
from knowledge.training import TrainingDataError, sentences_folder

EVENING = datetime(2026, 11, 23, 18, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CASES = yaml.safe_load(Path(__file__).with_name("reports.yaml").read_text(encoding="utf-8"))


def when(value: Any) -> date | datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_what_a_report_holds(case: dict[str, Any]) -> None:
    text, name = marked(case["text"])
    read = understand(text, now=EVENING, customer_span=name, meant="capture")
    assert (read.took_place, read.follow_up) == (when(case["took"]), when(case.get("next")))
    assert read.channel == case.get("channel", read.channel)
    assert list(read.kinds) == case.get("objections", [])
    assert list(read.needs) == case.get("needs", [])
    assert (read.complaint, read.opt_out) == (case.get("complaint"), case.get("opt_out", False))
    assert [each.who for each in read.promises] == case.get("promises", [])


@pytest.mark.parametrize(
    ("note", "summary"),
    [
        ("刚跟王建国通完电话，我告诉他保本", "我告诉他保本"),
        ("刚跟王建国通完电话，答应给他返两千块", "答应给他返两千块"),
        ("刚跟王建国通完电话，我说帮他问问利率，他说考虑下", "我说帮他问问利率，他说考虑下"),
    ],
)
def test_who_said_what_stays_in_the_summary(note: str, summary: str) -> None:
    assert understand(note, now=EVENING, customer_span=(2, 5), meant="capture").summary == summary


@pytest.mark.parametrize(
    ("words", "was"),
    [
        ("周五", date(2026, 11, 20)),
        ("上周五", date(2026, 11, 20)),
        ("周一", date(2026, 11, 23)),
        ("11-20", date(2026, 11, 20)),
        ("二十号", date(2026, 11, 20)),
        ("昨天", date(2026, 11, 22)),
        ("今天", date(2026, 11, 23)),
        ("下午三点", datetime(2026, 11, 23, 15, tzinfo=EVENING.tzinfo)),
        ("明天", None),
        ("下周五", None),
    ],
)
def test_a_time_looked_back_on(words: str, was: date | None) -> None:
    (moment,) = moments(words, now=EVENING)
    assert looked_back(words, moment, now=EVENING) == was


def _label(**more: Any) -> LabelledReport:
    fields = {"id": "a-1", "now": EVENING, "text": "嫌贵", "took_place": True, "author": "a"}
    return LabelledReport(**fields | {"when": date(2026, 11, 23), "channel": "phone"} | more)


READ = Report(
    took_place=date(2026, 11, 23),
    channel="phone",
    follow_up=None,
    plan=None,
    objections=(Objection("price", "嫌贵"),),
    needs=(),
    promises=(),
    complaint=None,
    opt_out=False,
    stated=frozenset(),
)


def test_figures_count_what_is_right_found_and_there() -> None:
    right = _label(objections=("price",))
    wrong = _label(id="b-1", author="b", channel="wechat", complaint="small", objections=("yield",))
    figures, misses = measure_reports([right, wrong], read=lambda _: READ)
    ours, theirs, together = figures
    assert (ours.author, ours.right["channel"], ours.found["objections"].f1) == ("a", 1.0, 1.0)
    assert (theirs.right["channel"], theirs.found["complaint"].recall) == (0.0, 0.0)
    assert (together.reports, together.right["next"], together.found["objections"].f1) == (
        2,
        1,
        0.5,
    )
    assert {miss.field for miss in misses} == {"channel", "objections", "complaint"}


def test_a_day_and_an_hour_of_it_are_not_the_same_next_contact() -> None:
    at = datetime(2026, 11, 25, 0, 0, tzinfo=EVENING.tzinfo)
    figures, _ = measure_reports([_label(follow_up=at)], read=lambda _: READ)
    assert figures[-1].right["next"] == 0.0


def test_a_line_that_is_no_report_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(TrainingDataError, match=r"x\.jsonl:1"):
        read_reports(file)


@pytest.mark.slow
def test_weights_are_those_the_reports_give(tmp_path: Path) -> None:
    save(fit(examples_of(read_reports(sentences_folder("reports")))), tmp_path / "weights.npz")
    again, shipped = load(tmp_path / "weights.npz"), readers({"nobody"}, left_out=False)
    label = _label(text="刚通完电话，嫌贵，周五再打")
    from bot.understanding.reports.reading import report_of

    read = report_of(label.text, now=label.now, customer_span=None, weights=again)
    assert read == shipped["nobody"](label)
