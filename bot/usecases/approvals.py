"""Changes that need the supervisor's leave: asked for, decided, and told to who asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.record.fields import UNKNOWN, consent_words, value_words
from bot.record.vocabulary import Tier
from bot.results.approvals import OFFER, REPORT, ApprovalWanted, Given, Waiting
from bot.results.declined import Declined
from bot.usecases.evidence import attempted
from bot.usecases.health import waiting_releases
from bot.usecases.notices import NoticeDraft, notify, tell_supervisors
from bot.usecases.refusals import NO_CUSTOMER
from bot.usecases.work import Work
from store import approvals
from store.actor import Actor, team_managers
from store.approvals import Asked
from store.approved_consents import ApprovalDraft
from store.case_steps import NamedStep, pending_offers
from store.customers import get_record
from store.history import as_kept
from store.models import ApprovalSubject, Role
from store.releases import count_releases
from store.staff import staff_names, supervisors_of

_TIERS_OF_COMPANIES = frozenset({Tier.COMPANY, Tier.KEY_COMPANY})
ASKED, DECIDED, GIVEN = "approval", "approval_decided", "customer_given"
"""The kinds of notices: to who may decide, to who asked, and to whose a customer is now."""
_NO_TIER = Declined(
    "no_tier", "没有这个分层。个人：普通、潜力高净值、高净值；企业：企业、战略企业。"
)
_NO_COLLEAGUE = Declined("not_found", "本团队没有这位在用的客户经理；跨团队移交请管理员办理。")


def wanted_tier(
    said: str, customer_id: str, *, work: Work, actor: Actor
) -> ApprovalWanted | Declined:
    """The tier named, where this kind of customer has it."""
    record = get_record(session=work.reading, actor=actor, customer_id=customer_id)
    if record is None:
        return NO_CUSTOMER
    plain = said.removesuffix("客户")
    tier = next((each for each in Tier if plain in (each.value, f"{each.value}净值")), None)
    if tier is None or (tier in _TIERS_OF_COMPANIES) is not record.is_company:
        return _NO_TIER
    return ApprovalWanted(ApprovalSubject.TIER, tier.value, f"客户分层改为{tier.label}")


def wanted_owner(said: str, *, work: Work, actor: Actor) -> ApprovalWanted | Declined:
    """The colleague named, by his id or his name where one alone of the team bears it."""
    team = team_managers(session=work.reading, actor=actor)
    found = [key for key, name in team.items() if said in (key, name)]
    if len(found) != 1:
        return _NO_COLLEAGUE
    return ApprovalWanted(ApprovalSubject.OWNER, found[0], f"负责人改为{team[found[0]]}")


def stands(wanted: ApprovalWanted, customer_id: str, *, work: Work, actor: Actor) -> bool:
    """Whether the customer's record says already what is wanted."""
    record = get_record(session=work.reading, actor=actor, customer_id=customer_id)
    owned = wanted.subject is ApprovalSubject.OWNER
    field = "owner_id" if owned else wanted.subject.value
    return record is not None and as_kept(getattr(record, field)) == wanted.wanted


def ask(
    wanted: ApprovalWanted, customer_id: str, why: str, *, work: Work, actor: Actor
) -> str | Declined:
    """Ask the supervisor; the request's id."""
    draft = ApprovalDraft(customer_id, wanted.subject, wanted.wanted, why)

    def act(session: Session) -> str:
        row = approvals.ask_approval(session=session, actor=actor, draft=draft, at=work.now)
        record = get_record(session=session, actor=actor, customer_id=customer_id)
        tell_supervisors(
            record.owner_id if record is not None else None,
            lambda lead: _notice(ASKED, row.approval_id, lead, work),
            work=work,
        )
        return row.approval_id

    return attempted(work, act)


def waiting(*, work: Work, actor: Actor) -> tuple[Waiting, ...]:
    """What waits for this supervisor, changes first, then plans and reports; nothing for others."""
    if actor.role is not Role.SUPERVISOR:
        return ()
    session = work.reading
    rows = approvals.waiting_approvals(session=session, actor=actor)
    offers = pending_offers(session=session, actor=actor)
    return (
        *(_shown(each, work) for each in rows),
        *(_offer(each, work) for each in offers),
        *_reports(work, actor),
    )


def count_waiting(*, work: Work, actor: Actor) -> int:
    """How many wait for this supervisor; cheap enough for every message."""
    if actor.role is not Role.SUPERVISOR:
        return 0
    session = work.reading
    changes = approvals.count_waiting(session=session, actor=actor)
    offers = len(pending_offers(session=session, actor=actor))
    return changes + offers + count_releases(session=session, actor=actor)


def own_waiting(*, work: Work, actor: Actor) -> tuple[Waiting, ...]:
    """What the actor asked himself and nobody has decided yet."""
    rows = approvals.waiting_approvals(session=work.reading, actor=actor, own=True)
    return tuple(_shown(each, work) for each in rows)


def deciders(customer_id: str, *, work: Work, actor: Actor) -> tuple[str, ...]:
    """The names of who may decide what the actor asks for a customer; empty where nobody may."""
    record = get_record(session=work.reading, actor=actor, customer_id=customer_id)
    owner = record.owner_id if record is not None else None
    leads = supervisors_of(session=work.reading, staff_id=owner)
    others = [each for each in leads if each != actor.staff_id]
    return tuple(staff_names(session=work.reading, staff_ids=others).values())


def decide(
    approval_id: str, *, granted: bool, reason: str, work: Work, actor: Actor
) -> Declined | None:
    """Grant a request, or hand it back with its reason."""

    def act(session: Session) -> None:
        row = approvals.decide(
            session=session,
            actor=actor,
            approval_id=approval_id,
            granted=granted,
            reason=reason,
            at=work.now,
        )
        notify(_notice(DECIDED, approval_id, row.asked_by, work), work=work)
        if granted and row.subject is ApprovalSubject.OWNER and row.wanted != row.asked_by:
            notify(_notice(GIVEN, approval_id, row.wanted, work), work=work)

    done = attempted(work, act)
    return done if isinstance(done, Declined) else None


def news(*, work: Work, actor: Actor) -> Sequence[str]:
    """What was decided of the actor's own requests since he last heard; told once."""
    rows = approvals.decided_for(session=work.reading, actor=actor)
    if not rows:
        return []
    ids = [each.approval_id for each in rows]
    approvals.mark_told(session=work.writing, actor=actor, approval_ids=ids, at=work.now)
    return [_decided(each, work) for each in rows]


def given(approval_id: str, *, work: Work, actor: Actor) -> Given | None:
    """A customer who became the actor's by leave; None where he is his no more."""
    found = approvals.granted_to(session=work.reading, actor=actor, approval_id=approval_id)
    if found is None:
        return None
    names = staff_names(session=work.reading, staff_ids=[found.before or ""])
    return Given(
        found.customer_id, found.customer_name, names.get(found.before or "", ""), found.decider
    )


def _notice(kind: str, approval_id: str, staff_id: str, work: Work) -> NoticeDraft:
    key = f"{kind}:{approval_id}:{staff_id}"
    return NoticeDraft(key, staff_id, kind, work.now, {"approval_id": approval_id})


def _shown(asked: Asked, work: Work) -> Waiting:
    text = f"{_words(asked, work)}。{asked.asker} {_at(asked.asked_at, work)} 申请：{asked.why}"
    return Waiting(asked.subject.value, asked.approval_id, asked.customer_name, asked.asker, text)


def _offer(step: NamedStep, work: Work) -> Waiting:
    text = f"挽留方案。{step.staff_name} {_at(step.step.at, work)} 提交：{step.step.text}"
    return Waiting(OFFER, step.step.case_id, step.customer_name, step.staff_name, text)


def _reports(work: Work, actor: Actor) -> Iterator[Waiting]:
    found = waiting_releases(work=work, actor=actor)
    names = staff_names(session=work.reading, staff_ids={row.asked_by for row, _ in found})
    for row, customer in found:
        asker = names.get(row.asked_by, row.asked_by)
        text = f"资产健康报告放行。{asker} {_at(row.asked_at, work)} 申请"
        yield Waiting(REPORT, row.release_id, customer, asker, text)


def _at(moment: datetime, work: Work) -> str:
    return f"{moment.astimezone(work.desk.zone):%m-%d %H:%M}"


def _decided(asked: Asked, work: Work) -> str:
    verdict = "已批准" if asked.granted else "已退回"
    reason = f"：{asked.reason}" if asked.reason else ""
    return f"{asked.customer_name} {_words(asked, work)}——{asked.decider}{verdict}{reason}"


def _words(asked: Asked, work: Work) -> str:
    if asked.subject is ApprovalSubject.CONTACT:
        return "解除免打扰"
    if asked.subject is ApprovalSubject.CONSENT:
        was = consent_words(asked.before) if asked.before else "无"
        return f"{asked.subject.label} {was} → {consent_words(asked.wanted)}"
    if asked.subject is ApprovalSubject.OWNER:
        names = staff_names(session=work.reading, staff_ids=[asked.before, asked.wanted])
        was, wanted = (names.get(each, each) for each in (asked.before, asked.wanted))
        return f"{asked.subject.label} {was} → {wanted}"
    field = "tier_override"
    before = value_words(field, asked.before)
    was = "按规则" if before == UNKNOWN else before
    return f"{asked.subject.label} {was} → {value_words(field, asked.wanted)}"
