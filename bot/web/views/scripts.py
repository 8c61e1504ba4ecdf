"""Scripts by scenario: which there are, one with its text, versions and difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from bot.render.review import script_screen
from bot.results.declined import Declined
from bot.results.scripts import ScriptRow
from bot.usecases.scripts import overview, script_history
from bot.web.pages import bare, page
from knowledge.handbook.format.model import GROUPS
from store.models import Role, ScriptStatus

if TYPE_CHECKING:
    from bot.web.house import Visit

_LABELS = {
    ScriptStatus.DRAFT: "草稿",
    ScriptStatus.APPROVED: "在用",
    ScriptStatus.WITHDRAWN: "已撤下",
}
_OTHERS = "其他"


def listed(visit: Visit) -> Response:
    """The newest version of every script by group; of one whose title holds the words asked."""
    words = visit.asked("q")
    scripts = visit.house.desk.handbook
    groups = {
        key: script.group for key, script in (*scripts.scripts.items(), *scripts.stops.items())
    }
    by_group: dict[str, list[ScriptRow]] = {label: [] for label in (*GROUPS.values(), _OTHERS)}
    for row in _newest(overview(work=visit.work)):
        if words and words not in row.title and words not in row.script_id:
            continue
        if row.status is ScriptStatus.DRAFT and visit.actor.role is not Role.COMPLIANCE:
            continue
        by_group[GROUPS.get(groups.get(row.script_id, ""), _OTHERS)].append(row)
    shown = [(label, rows) for label, rows in by_group.items() if rows]
    return page(visit, "scripts.html", title="话术", groups=shown, asked=words, labels=_LABELS)


def one(visit: Visit) -> Response:
    """One script."""
    history = script_history(visit.named("script_id"), work=visit.work)
    if isinstance(history, Declined):
        return bare("wrong.html", title="没有这个脚本", words=history.reason, status=404)
    newest = history.versions[-1]
    if newest.status is ScriptStatus.DRAFT and visit.actor.role is not Role.COMPLIANCE:
        return bare("wrong.html", title="看不了", words="草稿只给合规人员看。", status=403)
    return page(
        visit,
        "script.html",
        title=history.script.title,
        history=history,
        text=script_screen(history.script),
        labels=_LABELS,
    )


def _newest(rows: list[ScriptRow]) -> list[ScriptRow]:
    """The version of each registered last, in the order of the register."""
    return list({row.script_id: row for row in rows}.values())
