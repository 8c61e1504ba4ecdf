"""Questions on the book that are taken for something else, and what only looks like one."""

from __future__ import annotations

import re

from bot.results.notes import Message

_MISTAKEN_FOR = frozenset(
    {"status", "ask", "product", "out_of_scope", "list", "complaint", "compare"}
)
"""Intents that a question on the book is taken for."""
_OF_SHELF = re.compile(
    r"^(?:现在|目前|我们|咱们|行里|本行|货架上?|在售的?)*(?:都|还)?有?(?:哪些|什么|哪几[只款个])"
    r"[^谁人客户家买持拿]*?(?:产品|理财|基金|存款|保险|信托|存单|贷款)[?？。]?$"
    r"|^[^谁人客户家买持拿]*(?:产品|理财|基金|存款|保险|信托|存单|贷款)(?:都|还)?有(?:哪些|什么|哪几[只款个])[?？。]?$"
)
"""Asked what the shelf holds, not who holds it: 有哪些R2的理财, 随时能取的产品有哪些."""
_DUE = re.compile(
    r"(?:谁|哪些|哪几[个位家])[^,，。]{0,6}(?:理财|基金|存款|定期|保险|存单|贷款).{0,4}到期"
    r"|(?:谁家?|哪些客户|哪几[个位家])[^,，。]{0,6}(?:过生[日儿]|做寿|庆生|生日)"
)
"""Whose holdings run out or whose birthday it is, not what is to do: 明天有哪些理财到期."""


def may_be_list(message: Message) -> bool:
    """Whether what a message was taken for may be a question on the book instead."""
    due = message.intent == "today" and _DUE.search(message.text) is not None
    return (due or message.intent in _MISTAKEN_FOR) and not of_shelf(message.text)


def of_shelf(text: str) -> bool:
    """Whether a question is what products there are, not which customers."""
    return _OF_SHELF.match(text.strip()) is not None
