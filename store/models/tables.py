"""From a model to its plain table, for statements that need no objects."""

from typing import cast

from sqlalchemy import Table, inspect
from sqlmodel import SQLModel

ADDED_LATER = {"added_later": True}
"""The `info` of a column that came after rows of its table were already in the audit chain:
left out of a row's digest while it is None, so that the digests of those rows still hold."""


def table_of(model: type[SQLModel]) -> Table:
    """The table behind *model*."""
    return cast(Table, inspect(model).local_table)
