"""Briefs in chat: found by any name, shown with sources, protected, marked, recorded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text as sql

from bot.desk import Desk
from store.actor import Actor
from store.engine import reading, transaction
from store.suggestions import list_suggestions
from store.verifying import verify
from tests.support.chat import Chat

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "line",
    ["/brief C001", "/brief 王建国", "/brief wangjianguo", "/brief 8821", "王建国", "/brief 建国"],
)
async def test_a_customer_is_found_by_any_name(rm: Chat, line: str) -> None:
    reply = await rm.send(line)
    assert "王建国" in reply.text
    assert "稳健添利" in reply.text
    assert all(message.confidential for message in reply.messages)


async def test_several_candidates_become_buttons(rm: Chat) -> None:
    reply = await rm.send("/brief 李秀")
    assert len(reply.buttons) >= 2
    assert "哪一位" in reply.text
    chosen = await rm.press("李秀云")
    assert "李秀云" in chosen.text
    assert "开场" in chosen.text


@pytest.mark.parametrize(("nobody", "anothers"), [("诸葛亮", "刘桂芝"), ("C999", "C030")])
async def test_none_and_anothers_customer_look_alike(rm: Chat, nobody: str, anothers: str) -> None:
    none = await rm.send(f"/brief {nobody}")
    other = await rm.send(f"/brief {anothers}")
    assert none.text.replace(nobody, "") == other.text.replace(anothers, "")
    assert not other.buttons


async def test_every_button_of_a_brief_answers(rm: Chat) -> None:
    brief = await rm.send("/brief C001")
    assert list(brief.labels) == [
        "客户",
        "更多话术",
        "异议",
        "产品",
        "更多…",
        "📞 记录",
    ]
    why = await rm.press("更多…")
    assert "maturity-rollover v" in why.text
    assert "〔①o1" in why.text
    for label in ("可以问", "下一步", "不能说", "内部备忘"):
        assert label in why.labels
    await rm.send("/brief C001")
    assert "W201" in (await rm.press("产品")).text
    assert "不能推荐" in (await rm.press("款不能谈")).text
    await rm.send("/brief C001")
    assert "→" in (await rm.press("异议")).text
    await rm.send("/brief C001")
    await rm.press("更多…")
    sources = await rm.press("查看原文")
    script = await rm.press(sources.buttons[0].label)
    assert "maturity-rollover v" in script.text
    assert "p1 " in script.text


async def test_no_contact_means_no_opening(rm: Chat) -> None:
    reply = await rm.send("/brief 许国强")
    assert "不主动联系" in reply.text
    assert "来电时：\n1." in reply.text


async def test_a_complaint_comes_before_products(rm: Chat) -> None:
    reply = await rm.send("/brief 周晓岚")
    assert "不谈产品" in reply.text
    assert "理财亏损质疑" in (await rm.press("更多…")).text
    await rm.send("/brief 周晓岚")
    assert "不推荐产品" in (await rm.press("产品")).text


async def test_feedback_is_written_with_the_suggestion(rm: Chat, desk: Desk) -> None:
    await rm.send("/brief C001")
    await rm.press("更多…")
    assert "已使用" in (await rm.press("✔ 已使用")).text
    await rm.send("/brief C001")
    await rm.press("更多…")
    assert "下一条消息" in (await rm.press("✎ 改过再用")).text
    verdict = await rm.send("王总，这款保本保息，您放心买")
    assert "改过再用" in verdict.text
    assert "不能发" in verdict.text
    await rm.send("/brief C001")
    await rm.press("更多…")
    await rm.press("✖ 不合适")
    assert "谢谢您的反馈" in (await rm.press("话术不自然")).text
    with reading(desk.engine) as session:
        rows = session.connection().execute(
            sql("select outcome, edited_text, reason from suggestion_feedback order by feedback_id")
        )
        kept = [tuple(row) for row in rows][-3:]
    assert kept[0] == ("used", None, None)
    assert kept[1] == ("edited", "王总，这款保本保息，您放心买", None)
    assert kept[2] == ("unfit", None, "话术不自然")


async def test_what_is_shown_is_what_was_logged(
    rm: Chat, desk: Desk, actor: Callable[[str], Actor]
) -> None:
    reply = await rm.send("/brief C001")
    with reading(desk.engine) as session:
        newest = list_suggestions(session=session, actor=actor("rm1"), limit=1)[0]
        report = verify(session=session)
    assert newest.kind == "brief"
    assert newest.customer_id == "C001"
    assert newest.shown_text.startswith(reply.text)
    assert newest.record_read["name"] == "王建国"
    assert report.ok


async def test_nothing_is_shown_that_could_not_be_logged(tolerant_rm: Chat, desk: Desk) -> None:
    with transaction(desk.engine) as session:
        session.connection().execute(sql("drop trigger if exists refuse_all"))
        session.connection().execute(
            sql(
                "create trigger refuse_all before insert on audit_entry "
                "begin select raise(abort, 'full'); end"
            )
        )
    reply = await tolerant_rm.send("/brief C001")
    assert "留痕没有写成" in reply.text
    assert "王建国" not in reply.text


@pytest.mark.parametrize(
    "line", ["等下给欧阳娜娜打电话", "等下给王建军打电话", "诸葛亮现在什么情况"]
)
async def test_a_name_not_found_never_means_the_customer_in_hand(rm: Chat, line: str) -> None:
    await rm.send("/brief C001")
    reply = await rm.send(line)
    assert "名下没有" in reply.text
    assert "王建国" not in reply.text


async def test_a_number_without_a_button_opens_nobody(rm: Chat) -> None:
    assert "没有这个编号的按钮" in (await rm.send("1")).text
