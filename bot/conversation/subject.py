"""Whether words name somebody, so that what is told of a stranger is not put to the one in hand."""

from __future__ import annotations

import re

from store.names.forms import SURNAME

_CONTACT = r"(?:通|打|聊|谈|见|联系|沟通|碰|说|视频|回|发|约|吃|当面|电话|微信)"
_NAMED = re.compile(
    rf"(?:[跟和给与同约见访找陪]|拜访|联系)(?:了)?(?P<name>{SURNAME}[一-鿿]{{1,2}}?)"
    rf"(?:总|先生|女士|老师|阿姨)?(?:也|刚|又|都|在)?{_CONTACT}"
)
_MEANT_IN_HAND = re.compile(r"他|她|[tT][aA]|这个客户|这位|该客户|同一个|刚才那|再来|再看")


def names_somebody(text: str) -> bool:
    """Whether a contact with a person named in full is told of: 刚跟欧阳娜娜通完电话."""
    return _NAMED.search(text) is not None


def means_in_hand(text: str) -> bool:
    """Whether words speak of the customer already in hand: 他, 这位客户, 再看一下."""
    return _MEANT_IN_HAND.search(text) is not None
