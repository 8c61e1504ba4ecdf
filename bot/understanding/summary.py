"""The message in its own words, without fillers and who tells it; numbers are covered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.contents import needs_of, objections_of
from bot.understanding.cues import named_patterns
from bot.understanding.moments import Moment
from bot.understanding.wording import Clause, Wording, clause_at
from knowledge.privacy import mask_note

_LONGEST = 64
_MOST_TOLD = 600
"""Nothing of a note is left out that fits in so many characters; of a longer one the rest."""
_ASIDE = re.compile(
    r"^(?:(?:帮我|请|麻烦|给我)?(?:记(?:一下|下|录一下|录下|录|一笔|个|上)|登记(?:一下)?|备注(?:一下)?|补录|存一下)[:,，：]?"
    r"|嗯+|呃+|哎呀?|那个|就是说?|然后(?:呢)?|最后(?![一两几这那个次]|[^,]{0,3}[天期轮批])|所以|反正|其实|后来|接着|另外|而且|但是|不过|哎|唉|好的?|对了)+"
)
_OPENING = re.compile(
    r"^(?:我)?(?:刚(?:刚|才)?|方才|才|今天|今早|上午|下午|中午|昨天)?(?:才)?(?:跟|和|与|同|给|找)?(?:◇+|客户|他|她|人家|对方)?"
    r"(?:那边|这边)?(?:的)?(?:打|通|聊|谈|见|说|挂|沟通|联系|回访|拜访)(?:完|了|过|好)?(?:个)?(?:一)?(?:下|会儿?|面)?(?:电话|话|微信|天)?(?:了)?$"
)
_TELLER = re.compile(
    r"^(?P<who>客户|他们|她们|他|她|人家|对方|◇+)?(?:就|也|又|还|电话里|微信里?|微信上|跟我|和我|对我)*"
    r"(?:说|(?<=[户们他她家方◇])讲|表示|反馈|告诉我|回复|提到)(?!好|不[清明出通来准定上得动]|[清法话服起]|明(?![天年早晚日])|定(?![期存])|别|莫|甭|不要再|让|叫|过[年节])"
    r"(?:是|了|过|的是|道)?[,，:：]?(?=.{2})(?![^我]{0,6}我)"
)
_GOES_ON = re.compile(r"(?:[跟和与同对]|^我|[跟和与同对]我)$")
"""A cut behind this parts no clauses: 跟我说好."""
_OWN_START = re.compile(
    "我|客户|他|她|人家|对方|答应|承诺|应承|保证|许诺|给(?:他|她)|帮(?:他|她)|约了|约好"
)
"""A clause that says who speaks, or that only the manager can say."""
_OWN_WORDS = re.compile(
    r"我(?!们)[^,]{0,6}(?:说|讲|告诉|答应|保证|承诺|应承|解释|表示|提醒|劝|拍胸脯|跟|给|把|让|叫|回|教)"
)
"""The manager speaks or acts in the note: then every clause keeps who it is of."""


def plain_summary(wording: Wording) -> str:
    """The message itself, personal numbers covered, cut at a break where it is long."""
    words = _clean(wording.text)
    if len(words) <= _LONGEST:
        return words
    cut = max(words.rfind(mark, 0, _LONGEST) for mark in "，。；？！,;?!")
    return words[: cut if cut > 0 else _LONGEST]


def summary_of(wording: Wording, clauses: tuple[Clause, ...], plans: Sequence[Moment]) -> str:
    """What happened and what comes next; who said what is kept where both spoke."""
    clauses = _whole(clauses)
    both = any(_OWN_WORDS.search(clause.text) for clause in clauses)
    said = [(clause, _told(wording, clause, keep_teller=both)) for clause in clauses]
    said = [(clause, words) for clause, words in said if words]
    if not said:
        return _clean(wording.text)[:_LONGEST]
    coming = {clause_at(clauses, plan.start) for plan in plans}
    ahead = {id(clauses[index]) for index in coming if index is not None}
    weighed = [(_worth(clause), words, id(clause) in ahead) for clause, words in said]
    after = _within([(worth, words) for worth, words, plan in weighed if plan], _MOST_TOLD)
    room = _MOST_TOLD - sum(map(len, after))
    chosen = _within([(worth, words) for worth, words, plan in weighed if not plan], room)
    who = _who(wording, chosen)
    happened = who + "，".join(chosen)
    return "；".join(each for each in (happened, "，".join(after)) if each)


def _told(wording: Wording, clause: Clause, *, keep_teller: bool) -> str:
    """A clause without its aside, and without its teller where there is only one."""
    words, plain = wording.text[clause.start : clause.end], clause.text
    for pattern in (_ASIDE, _OPENING) if keep_teller else (_ASIDE, _OPENING, _TELLER):
        match = pattern.match(plain)
        if match is not None:
            words, plain = words[match.end() :], plain[match.end() :]
    return _clean(words)


def _whole(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """The clauses, with what was cut in the middle of a phrase put together again."""
    whole: list[Clause] = []
    for clause in clauses:
        last = whole[-1] if whole else None
        if last is None or last.end != clause.start or not _GOES_ON.search(last.text):
            whole.append(clause)
        else:
            whole[-1] = Clause(last.start, clause.end, last.text + clause.text)
    return tuple(whole)


def _clean(words: str) -> str:
    return re.sub(r"\s+", "", mask_note(words)).strip("，。,.；;：:！!？?、~～ ")


def _grieved(clause: Clause) -> bool:
    """Whether a clause has the turn of a complaint."""
    return named_patterns("reports/signs")["complaint"].search(clause.text) is not None


def _worth(clause: Clause) -> int:
    worth = 3 * _grieved(clause) + 2 * bool(needs_of(clause.text))
    worth += 2 * bool(objections_of(clause.text, (clause,)))
    worth += bool(
        re.search(
            r"\d|[一二三四五六七八九十百]+万|想|要|打算|同意|答应|签|买|转|投诉|考虑", clause.text
        )
    )
    return worth


def _within(said: list[tuple[int, str]], room: int) -> list[str]:
    """The clauses worth most that fit, in the order they were said."""
    ranked = sorted(range(len(said)), key=lambda i: (-said[i][0], i))
    kept: list[int] = []
    taken = 0
    for index in ranked:
        if taken + len(said[index][1]) <= room or not kept:
            kept.append(index)
            taken += len(said[index][1]) + 1
    return [said[i][1] for i in sorted(kept)]


def _who(wording: Wording, chosen: list[str]) -> str:
    """The customer, where no chosen clause names one."""
    if not chosen or _OWN_START.match(chosen[0]):
        return ""
    name = wording.text[slice(*wording.name)] if wording.name else "客户"
    return "" if name in "，".join(chosen) else name
