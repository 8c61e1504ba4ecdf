"""The compliance engine: rules as data, a checker in layers, its training and its measurement."""

from knowledge.compliance.checker import Checker
from knowledge.compliance.findings import Finding, LayerVote, Verdict
from knowledge.compliance.ruleset import Rule, RuleFileError, RuleSet, load_rules

__all__ = [
    "Checker",
    "Finding",
    "LayerVote",
    "Rule",
    "RuleFileError",
    "RuleSet",
    "Verdict",
    "load_rules",
]
