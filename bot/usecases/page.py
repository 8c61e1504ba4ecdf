"""The page's door and its chats: codes, sessions, who is told there, what stands in a chat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.attachments import Attachment
from bot.results.declined import Declined
from bot.usecases.evidence import attempted
from bot.usecases.refusals import TOO_MANY_ATTEMPTS
from bot.usecases.work import Work
from store import page_posts, page_sessions
from store.actor import Actor
from store.page_posts import KeptFile
from store.page_posts import Posted as Posted  # what `posts_of` gives
from store.page_sessions import SESSION_VALID as SESSION_VALID  # of `log_in`
from store.page_sessions import LoggedIn

WRONG_PAGE_CODE = Declined(
    "wrong_code", "登录码不对、用过了，或已过10分钟。请在机器人里发 /web 再要一个。"
)


def offer_page_code(staff_id: str, *, by: str, work: Work) -> str | Declined:
    """A one-time code that opens the page for an active member of staff."""
    return attempted(
        work,
        lambda session: page_sessions.offer_code(
            session=session, staff_id=staff_id, by=by, at=work.now
        ),
    )


def log_in(code: str, *, door: str, work: Work) -> LoggedIn | Declined:
    """Open a session with a code; wrong ones are counted by *door*."""
    page_sessions.drop_outdated(session=work.writing, at=work.now)
    result = page_sessions.log_in(session=work.writing, code=code, door=door, at=work.now)
    if isinstance(result, LoggedIn):
        return result
    return TOO_MANY_ATTEMPTS if result.reason == TOO_MANY_ATTEMPTS.code else WRONG_PAGE_CODE


def who_browses(token: str, *, work: Work, by_itself: bool = False) -> Actor | None:
    """Whom a session speaks for right now; its use is noted now and then, unless the page asks
    *by itself*: a tab left open is nobody at the desk."""
    session = work.reading
    actor = page_sessions.actor_of_session(session=session, token=token, at=work.now)
    if actor is None or by_itself:
        return actor
    if page_sessions.is_to_be_noted(session=session, token=token, at=work.now):
        page_sessions.note_use(session=work.writing, token=token, at=work.now)
        work.commit()
    return actor


def log_out(token: str, *, chat: str, work: Work, actor: Actor) -> None:
    """End a session; with the member's last one what stands in his chat goes."""
    last = page_sessions.log_out(session=work.writing, actor=actor, token=token, at=work.now)
    if last:
        page_posts.clear_posts(session=work.writing, chat_id=chat)


def told_on_page(channel: str, *, work: Work) -> set[str]:
    """Staff at the page whom no chat of *channel* reaches, by id."""
    return page_sessions.on_the_page_alone(session=work.reading, channel=channel, at=work.now)


def put_posts(chat: str, contents: Sequence[Mapping[str, Any]], *, work: Work) -> list[Posted]:
    """Put messages at a chat's end."""
    return page_posts.put_posts(session=work.writing, chat_id=chat, contents=contents, at=work.now)


def put_file(chat: str, attachment: Attachment, *, work: Work) -> str:
    """Keep a file for its chat; the id it is fetched by."""
    return page_posts.put_file(
        session=work.writing,
        chat_id=chat,
        name=attachment.name,
        picture=attachment.picture,
        content=attachment.content,
        at=work.now,
    )


def posts_of(chat: str, *, work: Work, after: int = 0) -> list[Posted]:
    """A chat's newest messages behind a number, in their order."""
    return page_posts.posts_of(session=work.reading, chat_id=chat, after=after)


def posted_file(chat: str, file_id: str, *, work: Work) -> KeptFile | None:
    """A file of this chat; None for any other."""
    return page_posts.posted_file(session=work.reading, chat_id=chat, file_id=file_id)
