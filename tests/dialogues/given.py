"""What stood before a dialogue began: `given: draft` in a transcript."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.desk import Desk
from bot.results.scripts import Imported
from bot.usecases.drafts import import_file, replace_draft
from bot.usecases.stop import halt
from bot.usecases.work import working
from knowledge.stopping import StopEvent
from store.engine import transaction
from store.reviews.sweeping import sweep_point
from store.staff import actor_for_staff
from tests.conftest import NOW
from tests.support.drafting import good_body
from tests.support.flagging import note_flagged
from tests.support.queueing import checked, nothing_drawn, waiting

SAID = "客户要把三十万转到安全账户"

DOCUMENT = """第一章 茶园贷款的沟通
一、茶农第一次来问茶园贷款的场景
场景描述：茶农打算扩种新茶园，第一次来网点问贷款，既怕手续繁琐，又怕还款跟采茶的季节对不上。
分步执行说明：先问清种植面积和采收时间，再说明需要的材料，最后约好上门看园的日子。
"""


def draft(desk: Desk) -> None:
    """A document of the bank's own was imported and left a draft."""
    file = desk.anchor_file.parent / "茶园.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    with working(desk) as work:
        assert isinstance(import_file(file, work=work), Imported)


def drafts(desk: Desk) -> None:
    """Three documents of the bank's own left a draft each; the second is fit to be approved."""
    draft(desk)
    for name, fit in (("果园", True), ("鱼塘", False)):
        file = desk.anchor_file.parent / f"{name}.txt"
        file.write_text(
            DOCUMENT.replace("茶园", name).replace("茶农", f"{name}户"), encoding="utf-8"
        )
        with working(desk) as work:
            found = import_file(file, work=work)
            assert isinstance(found, Imported)
            if fit:
                body = good_body(found.draft_ids[0])
                replace_draft(found.draft_ids[0], body, work=work)


def cases(desk: Desk) -> None:
    """Seven customers of rm1 have a case open, more than one message shows."""
    with working(desk) as work:
        actor = actor_for_staff(session=work.reading, staff_id="rm1")
        assert actor is not None
        for number in range(1, 8):
            key = f"C{number:03}"
            halt(SAID, [StopEvent.SCAM_TRANSFER], work=work, actor=actor, customer_id=key)


def flagged(desk: Desk) -> None:
    """Managers of two teams have confirmed seven notes with words that break a rule."""
    for number in range(1, 7):
        note_flagged(desk, "rm1", f"C{number:03}")
    note_flagged(desk, "rm4", "C043")


def queue(desk: Desk) -> None:
    """Two managers' notes and a text were flagged; none of it is for two officers."""
    note_flagged(desk, "rm1", "C001")
    note_flagged(desk, "rm2", "C018")
    checked(desk, "rm1")
    waiting(nothing_drawn(desk))


def drawn(desk: Desk) -> None:
    """The sample is drawn by a key that is known, so that it is the same each time."""
    with transaction(desk.engine) as session:
        sweep_point(session=session, since=NOW).key = "0" * 64


GIVEN: Mapping[str, Callable[[Desk], None]] = {
    "draft": draft,
    "drafts": drafts,
    "cases": cases,
    "flagged": flagged,
    "queue": queue,
    "drawn": drawn,
}
