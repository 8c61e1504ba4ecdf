"""brief, ask, check, search, understand, understand-eval."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.shared import (
    At,
    accepted,
    acting,
    customer_of,
    existing_text,
    json_lines,
    open_rules_or_refuse,
    print_json,
    print_line,
    read_settings,
    refuse,
    tell,
)

if TYPE_CHECKING:
    from bot.blocks import Screen
    from bot.render.values import JsonObject

_As = Annotated[str, typer.Option("--as", help="Acting staff id.")]
_Today = Annotated[str | None, typer.Option(help="The day to act on, YYYY-MM-DD.")]
_Json = Annotated[bool, typer.Option("--json", help="Print the contract's JSON.")]
_Lines = Annotated[
    str | None, typer.Option("--jsonl", help="File of {id, text} lines; - is stdin.")
]


def brief(
    customer: Annotated[str, typer.Argument(help="Customer id, full name, or a unique part.")],
    staff: _As,
    purpose: Annotated[str, typer.Option(help="What the call is about.")] = "",
    today: _Today = None,
    as_json: _Json = False,
) -> None:
    """The pre-call brief, logged like one asked in chat."""
    from bot.render.contract import brief_output
    from bot.usecases.brief import prepare_brief
    from bot.usecases.evidence import words_of

    with acting(staff, today) as at:
        shown = accepted(
            prepare_brief(
                customer_of(at, customer),
                work=at.work,
                actor=at.actor,
                purpose=purpose,
                query=f"brief {customer}",
            )
        )
    if as_json:
        print_json(brief_output(shown))
        return
    tell(words_of(shown.screens))
    tell(f"\n编号 {shown.suggestion_id} · 手册 {shown.result.handbook_version}")


def ask(
    text: Annotated[str, typer.Argument(help="A question or an objection, in Chinese.")],
    staff: _As,
    customer: Annotated[str | None, typer.Option(help="The customer it is about.")] = None,
    today: _Today = None,
    as_json: _Json = False,
) -> None:
    """Guidance on a question or an objection."""
    from bot.usecases.evidence import words_of

    with acting(staff, today) as at:
        customer_id = customer_of(at, customer) if customer else _named(text, at)
        screens, content = _asked(text, at, customer_id)
    if as_json:
        print_json(content)
        return
    tell(words_of(screens))
    tell(f"\n编号 {content['suggestion_id']}")


def _named(text: str, at: At) -> str | None:
    """The customer a question names beyond doubt and speaks of, as in chat."""
    from bot.conversation.kin import own_business
    from bot.results.customers import Found
    from bot.usecases.find import mentioned_customer

    about = mentioned_customer(text, work=at.work, actor=at.actor)
    if not isinstance(about, Found) or own_business(text, about.end) is not None:
        return None
    return about.customer_id


def _asked(text: str, at: At, customer_id: str | None) -> tuple[Mapping[str, Screen], JsonObject]:
    """The screens and the JSON: of a stop script, of the rule on what is forbidden, of scripts."""
    from bot.render.contract import answer_json, forbidden_json, halt_json
    from bot.usecases.answer import answer_question
    from bot.usecases.check import asks_for_a_breach, check_text
    from bot.usecases.stop import halt

    events = at.work.desk.stops.read(text)
    if events.event is not None:
        halted = halt(text, events.events, work=at.work, actor=at.actor, customer_id=customer_id)
        return halted.screens, halt_json(halted.result)
    if asks_for_a_breach(text, rules=at.work.desk.rules):
        ruled = check_text(text, work=at.work, actor=at.actor, customer_id=customer_id)
        return ruled.screens, forbidden_json(ruled.result, customer_id=customer_id)
    shown = accepted(answer_question(text, work=at.work, actor=at.actor, customer_id=customer_id))
    return shown.screens, answer_json(shown.result)


def check(
    text: Annotated[str | None, typer.Argument(help="The text meant for a customer.")] = None,
    jsonl: _Lines = None,
    as_json: _Json = False,
) -> None:
    """Is this text fit to send to a customer."""
    from bot.blocks import plain_text
    from bot.render.check import verdict_json, verdict_screen

    rules = open_rules_or_refuse(read_settings())
    if jsonl is not None:
        for key, each in json_lines(jsonl):
            verdict, addressed = rules.check_as_given(each)
            print_line({"id": key} | verdict_json(verdict, addressed=addressed))
        return
    given = _given(text)
    verdict, addressed = rules.check_as_given(given)
    if as_json:
        print_json(verdict_json(verdict, addressed=addressed))
    else:
        tell(plain_text(verdict_screen(given, verdict, addressed=addressed)))


def search(
    text: Annotated[str | None, typer.Argument(help="A question, in Chinese.")] = None,
    jsonl: _Lines = None,
    top: Annotated[int, typer.Option(min=1, max=50, help="How many scripts at most.")] = 5,
    as_json: _Json = False,
) -> None:
    """Which scripts answer this."""
    from bot.app import NotReady, open_live_handbook
    from bot.render.contract import search_json

    try:
        handbook = open_live_handbook(read_settings()).current()
    except NotReady as error:
        refuse(str(error))
    if jsonl is not None:
        for key, each in json_lines(jsonl):
            print_line({"id": key} | search_json(handbook.search(each, top=top)))
        return
    found = handbook.search(_given(text), top=top)
    if as_json:
        print_json(search_json(found))
        return
    if found.abstained:
        tell("手册里没有这方面的内容。")
        return
    for hit in found.hits:
        tell(f"{hit.score:.2f}  {hit.script_id}  {hit.title}  ← {hit.matched}")


def understand(
    staff: _As,
    text: Annotated[str | None, typer.Argument(help="A message as an RM types it.")] = None,
    jsonl: _Lines = None,
    today: _Today = None,
    as_json: _Json = False,
) -> None:
    """What the bot makes of a message; writes nothing."""
    with acting(staff, today) as at:
        if jsonl is not None:
            for key, each in json_lines(jsonl):
                print_line({"id": key} | _understood(each, at))
            return
        found = _understood(_given(text), at)
    if as_json:
        print_json(found)
        return
    for name, value in found.items():
        tell(f"{name}: {list(value) if isinstance(value, tuple) else value}")


def _understood(text: str, at: At) -> JsonObject:
    """The JSON of a message, with a part for each customer where a note tells of several."""
    from bot.render.contract import understood_json
    from bot.usecases.understand import read_each, read_message

    message = read_message(text, work=at.work, actor=at.actor, in_hand=False)
    told = message.intent in {"capture", "complaint"}
    parts = read_each(text, work=at.work, actor=at.actor) if told else ()
    return understood_json(message, parts=parts)


def understand_eval(
    file: Annotated[
        Path | None,
        typer.Argument(help="JSONL of labelled messages or call reports; without it, our own."),
    ] = None,
    misses: Annotated[bool, typer.Option(help="List all that was read otherwise.")] = False,
    left_out: Annotated[
        bool, typer.Option(help="Judge each author by weights that learnt nothing of his.")
    ] = True,
) -> None:
    """How well messages and call reports are read, author by author, each left out of training."""
    from knowledge.training import TrainingDataError

    if file is None:
        _messages_measured(None, show=misses)
        _reports_measured(None, show=misses, left_out=left_out)
        return
    try:
        first = existing_text(file).read_text(encoding="utf-8").split("\n", 1)[0]
        if '"took_place"' in first:
            _reports_measured(file, show=misses, left_out=left_out)
        else:
            _messages_measured(file, show=misses)
    except TrainingDataError as error:
        refuse(f"文件不是每行一条标注好的消息或沟通记录：{error}")


def _messages_measured(file: Path | None, *, show: bool) -> None:
    from bot.cli.figures import intent_figures
    from bot.understanding import intent_evaluation as intents

    if file is None:
        said, judge = intents.taught_by_others()
    else:
        said = intents.read_messages(file)
        judge = intents.judges({each.author for each in said})
    figures, missed = intents.measure_intents(said, judge)
    for line in intent_figures(figures, missed, show=show):
        tell(line)


def _reports_measured(file: Path | None, *, show: bool, left_out: bool) -> None:
    from bot.cli.figures import report_figures
    from bot.understanding.evaluation import measure_reports, readers
    from bot.understanding.reports.labelled import read_reports
    from knowledge.training import sentences_folder

    reports = read_reports(sentences_folder("reports") if file is None else file)
    read = readers({each.author for each in reports}, left_out=left_out)
    figures, missed = measure_reports(reports, read=lambda each: read[each.author](each))
    for line in report_figures(figures, missed, show=show):
        tell(line)


def _given(text: str | None) -> str:
    if text is None:
        raise typer.BadParameter("give a text or --jsonl FILE")
    if not text.strip():
        refuse("文字是空的。")
    return text
