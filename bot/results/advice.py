"""Briefs and answers: lines to say, each with where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.record.alerts import Alert
from bot.record.ruling import Ruling
from bot.record.standing import Standing
from bot.results.vocabulary import ActionChannel, ActionKind
from knowledge.stopping.events import StopEvent
from store.customers import CustomerRecord
from store.models import ProductType


@dataclass(frozen=True, slots=True)
class ScriptSource:
    """A line of a script: its id, version, and the line's reference within it."""

    script_id: str
    version: int
    line: str


@dataclass(frozen=True, slots=True)
class TalkSource:
    """A conversation with the customer that was logged here."""

    interaction_id: str


@dataclass(frozen=True, slots=True)
class RuleSource:
    """A rule or a value of the policy, and the clause it comes from."""

    rule_id: str
    clause: str


Source = ScriptSource | TalkSource | RuleSource
"""Where words stand."""


@dataclass(frozen=True, slots=True)
class Sourced:
    """Words with the places they come from."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A script chosen for the customer, and why in words."""

    script_id: str
    version: int
    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Tell:
    """Whom to tell, by role, within what time, and what; None: by the end of the day."""

    role: str
    within: timedelta | None
    what: Sourced


@dataclass(frozen=True, slots=True)
class StopSteps:
    """What a stop script has done about its event: now, whom to tell, what to say, what never."""

    event: StopEvent
    script: Scenario
    now: tuple[Sourced, ...]
    tell: tuple[Tell, ...]
    may_say: tuple[Sourced, ...]
    never: tuple[Sourced, ...]


@dataclass(frozen=True, slots=True)
class ObjectionAnswer:
    """What the customer may say, and what to answer."""

    objection: str
    response: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class NextAction:
    """What to do after the call. `due` is a time, or a date where no time of day is meant."""

    kind: ActionKind
    text: str
    due: date | datetime
    channel: ActionChannel
    sources: tuple[Source, ...]
    rule_id: str | None = None


@dataclass(frozen=True, slots=True)
class Avoid:
    """What not to say, and the rule behind it."""

    text: str
    rule_id: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferedProduct:
    """A suitable product with the reason and what must be said with it."""

    product_id: str
    name: str
    type: ProductType
    risk_level: str | None
    why: str
    disclosure: str


@dataclass(frozen=True, slots=True)
class BlockedProduct:
    """A product that may not be offered, and the gate's ruling that says why.

    `matters`: of a type that was asked for or that this call is about.
    """

    product_id: str
    name: str
    type: ProductType
    ruling: Ruling
    matters: bool = False

    @property
    def reason(self) -> str:
        """Why not, in words."""
        return self.ruling.reason

    @property
    def rule_id(self) -> str:
        """The rule that bars it."""
        return self.ruling.rule_id


@dataclass(frozen=True, slots=True)
class Brief:
    """The pre-call brief, whole. `opening` is None where no contact may be made.

    `steps`: of the events that are open, the gravest first; while one is, nothing else is said.
    """

    suggestion_id: str
    generated_at: datetime
    handbook_version: str
    writer: str
    purpose: str
    record: CustomerRecord
    standing: Standing
    goal: Sourced
    alerts: tuple[Alert, ...]
    scenarios: tuple[Scenario, ...]
    opening: Sourced | None
    talking_points: tuple[Sourced, ...]
    questions: tuple[Sourced, ...]
    products: tuple[OfferedProduct, ...]
    no_product_reason: str
    blocked_products: tuple[BlockedProduct, ...]
    objections: tuple[ObjectionAnswer, ...]
    next_actions: tuple[NextAction, ...]
    avoid: tuple[Avoid, ...]
    disclosures: tuple[str, ...]
    notes: tuple[Sourced, ...]
    steps: tuple[StopSteps, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """An approved passage without script form, cited by document and heading."""

    text: str
    document: str
    heading: str


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """One of several questions in a message, and the script whose lines answer it, if one does."""

    query: str
    script_id: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """Guidance on a question or an objection; declined where the handbook does not hold it.

    `barred`: the gate's ruling against what was asked, which is the answer; lines are then only
    what may be said all the same. `parts`: where several questions were asked, each of them.
    """

    suggestion_id: str
    generated_at: datetime
    handbook_version: str
    writer: str
    query: str
    record: CustomerRecord | None
    standing: Standing | None
    abstained: bool
    reason: str | None
    answers: tuple[Sourced, ...]
    scenarios: tuple[Scenario, ...]
    avoid: tuple[Avoid, ...]
    disclosures: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    nearest: tuple[Scenario, ...] = ()
    barred: Ruling | None = None
    parts: tuple[AnswerPart, ...] = ()
