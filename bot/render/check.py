"""A verdict as a screen and as the contract's JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.blocks import (
    Block,
    Line,
    Screen,
    Span,
    Style,
    Words,
    bold,
    headed,
    line,
    paragraph,
    screen,
)
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


LONG = 1200
"""Characters of a text, or of its rewrite, that are shown whole."""
_MOST_SHOWN, _MOST_QUOTES = 8, 3
_LONGEST_PASSAGE, _AROUND = 40, 12
_TAKE_IT = "改写较长，点“采用改写”单独看。"
_SAID_TO_ME = "这是在问我或托我办事，不是发给客户的话，没有当成可发的话来审。"
_WHAT_TO_DO = "要审一段话：把原文贴在 /check 后面。要问怎么说、能不能做：用 /ask。"
_MAY_NOT = "⛔ 问的这件事不能做，或须先问合规"


def verdict_screen(
    text: str, verdict: Verdict, rewrite: str = "", *, addressed: Addressed = "customer"
) -> Screen:
    """The verdict, the text with the faulty passages marked, the reasons, a rewrite.

    Of a long text only the passages are shown, of many findings the first by rule: whatever is
    judged, its verdict is two messages at most, and the log has it whole.

    What is said to the assistant is no text to send: the screen says so and what to do instead.
    """
    if addressed == "assistant":
        return _not_a_text(verdict)
    advice = paragraph(bold(_ADVICE[TextVerdict(verdict.verdict)]))
    if not verdict.findings:
        return screen(advice)
    offered = rewrite if len(rewrite) <= LONG else _TAKE_IT
    return screen(
        advice,
        _original(text, verdict),
        headed("原因", list(_reasons(verdict.findings))),
        headed("改写（可直接用）", [offered] if rewrite else []),
    )


def _not_a_text(verdict: Verdict) -> Screen:
    once = {each.rule_id: each for each in verdict.findings}
    reasons = [w for each in list(once.values())[:_MOST_SHOWN] for w in _forbids(each)]
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


def _original(text: str, verdict: Verdict) -> Block | None:
    """The text whole where it is short, else the first of its faulty passages."""
    if len(text) <= LONG:
        return headed("原文", [marked(text, verdict)])
    places = list(_places(verdict))
    excerpts = [_excerpt(text, start, end) for start, end in places[:_MOST_SHOWN]]
    return headed(f"原文有问题的地方（{_counted(len(places), '处')}）", excerpts)


def _excerpt(text: str, start: int, end: int) -> Line:
    before, after = text[max(start - _AROUND, 0) : start], text[end : end + _AROUND]
    passage = Span(_short(text[start:end]), Style.MARKED)
    return line("• …", " ".join(before.split()), passage, " ".join(after.split()), "…")


def _counted(count: int, unit: str) -> str:
    more = f"，先列{_MOST_SHOWN}{unit}" if count > _MOST_SHOWN else ""
    return f"{count}{unit}{more}"


def _short(words: str) -> str:
    """A passage in one line, the middle of a long one left out."""
    said = " ".join(words.split())
    if len(said) <= _LONGEST_PASSAGE:
        return said
    half = _LONGEST_PASSAGE // 2
    return f"{said[:half]}……{said[-half:]}"


def _places(verdict: Verdict) -> Iterator[tuple[int, int]]:
    """Where the text is at fault, places that overlap as one, in order."""
    position = 0
    for start, end in sorted((each.start, each.end) for each in verdict.findings):
        if end > position:
            yield max(start, position), end
            position = end


def _passages(text: str, verdict: Verdict) -> Iterator[Span]:
    position = 0
    for start, end in _places(verdict):
        yield Span(text[position:start])
        yield Span(text[start:end], Style.MARKED)
        position = end
    yield Span(text[position:])


def _reasons(findings: Sequence[Finding]) -> Iterator[Words]:
    """The rules broken, each once with what breaks it."""
    rules: dict[tuple[str, str, str], list[Finding]] = {}
    for each in findings:
        rules.setdefault((each.rule_id, each.because, each.instead), []).append(each)
    for found in list(rules.values())[:_MOST_SHOWN]:
        yield from _reason(found)
    if len(rules) > _MOST_SHOWN:
        yield f"……另有 {len(rules) - _MOST_SHOWN} 条规则，改好这些再审一次。"


def _reason(found: Sequence[Finding]) -> Iterator[Words]:
    first, quotes = found[0], list(dict.fromkeys(_short(each.quote) for each in found))
    named = "".join(f"“{quote}”" for quote in quotes[:_MOST_QUOTES])
    more = f"等{len(found)}处" if len(quotes) > _MOST_QUOTES or len(found) > len(quotes) else ""
    mark = rule_mark(f"{first.rule_id} · {first.source}")
    yield line(f"• {named}{more}：{first.because}", mark)
    yield f"{INDENT}可以改说：{first.instead}"
