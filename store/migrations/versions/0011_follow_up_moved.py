"""Which note moved an appointment: taking the note back puts the appointment back."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("follow_up", sa.Column("moved_by", sa.String(length=32), nullable=True))


def downgrade() -> None:
    op.drop_column("follow_up", "moved_by")
