"""A verdict as a screen and as the contract's JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.blocks import Line, Screen, Span, Style, Words, bold, headed, line, paragraph, screen
from bot.render.contract import finding_json
from bot.render.values import JsonObject
from bot.render.words import INDENT, rule_mark
from bot.results.vocabulary import TextVerdict
from knowledge.compliance import Addressed, Finding, Verdict

_ADVICE: Mapping[TextVerdict, str] = {
    TextVerdict.PASS: "✅ 可以发",
    TextVerdict.REVIEW: "⚠ 需要斟酌：请合规看过再发",
    TextVerdict.BLOCK: "⛔ 不能发",
}


_SAID_TO_ME = "这是在问我或托我办事，不是发给客户的话，没有当成可发的话来审。"
_WHAT_TO_DO = "要审一段话：把原文贴在 /check 后面。要问怎么说、能不能做：用 /ask。"
_MAY_NOT = "⛔ 问的这件事不能做，或须先问合规"


def verdict_screen(
    text: str, verdict: Verdict, rewrite: str = "", *, addressed: Addressed = "customer"
) -> Screen:
    """The verdict, the text with the faulty passages marked, the reasons, a rewrite.

    What is said to the assistant is no text to send: the screen says so and what to do instead.
    """
    if addressed == "assistant":
        return _not_a_text(verdict)
    advice = paragraph(bold(_ADVICE[TextVerdict(verdict.verdict)]))
    if not verdict.findings:
        return screen(advice)
    reasons = [words for finding in verdict.findings for words in _reason(finding)]
    return screen(
        advice,
        headed("原文", [marked(text, verdict)]),
        headed("原因", reasons),
        headed("改写（可直接用）", [rewrite] if rewrite else []),
    )


def _not_a_text(verdict: Verdict) -> Screen:
    reasons = [words for finding in verdict.findings for words in _forbids(finding)]
    return screen(
        paragraph(bold(_MAY_NOT)) if verdict.findings else paragraph(_SAID_TO_ME),
        headed("规定", reasons) if reasons else paragraph(_WHAT_TO_DO),
    )


def _forbids(finding: Finding) -> Iterator[Words]:
    yield line(f"• {finding.because}", rule_mark(f"{finding.rule_id} · {finding.source}"))
    yield f"{INDENT}可以这样说：{finding.instead}"


def marked(text: str, verdict: Verdict) -> Line:
    """The text whole, every found passage marked."""
    return tuple(span for span in _passages(text, verdict) if span.text)


def verdict_json(verdict: Verdict, *, addressed: Addressed = "customer") -> JsonObject:
    """`check --json`; `addressed_to` the assistant is no text for a customer, whatever it says."""
    return {
        "verdict": verdict.verdict,
        "findings": [finding_json(finding) for finding in verdict.findings],
        "rules_version": verdict.rules_version,
        "addressed_to": addressed,
    }


def _passages(text: str, verdict: Verdict) -> Iterator[Span]:
    position = 0
    for start, end in sorted((each.start, each.end) for each in verdict.findings):
        if end <= position:
            continue
        begin = max(start, position)
        yield Span(text[position:begin])
        yield Span(text[begin:end], Style.MARKED)
        position = end
    yield Span(text[position:])


def _reason(finding: Finding) -> Iterator[Words]:
    mark = rule_mark(f"{finding.rule_id} · {finding.source}")
    yield line(f"• “{finding.quote}”：{finding.because}", mark)
    yield f"{INDENT}可以改说：{finding.instead}"
