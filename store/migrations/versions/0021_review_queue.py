"""The officers' queue: items, what they are found by, decisions, words exchanged, the sample."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_SQLITE = (
    "CREATE TRIGGER review_decision_no_update BEFORE UPDATE ON review_decision "
    "BEGIN SELECT RAISE(ABORT, 'a decision is final'); END"
)
_POSTGRESQL = (
    "CREATE TRIGGER review_decision_no_update BEFORE UPDATE ON review_decision "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()"
)


def upgrade() -> None:
    _items()
    _decisions()
    _messages()
    op.create_table(
        "review_sweep",
        sa.Column("sweep_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sweep_id"),
    )
    op.create_table(
        "review_tally",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("risk", sa.String(length=16), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "risk"),
    )


def downgrade() -> None:
    for table in (
        "review_tally",
        "review_sweep",
        "review_message",
        "review_decision",
        "review_tag",
        "review_item",
    ):
        op.drop_table(table)


def _items() -> None:
    op.create_table(
        "review_item",
        sa.Column("item_id", sa.String(length=96), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("risk", sa.String(length=16), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("due_at", _AT, nullable=True),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("customer_id", sa.String(length=64), nullable=True),
        sa.Column("suggestion_id", sa.String(length=32), nullable=True),
        sa.Column("interaction_id", sa.String(length=32), nullable=True),
        sa.Column("feedback_id", sa.String(length=32), nullable=True),
        sa.Column("script_id", sa.String(length=64), nullable=True),
        sa.Column("rate", sa.Float(), nullable=False),
        sa.Column("twice", sa.Boolean(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", _AT, nullable=True),
        sa.PrimaryKeyConstraint("item_id"),
    )
    op.create_index("ix_review_item_queue", "review_item", ["state", "rank", "at", "item_id"])
    op.create_index("ix_review_item_decided", "review_item", ["state", "decided_at"])
    op.create_index("ix_review_item_staff", "review_item", ["staff_id", "at"])
    op.create_index("ix_review_item_customer", "review_item", ["customer_id", "at"])
    op.create_index("ix_review_item_at", "review_item", ["at"])
    op.create_table(
        "review_tag",
        sa.Column("item_id", sa.String(length=96), nullable=False),
        sa.Column("tag", sa.String(length=16), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["review_item.item_id"]),
        sa.PrimaryKeyConstraint("item_id", "tag", "value"),
    )
    op.create_index("ix_review_tag_value", "review_tag", ["tag", "value", "item_id"])


def _decisions() -> None:
    op.create_table(
        "review_decision",
        sa.Column("decision_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=96), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("officer_id", sa.String(length=64), nullable=False),
        sa.Column("officer_name", sa.String(length=64), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("instead", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["review_item.item_id"]),
        sa.ForeignKeyConstraint(["officer_id"], ["staff.staff_id"]),
        sa.PrimaryKeyConstraint("decision_id"),
        sa.UniqueConstraint("item_id", "turn"),
        sa.UniqueConstraint("item_id", "officer_id"),
    )
    op.create_index("ix_review_decision_officer", "review_decision", ["officer_id", "at"])
    op.create_index("ix_review_decision_at", "review_decision", ["at"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    op.execute(_SQLITE if sqlite else _POSTGRESQL)


def _messages() -> None:
    op.create_table(
        "review_message",
        sa.Column("message_id", sa.String(length=32), nullable=False),
        sa.Column("item_id", sa.String(length=96), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("staff_name", sa.String(length=64), nullable=False),
        sa.Column("at", _AT, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["review_item.item_id"]),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.staff_id"]),
        sa.PrimaryKeyConstraint("message_id"),
    )
    op.create_index("ix_review_message_item", "review_message", ["item_id", "message_id"])
