"""An item of the officers' queue decided by button or in words; what the manager hears of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.blocks import bold, paragraph, said, screen
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.memory import ItemInHand, ReviewTold
from bot.conversation.phrases import drops
from bot.conversation.routes import queue, queue_asking
from bot.conversation.turn import Turn
from bot.render.queue_news import asked_screen, decided_screen
from bot.results.declined import Declined
from bot.results.notices import DueNotice, Outdated
from bot.usecases.queue_deciding import answer_officer, ask_manager, decide
from bot.usecases.queue_told import answer_told, decision_told, question_told
from store.models import ItemKind, ReviewVerdict

Posts = Sequence[Post]
_WHY = {
    "rejected": "驳回的理由是什么？写明哪句话、为什么，客户经理会看到。",
    "escalated": "上报什么？写明哪句话、为什么，客户经理和他的主管会看到。",
    "dismissed": "为什么是误报？写一句，会留给检查规则的人。",
    "ask": "问客户经理什么？写在下一条，他会收到，答了会回到这一条。",
    "answer": "请写一句回答，合规会看到。",
    "reply": "请写答复，写客户经理能照着做、照着说的话。",
    "put": "要问合规什么？写在下一条。",
}
_NOT_NOW = "先不写"
"""The only button of a prompt, so that a number typed there decides nothing."""
_DROPPED = "好的，没有写。"
_DONE = "已记下：{verdict}。"
_SECOND = "已记下：{verdict}。这一条抽中复核，还要由另一位合规人员看一遍。"
_PUT = "已问{name}，他答了会回到队列里。"
_ANSWERED = "已回给合规。"
_IN_WORDS = re.compile(
    r"^(?P<deed>通过|答复|同意|驳回|不通过|上报|误报|问(?:客户经理|他|她)?)(?:了|吧)?(?:[：:，,、。\s]+(?P<words>.+))?[。.!！]?$",
    re.S,
)
_ASKS_HIM = re.compile(
    r"^(?P<deed>问)(?:一?下)?(?:客户经理|经理|他|她)[：:，,、\s]*(?P<words>.+)$", re.S
)
_AT_THE_END = re.compile(
    r"^(?P<words>.{4,}?)[，,。；;\s]+(?P<deed>通过|驳回|不通过|上报|误报)[了吧]?[。.!！]?$", re.S
)
"""The reason first: 这句承诺了收益，驳回."""
_DEEDS = {
    "通过": "passed",
    "同意": "passed",
    "驳回": "rejected",
    "不通过": "rejected",
    "上报": "escalated",
    "误报": "dismissed",
}
_VERDICTS = frozenset(each.value for each in ReviewVerdict) - {ReviewVerdict.ANSWERED.value}


def pressed(turn: Turn, argument: str) -> Posts:
    """A button of the queue: `deed:item id`."""
    deed, _, item_id = argument.partition(":")
    if deed in queue.PAGES:
        return queue.PAGES[deed](turn, item_id)
    if deed == ReviewVerdict.PASSED.value:
        return _decided(turn, item_id, ReviewVerdict.PASSED, "")
    if deed in queue_asking.DEEDS:
        return queue_asking.DEEDS[deed](turn, item_id)
    turn.wait(ReviewTold(deed, item_id))
    leave = [] if deed in ("answer", "put") else [[Offer(_NOT_NOW, Verb.REVIEW, f"open:{item_id}")]]
    return [say(_WHY[deed], rows=leave)]


def told(turn: Turn, awaited: ReviewTold, text: str) -> Posts:
    """The words a button asked for."""
    if drops(text):
        return [say(_DROPPED)]
    return _done(turn, awaited.deed, awaited.item_id, text)


def in_words(turn: Turn, awaited: ItemInHand, text: str) -> Posts | None:
    """The item shown last decided in words, 驳回：承诺了收益; None where they do not."""
    said = text.strip()
    found = _IN_WORDS.match(said) or _ASKS_HIM.match(said) or _AT_THE_END.match(said)
    if found is None:
        return None
    deed = _DEEDS.get(found["deed"], "ask")
    if awaited.item_id.startswith(ItemKind.QUESTION):
        deed = "reply" if found["deed"] == "答复" else ""
    if not deed:
        return None
    words = found["words"] or ""
    if deed == "passed" or words:
        return _done(turn, deed, awaited.item_id, words)
    return pressed(turn, f"{deed}:{awaited.item_id}")


def _done(turn: Turn, deed: str, item_id: str, words: str) -> Posts:
    if deed in _VERDICTS:
        return _decided(turn, item_id, ReviewVerdict(deed), words)
    if deed in queue_asking.TOLD:
        return queue_asking.TOLD[deed](turn, item_id, words)
    if deed == "ask":
        name = ask_manager(item_id, words, work=turn.work, actor=turn.actor)
        if isinstance(name, Declined):
            return _again(turn, deed, item_id, name)
        return [say(_PUT.format(name=name), rows=_next())]
    refused = answer_officer(item_id, words, work=turn.work, actor=turn.actor)
    return [say(refused.reason if refused is not None else _ANSWERED)]


def _decided(turn: Turn, item_id: str, verdict: ReviewVerdict, words: str) -> Posts:
    done = decide(item_id, verdict, reason=words, work=turn.work, actor=turn.actor)
    if isinstance(done, Declined):
        return _again(turn, verdict.value, item_id, done)
    turn.settle()
    answer = (_SECOND if done.second_waits else _DONE).format(verdict=done.verdict.label)
    told_to = f"{done.item.staff_name}会收到。" if done.told else ""
    instead = f"应当说：{done.instead}" if done.instead else ""
    return [Post(screen(paragraph(answer + told_to), paragraph(instead)), _next())]


def _again(turn: Turn, deed: str, item_id: str, refused: Declined) -> Posts:
    """What is refused for want of a reason is asked for again."""
    if refused.code == "no_reason":
        turn.wait(ReviewTold(deed, item_id))
    return [say(refused.reason)]


def _next() -> list[list[Offer]]:
    return [[Offer("下一条", Verb.REVIEW, "next:")]]


def decided_news(turn: Turn, notice: DueNotice) -> Posts | Outdated:
    """What was decided, to whose work it is; to his supervisor what was escalated."""
    found = decision_told(notice.named("about"), work=turn.work, actor=turn.actor)
    if found is None:
        return Outdated("不再归其查看")
    rows = []
    if found.suggestion_id:
        rows.append([Offer("当时所示", Verb.AS_SHOWN, found.suggestion_id)])
    return [Post(decided_screen(found, zone=turn.zone), rows)]


def asked_news(turn: Turn, notice: DueNotice) -> Posts | Outdated:
    """A question an officer put, to whose work it is, while it waits for his answer."""
    item_id = notice.named("about")
    found = question_told(item_id, work=turn.work, actor=turn.actor)
    if found is None:
        return Outdated("已回答")
    answer = [[Offer("回答", Verb.REVIEW, f"answer:{item_id}")]]
    return [Post(asked_screen(found, zone=turn.zone), answer)]


def answered_news(turn: Turn, notice: DueNotice) -> Posts | Outdated:
    """What the manager answered, to the officers, while nobody has decided."""
    item_id = notice.named("about")
    found = answer_told(item_id, work=turn.work, actor=turn.actor)
    if found is None:
        return Outdated("已审")
    words = screen(paragraph(bold(f"💬 {found.who}答了")), *said(found.text))
    return [Post(words, [[Offer("打开", Verb.REVIEW, f"open:{item_id}")]])]
