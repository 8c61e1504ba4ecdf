"""Cases with their steps, a customer's team, what colleagues know, and a complaint's clock."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "service_case",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("assignee_id", sa.String(), nullable=True),
        sa.Column("sign", sa.String(length=128), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("opened_at", _AT, nullable=False),
        sa.Column("due_at", _AT, nullable=True),
        sa.Column("closed_at", _AT, nullable=True),
        sa.Column("closed_by", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("open_key", sa.String(length=128), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.customer_id"]),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.staff_id"]),
        sa.ForeignKeyConstraint(["assignee_id"], ["staff.staff_id"]),
        sa.PrimaryKeyConstraint("case_id"),
        sa.UniqueConstraint("open_key"),
    )
    op.create_index("ix_service_case_customer_closed", "service_case", ["customer_id", "closed_at"])
    op.create_index("ix_service_case_assignee_id", "service_case", ["assignee_id"])
    _steps()
    op.create_table(
        "team_seat",
        sa.Column("seat_id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("expertise", sa.String(length=32), nullable=False),
        sa.Column("added_by", sa.String(length=64), nullable=False),
        sa.Column("added_at", _AT, nullable=False),
        sa.Column("left_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.customer_id"]),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.staff_id"]),
        sa.PrimaryKeyConstraint("seat_id"),
    )
    op.create_index("ix_team_seat_customer_left", "team_seat", ["customer_id", "left_at"])
    op.add_column("staff", sa.Column("expertise", sa.JSON(), nullable=True))
    op.add_column("complaint", sa.Column("received_at", _AT, nullable=True))
    op.add_column("complaint", sa.Column("told_at", _AT, nullable=True))
    op.add_column("complaint", sa.Column("about_staff_id", sa.String(length=64), nullable=True))


def downgrade() -> None:
    for column in ("about_staff_id", "told_at", "received_at"):
        op.drop_column("complaint", column)
    op.drop_column("staff", "expertise")
    op.drop_table("team_seat")
    op.drop_table("case_step")
    op.drop_table("service_case")


def _steps() -> None:
    op.create_table(
        "case_step",
        sa.Column("step_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("undone_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.customer_id"]),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.staff_id"]),
        sa.PrimaryKeyConstraint("step_id"),
    )
    op.create_index("ix_case_step_case_id", "case_step", ["case_id"])
    op.create_index("ix_case_step_customer_id", "case_step", ["customer_id"])
