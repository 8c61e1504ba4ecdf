"""What an officer asks for that is others' to do: refused with the reason, and where to go."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversation import wishes
from bot.conversation.buttons import Post, say
from bot.conversation.turn import Turn
from bot.results.notes import Message
from store.models import Role

_BRIEF = (
    "通话前的简报只给管这位客户的客户经理和他的主管。"
    "给出过的简报您能看：/review 下面的“给出的建议”。"
)
_NOTE = (
    "沟通记录由客户经理自己记，我没有记。被标出的记录您在 /review 里看；"
    "要问经办人，点开那一条再点“问客户经理”。"
)
_LIST = "客户名单和客户现状只给客户经理和主管看；您可以发 /review 看被标出的和给出过的建议。"
_DIARY = "日程和提醒是客户经理和主管的；等您办的事在 /review，草稿在 /drafts。"
_CASE = (
    "投诉和案件由客户经理登记、他的主管过问，我没有登记。"
    "发现违规，在 /review 那一条上点“上报”，会告诉他和他的主管。"
)
_TEAM = "团队概况只给带团队的主管；您要看谁被标出过，问“谁说了违规的话”。"
_PLAN = "方案和活动由客户经理准备；他拟好的文字要审，请发 /check 文字。"
_APPROVAL = (
    "换负责人、改分层、授权、免打扰、报告和挽留方案由客户经理的主管审批，我没有批也没有退。"
    "您批的是 /drafts 里的草稿和 /review 里的条目。"
)
_SCOPE = "这件事我帮不上忙。我帮您看待审的（/review）、审草稿（/drafts）、审一段话（/check）。"
_INTENTS = {
    "brief": _BRIEF,
    "capture": _NOTE,
    "list": _LIST,
    "status": _LIST,
    "today": _DIARY,
    "complaint": _CASE,
    "team": _TEAM,
    "out_of_scope": _SCOPE,
}
_COMMANDS = {
    "brief": _BRIEF,
    "log": _NOTE,
    "list": _LIST,
    "status": _LIST,
    "customer": _LIST,
    "today": _DIARY,
    "remind": _DIARY,
    "case": _CASE,
    "team": _TEAM,
    "plan": _PLAN,
    "activity": _PLAN,
}


def by_command(turn: Turn, name: str) -> Sequence[Post] | None:
    """Why an officer is not served by a command; None where he is."""
    return _refused(turn, _COMMANDS.get(name))


def wanted(turn: Turn, message: Message) -> Sequence[Post] | None:
    """Why an officer is not given what a message wants, whichever it may be; else None."""
    if turn.actor.role is not Role.COMPLIANCE or message.intent not in _INTENTS:
        return None
    among = wishes.choices(turn, message)
    if any(each not in _INTENTS for each in among):
        return None
    return _refused(turn, _INTENTS[message.intent])


def approval(turn: Turn) -> Sequence[Post] | None:
    """That a decision an officer says is the supervisor's; None for other roles."""
    return _refused(turn, _APPROVAL)


def _refused(turn: Turn, words: str | None) -> Sequence[Post] | None:
    return [say(words)] if words and turn.actor.role is Role.COMPLIANCE else None
