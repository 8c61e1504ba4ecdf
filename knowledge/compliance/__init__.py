"""The compliance engine: rules as data, a checker in layers, its training and its measurement."""

from knowledge.compliance.checker import Checker
from knowledge.compliance.evaluate import Case, Evaluation, evaluate, read_cases, report
from knowledge.compliance.findings import Finding, Judgement, LayerVote, Verdict
from knowledge.compliance.ruleset import Rule, RuleFileError, RuleSet, load_rules
from knowledge.compliance.training import ensure_model

__all__ = [
    "Case",
    "Checker",
    "Evaluation",
    "Finding",
    "Judgement",
    "LayerVote",
    "Rule",
    "RuleFileError",
    "RuleSet",
    "Verdict",
    "ensure_model",
    "evaluate",
    "load_rules",
    "read_cases",
    "report",
]
