"""Status, lists, team, diary, shelf, log, scripts and drafts as screens."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime

import pytest

from bot.blocks import Span, Style, plain_text
from bot.record.alerts import Alert
from bot.record.ruling import Act, Ruling
from bot.record.vocabulary import AlertCode
from bot.render.documents import draft_screen, drafts_screen, report_lines
from bot.render.review import (
    evidence_screen,
    script_screen,
    suggestion_line,
    suggestions_screen,
)
from bot.render.shelf import shelf_screen
from bot.render.supervision import status_screen, team_screen
from bot.results.customers import (
    Advised,
    Member,
    ProductsNamed,
    ShelfItem,
    Status,
)
from bot.results.log import Opened
from bot.results.scripts import Draft, Imported
from bot.results.vocabulary import EvidenceKind
from knowledge.documents.model import ImportReport, Sentence, Unrestored
from knowledge.handbook.format import Fault, FaultCode, Line, Objection, ScenarioScript, Section
from store.models import (
    FeedbackOutcome,
    ProductType,
    Suggestion,
    SuggestionFeedback,
)
from store.products import ShelfProduct
from tests.bot.render import samples
from tests.bot.render.samples import TODAY, ZONE

OFF_SHELF = Ruling(Act.SELL, False, "off-shelf", "某办法第1条", "产品已停售", "看在售的")
ALERT = Alert(AlertCode.CONTACT_OVERDUE, "已经60天没有联系", "contact-frequency")


def test_a_status_shows_calls_follow_ups_and_advice_in_the_offices_hours() -> None:
    of = samples.record()
    asked = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    advised = (
        Advised("SG1", asked, "林芳", EvidenceKind.BRIEF, "王" * 40, FeedbackOutcome.EDITED),
        Advised("SG2", asked, "林芳", EvidenceKind.ASK, "利率", None),
    )
    status = Status(
        record=of,
        standing=samples.standing(of),
        alerts=(ALERT,),
        advised=advised,
    )
    shown = status_screen(status, zone=ZONE, today=TODAY)
    card, *rest = plain_text(shown).split("\n\n")
    assert card.startswith("欧阳明　C900　尾号8821\n高净值 · 成熟期")
    assert rest == [
        "提醒\n⚠ 已经60天没有联系",
        "最近沟通\n• 11-20 00:30 电话：约了下周面谈",
        "待跟进\n• 明天 20:00 带方案上门\n• 🔴 已过期 11月20日(周五) 【承诺】发限额截图",
        f"给过的建议\n• 11-23 00:30 林芳 简报“{'王' * 30}” → 改过再用\n"
        "• 11-23 00:30 林芳 问答“利率” → 还没反馈",
    ]
    new = dataclasses.replace(of, interactions=(), follow_ups=())
    bare = dataclasses.replace(status, record=new, alerts=(), advised=())
    words = plain_text(status_screen(bare, zone=ZONE, today=TODAY))
    assert words.endswith("最近沟通\n（没有记录）\n\n给过的建议\n（没有给过建议）")


def test_an_empty_team_says_so() -> None:
    assert plain_text(team_screen([])) == "您没有带团队，看不到团队概况。"


def test_a_team_is_a_line_for_each_member() -> None:
    assert plain_text(team_screen([Member("rm1", 16, 2, 3, 1, 4)])) == (
        "团队概况（要关注的排在前面）\n• rm1：客户16，流失预警2，久未联系3，未结投诉1，过期跟进4"
    )


PRODUCT = ShelfProduct(
    product_id="W201",
    name="稳健添利",
    type=ProductType.WEALTH,
    risk_level="R2",
    min_amount_wan=1.0,
    term_days=180,
    issuer="本行理财公司",
    agency_sale=True,
    needs_dual_recording=True,
    fee="管理费0.3%/年",
    on_sale=True,
    fact_sheet="固定收益类;不保本",
)
PLAIN_PRODUCT = dataclasses.replace(
    PRODUCT, risk_level=None, term_days=0, fee="", on_sale=False, fact_sheet=""
)


@pytest.mark.parametrize(
    ("item", "customer", "words"),
    [
        (
            ShelfItem(PRODUCT, "不是存款。", None),
            "",
            "稳健添利 W201（理财，在售）\n"
            "R2，1万元起，期限180天，本行理财公司，费用：管理费0.3%/年\n"
            "固定收益类、不保本\n必须说：不是存款。",
        ),
        (
            ShelfItem(PLAIN_PRODUCT, "不是存款。", OFF_SHELF),
            "欧阳明",
            "稳健添利 W201（理财，已停售）\n"
            "1万元起，无固定期限，本行理财公司，费用：见合同\n"
            "必须说：不是存款。",
        ),
        (
            ShelfItem(PLAIN_PRODUCT, "不是存款。", Ruling(Act.SELL, allowed=True)),
            "欧阳明",
            "稳健添利 W201（理财，已停售）\n"
            "1万元起，无固定期限，本行理财公司，费用：见合同\n"
            "必须说：不是存款。\n对欧阳明：可以谈",
        ),
    ],
)
def test_a_product_of_the_shelf(item: ShelfItem, customer: str, words: str) -> None:
    shown = plain_text(shelf_screen(ProductsNamed((item,)), customer_name=customer))
    heading, product, warning = shown.split("\n\n")
    barred = item.ruling is not None and not item.ruling.allowed
    whom = "（对 欧阳明）" if customer else "（一般情况，没有指定客户）"
    ruling = "\n⛔ 不能推荐：产品已停售〔off-shelf · 某办法第1条〕看在售的。" if barred else ""
    assert heading == f"产品{whom}{ruling}"
    assert product == words
    assert warning == "内部查阅，请勿转发；对客户请用简报里的话术。"


def test_an_empty_shelf_says_how_to_ask() -> None:
    assert plain_text(shelf_screen(ProductsNamed(()), customer_name="")).startswith(
        "货架上没有找到。"
    )


def suggestion(**changes: object) -> Suggestion:
    values: dict[str, object] = {
        "suggestion_id": "SG1",
        "at": datetime(2026, 11, 22, 16, 30, 5, tzinfo=UTC),
        "staff_id": "rm1",
        "staff_name": "林芳",
        "role": "rm",
        "kind": "check",
        "customer_id": "C900",
        "query": "问" * 30,
        "scripts": [{"script_id": "first", "version": "1", "why": "快到期了"}],
        "rule_results": [
            {"code": "SENIOR", "text": "老年客户", "rule_id": "senior-care"},
            {
                "product_id": "F302",
                "reason": "高于等级",
                "rule_id": "suitability-fund",
                "clause": "某办法",
            },
            {"rule_id": "pressure", "because": "不得施压", "start": 1},
            {"code": "IDLE_FUNDS", "text": "闲置", "rule_id": None},
        ],
        "rules_version": "r1",
        "handbook_version": "h1",
        "writer": "script",
        "shown_text": "",
        "payload": {"verdict": "review"},
    }
    return Suggestion(**(values | changes))


def test_a_logged_suggestion_is_listed_in_the_offices_hours() -> None:
    assert suggestion_line(suggestion(), ZONE) == f"11-23 00:30 林芳 送审 C900 {'问' * 24}"
    general = suggestion(customer_id=None, kind="ask", query="利率")
    assert plain_text(suggestions_screen([general], ZONE)) == (
        "给出的建议\n• 11-23 00:30 林芳 问答 利率"
    )
    assert plain_text(suggestions_screen([], ZONE)) == "还没有给出过建议。"


def test_evidence_says_who_when_from_what_and_what_became_of_it() -> None:
    feedback = SuggestionFeedback(
        feedback_id="F1",
        suggestion_id="SG1",
        staff_id="rm1",
        at=datetime(2026, 11, 22, 15, 30, tzinfo=UTC),
        outcome=FeedbackOutcome.UNFIT,
        reason="话术不自然",
    )
    opened = Opened(suggestion(query="利率"), (feedback,))
    assert plain_text(evidence_screen(opened, ZONE)) == (
        "SG1 2026-11-23 00:30:05\n林芳（rm1）· 送审\n客户：C900\n问：利率\n"
        "手册 h1 · 规则 r1 · 写作 script\n结论：待斟酌\n\n"
        "脚本\n• first v1：快到期了\n\n"
        "规则与提醒\n• SENIOR 老年客户 senior-care\n• F302 高于等级 suitability-fund 某办法\n"
        "• pressure 不得施压 pressure\n• IDLE_FUNDS 闲置\n\n"
        "客户经理怎么用的\n• 11-22 23:30 不合适 话术不自然"
    )
    unused = Opened(suggestion(payload={}, customer_id=None), ())
    words = plain_text(evidence_screen(unused, ZONE))
    assert "结论" not in words
    assert "客户：无" in words
    assert words.endswith("（还没有反馈）")


def test_a_script_is_shown_with_its_anchors_and_each_answer_under_its_objection() -> None:
    def spoken(anchor: str, section: Section, text: str, *tags: str) -> Line:
        return Line(anchor, section, text, tags)

    answers = {
        anchor: (spoken(f"{anchor}a", Section.OBJECTIONS, f"答{anchor}"),)
        for anchor in ("x1", "x10")
    }
    script = ScenarioScript(
        script_id="first",
        group="mature",
        title="到期承接",
        version=2,
        status="approved",
        sources=("手册三章", "手册四章"),
        goal="先问用途",
        audience="person",
        products=(),
        applies=(),
        asks=(),
        lines=(
            spoken("p1", Section.POINTS, "先看用途"),
            spoken("p1", Section.POINTS, "慢慢看", "senior"),
            spoken("o1", Section.OPENING, "您好"),
        ),
        objections=(
            Objection("x10", "再说吧", answers["x10"]),
            Objection("x1", "利率低", answers["x1"]),
        ),
    )
    shown = script_screen(script)
    assert plain_text(shown) == (
        "到期承接\nfirst v2 · 出处 手册三章、手册四章\n先问用途\n\n开场\no1 您好\n\n"
        "要点\np1 先看用途\np1@senior 慢慢看\n\n"
        "异议\nx10 “再说吧”\nx10a 答x10\nx1 “利率低”\nx1a 答x1"
    )
    assert shown[1].lines[1][0] == Span("o1", Style.SMALL)


def test_a_draft_shows_its_text_and_what_speaks_against_it() -> None:
    fault = Fault("first", 9, FaultCode.UNKNOWN_SLOT, {"slot": "wage"})
    body = "---\nid: first\n---\n\n## 要点\n- [p1] 一 <二> & 三\n"
    shown = plain_text(draft_screen(Draft("first", "3", "到期承接", body, (fault,) * 30)))
    head, section, *_ = shown.split("\n\n")
    assert head == "到期承接\nfirst v3 · 草稿"
    assert section == "## 要点\n- [p1] 一 <二> & 三"
    assert "待改 30 处\n• " in shown
    assert shown.count("wage") == 25
    assert "请发：改 行号 新的话" in shown


def test_a_line_in_doubt_is_marked_where_it_stands() -> None:
    fault = Fault("first", 6, FaultCode.CLAIM, {"quote": "备好了"}, "p1")
    body = "---\nid: first\n---\n\n## 要点\n- [p1] 都备好了\n- [p2] 您慢慢看\n"
    shown = plain_text(draft_screen(Draft("first", "3", "到期承接", body, (fault,))))
    assert "## 要点\n⚠ - [p1] 都备好了\n- [p2] 您慢慢看" in shown


def test_drafts_waiting_are_counted() -> None:
    draft = Draft("first", "3", "到期承接", "", ())
    assert plain_text(drafts_screen([draft])) == "等着审核的草稿（1个）"
    assert plain_text(drafts_screen([])) == "没有等着审核的草稿。"


def test_an_import_is_accounted_for() -> None:
    report = ImportReport(
        document="制度.docx",
        title="制度",
        chapters=2,
        scenarios=3,
        tables=1,
        stages=4,
        cases=5,
        passages=40,
        drafts=1,
        removed={"页眉": 3},
        unrestored=tuple(Unrestored(at, "上下文") for at in range(22)),
    )
    lines = list(report_lines(Imported(report, ("first",), 7)))
    assert lines[0].startswith("制度.docx：章 2，场景 3，表格 1")
    assert lines[1] == "清理：页眉 3"
    assert lines[2] == "无法复原（已标记，没有猜）：22 处"
    assert lines[3] == "  第0字 缺字：上下文"
    assert "  ……另有 2 处" in lines
    assert lines[-3:-1] == ["  first", "参考段落 7 段（批准后才会被引用）"]
    assert lines[-1] == "没有遗漏：每一句都在草稿或参考段落里"


def test_what_an_import_hid_and_left_out_is_named() -> None:
    nothing = dict.fromkeys("chapters scenarios tables stages cases passages drafts".split(), 0)
    left = tuple(Sentence(f"第{at}句", at, at + 1) for at in range(22))
    report = ImportReport(
        "通知", "通知", **nothing, removed={}, unrestored=(), masked={"手机号": 2}, left_out=left
    )
    lines = list(report_lines(Imported(report, (), 0)))
    assert "个人信息已遮住（草稿和段落里是×）：手机号 2" in lines
    assert "没有收进草稿和段落：22 句" in lines
    assert lines[-1] == "  ……另有 2 句"
