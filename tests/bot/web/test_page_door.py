"""The page's door: who comes in, how often he may try, what a forged form does, who is put out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.config import Settings
from bot.usecases.staff import disable_staff
from bot.usecases.work import working
from bot.web.guard import MOST_BYTES
from bot.web.house import House
from store.codes import ATTEMPTS_ALLOWED
from store.engine import reading
from store.page_sessions import CODE_VALID, IDLE
from store.verifying import verify
from tests.support.browser import SESSION, Browser, code_for
from tests.support.dialogue import Clock

At = Callable[[str], Browser]
Open = Callable[[], Browser]


def test_who_is_not_in_is_shown_the_door(browser: Open) -> None:
    answer = browser().get("/chat")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    part = browser().get("/chat/new", headers={"hx-request": "true"})
    assert (part.status_code, part.headers["hx-redirect"], part.text) == (401, "/login", "")


def test_a_code_lets_in_once_and_leaving_ends_it(browser: Open, house: House) -> None:
    code, rm = code_for(house.desk, "rm1"), browser()
    assert rm.submit("/login", code=code).headers["location"] == "/chat"
    token = rm.cookies[SESSION]
    assert "林芳" in rm.see("/chat")
    again = browser().submit("/login", code=code)
    assert again.status_code == 403
    assert "登录码不对、用过了，或已过10分钟" in again.text
    assert rm.submit("/logout").headers["location"] == "/login"
    rm.cookies.set(SESSION, token)
    assert rm.get("/chat").status_code == 303
    with reading(house.desk.engine) as session:
        assert verify(session=session).ok


def test_the_code_in_the_chat_is_the_pages(at: At, browser: Open, house: House) -> None:
    assert "您已经在网页里了" in at("rm1").say("/web")


def test_an_expired_link_says_so(browser: Open, house: House, clock: Clock) -> None:
    code, rm = code_for(house.desk, "rm1"), browser()
    clock.now += CODE_VALID
    refused = rm.submit("/login", code=code)
    assert (refused.status_code, SESSION in rm.cookies) == (403, False)
    assert "已过10分钟" in refused.text


def test_guessing_is_stopped(browser: Open, house: House) -> None:
    guesser, code = browser(), code_for(house.desk, "rm1")
    for _ in range(ATTEMPTS_ALLOWED):
        guesser.submit("/login", code="AAAA-BBBB-CCCC")
    assert "试错次数太多" in guesser.submit("/login", code=code).text


def test_a_session_unused_is_over_and_a_tab_left_open_does_not_use_it(at: At, clock: Clock) -> None:
    rm = at("rm1")
    for _ in range(2):
        clock.now += IDLE - timedelta(minutes=1)
        assert rm.get("/chat").status_code == 200
    clock.now += IDLE - timedelta(minutes=1)
    rm.see("/chat/new", part=True)
    clock.now += timedelta(minutes=2)
    assert rm.get("/chat").status_code == 303


def test_who_is_disabled_is_out_at_the_next_request(at: At, house: House) -> None:
    rm = at("rm1")
    with working(house.desk) as work:
        assert disable_staff("rm1", work=work) is None
    assert rm.get("/chat").status_code == 303
    assert rm.post("/chat/say", data={"text": "/brief C001"}).status_code == 303


@pytest.mark.parametrize("forged", ["", "0" * 64, "ü"])
def test_a_forged_form_does_nothing(at: At, forged: str) -> None:
    rm = at("rm1")
    refused = rm.submit("/chat/say", text="/brief C001", csrf=forged)
    assert refused.status_code == 403
    assert "没有做任何事" in refused.text
    assert "王建国" not in rm.see("/chat")


def test_the_form_of_another_session_does_nothing(at: At) -> None:
    assert (
        at("rm1").submit("/chat/say", text="你好", csrf=at("rm2").token("/chat")).status_code == 403
    )


def test_a_form_sent_by_another_site_does_nothing(at: At) -> None:
    rm = at("rm1")
    sent = {"csrf": rm.token("/chat"), "text": "你好"}
    for site, status in (("cross-site", 403), ("same-site", 403), ("same-origin", 303)):
        assert (
            rm.post("/chat/say", data=sent, headers={"sec-fetch-site": site}).status_code == status
        )


def test_a_login_sent_by_another_site_lets_nobody_in(browser: Open, house: House) -> None:
    sent = {"code": code_for(house.desk, "rm1"), "csrf": "0" * 64}
    assert browser().post("/login", data=sent).status_code == 403


@pytest.mark.parametrize("path", ["/login", "/chat", "/nowhere", "/static/page.css"])
def test_every_answer_is_shut_in(browser: Open, path: str) -> None:
    headers = browser().get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert (headers["x-frame-options"], headers["referrer-policy"]) == ("DENY", "no-referrer")
    assert headers.get("cache-control") == (None if "static" in path else "no-store")


def test_cookies_are_no_scripts_and_no_other_sites(browser: Open, house: House) -> None:
    rm = browser()
    entered = rm.submit("/login", code=code_for(house.desk, "rm1"))
    given = [each for each in entered.headers.get_list("set-cookie") if each.startswith(SESSION)]
    assert len(given) == 1
    assert {"httponly", "samesite=lax"} <= {each.strip().lower() for each in given[0].split(";")}


def test_no_page_holds_a_script_or_a_style_of_its_own() -> None:
    import bot.web.pages as pages

    templates = sorted((pages.FOLDER / "templates").glob("*.html"))
    assert templates
    for each in templates:
        text = each.read_text(encoding="utf-8")
        assert " style=" not in text, each.name
        assert " onclick=" not in text, each.name
        assert "hx-on" not in text, each.name
        assert "http" not in text.replace("http-equiv", ""), each.name
        assert text.count("<script") == text.count("<script src="), each.name


def test_another_host_is_refused(browser: Open) -> None:
    assert browser().get("/login", headers={"host": "evil.example"}).status_code == 421
    assert browser().get("/login", headers={"host": "localhost:8080"}).status_code == 200


def test_what_is_too_large_is_not_read(at: At) -> None:
    rm = at("rm1")
    long = {"text": "长" * MOST_BYTES, "csrf": rm.token("/chat")}
    assert rm.post("/chat/say", data=long).status_code == 413
    pieces = (b"text=" + b"x" * 1000 for _ in range(MOST_BYTES // 900))
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert rm.post("/chat/say", content=pieces, headers=kind).status_code == 413


def test_an_unknown_page_says_so_in_chinese(at: At) -> None:
    assert "没有这一页" in at("rm1").see("/nowhere", status=404)
    assert "不能这样打开" in at("rm1").see("/chat/say", status=405)


def test_settings_keep_the_page_to_this_machine_or_behind_tls(tmp_path: Path) -> None:
    def made(**values: str) -> Settings:
        return Settings(_env_file=None, data_dir=tmp_path, **values)

    assert made().page_url == "http://127.0.0.1:8080"
    open_to_all = made(web_listen="0.0.0.0:8080", web_url="https://rm.bank.example/")
    assert open_to_all.page_url == "https://rm.bank.example"
    for wrong in (
        {"web_listen": "0.0.0.0:8080"},
        {"web_listen": "8080"},
        {"web_url": "http://rm.bank.example"},
        {"web_url": "https://rm.bank.example/page"},
        {"web_url": "rm.bank.example"},
    ):
        with pytest.raises(ValidationError):
            made(**wrong)
