"""A customer whole, as screens: one phone's first, then what hangs behind its buttons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, tzinfo

from bot.blocks import Block, Line, Screen, Words, bold, headed, line, paragraph, screen, small
from bot.record.fields import UNKNOWN
from bot.record.slots import wan
from bot.render.activity_kept import of_customer_line
from bot.render.changes import change_line, moment_of
from bot.render.supervision import NO_FEEDBACK
from bot.render.whole_cases import open_case_lines, past_case_lines
from bot.render.words import moment, rule_mark, when
from bot.results.whole import AskFor, Fact, WholeCustomer
from store.customers import HeldProduct
from store.customers.whole import ToldContact, Undertaking
from store.models import FollowUpKind, FollowUpStatus

PARTS: Mapping[str, str] = {
    "facts": "资料",
    "held": "持有",
    "talks": "沟通",
    "todo": "待办",
    "advice": "建议",
    "changes": "变更记录",
    "chart": "图表",
    "asks": "要补的",
}
"""What hangs behind the first screen: the part and its button."""
PAGE = 8
"""Contacts, suggestions or changes of one screen."""
_MOST_ALERTS = 3
_LONGEST_QUERY = 30
_TALK_FIELDS = ("occupation", "industry", "personality", "interests", "need_tags")


def whole_screen(whole: WholeCustomer, *, zone: tzinfo, today: date) -> Screen:
    """Who he is, how he stands, what is open, what is missing: one phone's screen."""
    record, standing = whole.record, whole.standing
    alerts: list[Words] = [f"⚠ {each.text}" for each in whole.alerts[:_MOST_ALERTS]]
    if len(whole.alerts) > _MOST_ALERTS:
        alerts.append(f"另有{len(whole.alerts) - _MOST_ALERTS}项提醒，发 /status 看全部")
    tail = f"　尾号{record.phone_tail}" if record.phone_tail else ""
    age = f"，{standing.age}岁" if standing.age is not None else ""
    tier = f"{standing.tier.label}{'（主管核定）' if record.tier_override else ''}"
    return screen(
        paragraph(
            line(bold(record.name), f"　{record.customer_id}{tail}"),
            f"{tier} · {standing.stage.label} · {record.kind.label}{age}",
            line(_money(whole), _level(whole)),
            *_of_him(whole),
            _quiet(whole),
        ),
        paragraph(*alerts),
        paragraph(*_counts(whole, zone=zone, today=today), _complete(whole)),
    )


def part_screen(
    part: str, whole: WholeCustomer, *, start: int, zone: tzinfo, today: date
) -> Screen | None:
    """One part of what is known, from its place `start` on; None for a part there is not."""
    make = _PARTS.get(part)
    return make(whole, start, zone, today) if make is not None else None


def pages_of(part: str, whole: WholeCustomer) -> int:
    """How many entries of a part there are to be paged; 0 where it has no pages."""
    sizes = {"talks": whole.past.contacts, "advice": whole.advised, "changes": whole.changes}
    return len(sizes.get(part, ()))


def _money(whole: WholeCustomer) -> str:
    record = whole.record
    size = "资产不明" if record.aum_wan is None else f"资产 {record.aum_wan:g}万元"
    return f"{size} · 持有{len(record.holdings)}笔"


def _level(whole: WholeCustomer) -> str:
    record, until = whole.record, whole.standing.valid_until
    if record.is_company:
        return f" · 信用{record.credit_grade}" if record.credit_grade else ""
    if record.risk_level is None:
        return " · 未做风险测评"
    return f" · {record.risk_level}（至{until:%Y-%m-%d}）" if until else f" · {record.risk_level}"


def _of_him(whole: WholeCustomer) -> Iterator[str]:
    known = {each.field: each.words for each in whole.facts if each.words != UNKNOWN}
    said = [known[name] for name in _TALK_FIELDS if name in known]
    if said:
        yield " · ".join(said)


def _quiet(whole: WholeCustomer) -> Words:
    if whole.refusal is None:
        return ""
    refusal = whole.refusal
    return line(f"🔕 {refusal.reason}：{refusal.instead}", rule_mark(refusal.rule_id))


def _counts(whole: WholeCustomer, *, zone: tzinfo, today: date) -> Iterator[Words]:
    past = whole.past
    told = [each for each in past.contacts if each.outcome is None]
    last = f"，最近{told[0].took_place_on:%m-%d}{told[0].channel.label}" if told else ""
    yield f"沟通{len(told)}次{last}"
    due = [each for each in past.undertakings if each.status is FollowUpStatus.OPEN]
    first = min(due, key=lambda each: each.due_on) if due else None
    if first is not None:
        day = when(first.due_at or first.due_on, zone=zone, today=today)
        yield f"待办{len(due)}件，最近一件{day}：{first.text}"
    else:
        yield "待办0件"
    cases = len(whole.open_cases) + sum(e.closed_at is None for e in past.escalations)
    used = sum(each.outcome is not None for each in whole.advised)
    yield of_customer_line(whole.activities)
    yield f"未结案件{cases}件 · 建议{len(whole.advised)}条，已反馈{used}条"
    yield from open_case_lines(whole, zone=zone, today=today)


def _complete(whole: WholeCustomer) -> str:
    missing = "、".join(each.label for each in whole.completeness.missing)
    return f"资料完整度 {whole.completeness.share:.0%}{f'，缺{missing}' if missing else ''}"


def _facts(whole: WholeCustomer, _start: int, zone: tzinfo, _today: date) -> Screen:
    facts = [each for each in whole.facts if each.words != UNKNOWN]
    usual = Counter((each.at, each.source) for each in facts).most_common(1)
    common = usual[0][0] if usual and usual[0][1] > 1 else None
    known = [_fact(each, zone, named=(each.at, each.source) != common) for each in facts]
    blank = "、".join(each.label for each in whole.facts if each.words == UNKNOWN)
    consents = [_consent_words(whole, at) for at in range(len(whole.past.consents))]
    return screen(
        headed(f"{whole.record.name}的资料", known),
        paragraph(small(f"没有注明的：{_since(*common, zone)}")) if common else None,
        headed("授权明细", consents),
        paragraph(f"空着的：{blank}") if blank else None,
    )


def _fact(fact: Fact, zone: tzinfo, *, named: bool) -> Line:
    came = small(f"（{_since(fact.at, fact.source, zone)}）" if named else "")
    return line(f"{fact.label}：{fact.words}", came)


def _since(at: datetime | None, source: str, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d} {source}" if at else source


def _consent_words(whole: WholeCustomer, at: int) -> str:
    given = whole.past.consents[at]
    form = given.form.label if given.form else "形式未记"
    day = f"{given.agreed_on:%Y-%m-%d}" if given.agreed_on else "日期未记"
    until = f"有效至{given.valid_until:%Y-%m-%d}" if given.valid_until else "未定期限"
    gone = f"，{given.withdrawn_at:%Y-%m-%d}已撤回" if given.withdrawn_at else ""
    return f"• {given.scope.label}：{form}，{day}，{until}{gone}"


def _held(whole: WholeCustomer, _start: int, _zone: tzinfo, today: date) -> Screen:
    held = whole.record.holdings
    by_day = sorted(held, key=lambda each: (each.maturity_date or date.max, each.shown_name))
    lines = [_position(each, whole, today) for each in by_day]
    total = sum(each.amount_wan or 0.0 for each in by_day)
    heading = f"持有 {len(by_day)}笔，合计{wan(total) or '金额未记'}" if by_day else "持有"
    return screen(headed(heading, lines or ["（没有持有记录）"]))


def _position(held: HeldProduct, whole: WholeCustomer, today: date) -> str:
    level = f"（{held.risk_level}）" if held.risk_level else ""
    kind = f" {held.type.label}" if held.type else " 货架上没有这款"
    assets = whole.record.aum_wan
    share = f"，占{held.amount_wan / assets:.0%}" if held.amount_wan and assets else ""
    amount = f" {wan(held.amount_wan)}{share}" if held.amount_wan else " 金额未记"
    if held.maturity_date is None:
        return f"• {held.shown_name}{level}{kind}{amount}，无固定到期日"
    days = (held.maturity_date - today).days
    left = f"还有{days}天" if days > 0 else ("今天" if days == 0 else f"已到期{-days}天")
    return f"• {held.shown_name}{level}{kind}{amount}，{held.maturity_date:%Y-%m-%d}到期（{left}）"


def _talks(whole: WholeCustomer, start: int, zone: tzinfo, _today: date) -> Screen:
    contacts = whole.past.contacts
    if not contacts:
        return screen(headed("沟通", ["（没有记录）"]))
    blocks = [_talk(each, zone) for each in contacts[start : start + PAGE]]
    return screen(paragraph(bold(f"沟通{_range(start, len(contacts))}")), *blocks)


def _talk(told: ToldContact, zone: tzinfo) -> Block | None:
    how = told.outcome.label if told.outcome else told.channel.label
    at = moment_of(told.at, zone) if told.outcome is None else f"{told.took_place_on:%Y-%m-%d}"
    words: list[Words] = [f"“{told.said}”"] if told.said and told.said != told.summary else []
    head = line(bold(f"{at} {how}"), f" {told.staff_name}", small(f"（{told.interaction_id}）"))
    return paragraph(head, told.summary, *words)


def _todo(whole: WholeCustomer, _start: int, zone: tzinfo, today: date) -> Screen:
    past = whole.past
    still = [each for each in past.undertakings if each.status is FollowUpStatus.OPEN]
    over = [each for each in past.undertakings if each.status is not FollowUpStatus.OPEN]
    due = sorted(still, key=lambda each: each.due_on)
    return screen(
        headed("未办", [_undertaking(each, zone, today) for each in due] or ["（没有）"]),
        headed("案件", list(past_case_lines(whole, zone)) or ["（没有）"]),
        headed("办过的", [_undertaking(each, zone, today) for each in over[:PAGE]]),
    )


def _undertaking(each: Undertaking, zone: tzinfo, today: date) -> str:
    promise = "【承诺】" if each.kind is FollowUpKind.PROMISE else ""
    day = when(each.due_at or each.due_on, zone=zone, today=today)
    if each.closed_at is None:
        return f"• {'🔴 已过期 ' if each.due_on < today else ''}{day} {promise}{each.text}"
    late = each.closed_at.astimezone(zone).date() > each.due_on
    ended = "改期" if each.moved else each.status.label
    overdue = "，晚于约定" if late and not each.moved else ""
    done = moment(each.closed_at, zone=zone)
    return f"• {promise}{each.text}（约{day}，{done} {ended}{overdue}）"


def _advice(whole: WholeCustomer, start: int, zone: tzinfo, _today: date) -> Screen:
    rows = whole.advised
    if not rows:
        return screen(headed("给过的建议", ["（没有给过建议）"]))
    lines = [
        f"• {moment_of(each.at, zone)} {each.staff_name} {each.kind.label}"
        f"“{_short(each.query)}” → {each.outcome.label if each.outcome else NO_FEEDBACK}"
        for each in rows[start : start + PAGE]
    ]
    return screen(headed(f"给过的建议{_range(start, len(rows))}", lines))


def _changes(whole: WholeCustomer, start: int, zone: tzinfo, _today: date) -> Screen:
    rows = whole.changes
    if not rows:
        return screen(headed("变更记录", ["（建档以来没有改过）"]))
    company = whole.record.is_company
    shown = rows[start : start + PAGE]
    lines = [change_line(each, zone=zone, company=company) for each in shown]
    return screen(headed(f"变更记录{_range(start, len(rows))}", lines))


def _asked(whole: WholeCustomer, _start: int, _zone: tzinfo, _today: date) -> Screen:
    if not whole.asks:
        return screen(paragraph("资料齐全，没有要补的。"))
    refusal = whole.refusal
    why = f"先不主动问：{refusal.reason}，{refusal.instead}。" if refusal else ""
    lines = [_ask(each) for each in whole.asks]
    note = "借办业务的机会问，一次一两项；客户不愿说的不追问。"
    return screen(headed("要补的资料", lines), paragraph(why or note))


def _ask(ask: AskFor) -> Line:
    if ask.source is None:
        return line(f"• {ask.label}：手册没有现成的问法，请当面核对后补录")
    place = f"{ask.source.script_id}:{ask.source.line.partition('?')[0]}"
    return line(f"• {ask.label}：“{ask.question}”", rule_mark(place))


def _range(start: int, many: int) -> str:
    if many <= PAGE:
        return f"（{many}条）"
    return f"（{many}条，这里是第{start + 1}到{min(start + PAGE, many)}条）"


def _short(query: str) -> str:
    return query if len(query) <= _LONGEST_QUERY else f"{query[:_LONGEST_QUERY]}…"


_PARTS: Mapping[str, Callable[[WholeCustomer, int, tzinfo, date], Screen]] = {
    "facts": _facts,
    "held": _held,
    "talks": _talks,
    "todo": _todo,
    "advice": _advice,
    "changes": _changes,
    "asks": _asked,
}
