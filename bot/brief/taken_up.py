"""What the last conversations left open, taken up: lines that answer it, things to do, to leave."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.brief.actions import channel_of
from bot.brief.case import Case
from bot.brief.composing import source
from bot.brief.selection import MOST, Chosen
from bot.record.slots import chinese_day, wan
from bot.record.talk import Talk, Wanted, owes_reply
from bot.record.vocabulary import AlertCode
from bot.record.words import particulars_of, words
from bot.results.advice import Avoid, NextAction, RuleSource, Sourced, TalkSource
from bot.results.vocabulary import ActionChannel, ActionKind
from knowledge.handbook.format import Listener, ScenarioScript, ScriptReading, Section, SpokenLine
from store.customers import OpenFollowUp
from store.models import Channel, ProductType
from store.products import ShelfProduct

SCRIPT = "last-conversation"
"""The script whose lines take up what was said."""
_OFFERED, _NONE, _NEAR_TERM, _OWED, _SAFER = "p1", "p2", "p3", "p5", "p6"
"""Its lines: what was asked for is there, is not; money at hand; an answer owed; steadier."""
_WITHIN = timedelta(days=7)
_FIRST = frozenset(
    {AlertCode.MATURED_UNPLACED, AlertCode.CHURN_OUTFLOW, AlertCode.CHURN_NO_TRANSACTIONS}
)
"""What goes before anything that was asked."""
_CLOSE_TERM = 0.75
"""How near a product's term is to the one asked for, the shorter over the longer, to be it."""
_PLANNED = RuleSource("record.next_plan", "客户记录的跟进计划")
_KIND_BY_WORD = {
    ActionKind.MATERIAL: ("发", "送", "寄", "资料", "清单", "说明"),
    ActionKind.CALL: ("回", "电", "联系", "约", "谈", "问"),
    ActionKind.VISIT: ("上门", "拜访", "面谈"),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """What was asked for and what there is: a product that may be offered, or why none."""

    wanted: Wanted
    times: int
    product: ShelfProduct | None
    why_not: str

    @property
    def words(self) -> str:
        """What was asked for, in closed words: 三年期, 大额存单, 基金."""
        if self.wanted.days:
            return self.wanted.heard.words
        return "、".join(_called(kind, self.wanted) for kind in sorted(self.wanted.types))

    @property
    def source(self) -> TalkSource:
        """The conversation it was asked in."""
        return TalkSource(self.wanted.heard.interaction_id)


def _called(kind: ProductType, wanted: Wanted) -> str:
    """A type as it was asked for: 设备贷款 where a kind within it was named, else 贷款."""
    name = words().product_types[kind].asked[0]
    named = particulars_of(wanted.heard.words, kind)
    if not named or name in named[0].group():
        return name
    kind_within = named[0].group()
    return kind_within + name.removeprefix(kind_within[-1])


def meets(product: ShelfProduct, wanted: Wanted) -> bool:
    """Whether a product is what was asked for."""
    if wanted.types and product.type not in wanted.types:
        return False
    if not _is_the_kind(product, wanted):
        return False
    if wanted.days is None:
        return True
    shorter, longer = sorted((product.term_days, wanted.days))
    return shorter >= longer * _CLOSE_TERM


def _is_the_kind(product: ShelfProduct, wanted: Wanted) -> bool:
    """Whether a product is of the kinds within its type that were named."""
    shown = product.name + product.fact_sheet
    named = particulars_of(wanted.heard.words, product.type)
    return all(each.re.search(shown) for each in named)


def answered(case: Case) -> Answered | None:
    """The newest thing asked for, and what the shelf has for it."""
    asked = case.standing.talk.asked
    if not asked:
        return None
    newest = asked[0]
    alike = [each for each in asked if (each.types, each.days) == (newest.types, newest.days)]
    times = len({each.heard.interaction_id for each in alike})
    open_to = [each for each in case.shelf.suitable if meets(each, newest)]
    closed = [each for each in case.shelf.blocked if meets(each.product, newest)]
    why_not = f"{closed[0].product.name}不能推荐：{closed[0].reason}" if closed else "货架上没有"
    return Answered(newest, times, open_to[0] if open_to else None, why_not)


def reply_owed(case: Case) -> OpenFollowUp | None:
    """An answer the customer waits for, due within a week."""
    last = case.standing.today + _WITHIN
    owed = (each for each in case.record.follow_ups if each.due_on <= last and owes_reply(each))
    return next(owed, None)


def lead_with(
    chosen: tuple[Chosen, ...], case: Case, answer: Answered | None, script: ScenarioScript
) -> tuple[Chosen, ...]:
    """The scripts; the one on taking up leads where they leave aside what is owed or asked."""
    why = _left_aside(chosen, case, answer)
    if not why or case.shelf.bars or not case.gate.contact().allowed:
        return chosen
    others = [each for each in chosen if each.script.script_id != script.script_id]
    return (Chosen(script, why), *others[: MOST - 1])


def _left_aside(chosen: tuple[Chosen, ...], case: Case, answer: Answered | None) -> str:
    """What the lead script does not speak of; "" where it does, or where money or he is leaving."""
    if _FIRST & {alert.code for alert in case.alerts}:
        return ""
    owed = reply_owed(case)
    if owed is not None:
        return f"{chinese_day(owed.due_on)}前要回他：{owed.text}"
    if answer is None or not answer.wanted.types:
        return ""
    sold = chosen[0].script.products[:1] if chosen else ()
    if answer.product is not None and answer.wanted.types.intersection(sold):
        return ""
    return f"{chinese_day(answer.wanted.heard.on)}问过{answer.words}，先答复"


def leading_points(
    case: Case, answer: Answered | None, *, script: ScenarioScript | None
) -> Iterator[Sourced]:
    """Lines of the script on taking up what was said, before any other; none without the script."""
    if case.shelf.bars or script is None:
        return
    slots = {**case.slots, **_asked_slots(answer)}
    reading = ScriptReading(script, Listener(case.tags, slots, case.facts))
    lines = {_anchor(line): line for line in reading.section(Section.POINTS)}
    for anchor, talk in _taken_up(case, answer):
        if anchor in lines:
            yield Sourced(lines[anchor].text, (source(lines[anchor]), talk))


def _anchor(line: SpokenLine) -> str:
    """A line's anchor, without its variant and the fact it is said under."""
    return re.split("[@?]", line.reference, maxsplit=1)[0]


def _asked_slots(answer: Answered | None) -> dict[str, str]:
    if answer is None:
        return {}
    return {"asked": answer.words, "product": answer.product.name if answer.product else ""}


def _taken_up(case: Case, answer: Answered | None) -> Iterator[tuple[str, TalkSource]]:
    """Which line of the script takes up what, and the conversation it was said in."""
    owed = reply_owed(case)
    if owed is not None and owed.interaction_id:
        yield _OWED, TalkSource(owed.interaction_id)
    if answer is not None:
        yield (_NONE if answer.product is None else _OFFERED), answer.source
    told = case.standing.talk.near_term
    if told is not None:
        yield _NEAR_TERM, TalkSource(told.interaction_id)
    safer = case.standing.talk.safer
    if safer is not None:
        yield _SAFER, TalkSource(safer.interaction_id)


def open_actions(case: Case, answer: Answered | None, *, now: datetime) -> Iterator[NextAction]:
    """Promises and follow-ups still to be kept, the record's own plan, what is owed an answer."""
    record = case.record
    for item in record.follow_ups:
        due: date | datetime = item.due_at.astimezone(now.tzinfo) if item.due_at else item.due_on
        sources = (TalkSource(item.interaction_id),) if item.interaction_id else (_PLANNED,)
        yield NextAction(_kind(item.text), item.text, due, _channel(item, case), sources)
    planned = record.next_follow_up_on
    if record.next_plan and planned and not any(f.due_on == planned for f in record.follow_ups):
        by = channel_of("preferred", record)
        yield NextAction(_kind(record.next_plan), record.next_plan, planned, by, (_PLANNED,))
    if answer is not None and not case.shelf.bars and arranged_then(answer, case) is None:
        yield _reply(answer, case, now.date())
    yield from _questions(case, now.date())


def arranged_then(answer: Answered, case: Case) -> OpenFollowUp | None:
    """What was arranged when it was asked, where the shelf has no answer."""
    asked_in = answer.source.interaction_id
    items = (each for each in case.record.follow_ups if each.interaction_id == asked_in)
    return next(items, None) if answer.product is None else None


def as_wished(action: NextAction, talk: Talk) -> NextAction:
    """An action by another way, where the customer asked not to be reached by this one."""
    if action.channel not in talk.not_by:
        return action
    return dataclasses.replace(action, channel=talk.by or Channel.WECHAT)


def refusals(case: Case) -> Iterator[Avoid]:
    """What he did not want, not to be pressed on him again."""
    for wanted in case.standing.talk.refused:
        for kind in sorted(wanted.types):
            if case.standing.talk.refuses(kind):
                name = words().product_types[kind].asked[0]
                text = f"{chinese_day(wanted.heard.on)}拒绝过{name}，这次不主动提"
                yield Avoid(text, "pressure", (TalkSource(wanted.heard.interaction_id),))


def _reply(answer: Answered, case: Case, today: date) -> NextAction:
    often = f"问过{answer.times}次" if answer.times > 1 else "问过"
    text = f"答复客户{often}的{answer.words}：{_there_is(answer)}"
    by = channel_of("preferred", case.record)
    return NextAction(ActionKind.CALL, text, today, by, (answer.source,))


def _there_is(answer: Answered) -> str:
    if answer.product is None:
        return answer.why_not
    least = answer.product.min_amount_wan
    return f"可谈{answer.product.name}" + (f"（{wan(least)}起）" if least >= 1 else "")


def _questions(case: Case, today: date) -> Iterator[NextAction]:
    """Questions of his that nothing was arranged for."""
    arranged = {item.interaction_id for item in case.record.follow_ups}
    arranged |= {wanted.heard.interaction_id for wanted in case.standing.talk.asked}
    for asked in case.standing.talk.questions:
        if asked.interaction_id not in arranged:
            text = f"答复客户{chinese_day(asked.on)}的提问：{asked.words}"
            by = channel_of("preferred", case.record)
            source = TalkSource(asked.interaction_id)
            yield NextAction(ActionKind.CALL, text, today, by, (source,))


def _kind(text: str) -> ActionKind:
    found = [kind for kind, marks in _KIND_BY_WORD.items() if any(mark in text for mark in marks)]
    return found[-1] if found else ActionKind.TASK


def _channel(item: OpenFollowUp, case: Case) -> ActionChannel:
    if item.channel is not Channel.UNKNOWN:
        return item.channel
    return channel_of("preferred", case.record)
