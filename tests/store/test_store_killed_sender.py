"""Senders in processes of their own: one killed between claiming and marking, two at once."""

import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from store_world import NOW

from store.engine import transaction
from store.notices import NoticeDraft, add_notice, claim_due, mark_sent

pytestmark = pytest.mark.slow

LEASE = timedelta(minutes=2)
SENDER = """
import sys, time
from datetime import datetime, timedelta
from store.engine import open_engine, transaction
from store.notices import claim_due
url, at, who = sys.argv[1:]
with transaction(open_engine(url)) as session:
    found = claim_due(session=session, now=datetime.fromisoformat(at), who=who,
                      lease=timedelta(minutes=2), staff=["rm1"])
    keys = [each.notice_key for each in found]
print(",".join(keys), flush=True)
time.sleep(60)
"""


def _sender(engine: Engine, who: str) -> "subprocess.Popen[str]":
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", SENDER, url, NOW.isoformat(), who]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def _claimed(sender: "subprocess.Popen[str]") -> list[str]:
    """What it claimed; it is killed before it marks anything."""
    assert sender.stdout is not None
    keys = sender.stdout.readline().strip()
    sender.send_signal(signal.SIGKILL)
    sender.wait()
    sender.stdout.close()
    return [each for each in keys.split(",") if each]


def _add(engine: Engine, count: int) -> list[str]:
    keys = [f"n{at:02}" for at in range(count)]
    with transaction(engine) as session:
        for key in keys:
            draft = NoticeDraft(key, "rm1", "reminder", NOW)
            assert add_notice(session=session, draft=draft, at=NOW)
    return keys


def _claim(engine: Engine, after: timedelta) -> list[str]:
    with transaction(engine) as session:
        found = claim_due(session=session, now=NOW + after, who="alive", lease=LEASE, staff=["rm1"])
        return [each.notice_key for each in found]


def test_what_a_killed_sender_held_is_taken_over_once_its_claim_has_run_out(
    staffed: Engine,
) -> None:
    keys = _add(staffed, 3)
    assert _claimed(_sender(staffed, "dead")) == keys
    assert _claim(staffed, LEASE - timedelta(seconds=1)) == []
    assert _claim(staffed, LEASE) == keys
    with transaction(staffed) as session:
        assert not mark_sent(session=session, key="n00", who="dead", at=NOW)
        assert mark_sent(session=session, key="n00", who="alive", at=NOW)


def test_two_processes_at_once_never_claim_the_same(staffed: Engine) -> None:
    keys = _add(staffed, 20)
    both = [_sender(staffed, who) for who in ("one", "two")]
    taken = [_claimed(each) for each in both]
    assert sorted(taken[0] + taken[1]) == keys
