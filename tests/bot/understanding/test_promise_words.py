"""A promise's words without the day that is kept beside them."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.follow_up import Promise, without_its_day

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("words", "due", "kept"),
    [
        ("他今天下午三点把资料发给他", "2026-11-23 15:00", "把资料发给他"),
        ("周五前把合同寄给她", "2026-11-27", "把合同寄给她"),
        ("明天之内给回复", "2026-11-24", "给回复"),
        ("她下周二上午10点前报价", "2026-12-01 10:00", "她报价"),
        ("把限额调整的步骤截图发给她", "2026-11-24", "把限额调整的步骤截图发给她"),
        ("给客户发12月的账单", "2026-11-24", "给客户发12月的账单"),
        ("明天", "2026-11-24", "明天"),
    ],
)
def test_the_day_is_kept_once(words: str, due: str, kept: str) -> None:
    now = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
    when = datetime.fromisoformat(due)
    day = when.replace(tzinfo=now.tzinfo) if " " in due else date.fromisoformat(due)
    assert without_its_day(Promise(words, day), now=now).text == kept
