"""An officer reads a draft, edits a line, is told in Chinese what is missing, and rejects it."""

from __future__ import annotations

import re
from pathlib import Path

from bot.desk import Desk
from bot.local import LocalChat
from bot.usecases.drafts import import_file

DOCUMENT = """第一章 茶园贷款的沟通
一、茶农第一次来问茶园贷款的场景
场景描述：茶农打算扩种新茶园，第一次来网点问贷款，既怕手续繁琐，又怕还款跟采茶的季节对不上。
分步执行说明：先问清种植面积和采收时间，再说明需要的材料，最后约好上门看园的日子。
"""


async def test_read_edited_refused_rejected(officer: LocalChat, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "茶园.txt"
    file.write_text(DOCUMENT, encoding="utf-8")
    import_file(file, desk=desk)
    waiting = await officer.send("/drafts")
    draft = await officer.press(waiting.buttons[0].label)
    assert "草稿" in draft.text and "还没写完" in draft.text
    faults = draft.text.partition("待改")[2].replace("handbook draft", "").replace("--edit", "")
    assert not re.search(r"[a-z]{4,} [a-z]{3,} [a-z]{3,}", faults)
    edited = await officer.send("改 o1 您好，我来听听茶园的事。")
    assert "v2" in edited.text and "您好，我来听听茶园的事。" in edited.text
    assert "还不能批准" in (await officer.press("✅ 批准")).text
    await officer.press(f"dno:{_id(edited.text)}")
    assert "没有等着审核的草稿" in (await officer.send("/drafts")).text


async def test_an_rm_sees_no_drafts(rm: LocalChat) -> None:
    assert "只有合规人员" in (await rm.send("/drafts")).text


def _id(text: str) -> str:
    found = re.search(r"doc-\w+-\d+", text)
    assert found is not None
    return found.group()
