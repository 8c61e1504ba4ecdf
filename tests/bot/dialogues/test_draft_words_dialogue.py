"""Words that decide no draft leave it as it is."""

from __future__ import annotations

import pytest

from bot.desk import Desk
from bot.usecases.drafts import open_drafts
from bot.usecases.work import working
from tests.dialogues.given import draft
from tests.support.chat import Chat


@pytest.mark.parametrize(
    "words",
    [
        "客户同意了",
        "贷款批了",
        "这个能通过吗",
        "谁批准的",
        "批准赵敏慧的换人",
        "王建国的授权通过了",
    ],
)
async def test_words_that_decide_no_draft(officer: Chat, desk: Desk, words: str) -> None:
    draft(desk)
    await officer.send("/drafts")
    shown = (await officer.send(words)).text
    assert "已批准" not in shown
    assert "还不能批准" not in shown
    with working(desk) as work:
        assert len(list(open_drafts(work=work))) == 1


async def test_a_verdict_with_no_draft_in_sight_is_of_none(officer: Chat, desk: Desk) -> None:
    draft(desk)
    for words in ("驳回，承诺了收益", "批准"):
        await officer.send(words)
    with working(desk) as work:
        assert len(list(open_drafts(work=work))) == 1
    assert "还不能批准" in (await officer.send("批准草稿")).text
