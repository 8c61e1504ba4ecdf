"""Is this text fit to send: the verdict, a rewrite that passes, and the log of both."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from bot.desk import CheckedText, Desk
from bot.results.log import Checked
from bot.usecases.evidence import Evidence, write_evidence
from knowledge.compliance import Verdict
from store.actor import Actor

_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*")


def check_text(
    text: str,
    *,
    desk: Desk,
    actor: Actor,
    now: datetime,
    show: Callable[[Checked], Mapping[str, str]],
    customer_id: str | None = None,
) -> Checked:
    """Judge a text and log the verdict before it is returned.

    Raises:
        EvidenceFailed: where it could not be logged.
    """
    verdict = desk.rules.check(text)
    if desk.second_opinion is not None:
        verdict = desk.second_opinion.review(text, verdict)
    checked = Checked("", text, verdict, rewritten(text, verdict, rules=desk.rules))
    screens = dict(show(checked))
    evidence = Evidence(
        kind="check",
        query=text,
        shown_text="\n\n".join(screens.values()),
        handbook_version=desk.handbook.version,
        writer="script",
        customer_id=customer_id,
        rule_results=[dataclasses.asdict(finding) for finding in verdict.findings],
        payload={"verdict": verdict.verdict, "rewrite": checked.rewrite, "screens": screens},
    )
    suggestion_id = write_evidence(evidence, desk=desk, actor=actor, at=now)
    return dataclasses.replace(checked, suggestion_id=suggestion_id)


def rewritten(text: str, verdict: Verdict, *, rules: CheckedText) -> str:
    """The text with each faulty sentence replaced by the rule's compliant wording.

    Empty where the text passes already, or where no replacement passes the checker.
    """
    if not verdict.findings:
        return ""
    kept: list[str] = []
    for sentence in _SENTENCE.finditer(text):
        faults = [
            f for f in verdict.findings if f.start < sentence.end() and f.end > sentence.start()
        ]
        words = sentence.group().strip()
        kept.extend(dict.fromkeys(f.instead for f in faults) if faults else [words])
    whole = "".join(dict.fromkeys(part for part in kept if part))
    if whole and rules.passes(whole):
        return whole
    instead = "".join(dict.fromkeys(finding.instead for finding in verdict.findings))
    return instead if rules.passes(instead) else ""
