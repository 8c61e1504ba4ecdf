"""Whose doing a clause of a note tells: the manager's, somebody else's, or nobody's said.

The checker's learned layer learnt from what is said to customers. In a story its opinion counts
where the manager acts or speaks; of what customers did and said it is often wrong.
"""

from __future__ import annotations

import re
from typing import Literal

Actor = Literal["me", "them", "nobody"]

_CLAUSE = re.compile(r"[^,，。;；!！?？\s]+")
_ME = re.compile("我(?!们)|咱|俺|阮|吾")
_THEM = re.compile(
    r"^(?:然后|后来|但是?|不过|可|另外|还|又|就|结果|最后|一听|说)*"
    r"(?:客户|他|她|人家|对方|老[^,，]{1,3}|两口子|太太|老公|老婆|儿子|女儿|媳妇|老板娘|家里|公司|厂里"
    r"|[^,，我]{1,3}(?:总|姐|哥|叔|姨|爷|伯|妈|先生|女士|老师|会计|老板|大爷|阿姨|大娘|太太))"
)
_TO_THEM = re.compile("(?:让|叫|教|给|替|帮)[他她]")
_OWN = re.compile("我[^,，]{0,10}(?:替[他她]|代[他她签]|回[她他了]|教[他她]|嘴|秃噜|说您)")


def actor_at(text: str, place: int) -> Actor:
    """Who acts in the clause at a place; one without a subject goes on with the last."""
    actor: Actor = "nobody"
    for clause in _CLAUSE.finditer(text):
        if _ME.search(clause.group()):
            actor = "me"
        elif _THEM.match(clause.group()):
            actor = "them"
        if clause.end() > place:
            break
    return actor


def is_own(text: str, start: int, end: int, *, sure: bool) -> bool:
    """Whether a stretch of a note tells the manager's own doing, for an opinion that is sure of
    itself or not: the less sure, the plainer the words must be."""
    words = text[start:end]
    if not sure:
        return _OWN.search(words) is not None
    return actor_at(text, start) == "me" or _TO_THEM.search(words) is not None
