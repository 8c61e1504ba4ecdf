"""Notices are written once, sent by one sender, and sent again where nobody said they were."""

import threading
from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import Session
from store_world import NOW, actor_of

from store.engine import reading, transaction
from store.models import Notice
from store.notices import (
    NoticeDraft,
    add_notice,
    claim_due,
    drop_notice,
    mark_failed,
    mark_sent,
    staff_waiting,
)
from store.rhythm import HOUSE, Rhythm, rhythm_of, set_rhythm

LEASE = timedelta(minutes=2)
EVERYBODY = ("rm1", "rm2", "sup1")


def _draft(
    key: str, *, staff_id: str = "rm1", minutes: int = 0, grave: bool = False
) -> NoticeDraft:
    due = NOW + timedelta(minutes=minutes)
    return NoticeDraft(key, staff_id, "reminder", due, {"follow_up_id": "FU1"}, grave)


def _add(engine: Engine, *drafts: NoticeDraft) -> list[bool]:
    with transaction(engine) as session:
        return [add_notice(session=session, draft=each, at=NOW) for each in drafts]


def _claim(
    engine: Engine, who: str, *, minutes: float = 0, quiet: tuple[str, ...] = ()
) -> list[str]:
    with transaction(engine) as session:
        found = claim_due(
            session=session,
            now=NOW + timedelta(minutes=minutes),
            who=who,
            lease=LEASE,
            staff=EVERYBODY,
            quiet=quiet,
        )
        return [each.notice_key for each in found]


def _sent(engine: Engine, key: str, who: str) -> bool:
    with transaction(engine) as session:
        return mark_sent(session=session, key=key, who=who, at=NOW)


def test_a_matter_has_one_row_and_is_due_at_its_time(staffed: Engine) -> None:
    assert _add(staffed, _draft("a", minutes=5), _draft("a"), _draft("b")) == [True, False, True]
    assert _claim(staffed, "one") == ["b"]
    assert _claim(staffed, "one", minutes=5) == ["b", "a"]
    with reading(staffed) as session:
        kept = session.get_one(Notice, "a")
    assert (kept.subject, kept.due_at) == ({"follow_up_id": "FU1"}, NOW + timedelta(minutes=5))


def test_what_one_sender_holds_no_other_takes_until_the_lease_has_run_out(staffed: Engine) -> None:
    _add(staffed, _draft("a"))
    assert _claim(staffed, "one") == ["a"]
    assert _claim(staffed, "two", minutes=1) == []
    assert _claim(staffed, "two", minutes=2) == ["a"]
    assert not _sent(staffed, "a", "one")
    assert _sent(staffed, "a", "two")
    assert _claim(staffed, "one", minutes=60) == []


def test_one_that_failed_waits_longer_each_time(staffed: Engine) -> None:
    _add(staffed, _draft("a"))
    for minutes, free in ((0.0, 0.5), (0.5, 1.5), (1.5, 3.5)):
        assert _claim(staffed, "one", minutes=minutes) == ["a"]
        with transaction(staffed) as session:
            at = NOW + timedelta(minutes=minutes)
            assert mark_failed(session=session, key="a", who="one", at=at)
        assert _claim(staffed, "one", minutes=free - 0.1) == []
    assert _claim(staffed, "one", minutes=3.5) == ["a"]


def test_one_dropped_is_told_no_more(staffed: Engine) -> None:
    _add(staffed, _draft("a"))
    with transaction(staffed) as session:
        assert drop_notice(session=session, key="a", why="过时", at=NOW)
        assert not drop_notice(session=session, key="a", why="过时", at=NOW)
    assert _claim(staffed, "one") == []


def test_in_quiet_hours_only_what_is_grave_is_told(staffed: Engine) -> None:
    _add(staffed, _draft("a"), _draft("b", grave=True), _draft("c", staff_id="rm2"))
    with reading(staffed) as session:
        assert staff_waiting(session=session, now=NOW) == {"rm1", "rm2"}
    assert _claim(staffed, "one", quiet=("rm1",)) == ["b", "c"]


def test_two_replicas_at_once_share_and_never_take_the_same(staffed: Engine) -> None:
    _add(staffed, *(_draft(f"n{at:02}") for at in range(20)))
    taken: dict[str, list[str]] = {"one": [], "two": []}
    both = threading.Barrier(2)

    def take(who: str) -> None:
        both.wait()
        taken[who] = _claim(staffed, who)

    threads = [threading.Thread(target=take, args=(who,)) for who in taken]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(taken["one"] + taken["two"]) == [f"n{at:02}" for at in range(20)]


def test_everybody_has_the_hours_of_the_house_until_he_sets_his_own(staffed: Engine) -> None:
    actor = actor_of("rm1")
    with transaction(staffed) as session:
        assert rhythm_of(session=session, staff_id="rm1") == HOUSE
        for rhythm in (Rhythm(morning=None), Rhythm(HOUSE.quiet_to)):
            set_rhythm(session=session, actor=actor, rhythm=rhythm, at=NOW)
            assert _read_again(session) == rhythm


def _read_again(session: Session) -> Rhythm:
    session.expire_all()
    return rhythm_of(session=session, staff_id="rm1")
