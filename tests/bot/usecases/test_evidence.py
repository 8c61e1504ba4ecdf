"""Evidence before the answer: written whole, read back as shown, declined where refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlmodel import Session

from bot.blocks import plain_text
from bot.desk import Desk
from bot.results.advice import Brief
from bot.results.declined import Declined
from bot.results.log import Checked
from bot.results.shown import Shown
from bot.usecases.brief import prepare_brief
from bot.usecases.check import check_text, rewrite_of
from bot.usecases.evidence import attempted, words_of
from bot.usecases.installation import head_of_log, verify_log
from bot.usecases.review import as_shown, open_suggestion, page_of_suggestions, screens_as_shown
from bot.usecases.work import NotRecorded, working
from store import audit
from store.actor import Actor
from store.engine import transaction
from store.errors import (
    AlreadyWritten,
    FileRefused,
    NotFound,
    NotPermitted,
    StoreError,
    TooLate,
)
from store.models import Suggestion

As = Callable[[str], Actor]


def brief_on(desk: Desk, actor: Actor, customer_id: str = "C001") -> Shown[Brief]:
    with working(desk) as work:
        shown = prepare_brief(customer_id, work=work, actor=actor, query="等下打给他")
    assert isinstance(shown, Shown)
    return shown


def check_of(desk: Desk, actor: Actor, text: str) -> Shown[Checked]:
    with working(desk) as work:
        return check_text(text, work=work, actor=actor)


def test_a_brief_is_read_back_screen_by_screen_as_it_was_shown(desk: Desk, actor: As) -> None:
    rm = actor("rm1")
    shown = brief_on(desk, rm)
    with working(desk) as work:
        opened = open_suggestion(shown.suggestion_id, work=work, actor=rm)
        screens = screens_as_shown(shown.suggestion_id, work=work, actor=rm)
        whole = as_shown(shown.suggestion_id, work=work, actor=rm)
    assert list(screens) == list(shown.screens)
    assert next(iter(screens)) == "first"
    assert screens == dict(shown.screens)
    assert whole == tuple(block for screen in shown.screens.values() for block in screen)
    assert opened is not None
    row = opened.suggestion
    assert row.shown_text == words_of(shown.screens) == plain_text(whole)
    assert (row.kind, row.query, row.customer_id) == ("brief", "等下打给他", "C001")
    assert row.record_read["name"] == "王建国"
    assert row.rules_version == desk.rules.version
    assert [use["script_id"] for use in row.scripts] == [
        each.script_id for each in shown.result.scenarios
    ]
    assert row.payload["customer"]["name"] == "王建国"
    assert row.payload["opening"]["text"] in row.shown_text


def test_a_customer_of_another_is_declined_and_nothing_is_written(desk: Desk, actor: As) -> None:
    before = head_of_log(desk.engine)
    with working(desk) as work:
        found = [
            prepare_brief("C001", work=work, actor=actor(staff_id))
            for staff_id in ("rm4", "sup2", "cco1", "admin1")
        ]
    codes = [each.code for each in found if isinstance(each, Declined)]
    assert codes == ["not_found", "not_found", "not_permitted", "not_permitted"]
    assert head_of_log(desk.engine) == before


def test_an_entry_from_before_screens_were_blocks_is_shown_without_markup(
    desk: Desk, actor: As
) -> None:
    rm, sid = actor("rm1"), brief_on(desk, actor("rm1")).suggestion_id
    html = "<b>王建国</b>　C001\n<i>〔①p2〕</i>\n\n开场 a &lt; b &amp; c"
    with transaction(desk.engine) as session:
        row = session.get_one(Suggestion, sid)
        row.payload, row.shown_text = {"screens": {"first": html, "more": "再说"}}, html
        session.add(row)
    with working(desk) as work:
        first = screens_as_shown(sid, work=work, actor=rm)["first"]
        whole = as_shown(sid, work=work, actor=rm)
    assert whole is not None
    assert plain_text(first) == "王建国　C001\n〔①p2〕\n\n开场 a < b & c"
    assert plain_text(whole) == plain_text(first) + "\n\n再说"


def test_each_sees_in_the_log_what_is_theirs_to_see(desk: Desk, actor: As) -> None:
    sid = brief_on(desk, actor("rm1")).suggestion_id
    seen = {}
    for staff_id in ("rm1", "rm2", "sup1", "sup2", "cco1", "admin1"):
        with working(desk) as work:
            someone = actor(staff_id)
            opened = open_suggestion(sid, work=work, actor=someone)
            page = page_of_suggestions(work=work, actor=someone)
            shown = as_shown(sid, work=work, actor=someone)
        assert (opened is None) == (shown is None)
        assert (opened is not None) == (sid in {row.suggestion_id for row in page})
        seen[staff_id] = opened is not None
    assert [who for who, sees in seen.items() if sees] == ["rm1", "sup1", "cco1"]


def test_a_rewrite_is_kept_with_the_check_and_its_author_alone_takes_it(
    desk: Desk, actor: As
) -> None:
    rm = actor("rm1")
    faulty = check_of(desk, rm, "王总，这款保本保息，您放心。")
    clean = check_of(desk, rm, "您好，下周三见。")
    brief = brief_on(desk, rm)
    with working(desk) as work:
        rewrites = [
            rewrite_of(sid, work=work, actor=rm)
            for sid in (faulty.suggestion_id, clean.suggestion_id, brief.suggestion_id, "SG0")
        ]
        others = rewrite_of(faulty.suggestion_id, work=work, actor=actor("rm2"))
    assert faulty.result.rewrite
    assert desk.rules.passes(faulty.result.rewrite)
    assert rewrites == [faulty.result.rewrite, "", "", ""]
    assert others == ""


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotFound("没有。"), "not_found"),
        (NotPermitted("不行。"), "not_permitted"),
        (AlreadyWritten("有了。"), "already"),
        (TooLate("晚了。"), "too_late"),
        (FileRefused("不是表格。"), "refused"),
        (StoreError("别的。"), "refused"),
    ],
)
def test_a_refused_write_leaves_nothing_and_the_next_one_stands(
    desk: Desk, error: StoreError, code: str
) -> None:
    def refuse(session: Session) -> None:
        note(session)
        raise error

    def note(session: Session) -> str:
        audit.append(session=session, actor_id="rm1", kind="test", payload={}, at=desk.now())
        return "written"

    before = head_of_log(desk.engine)
    with working(desk) as work:
        assert attempted(work, note) == "written"
        declined = attempted(work, refuse)
    assert declined == Declined(code, str(error))
    point = head_of_log(desk.engine)
    assert point.seq == before.seq + 1
    assert audit.read_anchors(desk.anchor_file)[-1].hash == point.hash
    assert verify_log(desk.engine, data_dir=desk.anchor_file.parent).ok


def test_a_work_that_is_refused_everything_anchors_nothing(desk: Desk) -> None:
    def refuse(session: Session) -> None:
        audit.append(session=session, actor_id="rm1", kind="test", payload={}, at=desk.now())
        raise NotFound("没有。")

    with working(desk) as work:
        attempted(work, refuse)
    assert audit.read_anchors(desk.anchor_file) == ()


def test_what_cannot_be_written_is_not_shown(desk: Desk, actor: As) -> None:
    rm = actor("rm1")
    with broken(desk.engine), pytest.raises(NotRecorded):
        brief_on(desk, rm)
    with working(desk) as work:
        assert page_of_suggestions(work=work, actor=rm) == []
    assert audit.read_anchors(desk.anchor_file) == ()


@contextmanager
def broken(engine: Engine) -> Iterator[None]:
    """A store that takes no suggestion."""

    def fail(_c: object, _x: object, statement: str, *_: object) -> None:
        if statement.startswith("INSERT INTO suggestion "):
            raise OperationalError(statement, {}, Exception("disk full"))

    event.listen(engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", fail)
