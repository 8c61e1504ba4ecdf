"""A note of what was no contact (nobody answered, a reminder, a plan) is told apart."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("interaction", sa.Column("outcome", sa.String(length=16), nullable=True))


def downgrade() -> None:
    op.drop_column("interaction", "outcome")
