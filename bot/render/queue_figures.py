"""合规月报: a month of the officers' queue on a screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bot.blocks import Screen, Words, bold, headed, paragraph, screen
from bot.results.queue_figures import Agreement, Estimate, QueueFigures

_NO_SAMPLE = "还没有审过抽中的"


def figures_screen(month: QueueFigures) -> Screen:
    """The month's figures; a share is told with its interval and how many were looked at."""
    days = f"{month.first:%Y年%m月}（{month.first:%m-%d}到{month.last:%m-%d}）"
    found = " · ".join(f"{kind.label}{count}" for kind, count in month.found.items())
    verdicts = " · ".join(f"{verdict.label}{count}" for verdict, count in month.verdicts.items())
    return screen(
        paragraph(bold(f"合规月报 {days}")),
        headed(
            "总量",
            [
                f"给出的建议 {month.suggestions} 条；进队列 {sum(month.found.values())} 条"
                + (f"（{found}）" if found else ""),
                f"审了 {sum(month.verdicts.values())} 条" + (f"（{verdicts}）" if verdicts else ""),
                f"现在还有 {month.open} 条待审",
                *_times(month),
            ],
        ),
        headed("漏标率（没被标出的里面，估计有多少该标）", list(_missed(month))),
        headed("标得最多的规则", [f"• {each.name}：{each.count}条" for each in month.rules]),
        headed("驳回最多的脚本", [f"• {each.name}：{each.count}条" for each in month.scripts]),
        headed("各位合规人员", list(_officers(month))),
        headed("复核", list(_agreement(month.agreement))),
    )


def share_words(estimate: Estimate) -> str:
    """A share with its interval: 3.3%（95%区间 1.1%到9.3%，审了90条，漏3条）."""
    if estimate.share is None:
        return _NO_SAMPLE
    within = f"95%区间 {_percent(estimate.low)}到{_percent(estimate.high)}"
    return (
        f"{_percent(estimate.share)}（{within}，审了{estimate.looked_at}条，漏{estimate.missed}条）"
    )


def _times(month: QueueFigures) -> Iterator[Words]:
    if month.half is not None and month.most is not None:
        yield f"从出现到审完：一半在{_span(month.half)}内，九成在{_span(month.most)}内"


def _missed(month: QueueFigures) -> Iterator[Words]:
    for risk, estimate in month.by_risk.items():
        yield f"• {risk.label}风险（{estimate.seen}条）：{share_words(estimate)}"
    yield f"合计（按各类条数加权）：{share_words(month.missed)}"
    left_out = [risk.label for risk, each in month.by_risk.items() if each.share is None]
    if left_out and month.missed.share is not None:
        yield f"{'、'.join(left_out)}风险还没有审过抽中的，没有计入合计"


def _officers(month: QueueFigures) -> Iterator[Words]:
    for each in month.officers:
        told = " · ".join(f"{verdict.label}{count}" for verdict, count in each.verdicts.items())
        second = f"，其中复核{each.second}" if each.second else ""
        yield f"• {each.name} {sum(each.verdicts.values())}条（{told}{second}）"


def _agreement(agreement: Agreement) -> Iterator[Words]:
    if agreement.pairs:
        share = _percent(agreement.agreed / agreement.pairs)
        kappa = f"，κ={agreement.kappa:.2f}" if agreement.kappa is not None else ""
        yield f"两人都审了 {agreement.pairs} 条，一致 {agreement.agreed} 条（{share}{kappa}）"
    if agreement.waiting:
        yield f"还有 {agreement.waiting} 条等另一位合规人员复核"


def _percent(share: float) -> str:
    return f"{share * 100:.1f}%"


def _span(taken: timedelta) -> str:
    minutes = int(taken.total_seconds() // 60)
    if minutes < 60:
        return f"{max(minutes, 1)}分钟"
    return f"{minutes / 60:.1f}小时" if minutes < 48 * 60 else f"{minutes / 1440:.1f}天"
