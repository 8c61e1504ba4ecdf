"""To whom a message belongs: commands, what was awaited, intents."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence

from bot.blocks import Words, bold, line, paragraph, screen
from bot.conversation import wishes
from bot.conversation.awaiting import Onward, is_number, served
from bot.conversation.buttons import Post, say
from bot.conversation.memory import TextToCheck
from bot.conversation.phrases import is_gibberish, small_talk
from bot.conversation.routes import (
    activities,
    activity_told,
    again,
    amending,
    answers,
    approving,
    asking_leave,
    briefs,
    calls,
    case_file,
    case_words,
    checks,
    complaints,
    consenting,
    contacts,
    customer,
    cutting,
    day,
    deciding,
    drafts,
    editing,
    flagged,
    leaving,
    listing,
    mistaken,
    of_team,
    ordering,
    others_work,
    overview,
    owners,
    page,
    passed_on,
    plans,
    promised,
    proposals,
    queue,
    queue_asking,
    reanswering,
    reminding,
    reviews,
    settling,
    shelf,
    slipped,
    tasks,
    updating,
    warned,
)
from bot.conversation.subjects import Unclear
from bot.conversation.turn import Turn
from bot.conversation.words import (
    ANEW,
    HELP,
    NO_COMMAND,
    NO_NUMBER,
    NOT_UNDERSTOOD,
    OUT_OF_SCOPE,
    OUT_OF_SCOPE_NEAR,
)
from bot.results.customers import Several
from bot.results.notes import Message
from bot.usecases.find import name_customer

_TOPICS = 3
_BREAKS = " ,，。;；、"
_MAY_BUY = re.compile("(?:能|可以|适合)买|买(?:点|些)?什么")

Posts = Sequence[Post]
Command = Callable[[Turn, str], Posts]
Route = Callable[[Turn, Message], Posts]


def command(turn: Turn, name: str, words: str) -> Posts:
    """A command with the words behind it."""
    if name != "help":
        turn.settle()
    route = _COMMANDS.get(name)
    if route is None:
        return [say(NO_COMMAND)]
    return others_work.by_command(turn, name) or route(turn, words)


def plain(turn: Turn, text: str) -> Posts:
    """A message without a command, answered; behind a warning where it plans a breach."""
    return warned.with_warning(turn, text, _answered(turn, text))


def _answered(turn: Turn, text: str) -> Posts:
    """What was awaited, else what is understood."""
    awaited = turn.memory.awaited
    turn.settle()
    if turn.forwarded is not None and not isinstance(awaited, TextToCheck):
        return passed_on.whose_words(turn, text, turn.forwarded)
    if awaited is not None:
        return served(turn, awaited, text, Onward(plain, _understood))
    if is_number(text):
        return [say(NO_NUMBER)]
    short = _short(turn, text)
    if short is not None:
        return short
    return _understood(turn, calls.read(turn, text))


def _understood(turn: Turn, message: Message) -> Posts:
    """Serve what a message wants; both where it makes two requests, in order."""
    text = message.text
    if (refused := others_work.wanted(turn, message)) is not None:
        return refused
    if len(text) <= again.LONGEST_NAME and not _names_within(message):
        named = name_customer(text, work=turn.work, actor=turn.actor)
        if named is not None:
            return briefs.brief_for(turn, named, query=text)
    if message.customer is None and is_gibberish(text):
        return [say(NOT_UNDERSTOOD)]
    if message.second is not None:
        return _both(turn, text[: message.second], text[message.second :])
    if listing.is_list(turn, message):
        return listing.list_wanted(turn, message)
    if message.intent == "list" and mistaken.of_shelf(text):
        return shelf.products(turn, message)
    among = wishes.choices(turn, message)
    if len(among) > 1:
        outside = wishes.declined(turn, message, among)
        return [outside or wishes.asked(turn, message, among)]
    return _ROUTES[among[0] if among else message.intent](turn, message)


def _both(turn: Turn, first: str, second: str) -> Posts:
    """The answers to two requests of one message; neither is parted again."""
    parts = (first.rstrip(_BREAKS), second.strip())
    return [
        post
        for words in parts
        for post in _understood(turn, dataclasses.replace(calls.read(turn, words), second=None))
    ]


def meant(turn: Turn, unclear: Unclear, intent: str) -> Posts:
    """What was asked about, now that it is known; for the customer spoken of when it was said."""
    if intent not in _ROUTES:
        return [say(wishes.NEITHER)]
    if unclear.in_hand is not None:
        turn.hold(unclear.in_hand.customer_id, unclear.in_hand.name)
    return _ROUTES[intent](turn, calls.read(turn, unclear.words, meant=intent))


def _short(turn: Turn, text: str) -> Posts | None:
    """What a turn of phrase wants: something put right, settled, said again, or a word back."""
    for route in (
        deciding.in_words,
        queue_asking.in_words,
        queue.whole_in_words,
        flagged.in_words,
        queue.in_words,
        slipped.in_words,
        reanswering.in_words,
        contacts.in_words,
        activities.in_words,
        promised.in_words,
        activity_told.in_words,
        listing.outright,
        of_team.in_words,
        _tasks,
        reminding.in_words,
        approving.told,
        asking_leave.in_words,
        proposals.silence_told,
        updating.told,
        owners.given,
        consenting.told,
        editing.told,
        cutting.in_words,
        amending.amended,
        _corrected,
        again.for_another,
        amending.unread,
        calls.dated_anew,
        settling.settled,
        again.said_again,
        leaving.in_words,
        ordering.in_words,
        case_words.in_words,
        plans.wanted,
        proposals.promise_kept,
        listing.refined,
        customer.whole_wanted,
        customer.part_wanted,
        _chat,
    ):
        posts = route(turn, text)
        if posts is not None:
            return posts
    return None


def _corrected(turn: Turn, text: str) -> Posts | None:
    return again.corrected(turn, text, go_on=plain)


def _tasks(turn: Turn, text: str) -> Posts | None:
    return tasks.in_words(turn, text, serve=_one)


def _one(turn: Turn, text: str) -> Posts:
    """One task of several, as a message of its own."""
    short = _short(turn, text)
    return short if short is not None else _understood(turn, calls.read(turn, text))


def _chat(turn: Turn, text: str) -> Posts | None:
    words = small_talk(text, now=turn.work.now)
    return [say(words)] if words is not None else None


def _names_within(message: Message) -> bool:
    """Whether a message names a customer and says more than the name."""
    named = message.customer
    if named is None:
        return False
    first = named.hits[0] if isinstance(named, Several) else named
    return first.end - first.start < len(message.text)


def _complaint(turn: Turn, message: Message) -> Posts:
    """A complaint told; where it is part of a note on several customers, as that note."""
    return calls.of_several(turn, message.text) or complaints.told(turn, message)


def _status(turn: Turn, message: Message) -> Posts:
    """How a customer stands; what he may buy is the shelf's to say."""
    if message.customer is not None and _MAY_BUY.search(message.text):
        return shelf.products(turn, message)
    return overview.status_wanted(turn, message)


def _outside(turn: Turn, message: Message) -> Posts:
    """What no route serves: declined, unless the rules or the handbook have something to say."""
    faulty = turn.desk.rules.check(message.text).findings
    found = turn.desk.handbook.search(message.text, top=_TOPICS)
    if not faulty and found.abstained:
        titles = "；".join(hit.title for hit in found.nearest)
        near = "\n" + OUT_OF_SCOPE_NEAR.format(titles=titles) if titles else ""
        return [say(OUT_OF_SCOPE + near)]
    return answers.asked(turn, message)


def _cancel(turn: Turn) -> Posts:
    turn.forget()
    return [say(ANEW)]


def _help(turn: Turn) -> Posts:
    lines = [_help_line(each) for each in HELP[turn.actor.role].split("\n")]
    return [Post(screen(paragraph(*lines)), confidential=False)]


def _help_line(text: str) -> Words:
    """Words between double asterisks are bold."""
    before, _, rest = text.partition("**")
    heading, _, after = rest.partition("**")
    return line(before, bold(heading), after)


_COMMANDS: dict[str, Command] = {
    "brief": briefs.brief_command,
    "ask": answers.ask_command,
    "check": checks.check_command,
    "log": calls.log_command,
    "today": lambda turn, _: day.today_command(turn),
    "remind": reminding.remind_command,
    "list": listing.list_command,
    "status": overview.status_command,
    "customer": customer.customer_command,
    "compare": shelf.compare_command,
    "plan": plans.plan_command,
    "activity": activities.activity_command,
    "team": lambda turn, _: overview.team_command(turn),
    "review": lambda turn, _: reviews.review_command(turn),
    "case": case_file.case_command,
    "drafts": lambda turn, _: drafts.drafts_command(turn),
    "web": lambda turn, _: page.web_command(turn),
    "cancel": lambda turn, _: _cancel(turn),
    "help": lambda turn, _: _help(turn),
}
_ROUTES: dict[str, Route] = {
    "brief": briefs.wanted,
    "ask": answers.asked,
    "capture": ordering.capture,
    "check": lambda turn, message: checks.check_said(turn, message.text),
    "today": lambda turn, _: day.today_command(turn),
    "list": listing.list_wanted,
    "complaint": _complaint,
    "compare": shelf.products,
    "product": shelf.products,
    "help": lambda turn, _: _help(turn),
    "status": _status,
    "team": lambda turn, _: overview.team_command(turn),
    "review": lambda turn, _: reviews.review_command(turn),
    "out_of_scope": _outside,
}
