"""Run by alembic inside the connection that ``store.engine.upgrade`` opened."""

from alembic import context
from sqlmodel import SQLModel

import store.models  # noqa: F401  (fills the metadata)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    compare_type=True,
    transactional_ddl=True,
)
context.run_migrations()
