"""Words that equal a button's label press it; what only resembles one does not."""

import pytest

from bot.conversation.labelled import pressed_by

LABELS = (
    ("图表", "chart"),
    ("✏ 改资料", "edit"),
    ("更多…", "more"),
    ("📞 记录", "note"),
    ("更多话术", "lines"),
    ("更多（还有3条）", "page"),
    ("①简报", "first"),
    ("✅ 确认", "save"),
    ("王建国", "wang"),
)


@pytest.mark.parametrize(
    ("said", "token"),
    [
        ("图表", "chart"),
        ("图表。", "chart"),
        (" 图表！", "chart"),
        ("改资料", "edit"),
        ("✏ 改资料", "edit"),
        ("记录", "note"),
        ("更多话术", "lines"),
        ("更多（还有3条）", "page"),
        ("更多", "more"),
        ("确认", "save"),
        ("①简报", "first"),
        ("王建国", "wang"),
    ],
)
def test_the_label_presses_its_button(said: str, token: str) -> None:
    assert pressed_by(said, LABELS) == token


@pytest.mark.parametrize(
    "said",
    [
        "看图表",
        "图表呢",
        "图表？",
        "把图表发我",
        "改资料吧",
        "记录一下，王建国说要考虑",
        "简报",
        "王建国的图表",
        "",
        "。",
    ],
)
def test_look_alikes_press_nothing(said: str) -> None:
    assert pressed_by(said, LABELS) is None


def test_a_label_two_buttons_bear_presses_neither_and_a_count_need_not_be_said() -> None:
    assert pressed_by("撤销", (("↩ 撤销", "a"), ("撤销", "b"))) is None
    assert pressed_by("更多", (("更多（还有3条）", "page"), ("图表", "chart"))) == "page"
