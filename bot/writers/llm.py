"""The LLM writer: chooses, orders and rephrases approved lines; adds nothing, may always fail.

LlmWriter ── Rewriting ── StructuredModel      one typed request, timed
                 ├─ Veil                       persons become tokens, and back
                 └─ faults                     each line against the lines it cites
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.brief.answering import Question, Retrieved
from bot.config import Settings
from bot.record.standing import Standing
from bot.results.advice import Answer, Brief
from bot.rules import CheckedText
from bot.writers import Writer
from bot.writers.llm_lines import (
    OwnLine,
    Part,
    Spoken,
    answer_of,
    brief_of,
    lines_of_answer,
    lines_of_brief,
)
from bot.writers.llm_privacy import names_in
from bot.writers.llm_request import PATIENCE_SECONDS, StructuredModel
from bot.writers.llm_rewriting import Listening, Rewriting
from bot.writers.script import ScriptWriter
from store.customers import CustomerRecord

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_log = logging.getLogger(__name__)


class ModelUnavailable(RuntimeError):
    """The configured model cannot be opened; the message says in Chinese what to look at."""


@dataclass(frozen=True)
class LlmWriter:
    """Turns drafts into what is shown; whatever fails, `fallback` speaks."""

    model: BaseChatModel
    rules: CheckedText
    fallback: Writer = field(default_factory=ScriptWriter)
    seconds: float = PATIENCE_SECONDS
    name: str = field(default="llm", init=False)

    def brief(self, draft: Brief) -> Brief:
        """The brief rephrased; in the script's own words where no contact may be made."""
        lines = lines_of_brief(draft)
        if draft.opening is None:
            return self.fallback.brief(draft)
        spoken = self._spoken(lines, draft.record, draft.standing, draft.purpose)
        if spoken is None:
            return self.fallback.brief(draft)
        written = brief_of(draft, spoken)
        return written if written == draft else dataclasses.replace(written, writer=self.name)

    def answer(self, draft: Answer) -> Answer:
        """The answer rephrased; a declined one as it is."""
        lines = lines_of_answer(draft)
        if draft.abstained or not lines:
            return self.fallback.answer(draft)
        spoken = self._spoken(lines, draft.record, draft.standing, draft.query)
        if spoken is None:
            return self.fallback.answer(draft)
        written = answer_of(draft, spoken)
        return written if written == draft else dataclasses.replace(written, writer=self.name)

    def chain(
        self,
        retrieve: Callable[[Question], Retrieved],
        draft: Callable[[Retrieved], Answer],
        check: Callable[[Answer], Answer],
    ) -> Callable[[Question], Answer]:
        """The steps as a LangChain runnable, kept out of any tracing service: it holds records."""
        from langchain_core.runnables import RunnableLambda
        from langsmith import tracing_context

        steps = (
            RunnableLambda(retrieve, name="retrieve")
            | RunnableLambda(draft, name="draft")
            | RunnableLambda(self.answer, name="write")
            | RunnableLambda(check, name="check")
        )

        def answered(question: Question) -> Answer:
            with tracing_context(enabled=False):
                return steps.invoke(question)

        return answered

    def _spoken(
        self,
        lines: tuple[OwnLine, ...],
        record: CustomerRecord | None,
        standing: Standing | None,
        wish: str,
    ) -> dict[Part, tuple[Spoken, ...]] | None:
        free = {"来意": wish, "客户备注": (record.next_plan if record else None) or ""}
        spoken = [text for line in lines for text in (line.text, line.objection)]
        names = names_in(record=record, spoken=spoken, notes=list(free.values()))
        return Rewriting(
            lines=lines,
            listening=Listening(_about(record, standing), free, names),
            model=StructuredModel(self.model, self.seconds),
            rules=self.rules,
        ).spoken()


def open_llm_writer(settings: Settings, *, rules: CheckedText) -> LlmWriter:
    """The writer over the configured model; nothing is sent yet.

    Raises:
        ModelUnavailable: where the model's name, key or package does not fit.
    """
    return LlmWriter(open_model(settings), rules)


def open_model(settings: Settings) -> BaseChatModel:
    """The configured chat model: temperature 0, bounded in time, no retries of its own.

    Raises:
        ModelUnavailable: where the model's name, key or package does not fit.
    """
    from langchain.chat_models import init_chat_model

    name = settings.llm_model or ""
    try:
        model: BaseChatModel = init_chat_model(name, **_options(settings, name))
    except Exception as error:  # each provider raises its own kind on a wrong setting
        _log.warning("llm_not_opened kind=%s", type(error).__name__)
        raise ModelUnavailable(
            "大模型打不开，请核对 RM_LLM_MODEL（如 openai:名称、ollama:名称）、"
            "RM_LLM_BASE_URL 和 RM_LLM_API_KEY"
        ) from error
    return model


def _options(settings: Settings, name: str) -> dict[str, Any]:
    """Arguments for the provider; a bare name at a base URL is an OpenAI-compatible one."""
    options: dict[str, Any] = {"temperature": 0}
    if settings.llm_base_url:
        options["base_url"] = settings.llm_base_url
    if name.startswith("ollama:"):
        return options | {"client_kwargs": {"timeout": PATIENCE_SECONDS}, "reasoning": False}
    if settings.llm_base_url and ":" not in name:
        options["model_provider"] = "openai"
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    if key or settings.llm_base_url:
        options["api_key"] = key or "none"
    return options | {"timeout": PATIENCE_SECONDS, "max_retries": 0}


def _about(record: CustomerRecord | None, standing: Standing | None) -> dict[str, str]:
    """How the listener likes to be spoken to; amounts and holdings stay at home."""
    if record is None or standing is None:
        return {}
    told = {
        "类型": record.kind.label,
        "性格": record.personality.label if record.personality else "",
        "年长": "是" if standing.senior else "",
    }
    return {name: value for name, value in told.items() if value}
