"""What officers decide of an item, written once and told to whose work it is.

    decide("note:IA…", ReviewVerdict.REJECTED, reason="…", work=work, actor=officer)

With a rejection goes what to say instead: the rules' own wording, or a line of another approved
script; none is made up.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session

from bot.results.declined import Declined
from bot.results.queue import Decision, Exchanged, ItemOpened
from bot.understanding.reasons import says_something
from bot.usecases.check import for_customers, rewritten
from bot.usecases.evidence import attempted
from bot.usecases.notices import (
    REVIEW_ANSWERED,
    REVIEW_ASKED,
    REVIEW_DECIDED,
    NoticeDraft,
    notify,
    tell_supervisors,
)
from bot.usecases.queue import queue_item, read_item
from bot.usecases.work import Work
from knowledge.privacy import mask_note
from store.actor import Actor
from store.models import ItemKind, ItemState, MessageKind, ReviewItem, ReviewVerdict
from store.reviews import deciding
from store.reviews.deciding import DecisionDraft
from store.staff import officers, staff_names

_LEAST = 4
_REASONED = frozenset({ReviewVerdict.REJECTED, ReviewVerdict.ESCALATED, ReviewVerdict.DISMISSED})
NO_REASON = Declined("no_reason", "请写明理由：哪句话、违反什么或为什么没有问题，客户经理会看到。")
IN_DRAFTS = Declined("in_drafts", "导入的草稿在 /drafts 里批准或否决，办完它会自己离开队列。")
NO_ANSWER = Declined("no_answer", "请写一句回答。")


def decide(
    item_id: str, verdict: ReviewVerdict, *, reason: str = "", work: Work, actor: Actor
) -> Decision | Declined:
    """Write the officer's decision, final, and tell it where it is to be told."""
    reason = mask_note(reason.strip())
    if verdict in _REASONED and says_nothing(reason):
        return NO_REASON
    opened = read_item(item_id, work=work, actor=actor)
    if isinstance(opened, Declined):
        return opened
    if opened.item.kind is ItemKind.DRAFT:
        return IN_DRAFTS
    bad = verdict in (ReviewVerdict.REJECTED, ReviewVerdict.ESCALATED)
    instead = right_line(opened, work=work) if bad else ""
    draft = DecisionDraft(item_id, verdict, reason, instead or None)

    def write(session: Session) -> Decision:
        item, row = deciding.decide_item(session=session, actor=actor, draft=draft, at=work.now)
        told = _tell(item, row.decision_id, verdict, opened.thread, work=work)
        names = staff_names(session=session, staff_ids={item.staff_id})
        waits = item.state is ItemState.SECOND
        return Decision(queue_item(item, names, actor), verdict, instead, told, waits)

    return attempted(work, write)


def ask_manager(item_id: str, text: str, *, work: Work, actor: Actor) -> str | Declined:
    """Put a question to whose work it is; his name. The item waits for the answer."""
    if says_nothing(text):
        return NO_REASON

    def write(session: Session) -> str:
        item = deciding.ask_manager(
            session=session, actor=actor, item_id=item_id, text=mask_note(text), at=work.now
        )
        _notify(REVIEW_ASKED, item.item_id, item.staff_id, work, mark=f"{work.now:%m%d%H%M%S}")
        names = staff_names(session=session, staff_ids={item.staff_id})
        return names.get(item.staff_id, item.staff_id)

    return attempted(work, write)


def answer_officer(item_id: str, text: str, *, work: Work, actor: Actor) -> Declined | None:
    """The manager's answer; the item is back in the queue, and the officers hear of it."""
    if not text.strip():
        return NO_ANSWER

    def write(session: Session) -> None:
        deciding.answer_officer(
            session=session, actor=actor, item_id=item_id, text=mask_note(text), at=work.now
        )
        for staff_id in officers(session=session):
            _notify(REVIEW_ANSWERED, item_id, staff_id, work, mark=f"{work.now:%m%d%H%M%S}")

    done = attempted(work, write)
    return done if isinstance(done, Declined) else None


def says_nothing(reason: str) -> bool:
    """Whether a reason is no more than the verdict in other words."""
    words = reason.strip()
    return len(words) < _LEAST or not says_something(words)


def right_line(opened: ItemOpened, *, work: Work) -> str:
    """What to say instead of what is rejected: the rules' wording or an approved line; or ""."""
    return next((words for words in _lines(opened, work) if words), "")


def _lines(opened: ItemOpened, work: Work) -> Iterator[str]:
    rules = work.desk.rules
    if opened.edit and opened.judged is not None:
        yield rewritten(opened.edit, opened.judged, rules=rules)
    if opened.flagged is not None:
        once = dict.fromkeys(each.instead for each in opened.flagged.findings)
        yield "".join(each for each in once if for_customers(each) and rules.passes(each))
    if opened.suggestion is None:
        return
    row = opened.suggestion.suggestion
    if opened.item.kind is ItemKind.TEXT:
        yield str(row.payload.get("rewrite") or "")
        return
    spoke = {each["script_id"] for each in row.scripts}
    yield _other_script(row.query, spoke, work)


def _other_script(query: str, spoke: set[str], work: Work) -> str:
    """A line of another approved script that answers the same; it stands as it is written."""
    handbook = work.desk.handbook
    for hit in handbook.search(query, top=3).hits:
        script = handbook.script(hit.script_id)
        if hit.script_id in spoke or script is None:
            continue
        for line in script.heard_lines():
            if line.is_for_all and "{" not in line.text and work.desk.rules.passes(line.text):
                return f"{line.text}（{script.title} {line.reference}）"
    return ""


def _tell(
    item: ReviewItem,
    decision_id: str,
    verdict: ReviewVerdict,
    thread: tuple[Exchanged, ...],
    *,
    work: Work,
) -> bool:
    """Whose work it is hears of all but what passed that he does not wait for; whether he does.

    His supervisors hear of what is escalated.
    """
    asked = any(each.kind is MessageKind.ASKED for each in thread)
    waits_for_it = item.kind is ItemKind.TEXT or asked
    told = verdict is not ReviewVerdict.PASSED or waits_for_it
    if told:
        _notify(REVIEW_DECIDED, decision_id, item.staff_id, work)
    if verdict is ReviewVerdict.ESCALATED:
        tell_supervisors(
            item.staff_id, lambda lead: _notice(REVIEW_DECIDED, decision_id, lead, work), work=work
        )
    return told


def _notify(kind: str, about: str, staff_id: str, work: Work, *, mark: str = "") -> None:
    notify(_notice(kind, about, staff_id, work, mark=mark), work=work)


def _notice(kind: str, about: str, staff_id: str, work: Work, *, mark: str = "") -> NoticeDraft:
    key = f"{kind}:{about}:{staff_id}{':' if mark else ''}{mark}"
    return NoticeDraft(key, staff_id, kind, work.now, {"about": about})
