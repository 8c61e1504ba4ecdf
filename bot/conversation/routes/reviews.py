"""The log in chat: pages of suggestions, one opened as shown, its evidence, what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.memory import EditedText, UnfitReason
from bot.conversation.routes import queue
from bot.conversation.routes.briefs import rows_below
from bot.conversation.turn import Turn
from bot.render.check import verdict_screen
from bot.render.review import evidence_screen, script_screen, suggestion_line, suggestions_screen
from bot.results.declined import Declined
from bot.usecases.feedback import mark
from bot.usecases.review import (
    PAGE,
    as_shown,
    open_suggestion,
    page_of_suggestions,
    screens_as_shown,
)
from store.models import FeedbackOutcome

_GONE = "这条建议现在不能看：客户已不在您名下，或不归您查看。"
_NO_SCRIPT = "这条建议没有用到脚本。"
_SCRIPT_GONE = "这个脚本已经不在手册里了。"
_PASTE = "请把您改过的话贴在下一条消息里，会先帮您看能不能发。"
_WHY = "哪里不合适？点选，或直接写原因。"
_THANKS = {
    FeedbackOutcome.USED: "已记下：已使用。",
    FeedbackOutcome.EDITED: "已记下：改过再用。",
    FeedbackOutcome.UNFIT: "已记下：不合适，谢谢您的反馈。",
}
_REASONS = {"customer": "不符合客户情况", "words": "话术不自然", "old": "内容过时"}
_LONGEST_LINE = 40


def review_command(turn: Turn) -> Sequence[Post]:
    """/review: an officer's queue; for others the newest suggestions they may see."""
    return queue.at_head(turn) or show_page(turn)


def show_page(turn: Turn, before: str = "") -> Sequence[Post]:
    """A page of suggestions, each a button."""
    rows = page_of_suggestions(work=turn.work, actor=turn.actor, before_id=before or None)
    offers = [
        [Offer(suggestion_line(row, turn.zone)[:_LONGEST_LINE], Verb.EVIDENCE, row.suggestion_id)]
        for row in rows
    ]
    if len(rows) == PAGE:
        offers.append([Offer("更早的", Verb.OLDER, rows[-1].suggestion_id)])
    return [Post(suggestions_screen(rows, turn.zone), offers)]


def show_evidence(turn: Turn, suggestion_id: str) -> Sequence[Post]:
    """Who, when, from what, under which rules."""
    opened = open_suggestion(suggestion_id, work=turn.work, actor=turn.actor)
    if opened is None:
        return [say(_GONE)]
    ids = [use["script_id"] for use in opened.suggestion.scripts]
    scripts = [Offer(f"原文 {script_id}", Verb.SCRIPT, script_id) for script_id in ids]
    rows = [[Offer("按当时所示打开", Verb.AS_SHOWN, suggestion_id)], *in_rows(scripts, width=1)]
    return [Post(evidence_screen(opened, turn.zone), rows)]


def show_as_shown(turn: Turn, suggestion_id: str) -> Sequence[Post]:
    """Exactly what was shown at the time."""
    shown = as_shown(suggestion_id, work=turn.work, actor=turn.actor)
    return [Post(shown) if shown is not None else say(_GONE)]


def show_screen(turn: Turn, argument: str) -> Sequence[Post]:
    """A screen behind a brief's or answer's button, as it was recorded."""
    suggestion_id, _, name = argument.partition(":")
    screens = screens_as_shown(suggestion_id, work=turn.work, actor=turn.actor)
    if name not in screens:
        return [say(_GONE)]
    return [Post(screens[name], rows_below(name, suggestion_id, screens))]


def show_sources(turn: Turn, suggestion_id: str) -> Sequence[Post]:
    """The scripts a suggestion was made from, as buttons; a single one opens at once."""
    opened = open_suggestion(suggestion_id, work=turn.work, actor=turn.actor)
    if opened is None:
        return [say(_GONE)]
    ids = [use["script_id"] for use in opened.suggestion.scripts]
    if not ids:
        return [say(_NO_SCRIPT)]
    if len(ids) == 1:
        return show_script(turn, ids[0])
    known = ((i, turn.desk.handbook.script(i)) for i in ids)
    offers = [Offer(script.title if script else i, Verb.SCRIPT, i) for i, script in known]
    return [Post(said("这些话出自下面的脚本，点开看原文："), in_rows(offers, width=1))]


def show_script(turn: Turn, script_id: str) -> Sequence[Post]:
    """A script's text with its anchors."""
    script = turn.desk.handbook.script(script_id)
    if script is None:
        return [say(_SCRIPT_GONE)]
    return [Post(script_screen(script), confidential=False)]


def mark_used(turn: Turn, suggestion_id: str) -> Sequence[Post]:
    """Used as it was."""
    return _mark(turn, suggestion_id, FeedbackOutcome.USED)


def ask_edited(turn: Turn, suggestion_id: str) -> Sequence[Post]:
    """The next message is the text as edited."""
    turn.wait(EditedText(suggestion_id))
    return [say(_PASTE)]


def ask_reason(turn: Turn, suggestion_id: str) -> Sequence[Post]:
    """Why it does not fit: a button, or the next message."""
    turn.wait(UnfitReason(suggestion_id))
    offers = [
        Offer(words, Verb.REASON, f"{suggestion_id}:{code}") for code, words in _REASONS.items()
    ]
    return [say(_WHY, rows=in_rows(offers, width=1))]


def reason_chosen(turn: Turn, argument: str) -> Sequence[Post]:
    """A reason chosen by button."""
    suggestion_id, _, code = argument.partition(":")
    return write_reason(turn, suggestion_id, _REASONS.get(code, code))


def write_reason(turn: Turn, suggestion_id: str, reason: str) -> Sequence[Post]:
    """Not fitting, with the reason."""
    return _mark(turn, suggestion_id, FeedbackOutcome.UNFIT, reason)


def write_edited(turn: Turn, suggestion_id: str, text: str) -> Sequence[Post]:
    """Edited, with the text as it was really said; the verdict comes back."""
    return _mark(turn, suggestion_id, FeedbackOutcome.EDITED, text)


def _mark(
    turn: Turn, suggestion_id: str, outcome: FeedbackOutcome, text: str = ""
) -> Sequence[Post]:
    turn.settle()
    marked = mark(suggestion_id, outcome, work=turn.work, actor=turn.actor, text=text)
    if isinstance(marked, Declined):
        return [say(marked.reason)]
    thanks = said(_THANKS[outcome])
    verdict = verdict_screen(text, marked.verdict) if marked.verdict is not None else ()
    return [Post((*thanks, *verdict))]
