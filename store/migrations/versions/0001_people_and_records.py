"""Staff, the shelf, the handbook register and customers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _people()
    _shelf_and_handbook()
    _customers()
    _customer_details()


def downgrade() -> None:
    for table in _TABLES_NEWEST_FIRST:
        op.drop_table(table)


_TABLES_NEWEST_FIRST = (
    "complaint",
    "consent",
    "holding",
    "customer_search_key",
    "customer",
    "script_version",
    "script",
    "product",
    "code_attempt",
    "invite",
    "chat_binding",
    "staff",
    "team",
)


def _people() -> None:
    op.create_table(
        "team",
        sa.Column("team_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("team_id"),
    )
    op.create_table(
        "staff",
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("team_id", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["team_id"],
            ["team.team_id"],
        ),
        sa.PrimaryKeyConstraint("staff_id"),
    )
    op.create_index(op.f("ix_staff_team_id"), "staff", ["team_id"], unique=False)
    op.create_table(
        "chat_binding",
        sa.Column("chat_id", sa.String(length=96), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("bound_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.staff_id"],
        ),
        sa.PrimaryKeyConstraint("chat_id"),
    )
    op.create_index(op.f("ix_chat_binding_staff_id"), "chat_binding", ["staff_id"], unique=False)
    op.create_table(
        "invite",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.staff_id"],
        ),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_index(op.f("ix_invite_staff_id"), "invite", ["staff_id"], unique=False)
    op.create_table(
        "code_attempt",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("chat_id", sa.String(length=96), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("attempt_id"),
    )
    op.create_index(op.f("ix_code_attempt_chat_id"), "code_attempt", ["chat_id"], unique=False)


def _shelf_and_handbook() -> None:
    op.create_table(
        "product",
        sa.Column("product_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("risk_level", sa.String(length=2), nullable=True),
        sa.Column("min_amount_wan", sa.Float(), nullable=True),
        sa.Column("term_days", sa.Integer(), nullable=True),
        sa.Column("issuer", sa.String(length=128), nullable=True),
        sa.Column("agency_sale", sa.Boolean(), nullable=False),
        sa.Column("needs_dual_recording", sa.Boolean(), nullable=False),
        sa.Column("fee", sa.String(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("fact_sheet", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("product_id"),
    )
    op.create_index(op.f("ix_product_name"), "product", ["name"], unique=False)
    op.create_table(
        "script",
        sa.Column("script_id", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("script_id"),
    )
    op.create_table(
        "script_version",
        sa.Column("script_id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("registered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["script_id"],
            ["script.script_id"],
        ),
        sa.PrimaryKeyConstraint("script_id", "version"),
    )
    op.create_index(op.f("ix_script_version_status"), "script_version", ["status"], unique=False)


def _customers() -> None:
    op.create_table(
        "customer",
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("phone", sa.String(length=64), nullable=True),
        sa.Column("aum_wan", sa.Float(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("last_contact_on", sa.Date(), nullable=True),
        sa.Column("last_transaction_on", sa.Date(), nullable=True),
        sa.Column("outflow_ratio_60d", sa.Float(), nullable=True),
        sa.Column("monthly_inflow_wan", sa.Float(), nullable=True),
        sa.Column("idle_months", sa.Integer(), nullable=True),
        sa.Column("need_tags", sa.JSON(), nullable=False),
        sa.Column("next_plan", sa.String(), nullable=True),
        sa.Column("next_follow_up_on", sa.Date(), nullable=True),
        sa.Column("birthday", sa.Date(), nullable=True),
        sa.Column("occupation", sa.String(length=64), nullable=True),
        sa.Column("industry", sa.String(length=64), nullable=True),
        sa.Column("risk_level", sa.String(length=2), nullable=True),
        sa.Column("risk_assessed_on", sa.Date(), nullable=True),
        sa.Column("do_not_contact", sa.Boolean(), nullable=False),
        sa.Column("personality", sa.String(length=16), nullable=True),
        sa.Column("interests", sa.JSON(), nullable=False),
        sa.Column("resource_needs", sa.JSON(), nullable=False),
        sa.Column("preferred_channel", sa.String(length=16), nullable=True),
        sa.Column("annual_revenue_wan", sa.Float(), nullable=True),
        sa.Column("receivable_days", sa.Integer(), nullable=True),
        sa.Column("receivable_share", sa.Float(), nullable=True),
        sa.Column("credit_grade", sa.String(length=1), nullable=True),
        sa.Column("customer_id", sa.String(length=64), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=True),
        sa.Column("consent_known", sa.Boolean(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["staff.staff_id"],
        ),
        sa.PrimaryKeyConstraint("customer_id"),
    )
    op.create_index(op.f("ix_customer_owner_id"), "customer", ["owner_id"], unique=False)


def _customer_details() -> None:
    op.create_table(
        "customer_search_key",
        sa.Column("owner_id", sa.String(length=64), nullable=False),
        sa.Column(
            "key", sa.Text().with_variant(sa.TEXT(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("how", sa.SmallInteger(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.customer_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("owner_id", "key", "how", "customer_id"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_customer_search_key_customer_id", "customer_search_key", ["customer_id"], unique=False
    )
    op.create_table(
        "holding",
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=True),
        sa.Column("named", sa.String(length=128), nullable=False),
        sa.Column("amount_wan", sa.Float(), nullable=True),
        sa.Column("maturity_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.customer_id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["product_id"],
            ["product.product_id"],
        ),
        sa.PrimaryKeyConstraint("customer_id", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_holding_product_id"), "holding", ["product_id"], unique=False)
    op.create_table(
        "consent",
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.customer_id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("customer_id", "scope"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "complaint",
        sa.Column("complaint_id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("staff_id", sa.String(), nullable=True),
        sa.Column("size", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("solved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("solution", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.customer_id"],
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.staff_id"],
        ),
        sa.PrimaryKeyConstraint("complaint_id"),
    )
    op.create_index(
        "ix_complaint_customer_solved", "complaint", ["customer_id", "solved_at"], unique=False
    )
