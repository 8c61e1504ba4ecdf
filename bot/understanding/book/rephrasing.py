"""Turns of phrase put as the grammar reads them: 王姓的, 谁最有钱, 别叫投诉没完的, ……的也要.

Each is one way of saying what another says plainly; what is none of them stays as typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from store.names.forms import COMPOUND_SURNAMES
from store.names.surnames import COMMON

_SINGLE = "".join(each for each in COMMON if each not in "百同")
_SURNAME = f"(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|[{_SINGLE}])"
_NAME = rf"{_SURNAME}[\u4e00-\u9fff]{{1,2}}"
_RICHEST = "最(?:有钱|富有|富|阔)"
_STOP = r"(?=[,，;；。!！?？ ]|$)"
_PLAINLY = (
    (
        re.compile(
            r"的(?:就|都|先|咱)*(?:别打扰|不打扰|别动|不动|别碰|不碰|别烦|别联系|不联系|别管)了?"
            r"[,，;；。 ]+(?:其他|其余|其它|剩下|别)的?(?:人|客户)?(?:里头|里面|里|当中)?"
        ),
        "的不算，",
    ),
    (
        re.compile(
            r"(?:千万别|先别|别|不要|不用|甭)(?:叫|喊|请|邀请|邀|叫来|通知|带|拉)上?(?:那些|那个)?"
            r"(?=[^,，;；。我他她]{2,16}(?:[,，;；。!！?？ ]|$))"
        ),
        "不要",
    ),
    (re.compile(rf"({_SURNAME})姓(?=的|氏|客户|人|[,，;；。?？和、或]|$)"), r"姓\1"),
    (re.compile(f"谁(?:家)?(?:是)?{_RICHEST}|{_RICHEST}的?(?:是)?谁"), "资产最多的是谁"),
    (re.compile(f"{_RICHEST}的"), "资产最多的"),
    (
        re.compile(
            r"^(?P<lead>(?:我们|我|咱们|咱|看看?|给我|列出?|手上|名下|的)*)最大的"
            r"(?=前?(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,3})[个位家户]?(?:大)?(?:客户|户)?"
            r"(?:[,，;；。?？ 是有]|$))"
        ),
        r"\g<lead>资产最多的",
    ),
)
_TOO = re.compile(
    rf"^(?P<one>[^,，;；。]+?的?)(?:人|客户)?(?:都|就)?要?[,，;；]+ *"
    r"(?P<other>[^,，;；。]+的)(?:人|客户)?"
    rf"(?:也|同样|一样)(?:要|算|列|算上|列上|列进来|算进来|给我){_STOP}"
)
_LEFT = re.compile(rf"的(?:人|客户)?(也(?:要|算上|列上|列进来|算进来)){_STOP}")
_BUT = re.compile(
    rf"(?:除了|除去|除开|撇开|不算)(?P<who>{_NAME}(?:[和、跟与及]{_NAME})*)(?:以外|之外|外)?[,，]"
)


def unplaced(typed: str) -> tuple[str, ...]:
    """A 也要 that was not put plainly: behind several clauses it is open what it is beside."""
    return tuple(_LEFT.findall(typed))


def put_plainly(typed: str, unknown: Callable[[str], bool]) -> str:
    """The question with its turns of phrase put plainly.

    `unknown` says of some words that they are no condition by themselves: a name is none.
    """
    for pattern, plainly in _PLAINLY:
        typed = pattern.sub(plainly, typed)
    typed = _TOO.sub(r"\g<one>，或者\g<other>", typed)
    found = _BUT.match(typed)
    if found is None:
        return typed
    names = re.split("[和、跟与及]", found["who"])
    if not all(map(unknown, names)):
        return typed
    left_out = "".join(f"名字叫“{name}”的不算，" for name in names)
    return left_out + typed[found.end() :]
