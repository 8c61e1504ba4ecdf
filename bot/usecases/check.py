"""Is this text fit to send: the verdict, a rewrite that passes, and the log of both."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from bot.render.check import verdict_json, verdict_screen
from bot.results.log import Checked
from bot.results.shown import Shown
from bot.results.vocabulary import EvidenceKind
from bot.rules import CheckedText
from bot.understanding.buying_off import BUYS_OFF, BUYS_OFF_RULE, buys_off
from bot.usecases.evidence import recorded, with_screens, words_of
from bot.usecases.work import Work
from knowledge.compliance import Verdict
from store.actor import Actor
from store.suggestions import SuggestionDraft, get_suggestion

_TO_STAFF = ("用事实说明", "客户数据只在", "对外只用", "我可以给出", "我只按规则", "写明区间")
"""How a rule's wording begins that is advice to us, no text to send."""
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*")

_CUSTOMER_ASKS = re.compile(
    "(?<![跟和给对向与])(?:客户|他们?|她们?|人家|对方|[总姐哥叔姨]|阿姨|大爷|大妈|先生|女士|老师)[^，,。]{0,3}(?:问|想|说|要求|非要|坚持|嫌)"
)


def asks_for_a_breach(text: str, *, rules: CheckedText) -> bool:
    """Whether a manager asks if he may do what a rule forbids; a customer's question is none.

    Such a question is answered by the rule (`check_text`), not by a script.
    """
    if _CUSTOMER_ASKS.search(text):
        return False
    verdict, addressed = rules.check_as_given(text)
    return addressed == "assistant" and any(each.layer == "question" for each in verdict.findings)


def found_against(text: str, *, rules: CheckedText) -> tuple[bool, str]:
    """Whether the rules bar words that promise a customer something, and why, each rule named.

    (False, "") where nothing is found; (False, why) where somebody has to look at them.
    """
    if buys_off(text):
        return True, f"{BUYS_OFF}（{BUYS_OFF_RULE}）"
    verdict = rules.check(text)
    why = {each.rule_id: each.because.rstrip("。") for each in verdict.findings}
    told = "；".join(f"{because}（{rule}）" for rule, because in why.items())
    return verdict.verdict == "block", told if verdict.verdict != "pass" else ""


def check_text(
    text: str, *, work: Work, actor: Actor, customer_id: str | None = None
) -> Shown[Checked]:
    """Judge a text; the verdict may be shown once the work is committed."""
    desk = work.desk
    verdict, addressed = desk.rules.check_as_given(text)
    if addressed == "assistant":
        return _shown(
            Checked("", text, verdict, "", addressed),
            work=work,
            actor=actor,
            customer_id=customer_id,
        )
    if desk.second_opinion is not None:
        work.rest()
        verdict = desk.second_opinion.review(text, verdict)
    checked = Checked("", text, verdict, rewritten(text, verdict, rules=desk.rules))
    return _shown(checked, work=work, actor=actor, customer_id=customer_id)


def rewrite_of(suggestion_id: str, *, work: Work, actor: Actor) -> str:
    """The rewrite a checked text was shown with; empty where there is none the actor may see."""
    row = get_suggestion(session=work.reading, actor=actor, suggestion_id=suggestion_id)
    return (
        str(row.payload.get("rewrite", ""))
        if row is not None and row.kind == EvidenceKind.CHECK
        else ""
    )


def for_customers(instead: str) -> bool:
    """Whether a rule's wording is for the customer's ears, and no advice to us."""
    return not instead.startswith(_TO_STAFF)


def rewritten(text: str, verdict: Verdict, *, rules: CheckedText) -> str:
    """The text with each faulty sentence replaced by the rule's compliant wording.

    Empty where the text passes already, where no replacement passes the checker, or where a rule
    tells the manager what to do instead of what to say.
    """
    if not verdict.findings or not all(for_customers(each.instead) for each in verdict.findings):
        return ""
    whole = "".join(_mended(text, verdict)).strip("\n")
    if whole and rules.passes(whole):
        return whole
    instead = "".join(dict.fromkeys(finding.instead for finding in verdict.findings))
    return instead if rules.passes(instead) else ""


def _mended(text: str, verdict: Verdict) -> Iterator[str]:
    """The text sentence by sentence, none said twice, its line breaks where they were."""
    said: set[str] = set()
    for sentence in _SENTENCE.finditer(text):
        faults = [
            f for f in verdict.findings if f.start < sentence.end() and f.end > sentence.start()
        ]
        words = [f.instead for f in faults] if faults else [sentence.group().strip()]
        fresh = [each for each in dict.fromkeys(words) if each not in said]
        said.update(fresh)
        if fresh:
            yield "".join(fresh) + "\n" * sentence.group().count("\n")


def _shown(
    checked: Checked, *, work: Work, actor: Actor, customer_id: str | None
) -> Shown[Checked]:
    verdict = checked.verdict
    screens = {
        "first": verdict_screen(checked.text, verdict, checked.rewrite, addressed=checked.addressed)
    }
    content = verdict_json(verdict, addressed=checked.addressed) | {"rewrite": checked.rewrite}
    evidence = SuggestionDraft(
        kind=EvidenceKind.CHECK.value,
        actor=actor,
        query=checked.text,
        shown_text=words_of(screens),
        rules_version=verdict.rules_version,
        handbook_version=work.desk.handbook.version,
        writer="script",
        customer_id=customer_id,
        rule_results=[dataclasses.asdict(finding) for finding in verdict.findings],
        payload=with_screens(content, screens),
    )
    suggestion_id = recorded(evidence, work=work)
    return Shown(dataclasses.replace(checked, suggestion_id=suggestion_id), suggestion_id, screens)
