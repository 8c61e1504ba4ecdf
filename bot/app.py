"""The composition root: the only place that constructs the parts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from socket import socket
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from bot.config import Settings
from bot.conversation.conversation import Conversation
from bot.conversation.messages import TELEGRAM, TERMINAL
from bot.conversation.pushing import Pushes
from bot.conversation.turn import Office
from bot.desk import Desk
from bot.record.policy import default_policy
from bot.rules import CheckedText
from bot.usecases.build import Workshop
from bot.usecases.notices import chats_of_channel
from bot.usecases.staff import staff_member, who_speaks
from bot.usecases.work import working
from bot.writers import Writer
from bot.writers.script import ScriptWriter
from knowledge.compliance import Encoded
from knowledge.compliance.opening import open_checker
from knowledge.compliance.training import kept_encoded
from knowledge.handbook.format import ScriptFault
from knowledge.privacy import PrivacyFilter
from knowledge.retrieval import HandbookMissing, LiveHandbook
from knowledge.retrieval.dense import SentenceEncoder
from knowledge.retrieval.files import FITTED
from knowledge.stopping import StopDetector
from store.audit import ANCHOR_FILE
from store.engine import Schema, open_engine, schema_of

if TYPE_CHECKING:
    from bot.writers.llm_review import SecondOpinion

_log = logging.getLogger(__name__)

Watch = Callable[[Exception], None]
"""Told of every error a conversation answers with a reference; for tests."""
Progress = Callable[[str], None]
"""Told in Chinese what is about to take a while."""


class NotReady(RuntimeError):
    """The installation lacks a part; the message says in Chinese how to make it."""


class UnknownStaff(LookupError):
    """No active staff member has this id."""


def system_clock() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


def untold(_words: str) -> None:
    """Progress that nobody waits for."""


def open_desk(
    settings: Settings,
    *,
    clock: Callable[[], datetime] = system_clock,
    progress: Progress = untold,
) -> Desk:
    """The desk with every part opened.

    Raises:
        NotReady: where the store or the handbook has not been made yet.
    """
    engine, live = open_store(settings), open_live_handbook(settings)
    rules = open_rules(settings, progress=progress)
    return Desk(
        engine=engine,
        live=live,
        rules=rules,
        stops=open_stops(),
        policy=default_policy(),
        writer=open_writer(settings, rules=rules),
        second_opinion=open_second_opinion(settings, rules=rules),
        clock=clock,
        zone=settings.zone,
        anchor_file=settings.data_dir / ANCHOR_FILE,
    )


def open_store(settings: Settings) -> Engine:
    """The store's engine.

    Raises:
        NotReady: where its tables have not been made, or are an older release's.
        StoreUnavailable: where the database cannot be reached.
    """
    engine = open_engine(settings.store_url)
    schema = schema_of(engine)
    if schema is Schema.NONE:
        raise NotReady("数据库还没有建好，请先运行 rm-assistant db upgrade")
    if schema is Schema.OLDER:
        raise NotReady("数据库结构是旧版本的，请先运行 rm-assistant db upgrade")
    return engine


def open_live_handbook(settings: Settings) -> LiveHandbook:
    """The handbook's newest build, followed as it changes.

    Raises:
        NotReady: where none has been built.
    """
    live = LiveHandbook(
        settings.data_dir,
        embedding_model=settings.embedding_model,
        chroma_url=settings.chroma_url,
    )
    try:
        live.current()
    except HandbookMissing as error:
        raise NotReady(str(error)) from error
    return live


def open_rules(settings: Settings, *, progress: Progress = untold) -> CheckedText:
    """The compliance checker with its classifier; trained first where that is due.

    Raises:
        NotReady: where a shipped script, from whose lines it learns too, does not read.
    """
    encoded = _encoded(settings)
    try:
        checker = open_checker(data_dir=settings.data_dir, encoded=encoded, progress=progress)
        return CheckedText(checker)
    except ScriptFault as fault:
        raise NotReady(f"随带的脚本有错，请先改好：\n{fault}") from fault


def _encoded(settings: Settings) -> Encoded | None:
    """What the last build learnt with the encoder that is set; said in the log where nothing."""
    name = settings.embedding_model
    if name == FITTED:
        return None
    encoded = kept_encoded(data_dir=settings.data_dir, name=name, encoder=SentenceEncoder(name))
    if encoded is None:
        _log.warning("encoder_not_learnt model=%s run='handbook build'", name)
    return encoded


def open_stops() -> StopDetector:
    """What recognises events that are no sales situation, by the model shipped with the code."""
    return StopDetector()


def open_writer(settings: Settings, *, rules: CheckedText) -> Writer:
    """The LLM writer where a model is configured, else the script writer."""
    if settings.llm_model is None:
        return ScriptWriter()
    from bot.writers.llm import ModelUnavailable, open_llm_writer

    try:
        return open_llm_writer(settings, rules=rules)
    except ModelUnavailable as error:
        raise NotReady(str(error)) from error


def open_second_opinion(settings: Settings, *, rules: CheckedText) -> SecondOpinion | None:
    """The LLM's second look at a text, where a model is configured."""
    if settings.llm_model is None:
        return None
    from bot.writers.llm import open_model
    from bot.writers.llm_review import SecondOpinion

    return SecondOpinion(open_model(settings), rules)


def telegram_conversation(
    desk: Desk, *, settings: Settings, watch: Watch | None = None
) -> Conversation:
    """Chats speak for whoever bound them with an invite code."""
    return Conversation(_telegram_office(desk, settings), watch=watch)


def telegram_pushes(desk: Desk, *, settings: Settings, watch: Watch | None = None) -> Pushes:
    """What bound chats are told unasked."""
    return Pushes(_telegram_office(desk, settings), watch=watch)


def terminal_conversation(
    desk: Desk, *, settings: Settings, staff_id: str, watch: Watch | None = None
) -> Conversation:
    """Every chat speaks for one staff member, read afresh for every message."""
    return Conversation(_terminal_office(desk, settings, staff_id), watch=watch)


def terminal_pushes(
    desk: Desk, *, settings: Settings, staff_id: str, watch: Watch | None = None
) -> Pushes:
    """What one staff member is told unasked at his terminal."""
    return Pushes(_terminal_office(desk, settings, staff_id), watch=watch)


def open_terminal(desk: Desk, *, settings: Settings, staff_id: str) -> None:
    """The bot in the terminal, as one staff member, until the input ends.

    Raises:
        UnknownStaff: where no active staff member has the id.
    """
    from bot.channels.terminal import chat_in_terminal

    with working(desk) as work:
        if staff_member(staff_id, work=work) is None:
            raise UnknownStaff(staff_id)
    conversation = terminal_conversation(desk, settings=settings, staff_id=staff_id)
    pushes = terminal_pushes(desk, settings=settings, staff_id=staff_id)
    chat_in_terminal(conversation, staff_id=staff_id, data_dir=settings.data_dir, pushes=pushes)


def open_telegram(desk: Desk, *, settings: Settings) -> None:
    """The bot on Telegram, polling or webhook, until it is stopped.

    Raises:
        NotReady: where the Bot API server is not there or does not know the bot, or the page is
            to be served too and cannot listen.
    """
    from bot.channels.telegram.serve import Unwelcome, serve_telegram
    from bot.web.serve import NoPlace

    try:
        conversation = telegram_conversation(desk, settings=settings)
        pushes = telegram_pushes(desk, settings=settings)
        with _page_beside(desk, settings):
            serve_telegram(conversation, pushes, settings=settings)
    except (Unwelcome, NoPlace) as error:
        raise NotReady(str(error)) from None


def open_page(desk: Desk, *, settings: Settings, at: socket) -> None:
    """The page, until it is stopped; `at` is where it listens."""
    from bot.web.opening import open_house, serve

    serve(open_house(desk, settings=settings, workshop=_workshop(desk, settings)), at=at)


def _page_beside(desk: Desk, settings: Settings) -> AbstractContextManager[None]:
    """The page beside the bot, where the settings ask for it."""
    if not settings.serve_web:
        return nullcontext()
    from bot.web.opening import beside, open_house

    return beside(open_house(desk, settings=settings, workshop=_workshop(desk, settings)))


def _telegram_office(desk: Desk, settings: Settings) -> Office:
    return Office(
        desk,
        _workshop(desk, settings),
        identify=lambda chat, work: who_speaks(chat, work=work),
        reaches=lambda work: chats_of_channel(TELEGRAM, work=work),
    )


def _terminal_office(desk: Desk, settings: Settings, staff_id: str) -> Office:
    return Office(
        desk,
        _workshop(desk, settings),
        identify=lambda _, work: staff_member(staff_id, work=work),
        reaches=lambda _: {staff_id: f"{TERMINAL}:{staff_id}"},
        numbers_buttons=True,
    )


def _workshop(desk: Desk, settings: Settings) -> Workshop:
    return Workshop(settings, desk.rules, desk.clock)


def configure_logging(level: int = logging.WARNING) -> None:
    """Events and ids to stderr, personal data masked, the bot's URL kept out."""
    handler = logging.StreamHandler()
    handler.setLevel(level)  # a library that sets its own logger to DEBUG is not heard either
    handler.addFilter(PrivacyFilter())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in ("httpx", "httpcore", "telegram", "apscheduler"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("telegram.ext.AIORateLimiter").setLevel(logging.CRITICAL)  # we log it
