"""How messages are read: tables of sentences in the YAML files beside this one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.understanding import INTENTS, Understanding, parse_when, understand
from bot.understanding.intent import served_alike
from bot.understanding.model import Signals, intent_model
from bot.understanding.training import marked, train

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def table(name: str) -> Any:
    return yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text(encoding="utf-8"))


def when(value: Any) -> date | datetime | None:
    if value in (None, "none"):
        return None
    if isinstance(value, date):
        return value.astimezone(NOW.tzinfo) if isinstance(value, datetime) else value
    return datetime.fromisoformat(value)


def said(sentence: str, *, in_hand: bool = False, meant: str | None = None) -> Understanding:
    text, name = marked(sentence)
    return understand(text, now=NOW, customer_span=name, in_hand=in_hand, meant=meant)


@pytest.mark.parametrize(
    ("sentence", "intent"),
    [(str(each), intent) for intent, sentences in table("intents").items() for each in sentences],
)
def test_intent(sentence: str, intent: str) -> None:
    read = said(sentence)
    offered = (read.intent,) if read.sure else read.alternatives
    assert any(served_alike(each, intent) for each in offered)


@pytest.mark.parametrize(
    ("words", "expected"),
    [(str(each), key) for key, ways in table("times").items() for each in ways],
)
def test_a_typed_date(words: str, expected: Any) -> None:
    assert parse_when(words, now=NOW) == when(expected)


@pytest.mark.parametrize(("note", "expected"), table("follow_ups"))
def test_the_next_contact_in_a_note(note: str, expected: Any) -> None:
    read = said(note)
    assert (read.intent, read.follow_up) == ("capture", when(expected))


def test_a_weekday_and_a_date_that_do_not_agree_are_told_apart() -> None:
    torn = said("刚通完话，下周三(12月3日)8点半再联系")
    assert (torn.follow_up, torn.torn) == (None, (date(2026, 12, 3), date(2026, 12, 2)))
    assert said("刚通完话，下周三(12月2日)8点半再联系").torn is None
    assert said("刚通完话，下周三、周四都行").torn is None


@pytest.mark.parametrize(("sentence", "intent", "channel", "expected"), table("wednesday"))
def test_a_message_whole(sentence: str, intent: str, channel: str, expected: Any) -> None:
    text, name = marked(sentence)
    at = datetime(2026, 11, 25, 16, 20, tzinfo=NOW.tzinfo)
    read = understand(text, now=at, customer_span=name)
    assert (read.intent, read.channel, read.follow_up) == (intent, channel, when(expected))


@pytest.mark.parametrize("case", table("contents"), ids=lambda case: case["text"])
def test_what_a_note_holds(case: dict[str, Any]) -> None:
    read = said(case["text"], meant="capture")
    assert read.channel == case["channel"]
    assert list(read.needs) == case.get("needs", [])
    assert sorted(read.kinds) == sorted(case.get("objections", []))


def test_a_hour_makes_an_aware_time_and_a_day_a_date() -> None:
    at, day = parse_when("下周三下午三点", now=NOW), parse_when("下周三", now=NOW)
    assert isinstance(at, datetime)
    assert at.tzinfo is NOW.tzinfo
    assert type(day) is date


@pytest.mark.parametrize(
    ("message", "purpose"),
    [
        ("下午要去见{华信制造}的财务总监，想聊票据池", "聊票据池"),
        ("等下给{王建国}打电话", ""),
        ("准备一下{陈思远}", ""),
        ("{何丽} 信托", "信托"),
        ("{何丽}的情况先给我理一遍", ""),
        ("给{何丽}备一份，顺便", ""),
        ("先把{陈思远}的背景资料拉一下", ""),
        ("{王建国} 理财到期", "理财到期"),
        ("明天见{赵敏}，她存款快到期了", "存款快到期"),
        ("想跟{吴磊}通个电话挽回一下 准备材料", "挽回"),
        ("马上去见{何丽}，她想聊信托，给我准备下", "聊信托"),
    ],
)
def test_what_a_brief_is_for(message: str, purpose: str) -> None:
    read = said(message)
    assert (read.intent, read.purpose) == ("brief", purpose)


@pytest.mark.parametrize(
    ("note", "summary"),
    [
        (
            "刚跟{李姐}通完话，她说年底前要用钱，不想买封闭的，下周三再联系",
            "李姐年底前要用钱，不想买封闭的；下周三再联系",
        ),
        ("打完了，{王总}嫌贵，电话13812345678，周五再聊", "王总嫌贵，电话〔手机1〕；周五再聊"),
        ("嗯那个刚跟客户通完电话 然后他说先不急 月底再打", "客户先不急；月底再打"),
    ],
)
def test_the_summary_is_short_and_in_the_notes_own_words(note: str, summary: str) -> None:
    assert said(note).summary == summary


@pytest.mark.parametrize("number", ["13812345678", "11010519491231002X", "a.b@bank.com"])
def test_no_personal_number_in_a_summary(number: str) -> None:
    for note in (f"刚和客户通完话，{number}，周五再联系", f"客户{number}嫌贵怎么办"):
        assert number not in said(note).summary


def test_promises_are_the_managers_own() -> None:
    ours = said("刚通完话，答应周五前给他发测算表，月底再联系").promises
    assert [(p.text, p.due) for p in ours] == [("周五前给他发测算表", date(2026, 11, 27))]
    assert said("刚通完话，他答应周五来签约").promises == ()
    assert said("刚通完话，他问能不能保证收益，我没答应，周五再联系").promises == ()


def test_the_mention_is_the_callers_or_a_title() -> None:
    assert said("等下给{陈思远}打电话").mention == "陈思远"
    assert said("刚跟李姐通完话").mention == "李姐"
    assert said("客户嫌利率高怎么办").mention is None


def test_a_complaint_is_marked_in_any_message() -> None:
    assert said("客户投诉了，说我们乱扣费").complaint
    assert said("记一下，刚通完话，她说要投诉，周五再联系").complaint
    assert not said("刚通完话，没有投诉，挺满意").complaint


def test_what_is_pasted_for_a_check_decides_nothing_else() -> None:
    read = said("帮我看下这段话能不能发：刚跟李姐通完话，下周三再联系，不想买封闭的怎么办")
    assert (read.intent, read.follow_up, read.objections, read.channel) == (
        "check",
        None,
        (),
        "unknown",
    )


def test_with_a_customer_in_hand_a_report_is_a_note() -> None:
    assert said("她说先不买了，下周再看", in_hand=True).intent == "capture"
    assert said("他说别家高怎么回", in_hand=True).intent == "ask"


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="刚跟他说下周三再联系，。 明天嫌高1２3点半月底前◇?：ＡaİßŸ", max_size=40),
    st.booleans(),
)
def test_any_text_is_read(text: str, in_hand: bool) -> None:
    read = understand(text, now=NOW, in_hand=in_hand)
    assert read.intent in INTENTS
    assert all(each in text for each in read.objections)
    if isinstance(read.follow_up, datetime):
        assert read.follow_up >= NOW
    elif read.follow_up is not None:
        assert read.follow_up >= NOW.date()


def test_the_shipped_model_knows_every_intent() -> None:
    model = intent_model()
    assert model.intents == INTENTS
    assert model.weights.shape == (len(model.places), len(INTENTS))
    assert sum(model.shares("明天去见◇总", Signals(False, True, True)).values()) == pytest.approx(1)


@pytest.mark.slow
def test_the_model_is_what_its_sentences_teach(tmp_path: Path) -> None:
    learned = train(tmp_path / "model.npz")
    assert learned > 2000
    kept, made = intent_model(), intent_model(tmp_path / "model.npz")
    assert kept.places == made.places
    assert (kept.slope, kept.intents) == (made.slope, made.intents)
    apart = np.abs(kept.weights - made.weights)
    assert apart.max() < 0.25, "train anew: python -m bot.understanding.training"


@pytest.mark.parametrize(
    "note",
    [
        "刚跟{李秀兰}通完电话，她想把存单的利息挪去给孙子存着又怕提前支取亏利息",
        "给{孙浩然}打了电话，他要提前还房贷，给郑雨洁打没人接",
        "和{王建国}见了面，他问能不能提前赎回",
    ],
)
def test_a_note_with_what_he_wants_is_one_request(note: str) -> None:
    assert said(note).second is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("给{王建国}打电话", "brief"),
        ("要给{王建国}打个电话", "brief"),
        ("联系一下{李秀兰}", "brief"),
        ("下午去见{李秀兰}", "brief"),
        ("约{孙浩然}见面", "brief"),
        ("给{王建国}打了电话", "capture"),
        ("给{王建国}打电话没人接", "capture"),
    ],
)
def test_a_call_that_lies_ahead_is_a_brief(text: str, intent: str) -> None:
    read = said(text)
    assert (read.intent, read.sure) == (intent, True)
