"""Reports that go to a customer only once a supervisor agrees."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "report_release",
        sa.Column("release_id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("suggestion_id", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.Column("asked_at", _AT, nullable=False),
        sa.Column("withdrawn_at", _AT, nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", _AT, nullable=True),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.customer_id"]),
        sa.ForeignKeyConstraint(["suggestion_id"], ["suggestion.suggestion_id"]),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.staff_id"]),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.staff_id"]),
        sa.PrimaryKeyConstraint("release_id"),
        sa.UniqueConstraint("suggestion_id"),
    )
    op.create_index("ix_report_release_customer", "report_release", ["customer_id", "asked_at"])


def downgrade() -> None:
    op.drop_table("report_release")
