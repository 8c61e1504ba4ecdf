"""Customers are found by how they are addressed (陈总), and by a name without its apostrophe.

Only the keys of such customers are written anew.
"""

import sqlalchemy as sa
from alembic import op

from store.models import CustomerKind, KeyKind
from store.names.keys import search_keys

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_CUSTOMER = sa.table(
    "customer", *map(sa.column, ("customer_id", "owner_id", "name", "kind", "phone", "salutation"))
)
_KEY = sa.table("customer_search_key", *map(sa.column, ("owner_id", "key", "how", "customer_id")))


def upgrade() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(_CUSTOMER)).all():
        if row.owner_id is None or not (row.salutation or set("'’‘`´") & set(row.name)):
            continue
        keys = search_keys(
            customer_id=row.customer_id,
            name=row.name,
            kind=CustomerKind(row.kind),
            phone=row.phone,
            salutation=row.salutation,
        )
        connection.execute(sa.delete(_KEY).where(_KEY.c.customer_id == row.customer_id))
        values = [
            {
                "owner_id": row.owner_id,
                "key": key.key,
                "how": int(key.how),
                "customer_id": row.customer_id,
            }
            for key in sorted(keys)
        ]
        connection.execute(sa.insert(_KEY), values)


def downgrade() -> None:
    """An older version knows no keys of this kind."""
    op.get_bind().execute(sa.delete(_KEY).where(_KEY.c.how == int(KeyKind.CALLED)))
