"""Toneless pinyin of single characters, one reading each, from a table beside this module.

The table is pypinyin's reading of every GBK character, kept as a file because reading it costs
3 MB where importing pypinyin costs 55 MB; a test holds the two against each other.
"""

from functools import cache
from pathlib import Path

SURNAME_READINGS = {
    "曾": "zeng",
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "查": "zha",
    "朴": "piao",
    "区": "ou",
    "任": "ren",
    "尉迟": "yuchi",
    "万俟": "moqi",
    "长孙": "zhangsun",
    "澹台": "tantai",
    "单于": "chanyu",
    "盖": "ge",
    "缪": "miao",
    "翟": "zhai",
    "覃": "qin",
    "乐": "yue",
    "种": "chong",
    "冼": "xian",
    "黑": "he",
    "能": "nai",
    "晁": "chao",
    "折": "she",
    "员": "yun",
    "召": "shao",
    "曲": "qu",
}


@cache
def readings() -> dict[str, str]:
    """Character to syllable."""
    table = (Path(__file__).parent / "pinyin.txt").read_text(encoding="utf-8")
    lines = (line.split(" ", 1) for line in table.splitlines())
    return {character: syllable for syllable, characters in lines for character in characters}


def syllables(text: str) -> tuple[str, ...]:
    """The reading of each character of *text*; what has none (latin, digits) stands for itself."""
    known = readings()
    return tuple(known.get(character, character) for character in text)


def name_syllables(surname: str, given: str) -> tuple[str, ...]:
    """The reading of a person's name, the surname read as a surname."""
    read_as = SURNAME_READINGS.get(surname)
    first = (read_as,) if read_as is not None else syllables(surname)
    return (*first, *syllables(given))


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two readings are the same to an ear that parts neither zh from z nor ing from in."""
    return [_blurred(each) for each in one] == [_blurred(each) for each in other]


def _blurred(syllable: str) -> str:
    """A syllable without what southern speech and voice input leave out."""
    flat = syllable[0] + syllable[2:] if syllable[:2] in ("zh", "ch", "sh") else syllable
    closed = flat.removesuffix("g") if flat.endswith("ng") else flat
    return "n" + closed[1:] if closed.startswith("l") else closed
