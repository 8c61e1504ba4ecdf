"""The page in a real browser: Chromium without a window, where the machine has one.

Without one the tests are skipped and say so: `apt-get install chromium` brings it.
"""

from __future__ import annotations

import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import uvicorn

from bot.desk import Desk
from bot.usecases.build import Workshop
from bot.web.app import create_app
from bot.web.opening import open_house
from tests.conftest import settings_for
from tests.support.browser import code_for
from tests.support.queueing import BLOCKED, checked

if TYPE_CHECKING:
    from playwright.sync_api import Browser as Chromium
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
PHONE = {"width": 390, "height": 844}
_LONGEST = 20_000
"""Milliseconds waited for what should come at once, on a machine that others use too."""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Chromium]:
    """The browser itself."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium, or set CHROMIUM")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def url(desk: Desk) -> Iterator[str]:
    """The page, served on a port of its own."""
    settings = settings_for(desk.anchor_file.parent)
    house = open_house(desk, settings=settings, workshop=Workshop(settings, desk.rules, desk.clock))
    config = uvicorn.Config(create_app(house), port=0, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + _LONGEST / 1000
    while not server.started and time.monotonic() < until:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)


Open = Callable[..., "Page"]


@pytest.fixture
def opened(chromium: Chromium, url: str, desk: Desk) -> Iterator[Open]:
    """A page in a browser of its own; `as_` is let in by a one-time link.

    What the browser refuses to load or run fails the test.
    """
    wrong: list[str] = []
    contexts = []

    def open_page(as_: str = "", **options: object) -> Page:
        context = chromium.new_context(locale="zh-CN", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(_LONGEST)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
        if as_:
            page.goto(f"{url}/login#{code_for(desk, as_)}")
            page.get_by_role("button", name="进入").click()
            page.wait_for_url(re.compile("/(chat|team|review|health)"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [each for each in wrong if "status of 4" not in each] == []


def test_a_brief_in_the_chat_by_keyboard(opened: Open) -> None:
    page = opened("rm1")
    assert page.url.endswith("/chat")
    page.get_by_label("要说的话").fill("等下给王建国打电话")
    page.keyboard.press("Enter")
    page.get_by_text("王总您好，我是林芳。").wait_for()
    assert page.get_by_label("要说的话").input_value() == ""
    page.get_by_role("button", name="异议").click()
    page.get_by_text("▸ 异议").wait_for()
    page.locator(".post.bot").nth(2).wait_for()
    numbers = [each.get_attribute("id") for each in page.locator("article[id]").all()]
    assert len(numbers) == len(set(numbers)) == 4


def test_the_same_without_a_script(opened: Open, url: str, desk: Desk) -> None:
    page = opened(java_script_enabled=False)
    page.goto(f"{url}/login")
    page.get_by_label("登录码").fill(code_for(desk, "rm1"))
    page.get_by_role("button", name="进入").click()
    page.get_by_label("要说的话").fill("等下给王建国打电话")
    page.get_by_role("button", name="发送").click()
    page.get_by_text("王总您好，我是林芳。").wait_for()
    page.get_by_role("button", name="异议").click()
    page.get_by_text("▸ 异议").wait_for()


def test_a_chart_is_shown(opened: Open, url: str) -> None:
    page = opened("sup1")
    page.goto(f"{url}/customers/C001")
    assert drawn(page) == 1080
    page.goto(f"{url}/team")
    assert drawn(page) == 1080


def drawn(page: Page) -> int:
    """How wide the chart is that came."""
    chart = page.locator("img.chart")
    chart.scroll_into_view_if_needed()
    until = time.monotonic() + _LONGEST / 1000
    while not (wide := chart.evaluate("each => each.naturalWidth")) and time.monotonic() < until:
        page.wait_for_timeout(50)
    return int(wide)


def test_ten_items_are_reviewed_by_keyboard(opened: Open, url: str, desk: Desk) -> None:
    for at in range(10):
        checked(desk, "rm1", f"{BLOCKED}第{at}版。")
    page = opened("cco1")
    page.locator("[data-walk] li").nth(9).wait_for()
    waits = page.locator("[data-walk] li").count()
    for key in ("j", "j", "k", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**/review/*")
    page.keyboard.press("r")
    page.keyboard.type("“保本保息”承诺了收益，不能发给客户。")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.get_by_text("已记下：驳回").wait_for()
    for _ in range(9):
        before = page.url
        page.keyboard.press("a")
        page.wait_for_url(lambda url, before=before: url != before)
        page.get_by_text("已记下：通过").wait_for()
    page.goto(f"{url}/review")
    assert page.locator("[data-walk] li").count() == waits - 10


def test_a_search_by_its_key(opened: Open) -> None:
    page = opened("cco1")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_an_expired_link_says_so(opened: Open, url: str, desk: Desk) -> None:
    first, _ = code_for(desk, "rm1"), code_for(desk, "rm1")
    page = opened()
    page.goto(f"{url}/login#{first}")
    page.get_by_role("button", name="进入").click()
    page.get_by_role("alert").get_by_text("登录码不对、用过了，或已过10分钟").wait_for()
    assert first not in page.url


def test_a_forged_form_of_another_site_does_nothing(opened: Open, url: str) -> None:
    page = opened("rm1")
    forged = page.context.new_page()
    forged.set_content(
        f'<form method="post" action="{url}/chat/say"><input name="text" value="/today">'
        f'<input name="csrf" value="{"0" * 64}"><button>领奖</button></form>'
    )
    forged.get_by_role("button", name="领奖").click()
    forged.wait_for_load_state()
    page.reload()
    assert page.locator(".post.own").count() == 0


def test_another_teams_customer_is_nobody(opened: Open, url: str) -> None:
    page = opened("rm4")
    page.goto(f"{url}/customers/C001")
    page.get_by_role("alert").wait_for()
    assert "王建国" not in page.content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_every_page_whole_and_legible(opened: Open, url: str, scheme: str) -> None:
    paths = {
        "rm1": ("/chat", "/customers", "/customers/C001", "/cases", "/cases/C001", "/scripts"),
        "sup1": ("/team", "/approvals"),
        "cco1": ("/review", "/report"),
        "admin1": ("/health",),
    }
    for staff_id, places in paths.items():
        page = opened(staff_id, viewport=PHONE, color_scheme=scheme)
        for path in places:
            page.goto(f"{url}{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
            unnamed = page.evaluate(_UNNAMED)
            assert unnamed == [], (path, unnamed)
            faint = page.evaluate(Path(__file__).with_name("contrast.js").read_text("utf-8"))
            assert faint == [], (path, scheme, faint)


_UNNAMED = """() => [
  ...document.querySelectorAll('input:not([type=hidden]), textarea, select, img')]
  .filter((each) => each.tagName === 'IMG' ? !each.alt : !each.labels.length)
  .map((each) => each.outerHTML.slice(0, 80))"""
"""Fields without a label, pictures without words."""
