"""The page: one-time codes, sessions, and what stands in a chat there."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "page_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("expires_at", _AT, nullable=False),
        sa.Column("used_at", _AT, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.staff_id"]),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_index("ix_page_code_staff_id", "page_code", ["staff_id"])
    op.create_table(
        "page_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("seen_at", _AT, nullable=False),
        sa.Column("expires_at", _AT, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.staff_id"]),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_page_session_staff_id", "page_session", ["staff_id"])
    op.create_table(
        "page_post",
        sa.Column("post_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("chat_id", sa.String(length=96), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("post_id"),
    )
    op.create_index("ix_page_post_chat_id", "page_post", ["chat_id"])
    op.create_table(
        "page_file",
        sa.Column("file_id", sa.String(length=32), nullable=False),
        sa.Column("chat_id", sa.String(length=96), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("picture", sa.Boolean(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("file_id"),
    )
    op.create_index("ix_page_file_chat_id", "page_file", ["chat_id"])


def downgrade() -> None:
    for table in ("page_file", "page_post", "page_session", "page_code"):
        op.drop_table(table)
