"""From what a file held to readable Simplified Chinese; what is lost is marked, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from knowledge.chinese import simplified_words
from knowledge.documents.furniture import furniture_edits, title_of
from knowledge.documents.model import CUT_OFF, LOST, CleanDocument, RawDocument, Unrestored
from knowledge.documents.patterns import patterns
from knowledge.documents.realign import TONES, realignments
from knowledge.documents.traced import Edit, Traced
from knowledge.unseen import UNSEEN

_MOST_PASSES = 12
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_PINYIN = re.compile(
    rf"(?<=[{_HAN}])[(（]\s*(?=[{TONES}]*[{_TONED}])[{TONES}]{{1,7}}\s*[)）]"
    rf"|(?<=[{_HAN}])[(（][{TONES}]{{0,6}}[{_TONED}][{TONES}]{{0,6}}(?=[{_HAN}])"
)
_TONELESS = re.compile(rf"(?P<sign>[{_HAN}])[(（](?P<note>[a-zü]{{1,6}})[)）]")
_STRAY_PINYIN = re.compile(rf"\?(?=[{TONES}]*[{_TONED}])[{TONES}]{{1,7}}\)")
_DAMAGE = re.compile(
    r"[\ufffd\ue000-\uf8ff\U000f0000-\U000ffffd]+|锟斤拷[锟斤拷]*|(?:烫烫烫|屯屯屯)[烫屯]*"
    rf"|(?<=[{_HAN}])\?(?=[,;，；、])"
)
_MARK = re.escape(LOST)
_MARKS = re.compile(rf"(?:{_MARK}\s?)*{_MARK}")
_DANGLING = re.compile(rf"(?<=使用|采用|通过|利用)(?=[/+＋][{_HAN}])")
_UTF8_AS_LATIN = re.compile("[\u00c2-\u00f4][\u0080-\u00ff\u0100-\u017f\u02c6\u02dc\u2010-\u2122]+")
_UNSEEN = re.compile(rf"[{UNSEEN}\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}
_WIDE |= {code: code - 0xFEE0 for code in range(0xFF41, 0xFF5B)} | {0x3000: 0x20, 0xA0: 0x20}
_NARROW = str.maketrans(",:;?!()", "，：；？！（）")
_NARROW_RUN = re.compile(
    rf"(?<=[{_HAN}“”‘’《》〔〕])[,:;?!()]+|(?<![,:;?!()])[,:;?!()]++(?=[{_HAN}“‘《〔])"
)
_HALF_PAIRS = (
    (re.compile(r"（([^()（）\n]{0,120})\)"), r"（\1）"),
    (re.compile(r"\(([^()（）\n]{0,120})）"), r"（\1）"),
)
_ELLIPSIS = re.compile(rf"(?<=[{_HAN}])\.{{3,}}")
_SPACES = re.compile(r"(?<![ \t])[ \t]+(?=[\r\n\f]|$)|\r(?=\n)")
_BLANK = re.compile(r"\n(?:[ \t]*\n){2,}")
_WRAPPED = re.compile(
    rf"(?m)^[^\n|#]{{20,}}[{_HAN}，、]\n(?=[{_HAN}])(?!第.{{1,3}}[章节篇]|[一二三四五六七八九十]+、)"
)
"""A full line of a page without a stop, and one that goes on with it."""
_UNREAD = re.compile(r"还剩\s*\d+\s*页未读")
_ENDED = re.compile(r"[。！？…”）》.!?)|]\s*$")


def unhidden(name: str) -> str:
    """A file's name without what a reader cannot see, in one line."""
    return " ".join(_UNSEEN.sub("", name).split())


def clean(raw: RawDocument) -> CleanDocument:
    """Readable text with its source offsets, and an account of what was removed and what is lost.

    Cleaning what is clean already changes nothing.
    """
    counts: Counter[str] = Counter()
    traced = _pass(Traced.of(raw.text), counts)
    if raw.kind == "pdf":
        traced = _unwrapped(traced, counts)
    title = title_of(_first_lines(raw.text))
    for _ in range(_MOST_PASSES):
        again = _pass(traced, counts)
        if again.text == traced.text:
            break
        traced = again
    traced = _cut_off_marked(traced, raw.text)
    return CleanDocument(
        name=raw.name,
        title=title,
        text=traced.text,
        origins=traced.origins,
        removed=dict(counts),
        unrestored=tuple(_unrestored(traced)),
    )


def _first_lines(text: str) -> str:
    """The head of the source in Simplified characters, furniture and all."""
    head = simplified_words(_PINYIN.sub("", text[:2000]))
    return _NARROW_RUN.sub(lambda match: match[0].translate(_NARROW), head)


def _pass(traced: Traced, counts: Counter[str]) -> Traced:
    for step in (_restored, _readable, _without_furniture, _punctuated):
        traced = step(traced, counts)
    return _spaced(_marked(traced))


def _restored(traced: Traced, counts: Counter[str]) -> Traced:
    """Bytes put right: UTF-8 read as Latin, GBK read one byte off."""
    traced, found = traced.replaced(_UTF8_AS_LATIN, _from_latin)
    counts["编码复原"] += found
    edits = list(realignments(traced.text))
    counts["错位字节复原"] += len(edits)
    return traced.edited(edits)


def _from_latin(match: re.Match[str]) -> str:
    try:
        made = b"".join(map(_latin_byte, match[0])).decode("utf-8")
    except UnicodeError:
        return match[0]
    return made if re.search(f"[{_HAN}]", made) else match[0]


def _latin_byte(sign: str) -> bytes:
    """The byte a sign stands for in Windows' Latin; the few it leaves open stay as they are."""
    return sign.encode("latin-1" if "\x80" <= sign <= "\x9f" else "cp1252")


def _readable(traced: Traced, counts: Counter[str]) -> Traced:
    traced, found = traced.replaced(_PINYIN, "")
    counts["拼音注音"] += found
    traced, found = traced.replaced(_TONELESS, _without_own_reading)
    counts["拼音注音"] += found
    traced, found = traced.replaced(_UNSEEN, "")
    counts["不可见字符"] += found
    made = simplified_words(traced.text)
    counts["繁体字"] += sum(1 for old, new in zip(traced.text, made, strict=True) if old != new)
    return traced.spelt(made)


def _without_own_reading(match: re.Match[str]) -> str:
    """A note without tone marks goes only where it is a reading of the character before it."""
    from pypinyin import Style, pinyin

    readings = pinyin(match["sign"], style=Style.NORMAL, heteronym=True)[0]
    return match["sign"] if match["note"] in readings else match[0]


def _without_furniture(traced: Traced, counts: Counter[str]) -> Traced:
    for name, pattern in patterns().inline:
        traced, found = traced.replaced(pattern, "")
        counts[name] += found
    traced = traced.edited(furniture_edits(traced.text, counts=counts))
    return traced.spelt(traced.text.replace("\f", "\n"))


def _punctuated(traced: Traced, counts: Counter[str]) -> Traced:
    traced = _lost_marked(traced)
    traced = traced.spelt(traced.text.translate(_WIDE))
    traced, found = traced.replaced(_NARROW_RUN, lambda match: match[0].translate(_NARROW))
    counts["标点"] += found
    for pattern, whole in _HALF_PAIRS:
        traced, found = traced.replaced(pattern, _expanded(whole))
        counts["标点"] += found
    traced, found = traced.replaced(_ELLIPSIS, "……")
    counts["标点"] += found
    return traced


def _expanded(template: str) -> Callable[[re.Match[str]], str]:
    return lambda match: match.expand(template)


def _lost_marked(traced: Traced) -> Traced:
    for pattern in (_STRAY_PINYIN, _DAMAGE):
        traced, _ = traced.replaced(pattern, LOST)
    return traced


def _marked(traced: Traced) -> Traced:
    traced, _ = traced.replaced(_DANGLING, LOST)
    traced, _ = traced.replaced(_MARKS, LOST)
    return traced


def _spaced(traced: Traced) -> Traced:
    for pattern, new in ((_SPACES, ""), (_BLANK, "\n\n")):
        traced, _ = traced.replaced(pattern, new)
    text = traced.text
    left = len(text) - len(text.lstrip())
    right = len(text.rstrip())
    edits: list[Edit] = [(0, left, "")] if left else []
    if left < right < len(text):
        edits.append((right, len(text), ""))
    return traced.edited(edits)


def _unwrapped(traced: Traced, counts: Counter[str]) -> Traced:
    ends = [match.end() for match in _WRAPPED.finditer(traced.text)]
    counts["断行"] += len(ends)
    return traced.edited((end - 1, end, "") for end in ends)


def _cut_off_marked(traced: Traced, source: str) -> Traced:
    """A mark at the end, where the site showed only the first pages and the text stops short."""
    text = traced.text.rstrip()
    if not _UNREAD.search(_first_lines(source)) or _ENDED.search(text) or text.endswith(CUT_OFF):
        return traced
    return traced.edited([(len(text), len(traced.text), CUT_OFF)]) if text else traced


def _unrestored(traced: Traced) -> Iterator[Unrestored]:
    for match in re.finditer(f"{_MARK}|{re.escape(CUT_OFF)}", traced.text):
        around = traced.text[max(0, match.start() - 12) : match.end() + 12].replace("\n", " ")
        why = "原文在此中断" if match[0] == CUT_OFF else "缺字"
        yield Unrestored(traced.origins[match.start()], around, why)
