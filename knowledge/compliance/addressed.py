"""To whom a text is said: one meant for a customer is told from a question or request to the bot.

Nothing said to the bot is ever fit to send; whether something forbidden may be done is answered
with the rule that forbids it. Forbidden is what the checker would not pass as a statement: whether
something proper may be done, or a product fits, is answered elsewhere.
"""

from __future__ import annotations

import re
from typing import Literal

from knowledge.compliance.classifier import Reach
from knowledge.compliance.findings import Finding, Verdict, finding_of
from knowledge.compliance.ruleset import Rule

Addressed = Literal["customer", "assistant"]
_SURE, _LIKELY, _ON_MATTER = 0.8, 0.5, 0.35
_SHORTEST = 5
"""Letters of a text without a cue: 你好 is said to everybody."""
_CUE = re.compile(
    "^(?:能不能|可不可以|可以不可以|要不要|该不该|帮我|给我|替我|你能|你会|请问|问一下)"
    "|^(?:这|那|上面|刚才)(?:句|段|条|个).{0,8}(?:吗|么|不|没问题|行不行|合适)[？?]?$"
)
_TO_CUSTOMER = re.compile('您|^[“"「『].*[”"」』]$', re.S)
_WHETHER = re.compile(
    "能不能|可不可以|可以不可以|行不行|要不要|该不该|算不算|是不是|有没有问题|允不允许|违不违规"
    "|能[^，。！？]*[吗么]|可以[^，。！？]*[吗么]|(?:行|好|对|合规|违规|允许|合适)[吗么不]?[？?]?$"
)

_ASKING = re.compile(
    "^(?:请问|问一下|那|我)*(?:能不能|可不可以|可以不可以|要不要|该不该|行不行|能|可以)"
    "|(?:可不可以|可以|行不行|能不能|合不合规|合规|违规|行|好|对)?[吗么不]?[？?]*$"
)
"""What makes a question of what is asked about."""
_WHETHER_INSIDE = re.compile("能不能|可不可以|可以不可以")
_SAYING = re.compile("^[跟对和给向](?:客户|他|她|人家)(?:说|讲|提|承诺|保证|写)")


def addressed(text: str, reach: Reach) -> Addressed:
    """Whom a text is said to; one with 您, in quotation marks, or a greeting is for a customer."""
    cue = _CUE.search(text)
    if _TO_CUSTOMER.search(text) or (len(text) < _SHORTEST and not cue):
        return "customer"
    enough = _LIKELY if cue else _SURE
    return "assistant" if reach.to_assistant >= enough else "customer"


def asks_whether(text: str, reach: Reach) -> bool:
    """Whether what is said to the bot asks if something may be done that the rules are about."""
    return reach.on_matter >= _ON_MATTER and _WHETHER.search(text) is not None


def deeds_in(text: str) -> tuple[str, ...]:
    """What a question asks about put as statements: the deed, what would be said, told to him.

    能不能跟客户说保本 asks about 跟客户说保本 and about 保本; 可以帮客户代签吗 about 帮您代签 too.
    """
    deed = _WHETHER_INSIDE.sub("", asked_about(text))
    said = _SAYING.sub("", deed)
    return tuple(dict.fromkeys(each for each in (deed, said, said.replace("客户", "您")) if each))


def asked_about(text: str) -> str:
    """What a question asks about, as a statement: 帮客户代签 of 可以帮客户代签吗."""
    return _ASKING.sub("", text) or text


def forbidding(verdict: Verdict, text: str, rule: Rule) -> Verdict:
    """The verdict on such a question: to be looked at, with the rule on its matter."""
    found = finding_of(rule, "review", text, 0, len(text), "question", sentence=text)
    told = Finding(**{**vars(found), "because": f"这是在问能不能做。{rule.demand}"})
    return Verdict("review", (told,), verdict.rules_version, verdict.layers)
