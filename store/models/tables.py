"""From a model to its plain table, for statements that need no objects."""

from sqlalchemy import Table, inspect
from sqlmodel import SQLModel


def table_of(model: type[SQLModel]) -> Table:
    """The table behind *model*."""
    table = inspect(model).local_table
    assert isinstance(table, Table)
    return table
