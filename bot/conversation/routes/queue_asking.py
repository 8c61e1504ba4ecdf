"""问合规 in chat: a question sent on by button or in words, its answer, a script made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.blocks import bold, headed, line, paragraph, screen
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.memory import ReviewTold
from bot.conversation.turn import Turn
from bot.render.words import moment
from bot.results.declined import Declined
from bot.results.notices import DueNotice, Outdated
from bot.results.queue import Asked
from bot.usecases.queue_ask import draft_from, put, question_of, reply
from bot.usecases.queue_told import put_told
from store.models import Role

Posts = Sequence[Post]
_ASKS = re.compile(
    r"^(?:请|帮我|我要|我想|想)?问一?下?合规(?:的人|部门?|同事)?(?:[：:，,、\s]+(?P<words>.+))?$",
    re.S,
)
_WHAT = "要问合规什么？写在下一条。"
_PUT = "已转给合规，{due:%m-%d %H:%M}前答复，答了马上告诉您。在那之前先不要对客户说。"
_AGAIN = "这个问题已经在合规那里了，{due:%m-%d %H:%M}前答复。"
_GONE = "这条建议现在不能看：客户已不在您名下，或不归您查看。"
_REPLIED = "已答复，{name}会收到。"
_DRAFTED = "已存成草稿 {key}：补全后由另一位合规人员在 /drafts 里批准。"


def in_words(turn: Turn, text: str) -> Posts | None:
    """问合规：…… typed by a manager or supervisor; bare, the next words are the question."""
    if turn.actor.role not in (Role.RM, Role.SUPERVISOR):
        return None
    found = _ASKS.match(text.strip())
    if found is None:
        return None
    if not found["words"]:
        turn.wait(ReviewTold("put", ""))
        return [say(_WHAT)]
    return _put(turn, "", found["words"])


def is_question(text: str) -> bool:
    """Whether words put a question to the officers."""
    found = _ASKS.match(text.strip())
    return found is not None and bool(found["words"])


def _put(turn: Turn, _: str, words: str) -> Posts:
    about = turn.in_hand if turn.means_in_hand(words) else None
    done = put(
        words,
        work=turn.work,
        actor=turn.actor,
        customer_id=about.customer_id if about is not None else None,
    )
    return _said(turn, done)


def _question(turn: Turn, suggestion_id: str) -> Posts:
    """What was asked or judged is sent on as it stands."""
    words = question_of(suggestion_id, work=turn.work, actor=turn.actor)
    if not words:
        return [say(_GONE)]
    done = put(words, work=turn.work, actor=turn.actor, suggestion_id=suggestion_id)
    return _said(turn, done)


def _said(turn: Turn, done: Asked | Declined) -> Posts:
    if isinstance(done, Declined):
        return [say(done.reason)]
    words = _AGAIN if done.again else _PUT
    return [say(words.format(due=done.due_at.astimezone(turn.zone)))]


def _reply(turn: Turn, item_id: str, words: str) -> Posts:
    done = reply(item_id, words, work=turn.work, actor=turn.actor)
    if isinstance(done, Declined):
        if done.code == "no_reason":
            turn.wait(ReviewTold("reply", item_id))
        return [say(done.reason)]
    keep = Offer("存成草稿话术", Verb.REVIEW, f"script:{item_id}")
    answer = _REPLIED.format(name=done.item.staff_name)
    return [say(answer, rows=[[keep, Offer("下一条", Verb.REVIEW, "next:")]])]


def _script(turn: Turn, item_id: str) -> Posts:
    key = draft_from(item_id, work=turn.work, actor=turn.actor)
    if isinstance(key, Declined):
        return [say(key.reason)]
    return [say(_DRAFTED.format(key=key), rows=[[Offer("打开草稿", Verb.DRAFT, key)]])]


def put_news(turn: Turn, notice: DueNotice) -> Posts | Outdated:
    """A question that came in, while it waits."""
    return _news(turn, notice, "❓ {who}问合规")


def due_news(turn: Turn, notice: DueNotice) -> Posts | Outdated:
    """A question whose time is over and that waits still."""
    return _news(turn, notice, "⏰ {who}问合规，到时限还没有答复")


def _news(turn: Turn, notice: DueNotice, head: str) -> Posts | Outdated:
    item_id = notice.named("about")
    found = put_told(item_id, work=turn.work, actor=turn.actor)
    if found is None:
        return Outdated("已答复")
    heading = bold(head.format(who=found.who))
    about = line(f"{moment(found.at, zone=turn.zone)} {found.customer_id or ''}".rstrip())
    words = screen(paragraph(heading, about), headed("问题", [found.text]))
    return [Post(words, [[Offer("打开", Verb.REVIEW, f"open:{item_id}")]])]


DEEDS: dict[str, Callable[[Turn, str], Posts]] = {"question": _question, "script": _script}
"""What a button does at once."""
TOLD: dict[str, Callable[[Turn, str, str], Posts]] = {"put": _put, "reply": _reply}
"""What is done with the words a button asked for."""
