"""What an import did, row by row where something was wrong."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RowError:
    """``row`` is the row in the file, its header being row 1; ``reason`` is Chinese."""

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class ImportReport:
    """``errors`` name rows left out; ``conflicts`` rows kept whose facts contradict each other."""

    created: int
    updated: int
    unchanged: int
    errors: tuple[RowError, ...] = ()
    conflicts: tuple[RowError, ...] = ()
    unknown_columns: tuple[str, ...] = ()
