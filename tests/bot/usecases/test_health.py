"""Asset health reports: arithmetic over the record, drafts until a supervisor agrees."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from bot.desk import Desk
from bot.render.charts.health import health_png
from bot.render.health import DRAFT, chart_heading, health_texts
from bot.results.declined import Declined
from bot.results.health import HealthReport, report_from, report_json
from bot.usecases.health import (
    KeptReport,
    decide,
    health_report,
    kept_report,
    reconsider,
    released,
    report_pdf,
    report_picture,
    request_release,
    waiting_releases,
    withdraw,
)
from bot.usecases.work import working
from store.actor import Actor
from store.customers.consents import withdraw_consent
from store.verifying import verify

Acting = Callable[[str], Actor]
Result = KeptReport | Declined


def made(desk: Desk, actor: Actor, customer_id: str) -> KeptReport:
    with working(desk) as work:
        kept = health_report(customer_id, work=work, actor=actor)
    assert isinstance(kept, KeptReport)
    return kept


def asked(desk: Desk, actor: Actor, customer_id: str) -> KeptReport:
    sid = made(desk, actor, customer_id).suggestion_id
    with working(desk) as work:
        kept = request_release(sid, work=work, actor=actor)
    assert isinstance(kept, KeptReport)
    return kept


def release_id(kept: KeptReport) -> str:
    assert kept.release is not None
    return kept.release.release_id


def pages(desk: Desk, kept: KeptReport) -> list[str]:
    with working(desk) as work:
        pdf = report_pdf(kept, work=work)
    return [page.get_textpage().get_text_range() for page in PdfDocument(pdf)]


def test_a_release_stands_in_the_chain(desk: Desk, actor: Acting) -> None:
    key = release_id(asked(desk, actor("rm1"), "C001"))
    with working(desk) as work:
        decide(key, approved=True, work=work, actor=actor("sup1"))
    with working(desk) as work:
        assert verify(session=work.reading).ok


def test_the_figures_are_the_records(desk: Desk, actor: Acting) -> None:
    report = made(desk, actor("rm1"), "C001").report
    assert (report.aum_wan, report.held_wan, report.unplaced_wan) == (520, 400, 120)
    assert [(p.label, p.amount_wan) for p in report.ladder] == [
        ("30天内", 300),
        ("没有固定期限", 100),
    ]
    assert [(x.what, x.loss_wan, x.left_wan) for x in report.losses][-1] == ("以上同时", 80, 440)
    assert sum(part.amount_wan for part in report.kinds) == 520


@pytest.mark.parametrize(
    ("staff", "customer_id", "words"),
    [
        ("rm1", "C007", "成长股票基金是R4，高于您C2可以买的等级"),
        ("rm1", "C007", "过于集中"),
        ("rm1", "C006", "工资入账后连续5个月没有做安排"),
        ("rm1", "C013", "没有看到票据或结算方面的安排"),
        ("rm2", "C019", "看病、日常和应急的钱要单独留足"),
        ("rm1", "C015", "还没有风险测评"),
        ("rm1", "C012", "已不在有效期内"),
    ],
)
def test_what_a_report_finds(
    staff: str, customer_id: str, words: str, desk: Desk, actor: Acting
) -> None:
    report = made(desk, actor(staff), customer_id).report
    assert any(words in told for told in health_texts(report))


def test_every_sentence_of_every_report_passes_the_checker(desk: Desk, actor: Acting) -> None:
    told: set[str] = set()
    for staff, numbers in (("rm1", range(1, 17)), ("rm5", range(54, 60))):
        for number in numbers:
            told.update(health_texts(made(desk, actor(staff), f"C{number:03}").report))
    assert len(told) > 30
    assert [each for each in told if desk.rules.check(each).verdict == "block"] == []


def test_a_report_is_kept_whole(desk: Desk, actor: Acting) -> None:
    kept = made(desk, actor("rm1"), "C001")
    with working(desk) as work:
        again = kept_report(kept.suggestion_id, work=work, actor=actor("rm1"))
    assert isinstance(again, KeptReport)
    assert again.report == kept.report
    assert report_from(report_json(kept.report)) == kept.report
    assert isinstance(again.report, HealthReport)


def test_every_page_is_a_draft_until_it_is_approved(desk: Desk, actor: Acting) -> None:
    kept = asked(desk, actor("rm1"), "C001")
    drafts = pages(desk, kept)
    assert len(drafts) > 1
    assert all("内部草稿" in page for page in drafts)
    assert "内部草稿" in drafts[0].partition("一、总览")[0]
    assert "稳健添利" in "".join(drafts)
    with working(desk) as work:
        assert [name for _, name in waiting_releases(work=work, actor=actor("sup1"))] == ["王建国"]
        approved = decide(release_id(kept), approved=True, work=work, actor=actor("sup1"))
    assert isinstance(approved, KeptReport)
    assert approved.approved
    printed = pages(desk, approved)
    assert all("经主管批准" in page for page in printed)
    assert not any(inside in "".join(printed) for inside in ("手册", "脚本"))
    assert DRAFT not in "".join(printed)


def test_a_decision_is_taken_back(desk: Desk, actor: Acting) -> None:
    key = release_id(asked(desk, actor("rm1"), "C001"))
    with working(desk) as work:
        returned = decide(key, approved=False, work=work, actor=actor("sup1"))
        assert isinstance(returned, KeptReport)
        assert not returned.approved
        assert isinstance(decide(key, approved=True, work=work, actor=actor("sup1")), Declined)
        again = reconsider(key, work=work, actor=actor("sup1"))
        assert isinstance(again, KeptReport)
        assert again.waits
        back = withdraw(key, work=work, actor=actor("rm1"))
        assert isinstance(back, KeptReport)
        assert not back.waits
        assert isinstance(decide(key, approved=True, work=work, actor=actor("sup1")), Declined)


@pytest.mark.parametrize(("staff", "customer_id"), [("rm1", "C007"), ("rm1", "C009")])
def test_who_may_not_be_approached_gets_no_report(
    staff: str, customer_id: str, desk: Desk, actor: Acting
) -> None:
    sid = made(desk, actor(staff), customer_id).suggestion_id
    with working(desk) as work:
        refused = request_release(sid, work=work, actor=actor(staff))
    assert isinstance(refused, Declined)
    assert refused.code == "barred"


def withdrawn(desk: Desk, actor: Actor, customer_id: str) -> None:
    with working(desk) as work:
        withdraw_consent(session=work.writing, actor=actor, customer_id=customer_id, at=work.now)


def test_the_gate_is_asked_again_at_the_decision_and_whenever_it_is_opened(
    desk: Desk, actor: Acting
) -> None:
    second, first = (asked(desk, actor("rm1"), "C001") for _ in range(2))
    with working(desk) as work:
        granted = decide(release_id(first), approved=True, work=work, actor=actor("sup1"))
    assert isinstance(granted, KeptReport)
    assert granted.approved
    withdrawn(desk, actor("rm1"), "C001")
    with working(desk) as work:
        refused = decide(release_id(second), approved=True, work=work, actor=actor("sup1"))
        opened = kept_report(first.suggestion_id, work=work, actor=actor("rm1"))
    assert isinstance(refused, Declined)
    assert refused.code == "barred"
    assert isinstance(opened, KeptReport)
    assert not opened.approved
    assert all("内部草稿" in page for page in pages(desk, opened))


def test_each_of_two_requests_is_decided(desk: Desk, actor: Acting) -> None:
    older, newer = (asked(desk, actor("rm1"), "C001") for _ in range(2))
    with working(desk) as work:
        for each in (older, newer):
            opened = released(release_id(each), work=work, actor=actor("sup1"))
            assert isinstance(opened, KeptReport)
            assert opened.waits
            decide(release_id(each), approved=False, work=work, actor=actor("sup1"))
    with working(desk) as work:
        assert waiting_releases(work=work, actor=actor("sup1")) == ()


def test_nobody_decides_his_own_request(desk: Desk, actor: Acting) -> None:
    own = asked(desk, actor("sup1"), "C001")
    with working(desk) as work:
        refused = decide(release_id(own), approved=True, work=work, actor=actor("sup1"))
    assert isinstance(refused, Declined)
    assert refused.code == "not_permitted"


def test_rights(desk: Desk, actor: Acting) -> None:
    kept = asked(desk, actor("rm1"), "C001")
    key, sid = release_id(kept), kept.suggestion_id
    with working(desk) as work:
        results: list[Result] = [
            health_report("C001", work=work, actor=actor("rm2")),
            kept_report(sid, work=work, actor=actor("rm2")),
            request_release(sid, work=work, actor=actor("rm2")),
            decide(key, approved=True, work=work, actor=actor("rm1")),
            decide(key, approved=True, work=work, actor=actor("sup2")),
            withdraw(key, work=work, actor=actor("rm2")),
        ]
    assert all(isinstance(each, Declined) for each in results)


@pytest.mark.parametrize("customer_id", ["C001", "C013"])
def test_the_chart_is_as_wide_as_a_phone(customer_id: str, desk: Desk, actor: Acting) -> None:
    report = made(desk, actor("rm1"), customer_id).report
    with Image.open(io.BytesIO(health_png(report))) as picture:
        assert picture.width == 1080


def test_a_picture_says_whose_it_is_and_that_it_is_a_draft(desk: Desk, actor: Acting) -> None:
    kept = made(desk, actor("rm1"), "C001")
    draft, released_one = (
        chart_heading(kept.report, approved=approved) for approved in (False, True)
    )
    assert DRAFT in draft
    assert DRAFT not in released_one
    assert all(each in released_one for each in ("王建国", f"{kept.report.made_on:%Y-%m-%d}"))
    assert report_picture(kept) == health_png(kept.report, heading=draft)
    heights = []
    for heading in ("", released_one, draft):
        with Image.open(io.BytesIO(health_png(kept.report, heading=heading))) as picture:
            heights.append(picture.height)
    assert heights == sorted(set(heights))
