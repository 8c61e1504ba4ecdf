"""合规月报 in chat: a month's figures, its files, what the checker may learn from.

合规月报、上个月的合规月报、10月合规月报 ── in_words ─▶ screen, buttons, files
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from bot.attachments import Attachment
from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb, say
from bot.conversation.turn import Turn
from bot.render.queue_figures import figures_screen
from bot.results.declined import Declined
from bot.usecases.queue_export import FORMS, candidate_files, queue_files
from bot.usecases.queue_figures import queue_figures
from store.models import Role

Posts = Sequence[Post]
_ASKS = re.compile(
    r"^(?:请|帮我|给我)?(?:看看?|看下|查一?下|出一?份|导出)?"
    r"(?:(?P<last>上个?月)|(?P<this>[这本]个?月)|(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9])月(?:份)?)?"
    r"(?:的)?(?:合规|审核|队列)(?:月报|报表|报告|统计|数据|情况)(?:怎么样|如何)?[。.?？]?$"
)
_CANDIDATES = re.compile(
    r"^(?:请|帮我|给我)?导出(?:一下)?(?:误报|漏标)(?:[和与、](?:误报|漏标))?[。.]?$"
)
_FORM = re.compile(r"^导出(?:成|为)?\s*(csv|xlsx|excel|jsonl)[。.]?$", re.I)
_FORMS = {"excel": "xlsx"}
_FILE = "已导出，清单里有文件的SHA-256、条件和链头；导出已留痕。"
_NO_CANDIDATES = "还没有误报，也没有抽查时审出的漏标。"


def in_words(turn: Turn, text: str) -> Posts | None:
    """A month's report asked for by an officer; None where the words are anything else."""
    if turn.actor.role is not Role.COMPLIANCE:
        return None
    if _CANDIDATES.match(text.strip()):
        return candidates(turn, "")
    if form := _FORM.match(text.strip()):
        return export(turn, f"{_FORMS.get(form[1].lower(), form[1].lower())}/")
    asked = _ASKS.match(text.strip())
    return month(turn, f"{_first(asked, turn.today):%Y-%m}") if asked is not None else None


def month(turn: Turn, which: str) -> Posts:
    """A month's figures with the one before and the files; this month's where none is named."""
    found = queue_figures(work=turn.work, actor=turn.actor, month=_month_of(which))
    if isinstance(found, Declined):
        return [say(found.reason)]
    before = found.first - timedelta(days=1)
    files = [
        Offer(f"导出 {form.upper()}", Verb.REVIEW, f"file:{form}/{found.first:%Y-%m}")
        for form in FORMS
    ]
    further = [
        Offer("上个月", Verb.REVIEW, f"month:{before:%Y-%m}"),
        Offer("导出误报与漏标", Verb.REVIEW, "candidates:"),
    ]
    return [Post(figures_screen(found), [files, further])]


def export(turn: Turn, argument: str) -> Posts:
    """The month's table with its manifest."""
    form, _, which = argument.partition("/")
    month = _month_of(which)
    return _sent(queue_files(form, work=turn.work, actor=turn.actor, month=month))


def candidates(turn: Turn, _: str) -> Posts:
    """False alarms and misses, for whoever mends the checker."""
    return _sent(candidate_files(work=turn.work, actor=turn.actor))


def _sent(files: tuple[Attachment, Attachment] | Declined | None) -> Posts:
    if files is None:
        return [say(_NO_CANDIDATES)]
    if isinstance(files, Declined):
        return [say(files.reason)]
    return [Post(said(_FILE), attached=files)]


def _month_of(which: str) -> date | None:
    return date.fromisoformat(f"{which}-01") if which else None


def _first(asked: re.Match[str], today: date) -> date:
    """The month asked for: named ones are the last that had begun."""
    this = today.replace(day=1)
    if asked["last"]:
        return (this - timedelta(days=1)).replace(day=1)
    if not asked["month"]:
        return this
    named = date(int(asked["year"] or today.year), int(asked["month"]), 1)
    return named if asked["year"] or named <= today else named.replace(year=today.year - 1)
