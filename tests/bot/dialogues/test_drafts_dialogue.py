"""An officer reads a draft, edits a line, is told in Chinese what is missing, and rejects it."""

from __future__ import annotations

import re

import pytest

from bot.desk import Desk
from tests.dialogues.given import draft
from tests.support.chat import Chat

pytestmark = pytest.mark.slow

_CHOICES = re.compile(r"可以写：.*|handbook draft|--edit")
"""Names that are written as they are: values of a field, the command to type."""


async def test_read_edited_refused_rejected(officer: Chat, desk: Desk) -> None:
    draft(desk)
    await officer.send("/drafts")
    shown = await officer.press(1)
    assert "草稿" in shown.text
    assert "还没写完" in shown.text
    faults = _CHOICES.sub("", shown.text.partition("待改")[2])
    assert not re.search(r"[a-z]{4,} [a-z]{3,} [a-z]{3,}", faults)
    edited = await officer.send("改 o1 您好，我来听听茶园的事。")
    assert "v2" in edited.text
    assert "您好，我来听听茶园的事。" in edited.text
    assert "还不能批准" in (await officer.press("✅ 批准")).text
    await officer.press("🗑 否决")
    assert "已否决" in (await officer.send("茶园贷款我行不做")).text
    assert "没有等着审核的草稿" in (await officer.send("/drafts")).text


async def test_an_rm_sees_no_drafts(rm: Chat) -> None:
    assert "只有合规人员" in (await rm.send("/drafts")).text
