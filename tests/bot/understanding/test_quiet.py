"""Who wants to be left alone, by turns of phrase; an appointment given another time."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.conversation.phrases import takes_back
from bot.understanding import understand
from bot.understanding.amend import adds_outright, dates_anew
from bot.understanding.reports.happened import took_place
from bot.usecases.kept import tells_of_giving

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("words", "quiet"),
    [
        ("说别再发产品消息了，有急事才联系", True),
        ("贷款的事别再跟她提了", True),
        ("他说以后别再打电话了", True),
        ("有事才联系，平时别打", True),
        ("聊得挺好，他说有事再联系", False),
        ("他说可以恢复联系了，解除免打扰", False),
        ("说免打扰取消吧，以后可以打他了", False),
        ("跟他说了有事再打给我，下周三回访", False),
        ("晚上别打，白天随时", False),
        ("耳朵不好，电话里说不清", False),
        ("他说定期先别动", False),
        ("我跟他说别再发消息给骗子", False),
    ],
)
def test_who_wants_to_be_left_alone(words: str, quiet: bool) -> None:
    assert understand(words, now=NOW, in_hand=True, meant="capture").opt_out is quiet


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("给◇◇◇打电话,顺便查下测评", False),
        ("给◇◇◇打个电话提醒他基金到期", False),
        ("◇◇◇改约", False),
        ("给◇◇◇打了电话,他没空", None),
        ("周五又打没接,今早终于接通", True),
    ],
)
def test_whether_a_turn_of_phrase_settles_that_a_contact_took_place(
    words: str, held: bool | None
) -> None:
    assert took_place(words) is held


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("十二月中旬再说，具体16号晚上七点", datetime(2026, 12, 16, 19, tzinfo=NOW.tzinfo)),
        ("本来约了来测评没来，改到下周一", date(2026, 11, 30)),
    ],
)
def test_the_time_that_holds(words: str, when: date | datetime) -> None:
    assert understand(words, now=NOW, in_hand=True, meant="capture").follow_up == when


@pytest.mark.parametrize(
    ("words", "undone"),
    [
        ("刚才那条不对，撤销", True),
        ("撤销", True),
        ("上一条记错了撤销", True),
        ("不对，是周四", False),
    ],
)
def test_what_wants_the_last_note_undone(words: str, undone: bool) -> None:
    assert takes_back(words) is undone


@pytest.mark.parametrize(
    ("words", "dated"),
    [
        ("把他的电话改到下周五", True),
        ("约周三改到周四下午两点", True),
        ("和她说好的12月2日改成12月3日", True),
        ("他的电话改成微信", False),
        ("刚打了电话，改到下周五", False),
        ("能不能改到下周五？", False),
    ],
)
def test_an_appointment_given_another_time(words: str, dated: bool) -> None:
    assert dates_anew(words, now=NOW) is dated


@pytest.mark.parametrize(
    ("words", "adds"), [("再加一句，他女婿刘强也在", True), ("对了，他说想存", False)]
)
def test_words_to_be_added_outright(words: str, adds: bool) -> None:
    assert adds_outright(words) is adds


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("资料发给他了", True),
        ("架构说明已经送到了", True),
        ("说别再发产品消息了，有急事才联系", False),
        ("不用再发资料了", False),
        ("架构说明还没送到，他催了", False),
        ("不要送过来了", False),
    ],
)
def test_what_tells_of_a_promise_kept(words: str, given: bool) -> None:
    assert tells_of_giving(words) is given
