"""Steps that who wrote them may take back for a while: of cases, of activities."""

from datetime import datetime, timedelta
from typing import TypeVar

from sqlmodel import Session

from store.actor import Actor
from store.errors import NotFound, TooLate
from store.follow_ups import visible_customer
from store.models import ActivityStep, CaseStep

_Step = TypeVar("_Step", ActivityStep, CaseStep)
_HOUR = timedelta(hours=1)


def own_step(
    table: type[_Step],
    step_id: str,
    *,
    session: Session,
    actor: Actor,
    within: timedelta,
    at: datetime,
) -> _Step:
    """An own step that may still be taken back, of a customer *actor* may see.

    Raises:
        NotFound: where there is no such step of the actor's, or it is taken back.
        TooLate: where it is older than *within*.
    """
    row = session.get(table, step_id)
    if row is None or row.staff_id != actor.staff_id or row.undone_at is not None:
        raise NotFound("没有找到这条记录，或已经撤销。")
    visible_customer(session=session, actor=actor, customer_id=row.customer_id)
    if at - row.at >= within:
        span = f"{within // _HOUR}小时" if within >= _HOUR else f"{within.seconds // 60}分钟"
        raise TooLate(f"这条记录已超过{span}，不能撤销；要更正请再记一条。")
    return row
