"""Scripts in the register, drafts under review, documents imported."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from knowledge.handbook.format import Fault, ScenarioScript
from store.models import ScriptStatus

if TYPE_CHECKING:
    from knowledge.documents import ImportReport


@dataclass(frozen=True)
class ScriptRow:
    """A script version in the register."""

    script_id: str
    version: str
    title: str
    status: ScriptStatus
    registered_on: date
    why: str


@dataclass(frozen=True)
class History:
    """A script with its versions and figures of use; `difference` is unified diff lines."""

    script: ScenarioScript
    versions: tuple[ScriptRow, ...]
    uses: int
    used: int
    edited: int
    unfit: int
    difference: tuple[str, ...]


@dataclass(frozen=True)
class Imported:
    """What an import left: the report, the drafts' ids, and passages kept as references."""

    report: ImportReport
    draft_ids: tuple[str, ...]
    passages: int


@dataclass(frozen=True)
class Draft:
    """A draft script with what speaks against approving it."""

    script_id: str
    version: str
    title: str
    body: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Unfit:
    """A script that is not approved: what stands against it."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Document:
    """An imported document, and how many of its passages may be cited once it is approved."""

    name: str
    passages: int
    status: ScriptStatus
