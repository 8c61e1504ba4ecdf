"""Messages as Telegram takes them: escaped once, split where a reader would, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.blocks import Block, Screen, Span, Style, bold, line, paragraph, plain_text, said, screen
from bot.channels.telegram.encode import LABEL_LIMIT, html_of, outgoing_of
from bot.channels.telegram.split import parts_of, units
from bot.conversation.messages import Button, Message
from tests.botapi.entities import parse_html, utf16_length

COPY = Style.COPY


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize(
    ("shown", "html"),
    [
        (said("利率 < 3 & 保本 > 5"), "利率 &lt; 3 &amp; 保本 &gt; 5"),
        (said('他说"好"'), '他说"好"'),
        (said("一\n二\n\n三"), "一\n二\n\n三"),
        (screen(paragraph(line("这款", bold("A&B"), "好"))), "这款<b>A&amp;B</b>好"),
        (screen(paragraph(Span("①p1", Style.SMALL))), "<i>①p1</i>"),
        (screen(paragraph(Span("保本", Style.MARKED))), "<u><b>保本</b></u>"),
        (screen(paragraph(Span("王总您好\n\n改天聊", COPY))), "<code>王总您好\n\n改天聊</code>"),
        (screen(paragraph("抄：", Span("王总", COPY))), "抄：\n<code>王总</code>"),
    ],
)
def test_styles_become_tags_and_words_are_escaped_once(shown: Screen, html: str) -> None:
    assert html_of(shown) == html
    assert parse_html(html)[0] == plain_text(shown)


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("字" * 4096, [4096]),
        ("字" * 4097, [4096, 1]),
        ("😀" * 2048, [4096]),
        ("😀" * 2049, [4096, 2]),
        ("字" + "𠮷" * 2048, [4095, 2]),
        ("&" * 4096, [4096]),
    ],
)
def test_a_message_at_and_beyond_the_limit(text: str, sizes: list[int]) -> None:
    sent = [parse_html(each.html)[0] for each in outgoing_of(Message(said(text)))]
    assert [utf16_length(each) for each in sent] == sizes
    assert "".join(sent) == text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("一二三四五\n\n六七八九十", ["一二三四五", "六七八九十"]),
        ("一二\n\n三四\n\n五六七八九", ["一二\n\n三四", "五六七八九"]),
        ("一二三四\n五六七八\n九十", ["一二三四\n五六七八", "九十"]),
        ("甲。一二三四五六七八九", ["甲。", "一二三四五六七八九"]),
        ("他问：“行吗？”我说：再等一等", ["他问：“行吗？”", "我说：再等一等"]),
        ("一二三，四五六七八九十", ["一二三，", "四五六七八九十"]),
        ("一二三四五六七八九十一", ["一二三四五六七八九十", "一"]),
        ("甲\n\n一二三四五六七八九十一", ["甲", "一二三四五六七八九十", "一"]),
    ],
)
def test_it_is_cut_at_blocks_then_lines_then_sentences(text: str, parts: list[str]) -> None:
    assert [plain_text(each) for each in parts_of(said(text), limit=10)] == parts


def test_a_cut_keeps_the_style_on_both_sides() -> None:
    shown = screen(paragraph(line("甲乙", bold("丙丁戊己"), "庚")))
    assert [html_of(each) for each in parts_of(shown, limit=4)] == [
        "甲乙<b>丙丁</b>",
        "<b>戊己</b>庚",
    ]


WORDS = st.text("字。，& <😀𠮷a", min_size=1, max_size=40)
SPANS = st.builds(Span, WORDS, st.sampled_from(Style))
LINES = st.lists(SPANS, min_size=1, max_size=3).map(tuple)
BLOCKS = st.builds(Block, st.lists(LINES, min_size=1, max_size=3).map(tuple))


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=3).map(tuple), st.integers(2, 60))
def test_whatever_is_said_arrives_whole_and_fits(shown: Screen, limit: int) -> None:
    parts = parts_of(shown, limit=limit)
    assert squeezed("".join(map(plain_text, parts))) == squeezed(plain_text(shown))
    assert all(units(plain_text(part)) <= limit for part in parts)
    assert all(parse_html(html_of(part))[0] == plain_text(part).strip() for part in parts)


def test_buttons_hang_under_the_last_part() -> None:
    message = Message(said("字" * 5000), ((Button("已使用", "a.0"),), (Button("长" * 99, "a.1"),)))
    first, last = outgoing_of(message)
    assert first.keyboard is None
    assert last.keyboard is not None
    (used,), (long,) = last.keyboard.inline_keyboard
    assert (used.text, used.callback_data) == ("已使用", "a.0")
    assert len(long.text) == LABEL_LIMIT
    assert long.text.endswith("长…")


@pytest.mark.parametrize("confidential", [True, False])
def test_what_holds_customer_data_is_protected(confidential: bool) -> None:
    sent = outgoing_of(Message(said("字" * 5000), confidential=confidential))
    assert [each.protected for each in sent] == [confidential] * 2
