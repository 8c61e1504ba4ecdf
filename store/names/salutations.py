"""How a customer is addressed to his face: as his file says, else as the manager speaks of him."""

import re
from collections.abc import Iterable

from store.names.forms import COMMON_SURNAMES, DOTS, HAN, SURNAME, split_name
from store.names.titles import LONGER_WORDS, TITLES

_CHINESE = re.compile(f"[{HAN}]+(?:[{DOTS}][{HAN}]+)*")
_LATIN_NOTE = re.compile(r"\s*[(（\[【〔〖{<《/／|*#;；:：\d].*$")
_NOTED = re.compile(r"[\W\d_]|S?VIP")
_WORD_NOTE = re.compile(r"(?<=..)(?:已故|已?去世|已?销户|作废|重名)$")
_PARTED = re.compile(f"[{DOTS}]")
_TITLE = re.compile(f"(?:{TITLES}|夫人|大夫|书记|主席|总监|行长|护士长|教练|董事)$")
_SPOKEN_TITLE = re.compile("(?:先生|女士|小姐|太太|老师|阿姨|叔叔|大爷|大妈|夫人|医生|教授)$")
_FAMILIAR = re.compile("^[老小阿]")
_OTHERS = "(?!.{0,3}(?:介绍|推荐|转介|转来|转过来|同事|的同事))"
"""Not of somebody who only sent him, or works here."""
_MET = r"(?:跟|和|与|同|给|找|见|见到|拜访|约|联系|打给|拜会|陪)"
_AT_A_COMPANY = re.compile(
    rf"(?:{_MET}(?P<met>{SURNAME}(?:{TITLES}))|"
    rf"(?P<said>{SURNAME}(?:{TITLES}))(?=说|问|想|觉得|要|讲|表示|提)){_OTHERS}"
)


def bare_name(name: str) -> str:
    """A person's name without a note written behind it: （已故）, 【VIP】, /配偶, 2."""
    whole = name.strip()
    chinese = _CHINESE.match(whole)
    if chinese is None:
        return _LATIN_NOTE.sub("", whole) or whole
    noted = _NOTED.match(whole, chinese.end())
    return _WORD_NOTE.sub("", chinese[0] if noted else whole)


def note_in(name: str) -> str:
    """The note behind a person's name, as written; "" where there is none."""
    return name.strip().removeprefix(bare_name(name)).strip()


def written_salutation(written: str, *, name: str) -> str:
    """The salutation a customer file gives a person: a bare title gets his surname, else as it is.

    The bare full name is none.
    """
    said, bare = written.strip(), bare_name(name)
    surname = _surname(bare)
    if said in (bare, surname):
        return ""
    if _TITLE.fullmatch(said) or not _is_whole(said, surname):
        return (surname or _PARTED.split(bare)[0]) + said
    return said


def whole_salutation(written: str) -> str:
    """The salutation a customer file gives somebody at a company; a bare title names nobody."""
    said = written.strip()
    return "" if _TITLE.fullmatch(said) else said


def salutation_in_name(name: str) -> str:
    """王女士 for a customer written 王丽女士; "" where the name holds no form of address."""
    bare = bare_name(name)
    title, surname = _SPOKEN_TITLE.search(bare), _surname(bare)
    return surname + title[0] if title and surname and title.start() >= len(surname) else ""


def salutation_used(texts: Iterable[str], *, name: str) -> str:
    """The form of address the notes use of a person, the first found; "" where they use none."""
    surname = _surname(bare_name(name))
    if not surname:
        return ""
    used = re.compile(rf"(?<!同事)(?<!主管){re.escape(surname)}(?:{TITLES}){_OTHERS}")
    found = (match for text in texts for match in used.finditer(text))
    return next((m[0] for m in found if not _runs_on(m)), "")


def salutation_at_company(texts: Iterable[str]) -> str:
    """The one person the latest telling note of a company is about; "" where none or several."""
    for text in texts:
        said = {m["met"] or m["said"] for m in _AT_A_COMPANY.finditer(text) if not _runs_on(m)}
        if said:
            return said.pop() if len(said) == 1 else ""
    return ""


def _surname(bare: str) -> str:
    return "" if _PARTED.search(bare) else split_name(bare)[0]


def _is_whole(said: str, surname: str) -> bool:
    """Whether a written salutation names the person itself: 王总, 老王, Mr. Wang."""
    if surname and said.startswith(surname):
        return True
    return len(said) > 1 and (
        said[0] in COMMON_SURNAMES or bool(_FAMILIAR.match(said)) or said.isascii()
    )


def _runs_on(match: re.Match[str]) -> bool:
    """Whether the title found is the head of a longer word: 王工作, 张总结."""
    return match.string[match.end() - 1 : match.end() + 1] in LONGER_WORDS
