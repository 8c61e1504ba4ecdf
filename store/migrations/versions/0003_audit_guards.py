"""Triggers that keep the audit chain append-only, and its first head."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SQLITE = (
    "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END",
    "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END",
    "CREATE TRIGGER audit_entry_next BEFORE INSERT ON audit_entry "
    "WHEN NEW.seq <> (SELECT seq + 1 FROM audit_head WHERE head_id = 1) "
    "BEGIN SELECT RAISE(ABORT, 'audit_entry continues from its head'); END",
    "CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head WHEN NEW.seq <> OLD.seq + 1 "
    "BEGIN SELECT RAISE(ABORT, 'audit_head only moves forward'); END",
    "CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head "
    "BEGIN SELECT RAISE(ABORT, 'audit_head cannot be deleted'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit chain is append-only'; END $$",
    "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_head_forward BEFORE UPDATE ON audit_head "
    "FOR EACH ROW WHEN (NEW.seq <> OLD.seq + 1) EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_head_no_delete BEFORE DELETE OR TRUNCATE ON audit_head "
    "FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()",
)


def upgrade() -> None:
    genesis = sa.text("INSERT INTO audit_head (head_id, seq, hash) VALUES (1, 0, :hash)")
    op.execute(genesis.bindparams(hash="0" * 64))
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _SQLITE if sqlite else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    for trigger in _triggers():
        op.execute(f"DROP TRIGGER {trigger}")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_refuse()")


def _triggers() -> tuple[str, ...]:
    if op.get_bind().dialect.name == "sqlite":
        return (
            "audit_entry_no_update",
            "audit_entry_no_delete",
            "audit_entry_next",
            "audit_head_forward",
            "audit_head_no_delete",
        )
    return (
        "audit_entry_no_change ON audit_entry",
        "audit_head_forward ON audit_head",
        "audit_head_no_delete ON audit_head",
    )
