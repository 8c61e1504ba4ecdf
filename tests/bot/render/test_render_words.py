"""Words that screens share: times in the office's zone, marks of where a line stands."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import get_args

import pytest

from bot.render.words import moment, own_zone, rule_mark, source_mark, when
from bot.results.advice import RuleSource, ScriptSource, Source, TalkSource
from bot.results.vocabulary import ActionKind, Inward, TextVerdict, action_channel
from knowledge.compliance import Judgement
from knowledge.handbook.format.model import ACTION_CHANNELS, ACTION_KINDS
from store.models import Channel
from tests.bot.render.samples import TODAY, ZONE

YEAR_END = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("due", "today", "words"),
    [
        (date(2026, 11, 22), TODAY, "11月22日(周日)"),
        (date(2026, 11, 23), TODAY, "今天"),
        (date(2026, 11, 24), TODAY, "明天"),
        (date(2026, 11, 25), TODAY, "11月25日(周三)"),
        (date(2027, 11, 23), TODAY, "2027年11月23日(周二)"),
        (date(2027, 1, 1), YEAR_END, "明天"),
        (datetime(2026, 11, 23, 20, 0, tzinfo=ZONE), TODAY, "今天 20:00"),
        (datetime(2026, 11, 23, 12, 0, tzinfo=UTC), TODAY, "今天 20:00"),
        (datetime(2026, 11, 22, 12, 0, tzinfo=UTC), TODAY, "11月22日(周日) 20:00"),
        (datetime(2026, 11, 23, 15, 30, tzinfo=UTC), TODAY, "今天 23:30"),
        (datetime(2026, 11, 23, 16, 30, tzinfo=UTC), TODAY, "明天 00:30"),
        (datetime(2026, 11, 22, 16, 30, tzinfo=UTC), TODAY, "今天 00:30"),
        (datetime(2026, 12, 31, 16, 30, tzinfo=UTC), YEAR_END, "明天 00:30"),
        (datetime(2027, 1, 4, 16, 30, tzinfo=UTC), YEAR_END, "2027年1月5日(周二) 00:30"),
    ],
)
def test_a_due_time_is_told_in_the_offices_zone(
    due: date | datetime, today: date, words: str
) -> None:
    assert when(due, zone=ZONE, today=today) == words


def test_a_moment_is_told_in_the_offices_zone() -> None:
    assert moment(datetime(2026, 11, 23, 15, 30, tzinfo=UTC), zone=ZONE) == "11-23 23:30"
    assert moment(datetime(2026, 11, 23, 16, 30, tzinfo=UTC), zone=ZONE) == "11-24 00:30"


def test_a_time_keeps_the_zone_it_is_told_in() -> None:
    told = datetime(2026, 11, 24, 20, 0, tzinfo=ZONE)
    assert when(told, zone=own_zone(told), today=TODAY) == "明天 20:00"
    assert when(TODAY, zone=own_zone(TODAY), today=TODAY) == "今天"


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ((), ""),
        ((ScriptSource("b", 1, "p2@hnw"),), " 〔②p2@hnw〕"),
        ((ScriptSource("a", 1, "x1a"), ScriptSource("b", 1, "x1b")), " 〔①x1a ②x1b〕"),
        ((ScriptSource("c", 1, "p1"),), " 〔c:p1〕"),
        ((ScriptSource("a", 1, "o1@senior?maturity_days:>=0"),), " 〔①o1@senior〕"),
        ((TalkSource("IN1"),), " 〔沟通记录〕"),
        ((RuleSource("churn.contact_hours", "H5.3"),), " 〔churn.contact_hours〕"),
    ],
)
def test_a_source_is_marked_by_its_scripts_number(sources: tuple[Source, ...], words: str) -> None:
    assert source_mark(sources, ["a", "b"]).text == words


def test_a_rule_is_marked_by_its_id() -> None:
    assert rule_mark("pressure").text == " 〔pressure〕"


def test_every_word_scripts_use_for_an_action_has_a_label() -> None:
    assert {kind.value for kind in ActionKind} == ACTION_KINDS
    ways = {action_channel(name) for name in ACTION_CHANNELS - {"preferred"}}
    assert ways == {*Channel, Inward.INTERNAL} - {Channel.UNKNOWN}
    with pytest.raises(ValueError, match="preferred"):
        action_channel("preferred")


def test_every_judgement_has_a_label() -> None:
    assert {each.value for each in TextVerdict} == set(get_args(Judgement))
