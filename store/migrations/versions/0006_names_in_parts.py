"""Names in parts (阿依古丽·吐尔逊, O'Neil, James) and of rare characters are found by each part.

Only the keys of such customers are written anew.
"""

import re

import sqlalchemy as sa
from alembic import op

from store.models import CustomerKind
from store.names.keys import search_keys

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_PLAIN = re.compile("[一-鿿]+")
_CUSTOMER = sa.table(
    "customer", *map(sa.column, ("customer_id", "owner_id", "name", "kind", "phone"))
)
_KEY = sa.table("customer_search_key", *map(sa.column, ("owner_id", "key", "how", "customer_id")))


def upgrade() -> None:
    connection = op.get_bind()
    for row in connection.execute(sa.select(_CUSTOMER)).all():
        if row.owner_id is None or _PLAIN.fullmatch(row.name):
            continue
        connection.execute(sa.delete(_KEY).where(_KEY.c.customer_id == row.customer_id))
        keys = search_keys(
            customer_id=row.customer_id,
            name=row.name,
            kind=CustomerKind(row.kind),
            phone=row.phone,
        )
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
    """The keys stay: an older version reads them as well."""
