"""合规月报: counted from decisions made; its files masked, formula-safe, with a manifest."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from bot.desk import Desk
from bot.results.declined import Declined
from bot.results.queue_figures import QueueFigures
from bot.usecases.answer import answer_question
from bot.usecases.queue_deciding import decide
from bot.usecases.queue_export import COLUMNS, candidate_files, queue_files
from bot.usecases.queue_figures import queue_figures
from bot.usecases.work import working
from store.audit import head
from store.engine import reading
from store.models import AuditEntry, ItemKind, ReviewVerdict, Risk
from store.verifying import verify
from tests.support.queueing import checked, everything, second_officer, waiting, who

WHY = "对客户承诺了保本，违反不得承诺收益的规定"


def _decide(desk: Desk, item_id: str, verdict: ReviewVerdict, officer: str = "cco1") -> None:
    with working(desk) as work:
        done = decide(item_id, verdict, reason=WHY, work=work, actor=who(desk, officer))
    assert not isinstance(done, Declined)


def _figures(desk: Desk, month: date | None = None) -> QueueFigures:
    with working(desk) as work:
        found = queue_figures(work=work, actor=who(desk, "cco1"), month=month)
    assert not isinstance(found, Declined)
    return found


def _asked(desk: Desk, times: int) -> None:
    for _ in range(times):
        with working(desk) as work:
            answer_question("客户嫌利率高怎么办", work=work, actor=who(desk, "rm1"))


def test_a_month_is_counted_and_its_misses_estimated(desk: Desk) -> None:
    desk = everything(desk)
    _asked(desk, 4)
    flagged = f"text:{checked(desk, 'rm1')}"
    sample = [each.item_id for each in waiting(desk) if each.kind is ItemKind.SAMPLE]
    for key in sample[1:]:
        _decide(desk, key, ReviewVerdict.PASSED)
    _decide(desk, sample[0], ReviewVerdict.REJECTED)
    _decide(desk, flagged, ReviewVerdict.DISMISSED)
    found = _figures(desk)
    assert (found.suggestions, found.open) == (5, 0)
    assert found.found == {ItemKind.TEXT: 1, ItemKind.SAMPLE: 4}
    assert found.verdicts == {
        ReviewVerdict.PASSED: 3,
        ReviewVerdict.REJECTED: 1,
        ReviewVerdict.DISMISSED: 1,
    }
    assert [(each.name, sum(each.verdicts.values())) for each in found.officers] == [("沈默", 5)]
    low = found.by_risk[Risk.LOW]
    assert (low.seen, low.looked_at, low.missed, low.share) == (4, 4, 1, 0.25)
    assert found.missed.share == 0.25
    assert {each.name for each in found.rules} >= {"return-guarantee"}
    assert [each.count for each in found.scripts] == [1]
    assert found.half is not None
    empty = _figures(desk, date(2026, 10, 1))
    assert (empty.suggestions, empty.found, empty.missed.share) == (0, {}, None)


def test_two_officers_agreement_is_counted(desk: Desk) -> None:
    desk = everything(desk, twice=1.0)
    second_officer(desk)
    keys = [f"text:{checked(desk, 'rm1')}" for _ in range(4)]
    waiting(desk)
    for at, key in enumerate(keys):
        _decide(desk, key, ReviewVerdict.REJECTED if at < 2 else ReviewVerdict.PASSED)
    for at, key in enumerate(keys[:3]):
        _decide(desk, key, ReviewVerdict.REJECTED if at < 1 else ReviewVerdict.PASSED, "cco2")
    agreement = _figures(desk).agreement
    assert (agreement.pairs, agreement.agreed, agreement.waiting) == (3, 2, 1)
    assert agreement.kappa == pytest.approx(0.4)
    assert [each.second for each in _figures(desk).officers] == [3, 0]


@pytest.mark.parametrize("staff_id", ["rm1", "sup1", "admin1"])
def test_only_officers_see_figures_and_take_files(desk: Desk, staff_id: str) -> None:
    with working(desk) as work:
        actor = who(desk, staff_id)
        assert isinstance(queue_figures(work=work, actor=actor), Declined)
        assert isinstance(queue_files("xlsx", work=work, actor=actor), Declined)
        assert isinstance(candidate_files(work=work, actor=actor), Declined)


@pytest.mark.parametrize("form", ["xlsx", "csv", "jsonl"])
def test_a_file_is_masked_formula_safe_and_its_manifest_names_it(desk: Desk, form: str) -> None:
    checked(desk, "rm1", "=HYPERLINK(1) 请打13912345678，这款保本保息")
    waiting(desk)
    with working(desk) as work:
        before = head(session=work.reading)
        files = queue_files(form, work=work, actor=who(desk, "cco1"))
    assert isinstance(files, tuple)
    table, manifest = files
    told = json.loads(manifest.content)
    assert "记录和提问里的姓名没有遮" in told["masked"]
    assert told["sha256"] == hashlib.sha256(table.content).hexdigest()
    assert (told["file"], told["rows"], told["taken_by"]) == (table.name, 1, "cco1")
    assert told["chain_head"] == {"seq": before.seq, "hash": before.hash}
    words = _words(table.content, form)
    assert "13912345678" not in words
    assert form == "jsonl" or words.startswith("'=")
    with reading(desk.engine) as session:
        left = session.exec(select(AuditEntry).where(AuditEntry.kind == "table.exported")).all()
        assert verify(session=session).ok
    assert [told["sha256"] in each.payload for each in left] == [True]


def _words(content: bytes, form: str) -> str:
    at = COLUMNS.index("words")
    if form == "xlsx":
        sheet = load_workbook(io.BytesIO(content)).active
        assert sheet is not None
        return str(sheet.cell(2, at + 1).value)
    text = content.decode("utf-8-sig")
    if form == "jsonl":
        return str(json.loads(text)["words"])
    return text.splitlines()[1].split(",")[at].strip('"')


def test_false_alarms_and_misses_are_there_to_learn_from(desk: Desk) -> None:
    desk = everything(desk)
    with working(desk) as work:
        assert candidate_files(work=work, actor=who(desk, "cco1")) is None
    _asked(desk, 2)
    flagged = f"text:{checked(desk, 'rm1')}"
    missed, fine = (each.item_id for each in waiting(desk) if each.kind is ItemKind.SAMPLE)
    _decide(desk, flagged, ReviewVerdict.DISMISSED)
    _decide(desk, missed, ReviewVerdict.ESCALATED)
    _decide(desk, fine, ReviewVerdict.PASSED)
    with working(desk) as work:
        files = candidate_files(work=work, actor=who(desk, "cco1"))
    assert isinstance(files, tuple)
    rows = [json.loads(line) for line in files[0].content.decode().splitlines()]
    assert {(each["item_id"], each["verdict"]) for each in rows} == {
        (flagged, "pass"),
        (missed, "review"),
    }
    assert {each["note"] for each in rows} == {WHY}
