"""A verdict as a screen and as the contract's JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.blocks import Line, Screen, Span, Style, Words, bold, headed, line, paragraph, screen
from bot.render.contract import finding_json
from bot.render.values import JsonObject
from bot.render.words import INDENT, rule_mark
from bot.results.vocabulary import TextVerdict
from knowledge.compliance import Finding, Verdict

_ADVICE: Mapping[TextVerdict, str] = {
    TextVerdict.PASS: "✅ 可以发",
    TextVerdict.REVIEW: "⚠ 需要斟酌：请合规看过再发",
    TextVerdict.BLOCK: "⛔ 不能发",
}


def verdict_screen(text: str, verdict: Verdict, rewrite: str = "") -> Screen:
    """The verdict, the text with the faulty passages marked, the reasons, a rewrite."""
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


def marked(text: str, verdict: Verdict) -> Line:
    """The text whole, every found passage marked."""
    return tuple(span for span in _passages(text, verdict) if span.text)


def verdict_json(verdict: Verdict) -> JsonObject:
    """`check --json`."""
    return {
        "verdict": verdict.verdict,
        "findings": [finding_json(finding) for finding in verdict.findings],
        "rules_version": verdict.rules_version,
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
