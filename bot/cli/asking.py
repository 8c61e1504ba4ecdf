"""brief, ask, check, search, understand."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bot.cli.shared import (
    At,
    at_desk,
    json_lines,
    print_json,
    print_line,
    refuse,
)

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
    from bot.render.brief import brief_screens
    from bot.render.contract import brief_json
    from bot.render.text import plain
    from bot.results.declined import Declined
    from bot.usecases.brief import prepare_brief

    at = at_desk(staff, today)
    result = prepare_brief(
        desk=at.desk,
        actor=at.actor,
        customer_id=_customer(at, customer),
        purpose=purpose,
        now=at.now,
        show=brief_screens,
        query=f"brief {customer}",
    )
    if isinstance(result, Declined):
        refuse(result.reason)
    if as_json:
        print_json(brief_json(result))
        return
    print(plain("\n\n".join(brief_screens(result).values())))
    print(f"\n编号 {result.suggestion_id} · 手册 {result.handbook_version}")


def ask(
    text: Annotated[str, typer.Argument(help="A question or an objection, in Chinese.")],
    staff: _As,
    customer: Annotated[str | None, typer.Option(help="The customer it is about.")] = None,
    today: _Today = None,
    as_json: _Json = False,
) -> None:
    """Guidance on a question or an objection."""
    from bot.render.answer import answer_screens
    from bot.render.contract import answer_json
    from bot.render.text import plain
    from bot.results.declined import Declined
    from bot.usecases.answer import Asked, answer_question

    at = at_desk(staff, today)
    customer_id = _customer(at, customer) if customer else None
    asked = Asked(text, customer_id, at.actor)
    result = answer_question(asked, desk=at.desk, now=at.now, show=answer_screens)
    if isinstance(result, Declined):
        refuse(result.reason)
    if as_json:
        print_json(answer_json(result))
        return
    print(plain("\n\n".join(answer_screens(result).values())))
    print(f"\n编号 {result.suggestion_id}")


def check(
    text: Annotated[str | None, typer.Argument(help="The text meant for a customer.")] = None,
    jsonl: _Lines = None,
    as_json: _Json = False,
) -> None:
    """Is this text fit to send to a customer."""
    from bot.app import open_rules
    from bot.cli.shared import read_settings
    from bot.render.check import verdict_json, verdict_text
    from bot.render.text import plain

    rules = open_rules(read_settings())
    if jsonl is not None:
        for key, each in json_lines(jsonl):
            print_line({"id": key} | verdict_json(rules.check(each)))
        return
    verdict = rules.check(_given(text))
    if as_json:
        print_json(verdict_json(verdict))
    else:
        print(plain(verdict_text(_given(text), verdict)))


def search(
    text: Annotated[str | None, typer.Argument(help="A question, in Chinese.")] = None,
    jsonl: _Lines = None,
    top: Annotated[int, typer.Option(min=1, max=50, help="How many scripts at most.")] = 5,
    as_json: _Json = False,
) -> None:
    """Which scripts answer this."""
    from bot.app import NotReady, open_live_handbook
    from bot.cli.shared import read_settings

    try:
        handbook = open_live_handbook(read_settings()).current()
    except NotReady as error:
        refuse(str(error))
    if jsonl is not None:
        for key, each in json_lines(jsonl):
            print_line({"id": key} | _found(handbook.search(each, top=top)))
        return
    found = _found(handbook.search(_given(text), top=top))
    if as_json:
        print_json(found)
        return
    if found["abstained"]:
        print("手册里没有这方面的内容。")
    for hit in found["hits"]:
        print(f"{hit['score']:.2f}  {hit['script_id']}  {hit['title']}  ← {hit['matched']}")


def understand(
    staff: _As,
    text: Annotated[str | None, typer.Argument(help="A message as an RM types it.")] = None,
    jsonl: _Lines = None,
    today: _Today = None,
    as_json: _Json = False,
) -> None:
    """What the bot makes of a message; writes nothing."""
    from bot.render.contract import understood_json
    from bot.usecases.understand import read_message

    at = at_desk(staff, today)

    def read(message: str) -> dict[str, Any]:
        return understood_json(
            read_message(message, desk=at.desk, actor=at.actor, now=at.now, in_hand=None)
        )

    if jsonl is not None:
        for key, each in json_lines(jsonl):
            print_line({"id": key} | read(each))
        return
    found = read(_given(text))
    if as_json:
        print_json(found)
        return
    for name, value in found.items():
        print(f"{name}: {value}")


def _given(text: str | None) -> str:
    if text is None:
        raise typer.BadParameter("give a text or --jsonl FILE")
    if not text.strip():
        refuse("文字是空的。")
    return text


def _found(result: Any) -> dict[str, Any]:
    hits = [
        {
            "script_id": hit.script_id,
            "title": hit.title,
            "score": round(hit.score, 4),
            "matched": hit.matched,
        }
        for hit in result.hits
    ]
    return {"abstained": result.abstained, "hits": [] if result.abstained else hits}


def _customer(at: At, text: str) -> str:
    from bot.results.customers import Several
    from bot.usecases.find import name_customer
    from store.engine import reading

    with reading(at.desk.engine) as session:
        found = name_customer(session=session, actor=at.actor, text=text)
    if found is None:
        refuse(f"没有找到客户“{text}”，或不在您的名下。")
    if isinstance(found, Several):
        names = "、".join(f"{hit.name}（{hit.customer_id}）" for hit in found.hits)
        refuse(f"“{text}”对应多位客户，请写明编号：{names}")
    return found.customer_id
