"""Notices: what is said unasked, once whoever sends it; and the hours of each member of staff."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("notice_key", sa.String(length=128), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("grave", sa.Boolean(), nullable=False),
        sa.Column("due_at", _AT, nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claimed_by", sa.String(length=64), nullable=True),
        sa.Column("claimed_until", _AT, nullable=True),
        sa.Column("sent_at", _AT, nullable=True),
        sa.Column("dropped_at", _AT, nullable=True),
        sa.Column("dropped_why", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.staff_id"]),
        sa.PrimaryKeyConstraint("notice_key"),
    )
    op.create_index("ix_notice_waiting", "notice", ["sent_at", "dropped_at", "due_at"])
    op.create_index("ix_notice_staff_sent", "notice", ["staff_id", "sent_at"])
    op.create_table(
        "staff_rhythm",
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("morning_at", sa.String(length=5), nullable=True),
        sa.Column("quiet_from", sa.String(length=5), nullable=True),
        sa.Column("quiet_to", sa.String(length=5), nullable=True),
        sa.Column("changed_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.staff_id"]),
        sa.PrimaryKeyConstraint("staff_id"),
    )
    op.create_index("ix_follow_up_status_due_at", "follow_up", ["status", "due_at"])


def downgrade() -> None:
    op.drop_index("ix_follow_up_status_due_at", "follow_up")
    op.drop_table("staff_rhythm")
    op.drop_table("notice")
