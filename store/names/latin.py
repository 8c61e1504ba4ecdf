"""Words in Latin letters: which may be part of a name and which are the desk's own."""

from __future__ import annotations

import re

ORDINARY_LATIN = frozenset(
    "ok vip svip app pos etf lpr aum kyc pdf ppt gdp cpi usd hkd cny eur gbp fof reits atm rm "
    "pk ai it hr ceo cfo coo cto nav apr irr hi no yes the pos wx vs qdii ipo lof mom pe vc esg "
    "crm sms email mail call wechat whatsapp line zoom excel word hello hey dear mr mrs ms miss "
    "dr sir madam and or with for from to re fw pls please thanks thx sorry qq id wifi tv kpi "
    "boss case brief".split()
)
"""Words of the desk that are no part of anybody's name."""
_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}")


def is_latin_name(word: str) -> bool:
    """Whether a word in Latin letters may be part of a name: not VIP, R3 or a share class."""
    return _WORD.fullmatch(word) is not None and word not in ORDINARY_LATIN
