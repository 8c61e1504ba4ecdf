"""How staff speak of customers without saying the whole name: 王总, 李阿姨, 小陈, 老赵."""

import re
from collections.abc import Iterator

from store.names.forms import COMPOUND_SURNAMES, HAN, ordinary_words

TITLES = (
    "董事长|总经理|老板娘|阿姨|大姐|大哥|大爷|大妈|叔叔|伯伯|奶奶|爷爷|先生|女士|小姐|太太|老师|老板|"
    "医生|教授|主任|经理|会计|律师|院长|校长|厂长|处长|局长|科长|财务|师傅|同学|总|董|姐|哥|叔|姨|工"
)
_SURNAME = "(?:" + "|".join(sorted(COMPOUND_SURNAMES)) + f"|[{HAN}])"
_TITLED = re.compile(f"(?P<surname>{_SURNAME})(?:{TITLES})")
_FAMILIAR = re.compile(f"[老小](?P<surname>{_SURNAME})")
_STRIP = re.compile(f"(?:{TITLES})$")
LONGER_WORDS = frozenset(
    "总额 总量 总体 总共 总部 总行 总归 总结 总资 总数 "
    "工作 工资 工业 工厂 工程 工商 工人 董事 董监".split()
)
_FORMS_OF_ADDRESS = frozenset("老师 老板 老总 老公 老婆 小姐 小哥".split())


def without_title(name: str) -> str:
    """*name* without a form of address behind it: 王建国先生 is 王建国, 王总 is 王."""
    return _STRIP.sub("", name) or name


def surnames_spoken(text: str) -> Iterator[tuple[int, int, str]]:
    """Where *text* may speak of someone by surname alone: start, end, surname.

    A candidate that is the tail or head of another word (基金总额, 小程序) is passed over.
    """
    words = ordinary_words()
    for match in _TITLED.finditer(text):
        before = text[max(0, match.start() - 1) : match.start() + 1]
        across = text[match.end() - 1 : match.end() + 1]
        if before not in words and across not in LONGER_WORDS:
            yield match.start(), match.end(), match["surname"]
    for match in _FAMILIAR.finditer(text):
        across = text[match.end() - 1 : match.end() + 1]
        if _is_familiar(match.group()) and across not in words:
            yield match.start(), match.end(), match["surname"]


def _is_familiar(said: str) -> bool:
    return said not in _FORMS_OF_ADDRESS and said not in ordinary_words()
