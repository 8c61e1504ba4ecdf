"""Drafts decided in words: 批准, 第二个通过, 茶农那个否决，语气太硬, 都批了."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.routes import drafts
from bot.conversation.turn import Turn
from bot.results.declined import Declined
from bot.results.scripts import Draft
from bot.understanding.decisions import Decision, Matter, decision
from bot.understanding.reasons import says_something
from bot.usecases.drafts import open_drafts
from store.models import Role

Posts = Sequence[Post]
_WHICH = "是哪一个草稿？可以说“第二个通过”，或点开来看。"
_NO_PLACE = "没有第{at}个，等着审核的有{count}个。"
_ONE_BY_ONE = "否决要逐个说理由：是哪一个？例如“第二个否决，语气太硬”。"
_ALL = "要一次批准这{count}个吗？{left}"
_LEFT_OVER = "还有{count}个没改完，不在其中。"
_NONE_FIT = "这{count}个都还有待改的，一个也不能批准。点开看要改什么。"
_MAY = re.compile("^(?:那就|那)?可以(?=通过|批|同意)")
_COUNTED = re.compile(r"^[两二三四五六七八九十\d]+个$")
_POINTS = re.compile("[那这](?:一)?[个份条篇]|草稿|脚本")
"""What is spoken of is a draft: 茶园贷款那个, not a loan that was granted."""
_SHARED = 2
"""Characters of a title that name it, at the least."""
_IT = "这个"


def in_words(turn: Turn, text: str, *, shown: Sequence[str] = (), opened: str = "") -> Posts | None:
    """What an officer decides on drafts; None where the words decide none, or none waits.

    `shown` are those listed last, in their order; `opened` is the one looked at.
    """
    if turn.actor.role is not Role.COMPLIANCE or turn.forwarded is not None:
        return None
    found = open_drafts(work=turn.work, actor=turn.actor)
    if isinstance(found, Declined) or not found:
        return None
    told, named = _told(_MAY.sub("", text.strip()), found)
    if told is None:
        return None
    if told.every:
        return _every(turn, told, found)
    if told.place is not None:
        named = _at(told.place, shown or [each.script_id for each in found])
        if not named:
            words = _NO_PLACE.format(at=told.place, count=len(found))
            return [say(words), drafts.listed(turn, found)]
    named = named or opened or (found[0].script_id if len(found) == 1 else "")
    if not named:
        return [say(_WHICH), drafts.listed(turn, found)]
    return _done(turn, told, named)


def _told(text: str, found: Sequence[Draft]) -> tuple[Decision | None, str]:
    """The decision, and the draft it names by its id or by words of its title."""
    by_id = next((each.script_id for each in found if each.script_id in text), "")
    if by_id:
        return decision(text.replace(by_id, _IT)), by_id
    told = decision(text.replace("草稿", ""))
    if told is not None and _COUNTED.match(told.who):
        told = dataclasses.replace(told, who="", every=True)
    if told is not None and told.matter is Matter.ANY and not told.who:
        return told, ""
    return _titled(text, found)


def _titled(text: str, found: Sequence[Draft]) -> tuple[Decision | None, str]:
    """A decision that names one draft by words of its title, the longest such words."""
    if not _POINTS.search(text):
        return None, ""
    shared = {each.script_id: _common(text, each.title) for each in found}
    longest = max(map(len, shared.values()))
    named = [key for key, words in shared.items() if len(words) == longest]
    if longest < _SHARED or len(named) > 1:
        return None, ""
    told = decision(text.replace(shared[named[0]], _IT, 1))
    fits = told is not None and told.matter is Matter.ANY and not told.who
    return (told, named[0]) if fits else (None, "")


def _common(text: str, title: str) -> str:
    match = SequenceMatcher(None, text, title, autojunk=False).find_longest_match()
    return text[match.a : match.a + match.size]


def _at(place: int, shown: Sequence[str]) -> str:
    return shown[place - 1] if 0 < place <= len(shown) else ""


def _every(turn: Turn, told: Decision, found: Sequence[Draft]) -> Posts:
    """All of them: those fit for it are approved by one button more, put aside one by one."""
    if len(found) == 1:
        return _done(turn, told, found[0].script_id)
    if not told.granted:
        return [say(_ONE_BY_ONE), drafts.listed(turn, found)]
    fit = [each.script_id for each in found if not each.faults]
    if not fit:
        return [say(_NONE_FIT.format(count=len(found))), drafts.listed(turn, found)]
    over = len(found) - len(fit)
    words = _ALL.format(count=len(fit), left=_LEFT_OVER.format(count=over) if over else "")
    offer = Offer(f"✅ 批准这{len(fit)}个", Verb.APPROVE, ",".join(fit))
    return [drafts.listed(turn, found), say(words, rows=[[offer]])]


def _done(turn: Turn, told: Decision, script_id: str) -> Posts:
    """As the buttons would; putting aside asks for the reason that was not said."""
    if told.granted:
        return drafts.approve(turn, script_id)
    if not says_something(told.reason):
        return drafts.ask_why(turn, script_id)
    return drafts.reject(turn, script_id, told.reason)
