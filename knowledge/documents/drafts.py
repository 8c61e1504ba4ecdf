"""Draft scripts out of a document's passages. A draft holds the document's words and no others."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.documents.asks import asks_of
from knowledge.documents.forbidding import Stance, without_mark
from knowledge.documents.labels import Label
from knowledge.documents.model import (
    CUT_OFF,
    LOST,
    TO_WRITE,
    DraftLine,
    DraftObjection,
    DraftScript,
    Passage,
    PassageKind,
    Sentence,
)
from knowledge.documents.patterns import patterns
from knowledge.documents.sorting import (
    MOST_LINES,
    attributes_of,
    section_of_label,
    section_of_quote,
    section_of_sentence,
)
from knowledge.handbook.format import Section
from knowledge.handbook.format.formats import forms_of, newest_format
from knowledge.handbook.format.validate import LONGEST_LINE

_NUMBERING = re.compile(
    r"^(?:第[一二三四五六七八九十百\d]+[章篇部]分?|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）"
    r"|\d{1,2}[.．、]|案例[一二三四五六七八九十\d]+[：:])\s*"
)
_LONGEST_TITLE = 28
_LONGEST_GOAL = 90
_LEAST_SENTENCES = 3
_ANSWERS = "abc"
_LEADS = frozenset({PassageKind.SCENARIO, PassageKind.STAGE})
_WITH_SENTENCES = _LEADS | {PassageKind.STEPS, PassageKind.PROSE}
_STANDS_FOR = (
    (re.compile(r"^(?:某|X{1,3}|×{1,3})(?:总|先生|女士|老师|经理)(?=[，,])"), "{salutation}"),
    (re.compile(r"(?<=客户经理)(?:某{1,2}|X{1,3}|×{1,3})(?=[，。！]|$)"), "{rm}"),
)


@dataclass(frozen=True, slots=True)
class _Unit:
    """The passages one draft is made of."""

    path: tuple[str, ...]
    passages: tuple[Passage, ...]


def propose(passages: Sequence[Passage], *, document: str) -> tuple[DraftScript, ...]:
    """One draft a scenario, lifecycle stage and table of objections; where the document has
    none of these, one a section of some length."""
    digest = hashlib.sha256(document.encode())
    for passage in passages:
        digest.update(passage.text.encode("utf-8", "replace"))
    stem = f"doc-{digest.hexdigest()[:8]}"
    return tuple(
        _draft(unit, script_id=f"{stem}-{number}", document=document)
        for number, unit in enumerate(_units(passages), 1)
    )


def _units(passages: Sequence[Passage]) -> Iterator[_Unit]:
    leads = [p.path for p in passages if p.kind in _LEADS]
    if not leads:
        leads = _leaf_sections(passages)
    leads = [path for path in leads if not any(_within(path, up) for up in _labelled(passages))]
    leads += [path for path in _labelled(passages) if not any(_within(path, up) for up in leads)]
    for path in dict.fromkeys(leads):
        below = [each for each in leads if each != path and _within(each, path)]
        own = (p for p in passages if _within(p.path, path))
        yield _Unit(path, tuple(p for p in own if not any(_within(p.path, each) for each in below)))
    others = [
        p.path
        for p in passages
        if p.kind is PassageKind.OBJECTION and not any(p.path[: len(q)] == q for q in leads)
    ]
    for path in dict.fromkeys(others):
        objections = (p for p in passages if p.path == path and p.kind is PassageKind.OBJECTION)
        yield _Unit(path, tuple(objections))


def _within(path: tuple[str, ...], upper: tuple[str, ...]) -> bool:
    return path[: len(upper)] == upper


def _labelled(passages: Sequence[Passage]) -> list[tuple[str, ...]]:
    """The sections in which the document itself says what its lines are."""
    paths = [
        p.path[:-1] if len(p.path) > 1 and p.path[-1] in patterns().labels else p.path
        for p in passages
        if p.label is not None or any(each.label is not None for each in p.sentences)
    ]
    return list(dict.fromkeys(paths))


def _leaf_sections(passages: Sequence[Passage]) -> list[tuple[str, ...]]:
    """The paths of sections of some length that have none below them."""
    paths = [p.path for p in passages if _is_long_section(p)]
    return [path for path in paths if not any(q[:-1] == path for q in paths)]


def _is_long_section(passage: Passage) -> bool:
    return (
        passage.kind in (PassageKind.PROSE, PassageKind.CHAPTER)
        and bool(_NUMBERING.match(passage.path[-1]) or len(passage.path) > 1)
        and len(passage.sentences) >= _LEAST_SENTENCES
    )


def _draft(unit: _Unit, *, script_id: str, document: str) -> DraftScript:
    title = _title(unit.path[-1])
    lines = list(_numbered(_lines(unit)))
    objections = tuple(_objections(unit))
    held = {line.section for line in lines} | ({Section.OBJECTIONS} if objections else set())
    text = title * 3 + "".join(p.text for p in unit.passages)
    group = _group(title, text, objections_only=not any(p.sentences for p in unit.passages))
    return DraftScript(
        script_id=script_id,
        group=group,
        title=title,
        goal=_goal(unit),
        audience="company" if group == "corporate" else "any",
        document=document,
        heading=unit.path,
        asks=asks_of(title, unit.passages),
        lines=tuple(lines),
        objections=objections,
        missing=tuple(_missing(held)),
        table=next((p.table for p in unit.passages if p.table), None),
    )


def _missing(held: Collection[Section]) -> Iterator[Section]:
    for form in forms_of(newest_format()):
        if form.required and form.section not in held:
            yield form.section


def _title(heading: str) -> str:
    title = _NUMBERING.sub("", heading).strip()
    if len(title) > _LONGEST_TITLE:
        title = re.split(r"[：:（(]", title)[0]
    return title or heading


def _group(title: str, text: str, *, objections_only: bool) -> str:
    if objections_only:
        return "objection"
    scores = Counter(
        {
            group: sum(5 * title.count(word) + text.count(word) for word in words)
            for group, words in patterns().groups.items()
        }
    )
    best, score = max(scores.items(), key=lambda each: each[1])
    return best if score else "growth"


def _goal(unit: _Unit) -> str:
    every = [s for p in unit.passages for s in p.sentences]
    sentences = [s.text for s in every if s.stance is not Stance.AVOID and s.label is None]
    stated = [s.text for s in every if s.label is Label.GOAL]
    stated += [s for s in sentences if "目标是" in s or "核心目标" in s]
    for goal in (*stated[:1], *sentences[:1]):
        clauses = goal if len(goal) <= _LONGEST_GOAL else re.split(r"，(?=[^，]*目标)", goal)[-1]
        return _plain(clauses if len(clauses) <= _LONGEST_GOAL * 2 else goal.split("，")[0])
    return f"{TO_WRITE}写明这个场景要达到什么"


def _lines(unit: _Unit) -> Iterator[DraftLine]:
    """Lines without numbers, in the order of the document; what a section cannot take is a note."""
    room = dict(MOST_LINES)
    avoided: list[str] = []
    for passage in unit.passages:
        for section, sentence in _sorted_lines(passage):
            if section == Section.AVOID:
                if any(sentence.text in earlier for earlier in avoided):
                    continue
                avoided.append(sentence.text)
            if room[section] <= 0 or not _is_sayable(section, sentence.text):
                section = Section.NOTES
            if room[section] <= 0:
                continue
            room[section] -= 1
            text = _plain(sentence.text)
            if section != Section.NOTES:
                text = _with_slots(text)
            place = (sentence.start, sentence.end)
            yield DraftLine("", section, text, place, attributes_of(section, sentence.text))


def _sorted_lines(passage: Passage) -> Iterator[tuple[Section, Sentence]]:
    if passage.kind in (PassageKind.DIALOGUE, PassageKind.FORBIDDEN):
        sentence = Sentence(passage.text, passage.start, passage.end)
        forbidden = passage.kind is PassageKind.FORBIDDEN
        labelled = section_of_label(passage.label, passage.text) if passage.label else None
        section = Section.AVOID if forbidden else labelled or section_of_quote(passage.text)
        yield section, sentence
    elif passage.kind in _WITH_SENTENCES | {PassageKind.CHAPTER}:
        for sentence in passage.sentences:
            if sentence.label is not None:
                if (named := section_of_label(sentence.label, sentence.text)) is not None:
                    yield named, sentence
            elif words := _words_of(sentence):
                yield _section_of(sentence), replace(sentence, text=words)


def _section_of(sentence: Sentence) -> Section:
    """By the document's own labels first, then by the sentence's words."""
    if sentence.stance is Stance.AVOID:
        return Section.AVOID
    if sentence.stance is Stance.SAY and "“" not in sentence.text:
        return section_of_quote(_words_of(sentence))
    return section_of_sentence(sentence.text)


def _words_of(sentence: Sentence) -> str:
    """The sentence; without the label that says to say it, and nothing where it is a bare label."""
    if sentence.stance is Stance.NONE:
        return sentence.text
    bare = without_mark(sentence.text)
    return bare if not bare or "“" not in sentence.text else sentence.text


def _is_sayable(section: Section, text: str) -> bool:
    if section in (Section.NOTES, Section.ACTIONS, Section.AVOID):
        return True
    return LOST not in text and CUT_OFF not in text and len(text) <= LONGEST_LINE


def _numbered(lines: Iterator[DraftLine]) -> Iterator[DraftLine]:
    letters = {form.section: form.letter for form in forms_of(newest_format())}
    counts: Counter[Section] = Counter()
    for line in lines:
        counts[line.section] += 1
        anchor = f"{letters[line.section]}{counts[line.section]}"
        yield DraftLine(anchor, line.section, line.text, line.place, line.attributes)


def _objections(unit: _Unit) -> Iterator[DraftObjection]:
    pairs = [p for p in unit.passages if p.kind is PassageKind.OBJECTION]
    for number, passage in enumerate(pairs[: MOST_LINES[Section.OBJECTIONS]], 1):
        place = (passage.start, passage.end)
        words = passage.answer.split("\n")[: len(_ANSWERS)]
        yield DraftObjection(
            f"x{number}",
            _plain(passage.text),
            tuple(
                DraftLine(f"x{number}{letter}", Section.OBJECTIONS, _plain(each), place)
                for letter, each in zip(_ANSWERS, words, strict=False)
            ),
        )


def _plain(text: str) -> str:
    """The words on one line, without signs that the script format keeps for itself."""
    text = re.sub(r"\s*\n\s*", " ", text).strip()
    return text.translate(str.maketrans("{}[]", "（）（）")) or TO_WRITE


def _with_slots(text: str) -> str:
    for stand_in, slot in _STANDS_FOR:
        text = stand_in.sub(slot, text)
    return text
