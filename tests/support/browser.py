"""A browser at the page over the app itself: `rm = browser.enter("rm1"); rm.say("…")`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.testclient import TestClient

from bot.usecases.page import offer_page_code
from bot.usecases.work import working

if TYPE_CHECKING:
    from httpx import Response
    from starlette.applications import Starlette

    from bot.desk import Desk

ORIGIN = "http://127.0.0.1:8080"
_CSRF = re.compile(r'name="csrf" value="(\w+)"')


class Browser(TestClient):
    """A browser with its own cookies that sends forms as a page of ours does."""

    def __init__(self, app: Starlette, desk: Desk) -> None:
        super().__init__(app, base_url=ORIGIN, follow_redirects=False)
        self._desk = desk

    def enter(self, staff_id: str) -> Browser:
        """Log in with a code from the bot."""
        entered = self.submit("/login", code=code_for(self._desk, staff_id))
        assert (entered.status_code, SESSION in self.cookies) == (303, True), entered.text
        return self

    def see(self, path: str, *, status: int = 200, part: bool = False) -> str:
        """A page's HTML."""
        answer = self.get(path, headers={"hx-request": "true"} if part else {})
        assert answer.status_code == status, (path, answer.status_code, answer.text[-400:])
        return str(answer.text)

    def token(self, at: str = "/login") -> str:
        """What the forms of a page carry."""
        found = _CSRF.search(self.get(at).text)
        assert found is not None, at
        return found[1]

    def submit(self, path: str, *, part: bool = False, **fields: str) -> Response:
        """Send a form of ours."""
        fields.setdefault("csrf", self.token("/login" if path == "/login" else "/chat"))
        return self.post(path, data=fields, headers={"hx-request": "true"} if part else {})

    def say(self, words: str) -> str:
        """Say something in the chat; the chat as it stands then."""
        assert self.submit("/chat/say", text=words).status_code == 303
        return self.see("/chat")

    def press(self, label: str) -> str:
        """Press the newest button of a label; the chat as it stands then."""
        found = re.findall(r'value="([\w.-]+)">([^<]+)</button>', self.see("/chat"))
        tokens = [token for token, words in found if words == label]
        assert tokens, (label, found)
        assert self.submit("/chat/press", token=tokens[-1]).status_code == 303
        return self.see("/chat")


SESSION = "rm_session"


def code_for(desk: Desk, staff_id: str) -> str:
    """A fresh one-time code."""
    with working(desk) as work:
        code = offer_page_code(staff_id, by=staff_id, work=work)
    assert isinstance(code, str)
    return code
