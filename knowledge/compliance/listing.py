"""The numbers of a list: each begins a line of its own, whatever it was written behind.

An item is judged by itself; beside others a breach weighs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = re.compile(
    r"(?:(?<=[\s：:。；;！!？?，,])|^)"
    r"(?:[(（]?(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})(?:[.．、）)]|[：:](?![0-9０-９]))"
    r"|[①-⑳⑴-⒛❶-❿➀-➓㈠-㈩]|[0-9]{1,2}\N{VARIATION SELECTOR-16}?\N{COMBINING ENCLOSING KEYCAP})"
    r"\s*(?![\s0-9０-９一二三四五六七八九十%％$])"
)


def list_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where the numbers of a list stand in a text as given, with the blanks behind them."""
    return (match.span() for match in _NUMBER.finditer(text))
