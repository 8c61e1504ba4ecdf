"""The whole way: settings to a real client over loopback; the demo book through the services."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest
from pydantic import SecretStr
from scripted_model import Reply, ScriptedModel

from bot.config import Settings
from bot.desk import Desk
from bot.results.advice import Brief
from bot.results.shown import Shown
from bot.rules import CheckedText
from bot.usecases.brief import prepare_brief
from bot.usecases.work import working
from bot.writers.llm import LlmWriter, ModelUnavailable, open_llm_writer
from bot.writers.llm_prompts import Opinion, Writing
from store.actor import Actor
from store.customers.lists import list_records
from store.engine import reading

pytestmark = pytest.mark.slow


class Endpoint(HTTPServer):
    """An OpenAI-compatible endpoint on this machine: says `text` for the first point."""

    def __init__(self) -> None:
        self.status = 200
        self.text = ""
        self.bodies: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        self.server.bodies.append(json.loads(self.rfile.read(length)))
        self.server.keys.append(self.headers["authorization"])
        written = json.dumps({"lines": [{"sources": ["p1"], "text": self.server.text}]})
        call = {"name": Writing.__name__, "arguments": written}
        message = {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "1", "type": "function", "function": call}],
        }
        choice = {"index": 0, "message": message, "finish_reason": "tool_calls"}
        answer = {"id": "1", "object": "chat.completion", "created": 1, "model": "m"}
        body = json.dumps(answer | {"choices": [choice]}).encode()
        self.send_response(self.server.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is printed."""


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    server = Endpoint()
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def configured(endpoint: Endpoint, name: str) -> Settings:
    url = f"http://127.0.0.1:{endpoint.server_port}/v1"
    return Settings(
        _env_file=None, llm_model=name, llm_base_url=url, llm_api_key=SecretStr("inside")
    )


@pytest.mark.parametrize("name", ["openai:deepseek-chat", "deepseek-chat"])
def test_an_endpoint_inside_the_bank_writes(
    endpoint: Endpoint, brief: Brief, rules: CheckedText, name: str
) -> None:
    endpoint.text = "活期里的钱已经放了5个月，您先留出30%应急，要用随时能取。"
    shown = open_llm_writer(configured(endpoint, name), rules=rules).brief(brief)
    assert (shown.writer, shown.talking_points[0].text) == ("llm", endpoint.text)
    (body,) = endpoint.bodies
    assert (body["model"], body["temperature"]) == ("deepseek-chat", 0)
    assert endpoint.keys == ["Bearer inside"]


def test_an_endpoint_that_fails_is_asked_twice_and_the_scripts_speak(
    endpoint: Endpoint, brief: Brief, rules: CheckedText
) -> None:
    endpoint.status = 500
    shown = open_llm_writer(configured(endpoint, "openai:m"), rules=rules).brief(brief)
    assert shown == brief
    assert len(endpoint.bodies) == 2


@pytest.mark.parametrize("name", ["no-such-model", "no_such_package:m"])
def test_a_model_that_cannot_be_opened_is_said_so(rules: CheckedText, name: str) -> None:
    with pytest.raises(ModelUnavailable, match="RM_LLM_MODEL"):
        open_llm_writer(Settings(_env_file=None, llm_model=name), rules=rules)


def echoing(wanted: str, data: Any) -> Reply:
    """Says the points backwards, in the scripts' own words."""
    if wanted == Opinion.__name__:
        return {"findings": []}
    spoken = [x for x in data["话术"] if x["部分"] in {"要点", "答复"}]
    return {
        "lines": [{"sources": [x["编号"]], "text": x["原话"]} for x in reversed(spoken)],
    }


def test_the_demo_book_reaches_the_model_without_a_person_in_it(
    desk: Desk, actor: Callable[[str], Actor]
) -> None:
    model = ScriptedModel(replying=echoing)
    desk = dataclasses.replace(desk, writer=LlmWriter(model, desk.rules))
    rm = actor("rm1")
    with reading(desk.engine) as session:
        records = list_records(session=session, actor=rm).rows
    writers = set()
    for record in records:
        asked = len(model.requests)
        purpose = f"给{record.name}（{record.phone}）打电话"
        with working(desk) as work:
            shown = prepare_brief(record.customer_id, work=work, actor=rm, purpose=purpose)
        assert isinstance(shown, Shown)
        points = shown.result.talking_points
        assert all(line.sources and "〔" not in line.text for line in points)
        writers.add(shown.result.writer)
        sent = "\n".join(model.requests[asked:])
        known = [record.name, record.phone, record.customer_id, rm.name]
        assert [each for each in known if each and each in sent] == [], record.customer_id
    assert writers == {"llm", "script"}
