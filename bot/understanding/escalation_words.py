"""Words on a case that was reported: it is over, it never was, a supervisor takes it on.

Whether the customer has such a case is for the caller to look up.
"""

from __future__ import annotations

import re

_EVENTS = (
    "投诉监管|洗钱|走漏|可疑交易|诈骗|被骗|骗|过世|去世|身故"
    "|监管|信访|上访|舆情|媒体|轻生|自杀|发病"
)
_REPORT = re.compile("上报|误报|投诉监管")
_A_CASE = re.compile(f"上报|误报|[那这](?:件|桩|回)|[那这]个(?:{_EVENTS})|(?:{_EVENTS})的?[那这]个")
_NO_SUCH = "[不没]是[那这]?(?:么)?(?:回|个)?事|没(?:有?[那这]|这么|那么)回?事"
_NEVER_WAS = f"误报|[搞弄报]错了?|虚惊|{_NO_SUCH}"
_OVER = re.compile(f"了结|结案|办结|{_NEVER_WAS}|(?:处理|解决|办)(?:[完好妥掉]|了)")
_PAUSE = re.compile("[,，。.;；!！\\s]+")
_AFTERWARDS = 3
"""Characters that may stand behind the word that it is over: 了, 了吧."""
_NOT_OVER = re.compile("没|未|吗|么|不是误报|怎么|何时|能不能|可以")
_DEALS = "(?:来|去)?(?:处理|接手|跟进|跟|管|负责|盯)"
_TAKES = re.compile(
    f"^(?:(?:好的?|行|知道了)[,，])?(?:由|让)?(?:我|我们|我这边){_DEALS}.{{2,16}}$"
    f"|^.{{2,16}}?(?:由|让)?(?:我|我们|我这边){_DEALS}(?:了|吧)*[。.!！]*$"
    "|^接手.{2,16}$"
)


def says_over(text: str) -> bool:
    """Whether words say that a case is over, or never was one, and nothing else.

    One of a complaint is no case; what tells more is read for what it tells.
    """
    if _NOT_OVER.search(re.sub(_NO_SUCH, "", text)) or _of_complaint(text):
        return False
    return _A_CASE.search(text) is not None and all(map(_ends_it, _PAUSE.split(text.strip())))


def never_was(text: str) -> bool:
    """Whether words that say a case is over say that it was reported by mistake."""
    return re.search(_NEVER_WAS, text) is not None


def takes_on(text: str) -> bool:
    """Whether a supervisor says that he deals with a case that was reported."""
    if _NOT_OVER.search(text) or _of_complaint(text):
        return False
    return _A_CASE.search(text) is not None and _TAKES.search(text) is not None


def names_report(text: str) -> bool:
    """Whether words speak of a report by that name, and so tell of no event."""
    return _REPORT.search(text) is not None


def _of_complaint(text: str) -> bool:
    return "投诉" in text and _REPORT.search(text) is None


def _ends_it(clause: str) -> bool:
    over = [found.end() for found in _OVER.finditer(clause)]
    return not clause or (bool(over) and len(clause) - over[-1] <= _AFTERWARDS)
