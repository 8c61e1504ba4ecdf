"""A chat model that says what a test tells it to, and keeps every request it was sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable
from pydantic import PrivateAttr

from bot.writers.llm_prompts import CLOSED, OPENED

Reply = dict[str, Any] | str | Exception
Replying = Callable[[str, Any], Reply]


class ScriptedModel(BaseChatModel):
    """Answers each request by `replying(wanted, data)`: a dict is a structured answer, a string
    bare text, an exception is raised."""

    replying: Replying
    _requests: list[list[BaseMessage]] = PrivateAttr(default_factory=list)

    @property
    def requests(self) -> list[str]:
        """Everything sent, one text a request."""
        return ["\n".join(str(m.content) for m in sent) for sent in self._requests]

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[Any, AIMessage]:
        return self.bind(wanted=tools[0].__name__)

    def _generate(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **kwargs: Any
    ) -> ChatResult:
        self._requests.append(messages)
        reply = self.replying(kwargs["wanted"], enclosed_in(str(messages[-1].content)))
        if isinstance(reply, Exception):
            raise reply
        if isinstance(reply, str):
            message = AIMessage(reply)
        else:
            call = {"name": kwargs["wanted"], "args": reply, "id": "1"}
            message = AIMessage("", tool_calls=[call])
        return ChatResult(generations=[ChatGeneration(message=message)])


def enclosed_in(message: str) -> Any:
    """The data of a request."""
    return json.loads(message.removeprefix(OPENED).removesuffix(CLOSED))


def saying(*replies: Reply) -> ScriptedModel:
    """One reply after another; a request beyond the last fails the test."""
    left = iter(replies)
    return ScriptedModel(replying=lambda wanted, data: next(left))


def lines(*pairs: tuple[str, str]) -> dict[str, Any]:
    """A structured answer: (cited keys, separated by spaces; text)."""
    return {"lines": [{"sources": keys.split(), "text": text} for keys, text in pairs]}
