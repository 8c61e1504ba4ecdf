"""What waits for the supervisor: granted or handed back by the use cases of the chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from bot.results.approvals import OFFER, REPORT
from bot.results.declined import Declined
from bot.usecases import health
from bot.usecases.approvals import decide, waiting
from bot.web.pages import page

if TYPE_CHECKING:
    from bot.web.house import Visit

_GRANTED, _RETURNED = "已批准，会告诉申请人。", "已退回，会告诉申请人。"
_WHY = "退回要写明理由，申请人会看到。"
_LEAST = 2


def listed(visit: Visit) -> Response:
    """What waits, each with its buttons."""
    return _shown(visit)


def decided(visit: Visit) -> Response:
    """One decided; the list as it stands then."""
    granted = visit.form.get("deed") == "grant"
    reason = visit.form.get("reason", "").strip()
    matter, key = visit.form.get("matter", ""), visit.form.get("key", "")
    if not granted and matter != REPORT and len(reason) < _LEAST:
        return _shown(visit, wrong=_WHY)
    if matter == REPORT:
        done = health.decide(key, approved=granted, work=visit.work, actor=visit.actor)
        refused = done if isinstance(done, Declined) else None
    else:
        refused = decide(key, granted=granted, reason=reason, work=visit.work, actor=visit.actor)
    if refused is not None:
        return _shown(visit, wrong=refused.reason)
    return _shown(visit, done=_GRANTED if granted else _RETURNED)


def _shown(visit: Visit, *, done: str = "", wrong: str = "") -> Response:
    rows = waiting(work=visit.work, actor=visit.actor)
    return page(
        visit,
        "approvals.html",
        title="审批",
        rows=rows,
        done=done,
        wrong=wrong,
        in_chat=frozenset({OFFER}),
        unreasoned=frozenset({REPORT}),
        status=422 if wrong else 200,
    )
