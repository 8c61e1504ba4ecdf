"""A question on the book reads it once, and reads it anew once something was written."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import event

from bot.desk import Desk
from bot.usecases.book import ask_book, book_of, is_list_question
from bot.usecases.work import working
from store.actor import Actor


def test_the_book_is_read_once_for_a_message(desk: Desk, actor: Callable[[str], Actor]) -> None:
    asked: list[str] = []
    event.listen(desk.engine, "before_cursor_execute", lambda *each: asked.append(each[2]))
    with working(desk) as work:
        assert is_list_question("谁喜欢书法", work=work, actor=actor("rm1"))
        read = len(asked)
        assert any("FROM customer" in each for each in asked)
        ask_book("谁喜欢书法", work=work, actor=actor("rm1"))
        assert not any("FROM customer" in each for each in asked[read:])
        before = book_of(work=work, actor=actor("rm1"))
        assert book_of(work=work, actor=actor("rm2")) is not before
        assert work.writing is not None
        assert book_of(work=work, actor=actor("rm1")) is not before
