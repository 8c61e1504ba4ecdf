"""A second opinion on a text: the model may raise a verdict by a step, and never lower one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.rules import CheckedText
from bot.writers.llm_privacy import Veil, names_in, persons_in
from bot.writers.llm_prompts import REVIEW_TASK, Objected, Opinion, enclosed
from bot.writers.llm_request import PATIENCE_SECONDS, StructuredModel
from knowledge.compliance import Finding, Judgement, LayerVote, Rule, Verdict

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

LAYER = "llm"
_NEXT: dict[Judgement, Judgement] = {"pass": "review", "review": "block"}
_GROUNDS: dict[Judgement, frozenset[str]] = {
    "pass": frozenset({"review", "block"}),
    "review": frozenset({"block"}),
}
_SHORTEST_QUOTE = 2


@dataclass(frozen=True)
class SecondOpinion:
    """Reads a text after the checker; a failure changes nothing."""

    model: BaseChatModel
    rules: CheckedText
    seconds: float = PATIENCE_SECONDS

    def review(self, text: str, verdict: Verdict, *, names: Sequence[str] = ()) -> Verdict:
        """The verdict, raised where the model quotes a breach; `names` are kept back from it."""
        if verdict.verdict == "block" or not text.strip():
            return verdict
        veil = _veiled(text, names)
        model = StructuredModel(self.model, self.seconds)
        material = {"规则": self._catalogue(), "文字": veil.texts[0]}
        opinion = model.ask(Opinion, task=REVIEW_TASK, data=enclosed(material))
        if opinion is None:
            return verdict
        grounds = _GROUNDS[verdict.verdict]
        raised = _NEXT[verdict.verdict]
        found = [
            finding
            for each in opinion.findings
            if each.severity in grounds
            for finding in self._findings(each, text=text, veil=veil, severity=raised)
        ]
        return _joined(verdict, found, raised)

    def _catalogue(self) -> list[dict[str, str]]:
        return [{"rule_id": rule.id, "要求": rule.demand} for rule in self._spoken_rules()]

    def _spoken_rules(self) -> Iterator[Rule]:
        """Rules on what is said; duties over the record are decided by code alone."""
        return (rule for rule in self.rules.checker.rules if rule.patterns)

    def _findings(
        self, objected: Objected, *, text: str, veil: Veil, severity: Judgement
    ) -> Iterator[Finding]:
        """The finding, where the rule exists and the quote stands in the text as given."""
        rule = next((r for r in self._spoken_rules() if r.id == objected.rule_id), None)
        quote = veil.lift(objected.quote).strip()
        start = text.find(quote)
        if rule is None or len(quote) < _SHORTEST_QUOTE or start < 0:
            return
        yield Finding(
            rule_id=rule.id,
            category=rule.category,
            severity=severity,
            start=start,
            end=start + len(quote),
            quote=quote,
            because=rule.because,
            instead=rule.said_instead(quote),
            source=rule.source,
            layer=LAYER,
        )


def _veiled(text: str, names: Sequence[str]) -> Veil:
    told = names_in(record=None, spoken=(text,), notes=())
    return Veil.over([text], names=[*names, *told, *persons_in(text)])


def _joined(verdict: Verdict, found: list[Finding], raised: Judgement) -> Verdict:
    """The verdict with the model's vote, and its findings where there are any."""
    distinct = list(dict.fromkeys(found))
    rules = tuple(dict.fromkeys(finding.rule_id for finding in distinct))
    vote = LayerVote(LAYER, raised if distinct else "pass", rules)
    layers = (*verdict.layers, vote)
    if not distinct:
        return replace(verdict, layers=layers)
    findings = sorted([*verdict.findings, *distinct], key=lambda each: (each.start, each.end))
    return Verdict(raised, tuple(findings), verdict.rules_version, layers)
