"""Builds the small tables that normalisation reads, so that checking imports no converter.

Run `python -m knowledge.compliance.build_tables` after editing `tables/lexicon.txt`. It reads
OpenCC, pypinyin, jionlp and jieba once and writes plain JSON beside the lexicon.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from knowledge.chinese import TABLE_FILE
from knowledge.segmenting import jieba

TABLES = Path(__file__).parent / "tables"
COMMON_WORD = 40
_COMMON_CHARACTERS = 3755
BANK_SAYS = {"徵": "征", "瞭": "了", "帳": "账"}
"""Characters OpenCC leaves or turns into another than a bank writes."""


def hanzi() -> list[str]:
    """Every character of GB2312, the inventory homophones are drawn from."""
    rows = (bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    return [row.decode("gb2312", "ignore") for row in rows if row.decode("gb2312", "ignore")]


def lexicon_words(path: Path = TABLES / "lexicon.txt") -> list[str]:
    """The words of the lexicon, comments left out, each once and in order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    words = " ".join(line for line in lines if not line.startswith("#")).split()
    return list(dict.fromkeys(words))


def simplified() -> dict[str, str]:
    """Every Traditional character of the basic plane with its Simplified one, as two strings."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    blocks = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
    table = {char: convert(char) for block in blocks for char in map(chr, block)} | BANK_SAYS
    pairs = sorted((old, new) for old, new in table.items() if old != new and len(new) == 1)
    pairs = [(old, new) for old, new in pairs if new < "\U00010000"]
    return {
        "traditional": "".join(old for old, _ in pairs),
        "simplified": "".join(new for _, new in pairs),
    }


def pinyin_of(text: str) -> list[str]:
    """Toneless pinyin, one syllable a character; Latin letters stay as they are."""
    from pypinyin import Style, lazy_pinyin

    return [syllable for char in text for syllable in lazy_pinyin(char, style=Style.NORMAL)]


def word_pinyin(word: str) -> list[str]:
    """The pinyin of a whole word, read in context (银行 is hang, not xing)."""
    from pypinyin import Style, lazy_pinyin

    return list(lazy_pinyin(word, style=Style.NORMAL)) if re.fullmatch(r"[一-鿿]+", word) else []


def common_words() -> Iterator[str]:
    """jieba's two- and three-character words that are in real use."""
    with jieba().get_dict_file() as lines:
        for line in lines:
            word, count, *_ = line.decode("utf-8").split(" ")
            if 2 <= len(word) <= 3 and int(count) >= (COMMON_WORD if len(word) == 2 else 300):
                yield word


def by_syllable(chars: Iterable[str]) -> dict[str, str]:
    """Syllable to the characters that sound so."""
    table: dict[str, list[str]] = defaultdict(list)
    for char in chars:
        table[pinyin_of(char)[0]].append(char)
    return {syllable: "".join(found) for syllable, found in sorted(table.items())}


def shapes(chars: Collection[str]) -> dict[str, str]:
    """For each character the uncommon ones that look like it: a part more or less, or another one.

    Uncommon is what GB2312 does not count among its first characters.
    """
    from jionlp import char_radical_loader

    parts = {char: read["stroke_order"] for char, read in char_radical_loader().items()}
    common = set(hanzi()[:_COMMON_CHARACTERS])
    rare = [char for char in parts if char not in common and "\u4e00" <= char <= "\u9fff"]
    table: dict[str, list[str]] = defaultdict(list)
    for char in sorted(chars):
        for other in rare:
            if other != char and _look_alike(parts.get(char, char), char, parts[other], other):
                table[char].append(other)
    return {char: "".join(sorted(found)) for char, found in table.items()}


def _look_alike(parts: str, char: str, others: str, other: str) -> bool:
    more = len(others) == 2 and char in others
    less = len(parts) == 2 and other in parts
    return more or less or (len(parts) == len(others) == 2 and parts[1] == others[1])


def write(path: Path, content: object) -> None:
    """One table as compact JSON with its Chinese readable."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Writes every table."""
    words = {word: word_pinyin(word) for word in lexicon_words()}
    words = {word: syllables for word, syllables in words.items() if syllables}
    syllables = by_syllable(hanzi())
    heard = {syllable for spelling in words.values() for syllable in spelling}
    needed = {char for syllable in heard for char in syllables.get(syllable, "")}
    guards = sorted({word for word in common_words() if needed & set(word)} - set(words))
    write(TABLE_FILE, simplified())
    write(TABLES / "lexicon.json", words)
    write(TABLES / "syllables.json", syllables)
    write(TABLES / "shapes.json", shapes({char for word in words for char in word}))
    write(
        TABLES / "guards.json",
        {
            "two": "".join(w for w in guards if len(w) == 2),
            "three": "".join(w for w in guards if len(w) == 3),
        },
    )


if __name__ == "__main__":
    main()
