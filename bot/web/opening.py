"""Opening the page: the conversation's office for browsers, the house, the server."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from socket import socket

from bot.config import Settings
from bot.conversation.conversation import Conversation
from bot.conversation.messages import TELEGRAM
from bot.conversation.pushing import Pushes
from bot.conversation.turn import Office
from bot.desk import Desk
from bot.results.declined import Declined
from bot.usecases.build import Workshop
from bot.usecases.page import offer_page_code, told_on_page
from bot.usecases.staff import staff_member
from bot.usecases.work import working
from bot.web.app import create_app
from bot.web.house import House, chat_of
from bot.web.serve import page_beside, serve_page
from store.actor import TERMINAL_ADMIN


def open_house(
    desk: Desk,
    *,
    settings: Settings,
    workshop: Workshop,
    watch: Callable[[Exception], None] | None = None,
) -> House:
    """What the page stands on: the same conversation, a chat for each member of staff."""
    office = Office(
        desk,
        workshop,
        identify=lambda chat, work: staff_member(chat.partition(":")[2], work=work),
        reaches=lambda work: {each: chat_of(each) for each in told_on_page(TELEGRAM, work=work)},
    )
    conversation, pushes = Conversation(office, watch=watch), Pushes(office, watch=watch)
    return House(desk, settings, workshop, conversation, pushes)


def page_link(staff_id: str, *, desk: Desk, settings: Settings) -> str | Declined:
    """A one-time link that opens the page as a member of staff, for who starts it here."""
    with working(desk) as work:
        code = offer_page_code(staff_id, by=TERMINAL_ADMIN.staff_id, work=work)
    return code if isinstance(code, Declined) else f"{settings.page_url}/login#{code}"


def serve(house: House, *, at: socket) -> None:
    """The page, until it is stopped."""
    serve_page(create_app(house), settings=house.settings, at=at)


def beside(house: House) -> AbstractContextManager[None]:
    """The page while something else is served."""
    return page_beside(create_app(house), settings=house.settings)
