"""What an import did, row by row where something was wrong."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RowError:
    """``row`` is the row in the file, its header being row 1; ``reason`` is Chinese."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class UnknownColumn:
    """A header that is no column's, and the Chinese header most like it ("" where none is)."""

    title: str
    nearest: str


@dataclass(frozen=True)
class Moved:
    """A customer whose name or owner the file changed: each before and after, alike where kept."""

    customer_id: str
    names: tuple[str, str]
    owners: tuple[str | None, str | None]


@dataclass(frozen=True)
class ImportReport:
    """``errors`` name rows left out; ``conflicts`` rows kept whose facts contradict each other.

    ``warnings`` name cells of rows kept that were read as unknown, or only in part; ``moved`` the
    customers that bear another name or belong to somebody else now.
    """

    created: int
    updated: int
    unchanged: int
    errors: tuple[RowError, ...] = ()
    conflicts: tuple[RowError, ...] = ()
    warnings: tuple[RowError, ...] = ()
    unknown_columns: tuple[UnknownColumn, ...] = ()
    moved: tuple[Moved, ...] = ()
