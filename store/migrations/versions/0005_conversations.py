"""Conversations in the store: a chat's memory, its buttons; a note is written once."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "chat_memory",
        sa.Column("chat_id", sa.String(length=96), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("chat_id"),
    )
    op.create_table(
        "chat_reply",
        sa.Column("reply_id", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.String(length=96), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("subject", sa.JSON(), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("pressed", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("reply_id"),
    )
    op.create_index("ix_chat_reply_chat_id", "chat_reply", ["chat_id"])
    op.add_column("interaction", sa.Column("note_id", sa.String(length=32), nullable=True))
    op.create_index("ix_interaction_note_id", "interaction", ["note_id"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_interaction_note_id", "interaction")
    op.drop_column("interaction", "note_id")
    op.drop_table("chat_reply")
    op.drop_table("chat_memory")
