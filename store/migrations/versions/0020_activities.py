"""Activities for customers, and how far each customer is with one."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "activity",
        sa.Column("activity_id", sa.String(length=32), nullable=False),
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=40), nullable=True),
        sa.Column("condition", sa.JSON(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("cancelled_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["staff.staff_id"]),
        sa.PrimaryKeyConstraint("activity_id"),
    )
    op.create_index("ix_activity_owner_day", "activity", ["owner_id", "on_day"])
    op.create_index("ix_activity_on_day", "activity", ["on_day"])
    op.create_table(
        "activity_step",
        sa.Column("step_id", sa.String(length=32), nullable=False),
        sa.Column("activity_id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("undone_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["activity_id"], ["activity.activity_id"]),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.customer_id"]),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.staff_id"]),
        sa.PrimaryKeyConstraint("step_id"),
    )
    op.create_index("ix_activity_step_activity", "activity_step", ["activity_id", "customer_id"])
    op.create_index("ix_activity_step_customer_id", "activity_step", ["customer_id"])


def downgrade() -> None:
    op.drop_table("activity_step")
    op.drop_table("activity")
