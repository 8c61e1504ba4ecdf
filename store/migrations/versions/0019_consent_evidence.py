"""Where what a customer signed or said of his consent is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("consent", sa.Column("evidence", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("consent", "evidence")
