"""From the model's draft to lines fit to show: cited, checked, repaired once, else as written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.rules import CheckedText
from bot.writers.llm_checks import MOST_SOURCES, faults
from bot.writers.llm_lines import SINGLE, OwnLine, Part, Spoken
from bot.writers.llm_privacy import Veil
from bot.writers.llm_prompts import (
    REPAIR_TASK,
    WRITING_TASK,
    Writing,
    WrittenLine,
    enclosed,
)
from bot.writers.llm_request import StructuredModel


@dataclass(frozen=True)
class Listening:
    """Who listens and why the RM calls; the free texts are the customer's and the RM's."""

    about: Mapping[str, str]
    free: Mapping[str, str]
    names: tuple[str, ...]


@dataclass(frozen=True)
class _Judged:
    """A line of the model's, what it cites, and what is wrong with it."""

    text: str
    own: tuple[OwnLine, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True)
class Rewriting:
    """One writing: the own lines, masked, and everything needed to judge what comes back."""

    lines: tuple[OwnLine, ...]
    listening: Listening
    model: StructuredModel
    rules: CheckedText
    veil: Veil = field(init=False)

    def __post_init__(self) -> None:
        texts = [text for line in self.lines for text in (line.text, line.objection)]
        veil = Veil.over([*texts, *self.listening.free.values()], names=self.listening.names)
        object.__setattr__(self, "veil", veil)

    def spoken(self) -> dict[Part, tuple[Spoken, ...]] | None:
        """The lines as they may be shown, by part; None where the model gave nothing usable."""
        written = self.model.ask(Writing, task=WRITING_TASK, data=self._material())
        if written is None or not written.lines:
            return None
        judged = self._repaired([self._judge(line) for line in written.lines])
        return self._arranged(judged)

    def _material(self) -> str:
        free = zip(self.listening.free, self.veil.texts[2 * len(self.lines) :], strict=True)
        return enclosed(
            {
                "听者": dict(self.listening.about),
                **dict(free),
                "话术": [self._shown(line) for line in self.lines],
            }
        )

    def _shown(self, line: OwnLine) -> dict[str, str]:
        shown = {"编号": line.key, "部分": line.part, "原话": self._masked(line)}
        at = 2 * self.lines.index(line) + 1
        return shown | ({"客户可能说": self.veil.texts[at]} if line.objection else {})

    def _masked(self, line: OwnLine) -> str:
        return self.veil.texts[2 * self.lines.index(line)]

    def _judge(self, line: WrittenLine) -> _Judged:
        """The line against what it cites; nothing cited where the citation does not hold."""
        own = self._cited(line.sources)
        text = line.text.strip()
        if not own:
            return _Judged(text, (), ("没有写明改写自哪一句",))
        found = faults(text, [self._masked(each) for each in own])
        return _Judged(text, own, found or self._breaches(self.veil.lift(text)))

    def _cited(self, keys: Sequence[str]) -> tuple[OwnLine, ...]:
        known = {line.key: line for line in self.lines}
        own = tuple(known[key] for key in dict.fromkeys(keys) if key in known)
        parts = {line.part for line in own}
        most = 1 if parts & SINGLE else MOST_SOURCES
        holds = len(own) == len(keys) and len(parts) == 1 and len(own) <= most
        return own if holds else ()

    def _breaches(self, text: str) -> tuple[str, ...]:
        if self.rules.passes(text):
            return ()
        reasons = (f"违反规则：{each.because}" for each in self.rules.check(text).findings)
        return tuple(dict.fromkeys(reasons))

    def _repaired(self, judged: list[_Judged]) -> list[_Judged]:
        """The lines, the faulty ones mended in one request where that succeeds."""
        faulty = [each for each in judged if each.faults and each.own]
        if not faulty:
            return judged
        items = [
            {
                "编号": [line.key for line in each.own],
                "原话": [self._masked(line) for line in each.own],
                "改写稿": each.text,
                "毛病": each.faults,
            }
            for each in faulty
        ]
        mended = self.model.ask(Writing, task=REPAIR_TASK, data=enclosed(items))
        sound = {
            each.own: each
            for each in map(self._judge, mended.lines if mended else ())
            if each.own and not each.faults
        }
        return [sound.get(each.own, each) if each.faults else each for each in judged]

    def _arranged(self, judged: Sequence[_Judged]) -> dict[Part, tuple[Spoken, ...]]:
        """Lines by part in the model's order, each own line at most once."""
        used: set[str] = set()
        said: dict[Part, list[Spoken]] = {line.part: [] for line in self.lines}
        for each in judged:
            if each.own and not used & {line.key for line in each.own}:
                used |= {line.key for line in each.own}
                said[each.own[0].part].extend(_worded(each, self.veil))
        unsourced = any(not each.own for each in judged)
        for part, lines in said.items():
            lines.extend(self._left_out(part, used, all_of_them=unsourced))
        return {part: tuple(lines) for part, lines in said.items()}

    def _left_out(self, part: Part, used: set[str], *, all_of_them: bool) -> Iterator[Spoken]:
        """Own lines to keep though the model passed them over: at least half of a part stands."""
        own = [line for line in self.lines if line.part == part]
        missing = [line for line in own if line.key not in used]
        wanted = len(missing) if all_of_them else (len(own) + 1) // 2 - (len(own) - len(missing))
        for line in missing[: max(wanted, 0)]:
            yield Spoken(line.text, (line,))


def _worded(judged: _Judged, veil: Veil) -> list[Spoken]:
    """The rephrased line, or where it is faulty the script's own."""
    if judged.faults:
        return [Spoken(line.text, (line,)) for line in judged.own]
    return [Spoken(veil.lift(judged.text), judged.own)]
