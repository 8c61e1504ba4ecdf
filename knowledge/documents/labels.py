"""What a document's own labels say a line is: 开场白：…, 话术一：…, 【客户异议】, a column 应答.

A label with words behind it names that line; one alone on its line, in brackets or as a heading,
names the lines below it, down to the next label or heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

_HAN = "\u4e00-\u9fff"


class Label(StrEnum):
    """What a line is by its label."""

    GOAL = "goal"
    OPENING = "opening"
    POINT = "point"
    QUESTION = "question"
    OBJECTION = "objection"
    ANSWER = "answer"
    ACTION = "action"
    AVOID = "avoid"
    DISCLOSURE = "disclosure"
    NOTE = "note"


_WORDS: tuple[tuple[Label, str], ...] = (
    (Label.GOAL, "(?:沟通|场景|本次)?(?:目的|目标)"),
    (Label.OPENING, "开场(?:白|语|话术|问候)?|问候语?|自我介绍"),
    (
        Label.OBJECTION,
        "(?:客户|常见)(?:的)?(?:异议|顾虑|疑问|拒绝|问题)|异议|顾虑|客户(?:可能)?(?:会)?"
        "(?:说|问|提问|反问|提出|回应|反馈)|[Qq]|问",
    ),
    (
        Label.ANSWER,
        "(?:参考|推荐|建议|异议|标准|应对)?(?:应答|回答|答复|回应|应对|回复|解答)(?:话术|方法|要点)?|应对话术|"
        "[您你]?可以?(?:这样|这么)?(?:答|回答|回复)|[您你]可以(?:这样|这么)?说|客户经理(?:答|说|回答|回应)|[Aa]|答",
    ),
    (
        Label.POINT,
        "(?:参考|推荐|沟通|标准|示范|建议|核心|营销|服务|正确|合规)?的?话术(?:要点|示例|示范|内容|参考|正文)?|"
        "(?:沟通|核心|讲解|介绍)要点|可以(?:这样|这么)?说|对客户(?:说|讲)",
    ),
    (
        Label.QUESTION,
        "(?:需求|探询|建议|了解)?提问(?:清单|话术|要点)?|问题清单|可以问|要问的|探询(?:问题)?",
    ),
    (
        Label.AVOID,
        "禁语|禁忌(?:用语|话术|语)?|禁用(?:语|话术)|禁止(?:用语|话术|说)?|忌语|(?:不能|不可|不要|不得|严禁)说(?:的话)?|"
        "话术(?:禁忌|红线|雷区)|(?:合规)?红线",
    ),
    (
        Label.DISCLOSURE,
        "风险(?:提示|揭示)(?:语|话术)?|(?:信息)?披露(?:语)?|提示语|必须说(?:的话)?|免责(?:声明)?",
    ),
    (
        Label.ACTION,
        "下一步(?:动作|行动)?|后续(?:动作|跟进|安排|行动)?|跟进(?:动作|安排|事项)?|行动(?:项|建议)?",
    ),
    (Label.NOTE, "(?:注意|备注|备忘|提醒)(?:事项)?|温馨提醒|背景(?:说明)?|适用(?:客户|人群|对象)"),
)
_NUMBERING = (
    r"(?:#{1,6}\s+)?(?:(?:第[一二三四五六七八九十\d]+[步部条])|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|"
    r"\d{1,2}[.．、)）](?!\d)|[①-⑳]|[-*•·●○▪](?=\s))?\s*"
)
_NAMED = "|".join(f"(?P<{label}>{words})" for label, words in _WORDS)
_COUNT = r"\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2})?\s*(?:[（(][^（）()\n]{0,16}[）)])?"
_LABELLED = re.compile(
    rf"^[ \t]*{_NUMBERING}(?:[【\[]\s*(?:{_NAMED}){_COUNT}\s*[】\]]\s*[：:]?|"
    rf"(?:{_NAMED.replace('(?P<', '(?P<bare_')}){_COUNT}\s*(?:[：:]|$))[ \t]*",
    re.M,
)
_LABEL_CELL = re.compile(rf"^(?:{_NAMED}){_COUNT}\s*[：:]?$")
_ENDS = re.compile(
    r"^[ \t]*(?:#{1,6}\s|第[一二三四五六七八九十百\d]+[章节篇部]|"
    r"[一二三四五六七八九十]{1,3}、|\||[【\[]|"
    rf"[（(][一二三四五六七八九十]{{1,3}}[）)]|[{_HAN}]{{2,8}}[：:])"
)
_ITEM = re.compile(
    r"^[ \t]*(?:\d{1,2}[.．、)）](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|[-*•·●○▪](?=\s))?[ \t]*"
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled line or one under a label: the whole of it, its words, its label."""

    start: int
    body: int
    end: int
    label: Label


@lru_cache(maxsize=8)
def labelled_lines(text: str) -> tuple[Labelled, ...]:
    """The labelled lines of a text in order; a label alone on its line has no words.

    An answer to nobody is a point to make, and a point right behind an objection answers it.
    """
    return paired(tuple(_each(text)))


def label_at(text: str, place: int) -> Labelled | None:
    """The labelled line that a place stands in."""
    return next((each for each in labelled_lines(text) if each.start <= place < each.end), None)


def label_of_cell(cell: str) -> Label | None:
    """What a table's header or first cell says its column or row is."""
    match = _LABEL_CELL.match(cell.strip().strip("*【】[]"))
    return _label_of(match) if match else None


def paired(lines: Sequence[Labelled]) -> tuple[Labelled, ...]:
    """The lines with what answers an objection labelled an answer, and nothing else."""
    answering = {answer.start for _, answers in exchanges(lines) for answer in answers}
    return tuple(
        replace(each, label=Label.ANSWER if each.start in answering else _alone(each.label))
        for each in lines
    )


def _alone(label: Label) -> Label:
    return Label.POINT if label is Label.ANSWER else label


def exchanges(lines: Sequence[Labelled]) -> Iterator[tuple[Labelled, tuple[Labelled, ...]]]:
    """Each objection with the lines that answer it: answers, and 话术 right behind it."""
    for at, each in enumerate(lines):
        if each.label is not Label.OBJECTION or each.body >= each.end:
            continue
        answers: list[Labelled] = []
        for later in lines[at + 1 :]:
            if later.label is Label.ANSWER or (later.label is Label.POINT and not answers):
                answers.append(later)
            elif later.label is not Label.OBJECTION or later.body < later.end:
                break
        yield each, tuple(answer for answer in answers if answer.body < answer.end)


def _each(text: str) -> Iterator[Labelled]:
    carried: Label | None = None
    at = 0
    for line in text.splitlines(keepends=True):
        start, at = at, at + len(line)
        end = start + len(line.rstrip())
        if end == start:
            continue
        match = _LABELLED.match(text, start, end)
        if match is not None and not _is_chapter(match):
            label = _label_of(match)
            yield Labelled(start, match.end(), end, label)
            carried = label if match.end() >= end else None
        elif carried is not None and (match is not None or _ENDS.match(line)):
            carried = None
        elif carried is not None:
            item = _ITEM.match(line)
            yield Labelled(start, start + (item.end() if item else 0), end, carried)


def _is_chapter(match: re.Match[str]) -> bool:
    """Whether a heading such as 一、目的 opens a chapter of prose, and labels no lines."""
    numbered = re.match(r"\s*(?:#|第|[一二三四五六七八九十]{1,3}、)", match[0])
    return numbered is not None and _label_of(match) in (Label.GOAL, Label.NOTE)


def _label_of(match: re.Match[str]) -> Label:
    names = (name for name, words in match.groupdict().items() if words is not None)
    return Label(next(names).removeprefix("bare_"))
