"""A verdict as a screen and as the contract's JSON."""

from __future__ import annotations

from typing import Any, Protocol

from bot.render.brief import rule_mark
from bot.render.text import block, bold, escape, paragraphs

_VERDICTS = {
    "pass": "✅ 可以发",
    "review": "⚠ 需要斟酌：请合规看过再发",
    "block": "⛔ 不能发",
}


class _Finding(Protocol):
    @property
    def rule_id(self) -> str: ...
    @property
    def category(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def quote(self) -> str: ...
    @property
    def because(self) -> str: ...
    @property
    def instead(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def layer(self) -> str: ...


class _Verdict(Protocol):
    @property
    def verdict(self) -> str: ...
    @property
    def findings(self) -> tuple[Any, ...]: ...
    @property
    def rules_version(self) -> str: ...


def verdict_json(verdict: _Verdict) -> dict[str, Any]:
    """`check --json`."""
    return {
        "verdict": verdict.verdict,
        "findings": [_finding_json(finding) for finding in verdict.findings],
        "rules_version": verdict.rules_version,
    }


def verdict_text(text: str, verdict: _Verdict, rewrite: str = "") -> str:
    """The verdict, the text with the faulty passages marked, reasons, a rewrite. Telegram HTML."""
    if not verdict.findings:
        return bold(_VERDICTS[verdict.verdict])
    reasons = [
        f"• “{escape(f.quote)}”：{escape(f.because)} {rule_mark(f'{f.rule_id} · {f.source}')}"
        f"\n　可以改说：{escape(f.instead)}"
        for f in verdict.findings
    ]
    return paragraphs(
        [
            bold(_VERDICTS[verdict.verdict]),
            block("原文", [marked(text, verdict)]),
            block("原因", reasons),
            block("改写（可直接用）", [escape(rewrite)]) if rewrite else "",
        ]
    )


def marked(text: str, verdict: _Verdict) -> str:
    """The text with every found passage underlined and bold."""
    spans = sorted((f.start, f.end) for f in verdict.findings)
    parts: list[str] = []
    position = 0
    for start, end in spans:
        if end <= position:
            continue
        begin = max(start, position)
        parts.append(escape(text[position:begin]))
        parts.append(f"<u><b>{escape(text[begin:end])}</b></u>")
        position = end
    parts.append(escape(text[position:]))
    return "".join(parts)


def _finding_json(finding: _Finding) -> dict[str, Any]:
    return {
        "rule_id": finding.rule_id,
        "category": finding.category,
        "start": finding.start,
        "end": finding.end,
        "quote": finding.quote,
        "because": finding.because,
        "instead": finding.instead,
        "source": finding.source,
        "layer": finding.layer,
    }
