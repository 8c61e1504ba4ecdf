"""The promise ledger as a screen: what is not done, and how many of how many were kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, tzinfo

from bot.blocks import Line, Screen, Words, bold, headed, line, paragraph, screen
from bot.render.ledger import rate_words
from bot.render.words import CIRCLED, when
from bot.results.day import KeptRate, Ledger
from store.customers import OpenPromise

_NOTHING = "没有没办的承诺。"


def promises_screen(
    ledger: Ledger, shown: Sequence[OpenPromise], *, team: bool, zone: tzinfo, today: date
) -> Screen:
    """The open promises *shown*, numbered; the rate with its period, a team's by manager too."""
    lines: list[Words] = [
        _promise(CIRCLED[at], each, team=team, zone=zone, today=today)
        for at, each in enumerate(shown)
    ]
    left = len(ledger.open) - len(shown)
    if left > 0:
        lines.append(f"……另有{left}件")
    late = sum(each.due_on < today for each in ledger.open)
    past = f"，{late}件已过期" if late else ""
    head = f"答应客户还没办的（{len(ledger.open)}件{past}）" if lines else "答应客户还没办的"
    period = f"{_day(ledger.since)}至{_day(ledger.until)}"
    managers = [line("• ", bold(name), f"：{rate_words(rate)}") for name, rate in _rates(ledger)]
    return screen(
        headed(head, lines or [_NOTHING]),
        paragraph(bold(f"承诺兑现（{period}）"), rate_words(ledger.whole), _put_off(ledger, today)),
        headed("按客户经理", managers) if team and managers else None,
    )


def _put_off(ledger: Ledger, today: date) -> str:
    """Those agreed anew count by their new day; till then they are told of apart."""
    ahead = [each for each in ledger.open if each.first_due_on is not None]
    ahead = [each for each in ahead if each.due_on >= today]
    return f"改过期、新日子还没过的{len(ahead)}件，不算在内。" if ahead else ""


def _rates(ledger: Ledger) -> list[tuple[str, KeptRate]]:
    """The least kept first."""
    return sorted(ledger.by_manager.items(), key=lambda each: each[1].kept / max(each[1].due, 1))


def _promise(mark: str, each: OpenPromise, *, team: bool, zone: tzinfo, today: date) -> Line:
    moved = f"（原定{_day(each.first_due_on)}，改过期）" if each.first_due_on is not None else ""
    return line(
        f"{mark} ",
        "🔴 " if each.due_on < today else "",
        bold(when(each.due_at or each.due_on, zone=zone, today=today)),
        f" {each.customer_name}{f'（{each.owner_name}）' if team else ''} {each.text}{moved}",
    )


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
