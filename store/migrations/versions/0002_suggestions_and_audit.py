"""Suggestions, contacts and the audit chain."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _suggestions()
    _contacts()
    _audit()


def downgrade() -> None:
    for table in _TABLES_NEWEST_FIRST:
        op.drop_table(table)


_TABLES_NEWEST_FIRST = (
    "audit_head",
    "audit_entry",
    "follow_up",
    "interaction",
    "suggestion_feedback",
    "suggestion_script",
    "suggestion",
)


def _suggestions() -> None:
    op.create_table(
        "suggestion",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=True),
        sa.Column("scripts", sa.JSON(), nullable=False),
        sa.Column("record_read", sa.JSON(), nullable=False),
        sa.Column("rule_results", sa.JSON(), nullable=False),
        sa.Column("rules_version", sa.String(length=64), nullable=False),
        sa.Column("handbook_version", sa.String(length=64), nullable=False),
        sa.Column("writer", sa.String(length=64), nullable=False),
        sa.Column("shown_text", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("suggestion_id", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("staff_name", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("team_id", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.customer_id"],
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.staff_id"],
        ),
        sa.PrimaryKeyConstraint("suggestion_id"),
    )
    op.create_index(op.f("ix_suggestion_at"), "suggestion", ["at"], unique=False)
    op.create_index(
        "ix_suggestion_customer_id", "suggestion", ["customer_id", "suggestion_id"], unique=False
    )
    op.create_index(
        "ix_suggestion_staff_id", "suggestion", ["staff_id", "suggestion_id"], unique=False
    )
    op.create_index(
        "ix_suggestion_team_id", "suggestion", ["team_id", "suggestion_id"], unique=False
    )
    op.create_table(
        "suggestion_script",
        sa.Column("suggestion_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("script_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["suggestion_id"],
            ["suggestion.suggestion_id"],
        ),
        sa.PrimaryKeyConstraint("suggestion_id", "position"),
    )
    op.create_index(
        "ix_suggestion_script_script",
        "suggestion_script",
        ["script_id", "suggestion_id"],
        unique=False,
    )
    op.create_table(
        "suggestion_feedback",
        sa.Column("feedback_id", sa.String(length=32), nullable=False),
        sa.Column("suggestion_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("edited_text", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.staff_id"],
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_id"],
            ["suggestion.suggestion_id"],
        ),
        sa.PrimaryKeyConstraint("feedback_id"),
    )
    op.create_index(
        op.f("ix_suggestion_feedback_suggestion_id"),
        "suggestion_feedback",
        ["suggestion_id"],
        unique=False,
    )


def _contacts() -> None:
    op.create_table(
        "interaction",
        sa.Column("interaction_id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("took_place_on", sa.Date(), nullable=False),
        sa.Column("last_contact_before", sa.Date(), nullable=True),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("objections", sa.JSON(), nullable=False),
        sa.Column("suggestion_id", sa.String(), nullable=True),
        sa.Column("chat_id", sa.String(length=96), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.customer_id"],
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.staff_id"],
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_id"],
            ["suggestion.suggestion_id"],
        ),
        sa.PrimaryKeyConstraint("interaction_id"),
    )
    op.create_index(
        "ix_interaction_customer_at", "interaction", ["customer_id", "at"], unique=False
    )
    op.create_index(op.f("ix_interaction_staff_id"), "interaction", ["staff_id"], unique=False)
    op.create_index(
        op.f("ix_interaction_suggestion_id"), "interaction", ["suggestion_id"], unique=False
    )
    op.create_table(
        "follow_up",
        sa.Column("follow_up_id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("interaction_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.customer_id"],
        ),
        sa.ForeignKeyConstraint(
            ["interaction_id"],
            ["interaction.interaction_id"],
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.staff_id"],
        ),
        sa.PrimaryKeyConstraint("follow_up_id"),
    )
    op.create_index(
        "ix_follow_up_customer_status", "follow_up", ["customer_id", "status"], unique=False
    )
    op.create_index(
        op.f("ix_follow_up_interaction_id"), "follow_up", ["interaction_id"], unique=False
    )
    op.create_index(
        "ix_follow_up_staff_status_due", "follow_up", ["staff_id", "status", "due_on"], unique=False
    )


def _audit() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=48), nullable=False),
        sa.Column("subject", sa.String(length=96), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("prev_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index(op.f("ix_audit_entry_subject"), "audit_entry", ["subject"], unique=False)
    op.create_table(
        "audit_head",
        sa.Column("head_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("head_id"),
    )
