"""One customer whole: every fact with its date and source, and all that happened with him."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.record.alerts import Alert
from bot.record.completeness import Completeness
from bot.record.ruling import Ruling
from bot.record.standing import Standing
from bot.results.advice import ScriptSource
from bot.results.cases import CaseFile, OpenFile
from bot.results.customers import Advised
from store.activity_reading import OfCustomer
from store.customers import CustomerRecord
from store.customers.whole import Past, PastChange


@dataclass(frozen=True)
class Fact:
    """A field of the record in words; `at` and `source` say since when and from where."""

    field: str
    label: str
    words: str
    at: datetime | None
    source: str


@dataclass(frozen=True)
class AskFor:
    """A field that is missing, with the approved question for it, if the handbook has one."""

    label: str
    question: str = ""
    source: ScriptSource | None = None


@dataclass(frozen=True)
class WholeCustomer:
    """Everything the store knows of a customer. `refusal` where he may not be contacted."""

    record: CustomerRecord
    standing: Standing
    alerts: tuple[Alert, ...]
    refusal: Ruling | None
    facts: tuple[Fact, ...]
    completeness: Completeness
    asks: tuple[AskFor, ...]
    past: Past
    advised: tuple[Advised, ...]
    changes: tuple[PastChange, ...]
    cases: tuple[CaseFile, ...] = ()
    open_cases: tuple[OpenFile, ...] = ()
    activities: tuple[OfCustomer, ...] = ()
