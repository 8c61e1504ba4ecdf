"""An expert answers anew: his first answer was wrong, and the manager hears of the right one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.buttons import Post, say
from bot.conversation.routes.referrals import answered
from bot.conversation.turn import Turn
from bot.results.cases import CaseFile
from bot.usecases.referral import asked_of_me
from store.models import StepKind

_WRONG = (
    r"(?:答|回答|答复|回复|说|写)(?:得|的)?(?:错|漏|反)(?:了)?"
    r"|(?:答|答复|回复)(?:得|的)?不(?:对|全|完整|准)(?:了)?"
)
_ANEW = (
    r"(?:重新|再|更正|修正|改正|补充|改)(?:一下|个|一遍)?(?:我的|刚才的?|前面的?|那个)?"
    r"(?:答复|回答|回复)?(?:一下|为|成)?"
)
_FORMS = (
    re.compile(
        rf"^[^:：]{{0,14}}?(?:{_WRONG})[,，。;；\s]*"
        rf"(?:{_ANEW}|应该是?|应当是?|正确的?是)?[,，:：\s]*(?P<words>.{{4,}})$"
    ),
    re.compile(rf"^{_ANEW}[^:：]{{0,14}}[:：]\s*(?P<words>.{{4,}})$"),
)
_GONE = "{name}的请教已经了结，更正没有交到：请直接告诉{staff}。您要更正的是：{words}"
_WHOSE = "要更正给哪位客户的答复？您答过的：{names}。请连姓名一起说。"


def words_anew(text: str) -> str | None:
    """The answer that is to stand in place of a wrong one; None where words give none."""
    found = next(filter(None, (form.match(text.strip()) for form in _FORMS)), None)
    return found["words"].strip() if found is not None else None


def in_words(turn: Turn, text: str) -> Sequence[Post] | None:
    """The new answer added to the case, or why it is not; None where the words are no such thing,
    or the speaker answered nobody."""
    words = words_anew(text)
    if words is None:
        return None
    asked = asked_of_me(work=turn.work, actor=turn.actor)
    files = [each for each in asked if each.newest(StepKind.ANSWERED)]
    if not files:
        return None
    named = [each for each in files if each.customer_name in text]
    meant = named or [each for each in files if each.open] or files
    if len({each.customer_id for each in meant}) > 1:
        names = "、".join(dict.fromkeys(each.customer_name for each in meant))
        return [say(_WHOSE.format(names=names))]
    return _anew(turn, max(meant, key=_when), words)


def _anew(turn: Turn, file: CaseFile, words: str) -> Sequence[Post]:
    if not file.open:
        gone = _GONE.format(name=file.customer_name, staff=file.staff_name, words=words)
        return [say(gone)]
    return answered(turn, file.case_id, f"更正：{words}")


def _when(file: CaseFile) -> tuple[bool, str]:
    line = file.newest(StepKind.ANSWERED)
    return file.open, line.at.isoformat() if line is not None else ""
