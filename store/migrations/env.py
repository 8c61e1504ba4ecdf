"""Run by alembic inside the connection that ``store.engine.upgrade`` opened."""

from alembic import context
from sqlmodel import SQLModel

from store import models

assert models.__all__

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    compare_type=True,
    transactional_ddl=True,
)
context.run_migrations()
