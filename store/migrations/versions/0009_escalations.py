"""Escalations: what is no sales situation, kept open for a customer until somebody closes it."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "escalation",
        sa.Column("escalation_id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("suggestion_id", sa.String(length=32), nullable=True),
        sa.Column("event", sa.String(length=32), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("opened_at", _AT, nullable=False),
        sa.Column("due_at", _AT, nullable=False),
        sa.Column("reported_at", _AT, nullable=True),
        sa.Column("reported_by", sa.String(), nullable=True),
        sa.Column("seen_at", _AT, nullable=True),
        sa.Column("seen_by", sa.String(), nullable=True),
        sa.Column("taken_by", sa.String(), nullable=True),
        sa.Column("closed_at", _AT, nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("mistaken", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.customer_id"]),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.staff_id"]),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestion.suggestion_id"]),
        sa.PrimaryKeyConstraint("escalation_id"),
    )
    op.create_index("ix_escalation_customer_closed", "escalation", ["customer_id", "closed_at"])


def downgrade() -> None:
    op.drop_table("escalation")
