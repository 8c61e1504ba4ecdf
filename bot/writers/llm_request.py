"""One request to the model: structured, timed, tried at most twice, and never an error upward."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

PATIENCE_SECONDS = 8.0
_WAYS = {"openai-chat": ("function_calling", "json_schema")}
_USUAL_WAYS = ("json_schema", "function_calling")
_log = logging.getLogger(__name__)
_Wanted = TypeVar("_Wanted", bound=BaseModel)


@dataclass(frozen=True)
class StructuredModel:
    """A chat model asked for typed answers; `seconds` bounds both tries together."""

    model: BaseChatModel
    seconds: float = PATIENCE_SECONDS

    def ask(self, wanted: type[_Wanted], *, task: str, data: str) -> _Wanted | None:
        """The model's answer, or None where it failed, was malformed or came too late."""
        answers: SimpleQueue[_Wanted | None] = SimpleQueue()
        late = Event()

        def work() -> None:
            answers.put(self._tried(wanted, task=task, data=data, late=late))

        Thread(target=work, name="llm-request", daemon=True).start()
        try:
            return answers.get(timeout=self.seconds)
        except Empty:
            late.set()
            _log.warning("llm_failed kind=late")
            return None

    def _tried(self, wanted: type[_Wanted], *, task: str, data: str, late: Event) -> _Wanted | None:
        """Two tries, the second by the other way of asking for structure."""
        for way in _WAYS.get(self.model._llm_type, _USUAL_WAYS):
            if late.is_set():
                return None
            try:
                return self._once(wanted, task=task, data=data, way=way)
            except Exception as error:  # noqa: BLE001 - whatever a provider raises, the scripts speak
                _log.warning("llm_failed kind=%s", type(error).__name__)
        return None

    def _once(self, wanted: type[_Wanted], *, task: str, data: str, way: str) -> _Wanted:
        """One try, kept out of any tracing service the environment may name."""
        from langchain_core.messages import HumanMessage, SystemMessage
        from langsmith import tracing_context

        asking = self.model.with_structured_output(wanted, method=way)
        with tracing_context(enabled=False):
            answer = asking.invoke([SystemMessage(task), HumanMessage(data)])
        return wanted.model_validate(answer)
