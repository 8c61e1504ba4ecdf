"""A line of the diary handed to a colleague; the day first promised, where it was renegotiated."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "handover",
        sa.Column("handover_id", sa.String(length=32), nullable=False),
        sa.Column("follow_up_id", sa.String(length=32), nullable=False),
        sa.Column("from_id", sa.String(length=64), nullable=False),
        sa.Column("to_id", sa.String(length=64), nullable=False),
        sa.Column("asked_at", _AT, nullable=False),
        sa.Column("answered_at", _AT, nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("ended_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["follow_up_id"], ["follow_up.follow_up_id"]),
        sa.ForeignKeyConstraint(["from_id"], ["staff.staff_id"]),
        sa.ForeignKeyConstraint(["to_id"], ["staff.staff_id"]),
        sa.PrimaryKeyConstraint("handover_id"),
    )
    op.create_index("ix_handover_follow_up_ended", "handover", ["follow_up_id", "ended_at"])
    op.create_index("ix_handover_to_ended", "handover", ["to_id", "ended_at"])
    op.add_column("follow_up", sa.Column("first_due_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("follow_up", "first_due_on")
    op.drop_table("handover")
