"""An asset health report as a screen, as its texts, and as a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from bot.blocks import Screen, Words, bold, line, paragraph, screen, small
from bot.results.health import HealthReport, Holding, Loss

if TYPE_CHECKING:
    from bot.render.paper import Document

TITLE = "资产健康报告"
DRAFT = "内部草稿，未经主管批准，不得交给客户"
_NO_HOLDING = "没有登记持有的产品。"
_NO_LOSS = "登记的都是存款或没有登记金额，没有可测算的。"
_COMPANY = "企业客户，不适用个人风险等级"
_NO_GAP = "按记录没有看到明显的缺口。"
_LOSS_NOTE = "把登记的金额按比例减少来看承受能力，不是预测。"


def health_screen(report: HealthReport, *, state: str) -> Screen:
    """What matters of it, for the manager; `state` is where its release stands."""
    return screen(
        paragraph(bold(f"{TITLE}（{report.customer_name}）"), small(state)),
        paragraph(*_size(report)),
        paragraph(bold("闲置"), *(f"• {each}" for each in report.idle or ("没有看到闲置",))),
        paragraph(bold("集中度"), *(f"• {each}" for each in report.concentration or ("无",))),
        paragraph(bold("到期"), *_ladder(report)),
        paragraph(bold("等级"), *(f"• {each}" for each in report.level_remarks or (_COMPANY,))),
        paragraph(bold("缺口"), *_gaps(report)),
        paragraph(bold("情景"), *_losses(report.losses[-2:]), small(_LOSS_NOTE)),
        paragraph(*(f"⚠ {each}" for each in report.unknown)),
    )


def health_texts(report: HealthReport) -> Iterator[str]:
    """Every sentence the customer would read: what the checker is asked about."""
    yield from report.idle
    yield from report.concentration
    yield from report.level_remarks
    yield from (gap.text for gap in report.gaps)
    yield from report.unknown
    yield from report.disclosures
    yield _LOSS_NOTE


def chart_heading(report: HealthReport, *, approved: bool) -> str:
    """What stands over its charts as a picture: whose and of when, and that it is a draft."""
    named = f"{TITLE}（{report.customer_name}）　截至{report.made_on:%Y-%m-%d}"
    return named if approved else f"{named}\n【{DRAFT}】"


def health_pdf(report: HealthReport, *, footer: str, made_at: datetime) -> bytes:
    """The report on A4 paper; the footer stands below the title and on every page.

    What it stands on in the handbook is the manager's to know, not the customer's.
    """
    from bot.render.charts.health import health_png
    from bot.render.paper import Document

    document = Document(f"{TITLE}（{report.customer_name}）", footer=footer, made_at=made_at)
    document.paragraph(f"【{footer}】")
    document.paragraph(
        f"截至{report.made_on:%Y年%m月%d日}，客户经理{report.rm_name}，依据本行记录。"
    )
    _section(document, "一、总览", [*_size(report)])
    if report.holdings:
        head = ["产品", "类型", "等级", "金额(万元)", "占比", "到期"]
        document.table(head, [_row(h) for h in report.holdings], widths=[5, 2, 2, 3, 2, 3])
    else:
        document.paragraph(_NO_HOLDING)
    document.picture(health_png(report))
    _section(document, "二、闲置资金", report.idle or ("没有看到闲置的资金",))
    _section(document, "三、集中度", report.concentration or ("没有登记金额，看不出集中度",))
    _section(document, "四、到期安排", [*_ladder_words(report)] or (_NO_HOLDING,))
    _section(
        document, "五、风险等级对照", report.level_remarks or ("企业客户，不适用个人风险等级",)
    )
    gaps = [gap.text for gap in report.gaps]
    _section(document, "六、可以一起看看的地方", gaps or (_NO_GAP,))
    document.heading("七、情景测算")
    document.paragraph(_LOSS_NOTE)
    if report.losses:
        head = ["如果", "减少", "少多少(万元)", "总资产剩(万元)"]
        document.table(head, [_loss_row(each) for each in report.losses], widths=[5, 2, 3, 3])
    else:
        document.paragraph(_NO_LOSS)
    if report.unknown:
        _section(document, "八、没有弄清的", report.unknown)
    _section(document, "说明", report.disclosures)
    return document.pdf()


def _section(document: Document, heading: str, lines: Sequence[str]) -> None:
    document.heading(heading)
    for each in lines:
        document.paragraph(f"•{each}")


def _size(report: HealthReport) -> Iterator[str]:
    yield f"资产规模{report.aum_wan:g}万元" if report.aum_wan is not None else "资产规模没有记录"
    yield f"登记持有{len(report.holdings)}项，合计{report.held_wan:g}万元"
    if report.unplaced_wan:
        yield f"未登记去向（含活期）{report.unplaced_wan:g}万元"
    if report.risk_level:
        until = f"（有效至{report.risk_until:%Y-%m-%d}）" if report.risk_until else ""
        yield f"风险等级{report.risk_level}{until}"


def _ladder(report: HealthReport) -> Iterator[Words]:
    for words in _ladder_words(report):
        yield f"• {words}"
    if not report.ladder:
        yield "• 没有登记金额"


def _ladder_words(report: HealthReport) -> Iterator[str]:
    for part in report.ladder:
        yield f"{part.label}：{part.amount_wan:g}万元（{'、'.join(part.names)}）"


def _gaps(report: HealthReport) -> Iterator[Words]:
    for gap in report.gaps:
        yield line(f"• {gap.text}", small(f" 〔{gap.source}〕"))
    if not report.gaps:
        yield f"• {_NO_GAP}"


def _losses(losses: Sequence[Loss]) -> Iterator[Words]:
    for each in losses:
        left = f"总资产剩{each.left_wan:g}万元"
        yield f"• {each.what}减少{each.share:.0%}：少{each.loss_wan:g}万元，{left}"
    if not losses:
        yield f"• {_NO_LOSS}"


def _row(held: Holding) -> list[str]:
    return [
        held.name,
        held.kind or "未知",
        held.level or "无",
        f"{held.amount_wan:g}" if held.amount_wan is not None else "未登记",
        f"{held.share:.0%}" if held.share is not None else "",
        f"{held.matures_on:%Y-%m-%d}" if held.matures_on else "无固定期限",
    ]


def _loss_row(loss: Loss) -> list[str]:
    return [loss.what, f"{loss.share:.0%}", f"{loss.loss_wan:g}", f"{loss.left_wan:g}"]
