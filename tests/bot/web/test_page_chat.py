"""The chat in the browser: the answers of every other channel, without a script and with htmx."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.blocks import bold, paragraph, screen
from bot.results.declined import Declined
from bot.usecases.page import put_posts
from bot.usecases.work import working
from bot.web.encode import screen_html
from bot.web.house import House
from bot.web.pushing import look
from tests.support.browser import Browser
from tests.support.dialogue import Clock

At = Callable[[str], Browser]


def test_an_empty_chat_says_how_to_begin(at: At) -> None:
    shown = at("rm1").see("/chat")
    assert "打电话前直接说" in shown
    assert "/brief" in shown


def test_a_brief_with_its_buttons(at: At) -> None:
    rm = at("rm1")
    shown = rm.say("等下给王建国打电话")
    assert "等下给王建国打电话" in shown
    assert "王总您好，我是林芳。" in shown
    assert "▸ 异议" in (pressed := rm.press("异议"))
    assert "<b>异议" in pressed or "异议" in pressed.split("▸ 异议")[1]


def test_a_note_is_written_by_its_button(at: At, house: House) -> None:
    rm = at("rm1")
    rm.say("刚跟王建国通完电话，他说年底前要用一百万，下周三下午三点再联系")
    assert "12月2日(周三) 15:00</b>，已放进日程" in rm.press("✅ 确认记录")


def test_with_htmx_only_what_is_new_comes(at: At) -> None:
    rm = at("rm1")
    rm.say("你好")
    after = re.findall(r'name="after" value="(\d+)"', rm.see("/chat"))[-1]
    part = rm.submit("/chat/say", part=True, text="/today", after=after)
    assert part.status_code == 200
    assert "<html" not in part.text
    assert "你好" not in part.text
    assert "/today" in part.text
    newest = re.findall(r'name="after" value="(\d+)"', part.text)[-1]
    assert int(newest) > int(after)
    assert "<article" not in rm.see(f"/chat/new?after={newest}", part=True)


def test_a_picture_is_its_owners(at: At) -> None:
    rm = at("rm1")
    rm.say("/customer C001")
    found = re.search(r'src="(/files/[\w-]+)"', rm.press("图表"))
    assert found is not None
    picture = rm.get(found[1])
    assert (picture.headers["content-type"], picture.content[:4]) == ("image/png", b"\x89PNG")
    assert at("rm2").get(found[1]).status_code == 404


def test_a_file_is_kept_and_not_shown(at: At, house: House) -> None:
    from bot.attachments import Attachment
    from bot.usecases.page import put_file

    with working(house.desk) as work:
        file_id = put_file("web:rm1", Attachment("名单<b>.xlsx", b"PK"), work=work)
        put_posts(
            "web:rm1", [{"screen": [], "files": [[file_id, "名单<b>.xlsx", False]]}], work=work
        )
    rm = at("rm1")
    assert "名单&lt;b&gt;.xlsx" in rm.see("/chat")
    sent = rm.get(f"/files/{file_id}").headers
    assert sent["content-disposition"].startswith("attachment;")
    assert sent["x-content-type-options"] == "nosniff"


def test_markup_typed_stays_words(at: At) -> None:
    shown = at("rm1").say("<script>alert(1)</script>\u202e<b>王建国")
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    assert "\u202e" not in shown


def test_what_the_bot_says_is_escaped() -> None:
    shown = screen_html(screen(paragraph("<script>alert(1)</script>", bold("a&b\u202e"))))
    assert shown == "<p>&lt;script&gt;alert(1)&lt;/script&gt;<br>\n<b>a&amp;b</b></p>"


def test_numbers_of_persons_are_covered_in_what_is_kept(at: At) -> None:
    shown = at("rm1").say("他身份证号是110101199003074258，帮我看看")
    assert "110101199003074258" not in shown


def test_the_chat_of_one_is_not_the_others(at: At) -> None:
    at("rm1").say("等下给王建国打电话")
    assert "王建国" not in at("rm2").see("/chat")


def test_another_teams_customer_is_nobody(at: At) -> None:
    assert "没有找到" in at("rm4").say("/brief C001")


def test_a_dead_button_says_so(at: At) -> None:
    rm = at("rm1")
    rm.submit("/chat/press", token="gone.0")
    assert "这个按钮已经失效" in rm.see("/chat")


def test_an_empty_message_does_nothing(at: At) -> None:
    rm = at("rm1")
    assert rm.submit("/chat/say", text="  ").status_code == 303
    assert "post own" not in rm.see("/chat")


def test_what_is_told_unasked_comes_to_who_is_at_the_page(
    at: At, house: House, clock: Clock
) -> None:
    rm = at("rm1")
    look(house)
    assert "早上好" in rm.see("/chat") or "今天要跟进" in rm.see("/chat/new", part=True)
    told = rm.see("/chat").count("<article")
    look(house)
    assert rm.see("/chat").count("<article") == told


def test_the_last_to_leave_leaves_nothing(at: At) -> None:
    phone, desk = at("rm1"), at("rm1")
    desk.say("等下给王建国打电话")
    phone.submit("/logout")
    assert "王建国" in desk.see("/chat")
    desk.submit("/logout")
    assert "王建国" not in at("rm1").see("/chat")


def test_nobody_without_a_place_gets_a_code(house: House) -> None:
    from bot.usecases.page import offer_page_code

    with working(house.desk) as work:
        assert isinstance(offer_page_code("nobody", by="terminal", work=work), Declined)
