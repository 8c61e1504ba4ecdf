"""The compliance engine: rules as data, a checker in layers, its training and its measurement."""

from knowledge.compliance.addressed import Addressed
from knowledge.compliance.checker import Checker
from knowledge.compliance.encoded import Encoded
from knowledge.compliance.evaluate import Case, Evaluation, Judged, count, evaluate, read_cases
from knowledge.compliance.figures import report
from knowledge.compliance.findings import Finding, Judgement, LayerVote, Verdict
from knowledge.compliance.ruleset import Rule, RuleFileError, RuleSet, load_rules

__all__ = [
    "Addressed",
    "Case",
    "Checker",
    "Encoded",
    "Evaluation",
    "Finding",
    "Judged",
    "Judgement",
    "LayerVote",
    "Rule",
    "RuleFileError",
    "RuleSet",
    "Verdict",
    "count",
    "evaluate",
    "load_rules",
    "read_cases",
    "report",
]
