"""问合规: a manager's question to the officers, with a clock; the answer, held to the rules first.

key = put("客户想让我代他保管U盾，能答应吗", work=work, actor=manager)
reply(key, "不能代管，……", work=work, actor=officer)
"""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from bot.results.declined import Declined
from bot.results.queue import Asked, Decision
from bot.usecases.check import found_against
from bot.usecases.evidence import attempted
from bot.usecases.notices import REVIEW_DECIDED, NoticeDraft, notify
from bot.usecases.queue import queue_item, read_item
from bot.usecases.scripts import ANSWER
from bot.usecases.work import Work
from knowledge.privacy import mask_note
from store.actor import Actor
from store.models import ItemKind, MessageKind, ReviewVerdict, Role, ScriptStatus
from store.reviews import deciding, items, shared
from store.reviews.deciding import QuestionDraft
from store.scripts import ScriptText, register_script
from store.staff import officers, staff_names
from store.suggestions import get_suggestion

PUT, DUE = "review_put", "review_due"
"""The kinds of notices to officers: a question came in, its time is over."""
_LEAST, _LONGEST_TITLE = 4, 30
NO_QUESTION = Declined("no_question", "请把问题写清楚，例如：问合规：客户想让我代管U盾，能答应吗？")
_ADVISED = frozenset({Role.RM, Role.SUPERVISOR})
_NOT_FOR_ROLE = Declined("not_permitted", "“问合规”是给客户经理和主管用的。")
_NOT_ANSWERED = Declined("not_answered", "先答复了，才能存成草稿。")
_STANDS = Declined("already", "这条答复已经存成草稿了，在 /drafts 里。")


def put(
    text: str,
    *,
    work: Work,
    actor: Actor,
    customer_id: str | None = None,
    suggestion_id: str | None = None,
) -> Asked | Declined:
    """Send a question on; with a suggestion it is about its customer, and asked once while open."""
    if actor.role not in _ADVISED:
        return _NOT_FOR_ROLE
    words = mask_note(text.strip())
    if len(words) < _LEAST:
        return NO_QUESTION
    due_at = work.now + timedelta(hours=work.desk.policy.days("review.question_hours"))
    about = customer_id or _customer_of(suggestion_id, work, actor)
    draft = QuestionDraft(words, due_at, about, suggestion_id)

    def write(session: Session) -> Asked:
        standing = suggestion_id and shared.open_question(
            session=session, actor=actor, suggestion_id=suggestion_id
        )
        if standing:
            return Asked(standing.item_id, standing.due_at or due_at, again=True)
        item_id = deciding.put_question(session=session, actor=actor, draft=draft, at=work.now)
        for officer in officers(session=session):
            for kind, at in ((PUT, work.now), (DUE, due_at)):
                key = f"{kind}:{item_id}:{officer}"
                notify(NoticeDraft(key, officer, kind, at, {"about": item_id}), work=work)
        return Asked(item_id, due_at, again=False)

    return attempted(work, write)


def question_of(suggestion_id: str, *, work: Work, actor: Actor) -> str:
    """What a suggestion of the actor's was asked, to be sent on; "" where he may not see it."""
    row = get_suggestion(session=work.reading, actor=actor, suggestion_id=suggestion_id)
    return row.query if row is not None else ""


def reply(item_id: str, text: str, *, work: Work, actor: Actor) -> Decision | Declined:
    """The officer's answer, told at once; words that break a rule are not sent."""
    words = mask_note(text.strip())
    if len(words) < _LEAST:
        return Declined("no_reason", "请把答复写完整，客户经理会照着做。")
    _, because = found_against(words, rules=work.desk.rules)
    if because:
        return Declined("no_reason", f"这样答复过不了规则，没有发出：{because}。请换个说法再写。")

    def write(session: Session) -> Decision:
        item = deciding.reply(
            session=session, actor=actor, item_id=item_id, text=words, at=work.now
        )
        (row,) = items.decisions_on(session=session, actor=actor, item=item)
        about = {"about": row.decision_id}
        key = f"{REVIEW_DECIDED}:{row.decision_id}:{item.staff_id}"
        notify(NoticeDraft(key, item.staff_id, REVIEW_DECIDED, work.now, about), work=work)
        names = staff_names(session=session, staff_ids={item.staff_id})
        shown = queue_item(item, names, actor)
        return Decision(shown, ReviewVerdict.ANSWERED, "", told=True, second_waits=False)

    return attempted(work, write)


def draft_from(item_id: str, *, work: Work, actor: Actor) -> str | Declined:
    """An answered question as a draft script of the officer's; another officer approves it."""
    opened = read_item(item_id, work=work, actor=actor)
    if isinstance(opened, Declined):
        return opened
    said = {each.kind: each.text for each in opened.thread}
    if MessageKind.REPLIED not in said or MessageKind.PUT not in said:
        return _NOT_ANSWERED
    key = answer_script_id(item_id)
    body = _body(key, said[MessageKind.PUT], said[MessageKind.REPLIED], item_id)

    def write(session: Session) -> str | Declined:
        text = ScriptText(key, "1", _title(said[MessageKind.PUT]), body)
        new = register_script(
            session=session,
            script=text,
            status=ScriptStatus.DRAFT,
            actor_id=actor.staff_id,
            at=work.now,
        )
        return key if new else _STANDS

    return attempted(work, write)


def answer_script_id(item_id: str) -> str:
    """The id of the script made of the answer to a question."""
    return f"{ANSWER}{item_id.removeprefix(f'{ItemKind.QUESTION}:').lower()}"


def _customer_of(suggestion_id: str | None, work: Work, actor: Actor) -> str | None:
    if suggestion_id is None:
        return None
    row = get_suggestion(session=work.reading, actor=actor, suggestion_id=suggestion_id)
    return row.customer_id if row is not None else None


def _body(script_id: str, question: str, answer: str, item_id: str) -> str:
    """The question as an objection with its answer; the rest is still to be written."""
    from knowledge.documents import DraftLine, DraftObjection, DraftScript, draft_markdown
    from knowledge.handbook.format import Section

    line = DraftLine("x1a", Section.OBJECTIONS, " ".join(answer.split()), None)
    asked = " ".join(question.split())
    return draft_markdown(
        DraftScript(
            script_id=script_id,
            group="objection",
            title=_title(asked),
            goal="合规答复过的问题，客户再问时照这样说。",
            audience="any",
            document="问合规",
            heading=(item_id,),
            asks=(asked,),
            lines=(),
            objections=(DraftObjection("x1", asked, (line,)),),
            missing=(),
        )
    )


def _title(question: str) -> str:
    whole = " ".join(question.split())
    return whole if len(whole) <= _LONGEST_TITLE else f"{whole[:_LONGEST_TITLE]}…"
