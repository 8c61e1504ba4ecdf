"""The history of a customer's fields, what needs a supervisor's leave, consent in detail."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("customer", sa.Column("tier_override", sa.String(length=16), nullable=True))
    op.add_column("customer", sa.Column("created_at", _AT, nullable=True))
    op.add_column("consent", sa.Column("form", sa.String(length=16), nullable=True))
    op.add_column("consent", sa.Column("agreed_on", sa.Date(), nullable=True))
    op.add_column("consent", sa.Column("valid_until", sa.Date(), nullable=True))
    _changes()
    _approvals()


def downgrade() -> None:
    op.drop_table("approval")
    op.drop_table("customer_change")
    for column in ("form", "agreed_on", "valid_until"):
        op.drop_column("consent", column)
    op.drop_column("customer", "created_at")
    op.drop_column("customer", "tier_override")


def _changes() -> None:
    op.create_table(
        "customer_change",
        sa.Column("change_id", sa.String(length=40), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("field", sa.String(length=32), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.Column("basis", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("interaction_id", sa.String(length=32), nullable=True),
        sa.Column("undoes", sa.String(length=40), nullable=True),
        sa.Column("reviewed_at", _AT, nullable=True),
        sa.Column("reviewed_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.customer_id"]),
        sa.PrimaryKeyConstraint("change_id"),
    )
    columns = ["customer_id", "change_id"]
    op.create_index("ix_customer_change_customer", "customer_change", columns)
    op.create_index("ix_customer_change_staff", "customer_change", ["staff_id", "change_id"])


def _approvals() -> None:
    op.create_table(
        "approval",
        sa.Column("approval_id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("wanted", sa.JSON(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", _AT, nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", _AT, nullable=True),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("told_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.customer_id"]),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.staff_id"]),
        sa.PrimaryKeyConstraint("approval_id"),
    )
    op.create_index("ix_approval_customer_decided", "approval", ["customer_id", "decided_at"])
    op.create_index("ix_approval_asked_by", "approval", ["asked_by", "told_at"])
