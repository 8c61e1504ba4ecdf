"""Which of the notes waiting for confirmation words mean: 确认第二个, 两个都确认, 放弃王建国的."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.results.notes import CallNote

_CONFIRM = re.compile("确认|保存|^记录|记下|记上")
_DROP = re.compile("放弃|不要|不记|别记|删掉|删除")
_FILLER = re.compile("[\\s,，。.!！吧了的那这条个份也把给请先就我]|一下|记录|沟通")
_ALL = re.compile("(?:两|(?P<count>[两二三四五六七八九2-9])?(?:几|所有)?(?:都|全|全都|全部))|所有")
_NTH = re.compile(
    "^第?(?P<nth>[一二三四五六七八九1-9])$|^(?P<first>头一?|前一?|前面)$|^(?P<last>后一?|后面|最后一?|上一?)$"
)
_DIGITS = "一二三四五六七八九"
_LONGEST = 18


@dataclass(frozen=True)
class Meant:
    """The notes meant, in order, and whether they are to be written or put aside."""

    notes: tuple[CallNote, ...]
    written: bool


def meant_by(text: str, waiting: Sequence[CallNote]) -> Meant | None:
    """What words want done with which note; None where they choose none of those waiting.

    A bare 确认 or 放弃 chooses none: it is of the note asked about last.
    """
    drop = _DROP.search(text)
    act = drop or _CONFIRM.search(text)
    if act is None or not waiting or len(text) > _LONGEST:
        return None
    which = _FILLER.sub("", text[: act.start()] + text[act.end() :])
    found = _chosen(which, waiting) if which else ()
    return Meant(found, written=drop is None) if found else None


def _chosen(which: str, waiting: Sequence[CallNote]) -> tuple[CallNote, ...]:
    named = [each for each in waiting if which.removesuffix("都") in _calls(each)]
    if named:
        return tuple(named)
    nth = _NTH.match(which)
    if nth is None:
        return tuple(waiting) if _means_all(which, len(waiting)) else ()
    if nth["nth"] is None:
        return (waiting[0] if nth["first"] else waiting[-1],)
    at = _number(nth["nth"])
    return (waiting[at - 1],) if at <= len(waiting) else ()


def _means_all(which: str, many: int) -> bool:
    """Whether all that wait are meant; a number said has to be theirs."""
    found = _ALL.fullmatch(which)
    if found is None:
        return False
    count = "两" if which == "两" else found["count"]
    return count is None or _number(count) == many


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _DIGITS.index(said.replace("两", "二")) + 1


def _calls(note: CallNote) -> tuple[str, ...]:
    """What a note's customer is called: the name, and the given name alone."""
    name = note.customer_name
    return (name, name[1:]) if len(name) > 2 else (name,)
