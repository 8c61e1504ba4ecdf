"""How a customer is addressed: a column of the customer file."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("customer", sa.Column("salutation", sa.String(length=16), nullable=True))


def downgrade() -> None:
    op.drop_column("customer", "salutation")
