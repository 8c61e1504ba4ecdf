"""Blocks: what a reader sees, and what the evidence keeps, is what was put in."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import (
    Block,
    Screen,
    Span,
    Style,
    bold,
    from_json,
    headed,
    line,
    paragraph,
    plain_text,
    said,
    screen,
    small,
    to_json,
)

WORDS = st.text(alphabet="甲 <b>&;\n①", min_size=1, max_size=30)
SPANS = st.builds(Span, st.text(alphabet="甲<&>乙", min_size=1, max_size=4), st.sampled_from(Style))
SCREENS = st.lists(
    st.lists(st.lists(SPANS, max_size=3).map(tuple), min_size=1, max_size=3).map(
        lambda lines: Block(tuple(lines))
    ),
    max_size=3,
).map(tuple)


@given(WORDS)
def test_words_come_through_a_paragraph_unchanged(text: str) -> None:
    assert plain_text(screen(paragraph(text))) == text


@given(SCREENS)
def test_a_kept_screen_is_the_screen_shown(shown: Screen) -> None:
    assert from_json(json.loads(json.dumps(to_json(shown)))) == shown


def test_line_breaks_part_lines_and_keep_the_style() -> None:
    block = paragraph(line("前", bold("甲\n乙"), "后"))
    assert block == Block(((Span("前"), bold("甲")), (bold("乙"), Span("后"))))


def test_what_is_empty_is_left_out() -> None:
    assert line("", bold(""), "甲", small("")) == (Span("甲"),)
    assert paragraph("", line()) is None
    assert paragraph("", "甲", bold("")) == Block(((Span("甲"),),))
    assert headed("标题", []) is None
    assert screen(None, paragraph("甲"), headed("标题", [])) == said("甲")


def test_empty_lines_part_what_is_said_into_blocks() -> None:
    assert said("甲\n乙\n\n丙") == (paragraph("甲", "乙"), paragraph("丙"))
    assert plain_text(said("甲\n乙\n\n丙")) == "甲\n乙\n\n丙"
    assert said("") == ()
