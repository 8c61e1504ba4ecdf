"""Asset health reports: made and kept as evidence, released to the customer by a supervisor.

health_report ─▶ draft ── request_release ─▶ asked ── decide ─▶ approved │ sent back
                                               └── withdraw      └── reconsider ─▶ asked
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import ValidationError
from sqlmodel import Session

from bot.brief.case import Case
from bot.brief.health import health_of
from bot.render.contract import alerts_json
from bot.render.health import DRAFT, chart_heading, health_pdf, health_screen, health_texts
from bot.results.declined import Declined
from bot.results.health import HealthReport, report_from, report_json
from bot.results.vocabulary import EvidenceKind
from bot.usecases.case import read_case
from bot.usecases.evidence import attempted, recorded, with_screens, words_of
from bot.usecases.notices import RELEASE_DECIDED, NoticeDraft, notify
from bot.usecases.refusals import ADVISED, NO_CUSTOMER, NO_LISTS
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import customer_names
from store.models import ConsentScope, ReportRelease, Role
from store.releases import (
    ask_release,
    decide_release,
    get_release,
    open_releases,
    release_about,
    release_of,
    reopen_release,
    withdraw_release,
)
from store.suggestions import SuggestionDraft, get_suggestion

_GONE = Declined("not_found", "没有找到这份报告，或客户已不在您名下。请重新生成。")
_SUPERVISORS = Declined("not_permitted", "放行要主管批准；您可以申请放行。")
_FAULTY = "报告里这句没有通过合规检查，没有生成：“{words}”（{rule}）"
_BARRED = "现在不能给客户：{reason}〔{rule_id} · {clause}〕{instead}。"


@dataclass(frozen=True)
class KeptReport:
    """A report as it was kept, and where its release stands.

    `barred` is why an approved one may not go to the customer any more.
    """

    report: HealthReport
    suggestion_id: str
    release: ReportRelease | None
    barred: Declined | None = None

    @property
    def approved(self) -> bool:
        """Whether the customer may have it."""
        release = self.release
        granted = release is not None and release.approved and release.withdrawn_at is None
        return granted and self.barred is None

    @property
    def waits(self) -> bool:
        """Whether a supervisor has still to decide."""
        release = self.release
        return release is not None and release.decided_at is None and release.withdrawn_at is None


def health_report(customer_id: str, *, work: Work, actor: Actor) -> KeptReport | Declined:
    """Make the report of the day and keep it; every sentence has passed the checker."""
    if actor.role not in ADVISED:
        return NO_LISTS
    case = read_case(customer_id, work=work, actor=actor)
    if case is None:
        return NO_CUSTOMER
    report = health_of(case, policy=work.desk.policy, rm_name=actor.name)
    for words in health_texts(report):
        verdict = work.desk.rules.check(words)
        if verdict.verdict == "block":
            rule = verdict.findings[0].rule_id
            return Declined("blocked", _FAULTY.format(words=words, rule=rule))
    return KeptReport(report, _kept(report, case, work=work, actor=actor), None)


def kept_report(suggestion_id: str, *, work: Work, actor: Actor) -> KeptReport | Declined:
    """A report as it was kept, with its request if one was made; the gate is asked as of now."""
    row = get_suggestion(session=work.reading, actor=actor, suggestion_id=suggestion_id)
    if row is None or row.customer_id is None:
        return _GONE
    try:
        report = report_from(row.payload.get("report"))
    except ValidationError:
        return _GONE
    release = release_about(session=work.reading, actor=actor, suggestion_id=suggestion_id)
    granted = release is not None and release.approved
    barred = _barred(row.customer_id, work=work, actor=actor) if granted else None
    return KeptReport(report, suggestion_id, release, barred)


def released(release_id: str, *, work: Work, actor: Actor) -> KeptReport | Declined:
    """The report a request is about."""
    found = attempted(
        work, lambda session: get_release(session=session, actor=actor, release_id=release_id)
    )
    if isinstance(found, Declined):
        return found
    return kept_report(found.suggestion_id, work=work, actor=actor)


def request_release(suggestion_id: str, *, work: Work, actor: Actor) -> KeptReport | Declined:
    """Ask the supervisor; refused where the customer may not be approached with it."""
    kept = kept_report(suggestion_id, work=work, actor=actor)
    if isinstance(kept, Declined):
        return kept
    barred = _barred(kept.report.customer_id, work=work, actor=actor)
    if barred is not None:
        return barred
    return _changed(
        lambda session: ask_release(
            session=session, actor=actor, suggestion_id=suggestion_id, at=work.now
        ),
        work=work,
        actor=actor,
    )


def withdraw(release_id: str, *, work: Work, actor: Actor) -> KeptReport | Declined:
    """Take a request back."""
    return _changed(
        lambda session: withdraw_release(
            session=session, actor=actor, release_id=release_id, at=work.now
        ),
        work=work,
        actor=actor,
    )


def decide(release_id: str, *, approved: bool, work: Work, actor: Actor) -> KeptReport | Declined:
    """A supervisor's decision, told to who asked; approving asks the gate once more."""
    if actor.role is not Role.SUPERVISOR:
        return _SUPERVISORS
    kept = released(release_id, work=work, actor=actor)
    if isinstance(kept, Declined):
        return kept
    barred = _barred(kept.report.customer_id, work=work, actor=actor) if approved else None
    if barred is not None:
        return barred

    def act(session: Session) -> ReportRelease:
        row = decide_release(
            session=session, actor=actor, release_id=release_id, approved=approved, at=work.now
        )
        key = f"{RELEASE_DECIDED}:{release_id}:{work.now.isoformat()}"
        subject = {"release_id": release_id}
        notify(NoticeDraft(key, row.asked_by, RELEASE_DECIDED, work.now, subject), work=work)
        return row

    return _changed(act, work=work, actor=actor)


def reconsider(release_id: str, *, work: Work, actor: Actor) -> KeptReport | Declined:
    """A supervisor's decision taken back."""
    if actor.role is not Role.SUPERVISOR:
        return _SUPERVISORS
    return _changed(
        lambda session: reopen_release(
            session=session, actor=actor, release_id=release_id, at=work.now
        ),
        work=work,
        actor=actor,
    )


def waiting_releases(*, work: Work, actor: Actor) -> tuple[tuple[ReportRelease, str], ...]:
    """What waits for the actor's decision, each with its customer's name; none of his own."""
    if actor.role is not Role.SUPERVISOR:
        return ()
    found = open_releases(session=work.reading, actor=actor)
    rows = [row for row in found if row.asked_by != actor.staff_id]
    ids = [row.customer_id for row in rows]
    names = customer_names(session=work.reading, actor=actor, customer_ids=ids)
    return tuple((row, names[row.customer_id]) for row in rows if row.customer_id in names)


def latest_release(customer_id: str, *, work: Work, actor: Actor) -> ReportRelease | None:
    """The newest request about a customer the actor is known to see."""
    return release_of(session=work.reading, actor=actor, customer_id=customer_id)


def report_pdf(kept: KeptReport, *, work: Work) -> bytes:
    """The report on paper: a draft on every page until it is approved."""
    release = kept.release
    if kept.approved and release is not None and release.decided_at is not None:
        day = release.decided_at.astimezone(work.desk.zone)
        footer = (
            f"仅供{kept.report.customer_name}本人，{day:%Y-%m-%d}经主管批准（{release.release_id}）"
        )
    else:
        footer = DRAFT
    return health_pdf(kept.report, footer=footer, made_at=work.now)


def report_picture(kept: KeptReport) -> bytes:
    """The charts alone, headed by whose they are and of when; a draft until it is approved."""
    from bot.render.charts.health import health_png

    return health_png(kept.report, heading=chart_heading(kept.report, approved=kept.approved))


def _barred(customer_id: str, *, work: Work, actor: Actor) -> Declined | None:
    case = read_case(customer_id, work=work, actor=actor)
    if case is None:
        return NO_CUSTOMER
    rulings = (case.gate.contact(), case.gate.use(ConsentScope.WEALTH), *case.gate.bars[:1])
    against = next((each for each in rulings if not each.allowed), None)
    if against is None:
        return None
    words = _BARRED.format(
        reason=against.reason,
        rule_id=against.rule_id,
        clause=against.clause,
        instead=against.instead,
    )
    return Declined("barred", words)


def _changed(
    act: Callable[[Session], ReportRelease], *, work: Work, actor: Actor
) -> KeptReport | Declined:
    row = attempted(work, act)
    if isinstance(row, Declined):
        return row
    kept = kept_report(row.suggestion_id, work=work, actor=actor)
    return kept if isinstance(kept, Declined) else KeptReport(kept.report, row.suggestion_id, row)


def _kept(report: HealthReport, case: Case, *, work: Work, actor: Actor) -> str:
    screens = {"first": health_screen(report, state=DRAFT)}
    return recorded(
        SuggestionDraft(
            kind=EvidenceKind.ASK.value,
            actor=actor,
            query="资产健康报告",
            shown_text=words_of(screens),
            rules_version=work.desk.rules.version,
            handbook_version=work.desk.handbook.version,
            writer="script",
            customer_id=report.customer_id,
            scripts=(),
            record_read=case.record.as_json(),
            rule_results=alerts_json(case.alerts),
            payload=with_screens({"report": report_json(report)}, screens),
        ),
        work=work,
    )
