"""What a manager admits to have told a customer against a rule, and how it is put right."""

from __future__ import annotations

from bot.understanding.admitting import admitted
from bot.understanding.own_words import told_words
from bot.usecases.check import for_customers
from bot.usecases.own_flags import AS_TOLD, LEARNED
from bot.usecases.work import Work
from knowledge.compliance import Finding


def slips(text: str, *, work: Work) -> tuple[Finding, ...]:
    """The rules broken by what the manager says he told a customer, each once; none where he
    admits nothing, or nothing wrong."""
    told = admitted(text)
    if told is None:
        return ()
    heard = [told, *(text[start:end] for start, end in told_words(text, None))]
    found: dict[str, Finding] = {}
    for words in heard:
        for each in work.desk.rules.check(AS_TOLD.sub("您", words)).findings:
            if each.layer != LEARNED:
                found.setdefault(each.rule_id, each)
    return tuple(found.values())


def put_right(found: tuple[Finding, ...], *, work: Work) -> tuple[str, ...]:
    """What the rules say instead to the customer, as far as it passes them itself."""
    words = dict.fromkeys(each.instead for each in found if for_customers(each.instead))
    return tuple(each for each in words if work.desk.rules.passes(each))
