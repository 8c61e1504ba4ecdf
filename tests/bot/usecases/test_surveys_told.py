"""A score is written once for each time it is told, not once a day."""

from __future__ import annotations

from collections.abc import Callable

from bot.desk import Desk
from bot.understanding.case_words import Surveyed
from bot.usecases.surveys import Recorded, record_score
from bot.usecases.work import working
from store.actor import Actor


def test_a_second_low_score_of_a_day_is_a_case_of_its_own(
    desk: Desk, actor: Callable[[str], Actor]
) -> None:
    keys = []
    for words in ("排队太久", "电话没人接", "电话没人接"):
        with working(desk) as work:
            told = Surveyed(3, 10, words)
            done = record_score("C001", told, work=work, actor=actor("rm1"))
        assert isinstance(done, Recorded)
        keys.append(done.case_id)
    assert keys[0] != keys[1]
    assert keys[1] == keys[2]
