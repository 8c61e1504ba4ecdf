"""A decision over one customer and one act: may it be done, by which rule, what to do instead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from knowledge.compliance import RuleSet, load_rules
from store.models.enums import Labelled


class Act(Labelled):
    """What the gate is asked about."""

    CONTACT = "contact", "主动联系"
    SELL = "sell", "推荐产品"
    USE_DATA = "use_data", "使用客户资料"
    REFER = "refer", "转介给专家"


@dataclass(frozen=True, slots=True)
class Ruling:
    """The gate's answer. Where `allowed`, the rest is empty; else rule, clause and words are whole.

    `clause` is the regulation and article, or the handbook's chapter; `instead` what to do instead.
    """

    act: Act
    allowed: bool
    rule_id: str = ""
    clause: str = ""
    reason: str = ""
    instead: str = ""


def allowed(act: Act) -> Ruling:
    """Nothing stands against the act."""
    return Ruling(act, allowed=True)


def refused(act: Act, rule_id: str, reason: str, instead: str = "") -> Ruling:
    """The act is barred by a rule of `knowledge/rules`, whose clause and remedy it takes.

    Raises:
        KeyError: where there is no such rule.
    """
    rule = _rules().get(rule_id)
    return Ruling(act, False, rule_id, rule.clause, reason, instead or rule.instead.rstrip("。"))


@cache
def _rules() -> RuleSet:
    return load_rules()
