"""What a note writes: when it was, whether it was a contact, covered numbers, flags, hours."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot.blocks import plain_text
from bot.desk import Desk
from bot.render.capture import note_screen
from bot.render.day import day_screen
from bot.results.notes import CallNote, Logged
from bot.understanding.amend import Change
from bot.usecases.amending import added, changed
from bot.usecases.capture import new_phone, read_note, save_note, take_back
from bot.usecases.complaint import grow_complaint
from bot.usecases.day import day_of
from bot.usecases.kept import kept_promises
from bot.usecases.oversee import diary
from bot.usecases.profile import new_need, new_number, silence, withdraw
from bot.usecases.understand import read_account, read_each
from bot.usecases.work import Work, working
from store.actor import Actor
from store.customers import get_record
from store.engine import reading
from store.models import Channel, ComplaintSize, Customer, FollowUp, Interaction, Outcome

As = Callable[[str], Actor]
ZONE = ZoneInfo("Asia/Shanghai")


def note_of(work: Work, actor: Actor, text: str, customer_id: str = "C002") -> CallNote:
    message = read_account(text, work=work, actor=actor)
    return read_note(
        message,
        work=work,
        actor=actor,
        customer_id=customer_id,
        customer_name="李秀兰",
        suggestion_id=None,
    )


def written(desk: Desk, actor: Actor, text: str, at: datetime | None = None) -> Interaction:
    with working(desk, now=at) as work:
        logged = save_note(note_of(work, actor, text), work=work, actor=actor, chat="t:1")
    assert isinstance(logged, Logged)
    with reading(desk.engine) as session:
        return session.get_one(Interaction, logged.interaction_id)


def last_contact(desk: Desk) -> date | None:
    with reading(desk.engine) as session:
        return session.get_one(Customer, "C002").last_contact_on


def test_a_contact_of_another_day_is_dated_there(desk: Desk, actor: As) -> None:
    row = written(desk, actor("rm1"), "昨天上午十点见了李秀兰，想续存")
    assert row.took_place_on == desk.now().astimezone(ZONE).date().replace(day=22)
    assert row.at == datetime(2026, 11, 22, 10, tzinfo=ZONE)
    assert last_contact(desk) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("李秀兰没接电话", Outcome.ATTEMPT),
        ("提醒我后天给李秀兰发资料", Outcome.REMINDER),
        ("约了李秀兰明天来网点", Outcome.PLAN),
    ],
)
def test_what_was_no_contact_counts_as_none(
    desk: Desk, actor: As, words: str, outcome: Outcome
) -> None:
    rm, before = actor("rm1"), last_contact(desk)
    row = written(desk, rm, words)
    assert (row.outcome, last_contact(desk)) == (outcome, before)
    with working(desk) as work:
        record = get_record(session=work.reading, actor=rm, customer_id="C002")
        assert record is not None
        assert row.interaction_id not in {each.interaction_id for each in record.interactions}
        assert take_back(row.interaction_id, work=work, actor=rm, chat="t:1")
    assert last_contact(desk) == before


def test_what_a_reminder_is_of_stands_in_the_diary(desk: Desk, actor: As) -> None:
    rm = actor("rm1")
    row = written(desk, rm, "提醒我后天给李秀兰发资料")
    with working(desk) as work:
        texts = {
            e.follow_up.interaction_id: e.follow_up for e in diary(work=work, actor=rm, days=7).rows
        }
    assert texts[row.interaction_id].text == "给李秀兰发资料"
    assert texts[row.interaction_id].due_on == date(2026, 11, 25)


def test_numbers_are_covered_in_all_that_is_kept(desk: Desk, actor: As) -> None:
    said = "刚跟李秀兰通完电话，换号了13900001111，身份证11010519491231002X"
    with working(desk) as work:
        note = note_of(work, actor("rm1"), said)
    assert note.new_phone == "13900001111"
    assert "13900001111" not in note.said + note.summary
    assert "11010519491231002X" not in note.said + note.summary
    assert "换号了〔手机1〕" in note.said


def test_no_long_number_is_kept_with_a_slip_in_it_or_in_a_promise(desk: Desk, actor: As) -> None:
    said = "刚跟李秀兰通完电话，卡号6222020200112233445，答应明天把明细发到她手机13800138000"
    row = written(desk, actor("rm1"), said)
    with reading(desk.engine) as session:
        kept = [each.text for each in session.exec(select(FollowUp)) if each.kind == "promise"]
    everything = "".join([row.summary, row.said or "", *kept])
    assert "发到她手机〔手机1〕" in everything
    assert not re.search(r"\d{11}", everything)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("她手机从13811112222换成13900001111了", "13900001111"),
        ("她换号了，新手机13900001111，旧的13811112222", ""),
        ("她手机是13811112222", ""),
    ],
)
def test_only_the_new_number_is_proposed(words: str, number: str) -> None:
    assert new_phone(words) == number


def test_added_words_are_judged_and_may_set_the_next_contact(desk: Desk, actor: As) -> None:
    rm = actor("rm1")
    with working(desk) as work:
        note = note_of(work, rm, "刚跟李秀兰通完电话，她想存三年")
        breach = read_account("我跟她说保证不亏", work=work, actor=rm)
        dated = read_account("下周三再联系", work=work, actor=rm)
        assert not note.flags
        assert added(note, breach, work=work, actor=rm).flags
        assert added(note, dated, work=work, actor=rm).follow_up == date(2026, 12, 2)


@pytest.mark.parametrize(
    "words",
    ["我告诉他保本", "我拍胸脯说亏了我赔", "答应给他返两千块"],
)
def test_the_managers_own_breach_is_flagged(desk: Desk, actor: As, words: str) -> None:
    with working(desk) as work:
        assert note_of(work, actor("rm1"), f"刚跟李秀兰通完电话，{words}").flags


@pytest.mark.parametrize("words", ["他说别家保本保息", "李秀兰给我打了4分", "让我以后别打了"])
def test_the_customers_words_are_no_breach(desk: Desk, actor: As, words: str) -> None:
    with working(desk) as work:
        assert note_of(work, actor("rm1"), f"刚跟李秀兰通完电话，{words}").flags == ()


def test_one_field_changes_and_the_rest_stays(desk: Desk, actor: As) -> None:
    rm = actor("rm1")
    with working(desk) as work:
        note = note_of(work, rm, "刚跟李秀兰通完电话，她想存三年，周二上午十点再联系")
        right = changed(note, Change("next", date(2026, 11, 26)), said="不对，是周四", now=work.now)
        more = added(right, read_account("她想买黄金", work=work, actor=rm), work=work, actor=rm)
    assert right.follow_up == datetime(2026, 11, 26, 10, tzinfo=ZONE)
    assert (right.channel, right.note_id) == (note.channel, note.note_id)
    assert "周二" not in right.summary
    assert right.said == f"{note.said}（更正：不对，是周四）"
    assert more.needs == ("黄金",)
    assert "她想买黄金" in more.said
    with working(desk) as work:
        none = changed(more, Change("took_place"), now=work.now)
        assert (none.took_place, none.outcome) == (None, Outcome.ATTEMPT)
        visit = changed(none, Change("outcome"), now=work.now)
        assert (visit.took_place, visit.outcome) == (date(2026, 11, 23), None)
        assert changed(visit, Change("channel", "visit"), now=work.now).channel is Channel.VISIT
        assert changed(visit, Change("needs", "黄金"), now=work.now).needs == ()


@pytest.mark.parametrize("hour", [6, 12, 19])
def test_a_call_at_eight_in_the_evening_is_at_eight_everywhere(
    desk: Desk, actor: As, hour: int
) -> None:
    rm = actor("rm1")
    at = datetime(2026, 11, 24, hour, 30, tzinfo=ZONE).astimezone(UTC)
    text = "刚跟李秀兰通完电话，今天晚上八点再打给她"
    with working(desk, now=at) as work:
        note = note_of(work, rm, text)
        card = plain_text(note_screen(note, zone=ZONE, today=work.now.date()))
        save_note(note, work=work, actor=rm, chat="t:1")
    with working(desk, now=at) as work:
        day = day_of(work=work, actor=rm)
        due = [
            block
            for start in range(0, len(day.entries), 5)
            for block in day_screen(day, start=start, zone=ZONE, today=work.now.date())
        ]
    assert "今天 20:00" in card
    assert "今天 20:00 李秀兰" in plain_text(tuple(due))


def test_an_hour_put_right_stays_on_its_day_and_a_day_gone_by_is_of_the_call(
    desk: Desk, actor: As
) -> None:
    rm = actor("rm1")
    with working(desk) as work:
        planned = note_of(work, rm, "刚跟李秀兰通完电话，下周五上午十点半再联系")
        hour = Change("hour", datetime(2026, 11, 23, 14, tzinfo=ZONE))
        assert changed(planned, hour, now=work.now).follow_up == datetime(
            2026, 12, 4, 14, tzinfo=ZONE
        )
        told = note_of(work, rm, "上周四见了李秀兰，她想存三年")
        right = changed(told, Change("next", date(2026, 12, 20)), now=work.now)
        assert (right.took_place, right.follow_up) == (date(2026, 11, 20), None)


def test_what_a_call_changes_in_the_profile(desk: Desk, actor: As) -> None:
    rm = actor("rm1")
    with working(desk) as work:
        assert silence("C002", work=work, actor=rm) is None
        assert withdraw("C002", work=work, actor=rm) is None
        assert new_number("C002", "13900001111", work=work, actor=rm) is None
        assert new_need("C002", "黄金", work=work, actor=rm) is None
        assert new_need("C002", "黄金", work=work, actor=rm) is None
    with working(desk) as work:
        record = get_record(session=work.reading, actor=rm, customer_id="C002")
    assert record is not None
    assert (record.do_not_contact, record.consent) == (True, frozenset())
    assert (record.phone, record.need_tags.count("黄金")) == ("13900001111", 1)


def test_nobody_elses_customer_is_changed(desk: Desk, actor: As) -> None:
    rm = actor("rm2")
    with working(desk) as work:
        assert silence("C002", work=work, actor=rm) is not None
        assert withdraw("C002", work=work, actor=rm) is not None
        assert new_number("C002", "13900001111", work=work, actor=rm) is not None
        assert new_need("C002", "黄金", work=work, actor=rm) is not None


def test_a_graver_complaint_raises_the_one_that_stands(desk: Desk, actor: As) -> None:
    rm = actor("rm1")
    sizes = []
    for hour, size in enumerate((ComplaintSize.SMALL, ComplaintSize.LARGE, ComplaintSize.SMALL)):
        with working(desk, now=datetime(2026, 11, 23, 9 + hour, tzinfo=ZONE)) as work:
            noted = grow_complaint("C002", size, "排队", work=work, actor=rm)
        sizes.append((noted.size, noted.again))  # type: ignore[union-attr]
    assert sizes == [
        (ComplaintSize.SMALL, False),
        (ComplaintSize.LARGE, True),
        (ComplaintSize.LARGE, True),
    ]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("刚把限额调整的步骤截图发给李秀云了", 1),
        ("李秀云的承诺办完了", 1),
        ("李秀云的承诺办完了吗", 0),
        ("刚跟李秀云通完电话，限额调整的步骤她会了", 0),
        ("资料已经寄给李秀云了", 1),
    ],
)
def test_a_promise_told_as_kept(desk: Desk, actor: As, words: str, found: int) -> None:
    with working(desk) as work:
        assert len(kept_promises(words, "C003", work=work, actor=actor("rm1"))) == found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("赵敏慧的教育金测算发了", ["发教育金测算"]),
        ("赵敏慧的教育金测算还没发", []),
        ("给赵敏慧发了一张贺卡", []),
    ],
)
def test_what_was_planned_is_told_as_done(
    desk: Desk, actor: As, words: str, found: list[str]
) -> None:
    with working(desk) as work:
        done = kept_promises(words, "C005", work=work, actor=actor("rm1"))
        assert [each.text for each in done] == found


def test_a_note_on_several_has_a_part_for_each(desk: Desk, actor: As) -> None:
    with working(desk) as work:
        parts = read_each(
            "上午见了孙浩然，下午见了李秀兰，李秀兰要续存", work=work, actor=actor("rm1")
        )
        assert [each.channel for each in parts] == [Channel.VISIT, Channel.VISIT]
        assert read_each("刚跟孙浩然通完电话", work=work, actor=actor("rm1")) == ()


def test_a_row_of_before_holds_in_the_chain(desk: Desk, actor: As) -> None:
    written(desk, actor("rm1"), "刚跟李秀兰通完电话")
    with reading(desk.engine) as session:
        assert session.exec(select(Interaction.outcome)).first() is None
