"""Who puts the words together: the scripts alone, or an LLM under the rules.

A writer may choose, order and rephrase what a draft holds; it adds nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from bot.brief.answering import Question, Retrieved
from bot.results.advice import Answer, Brief


class Writer(Protocol):
    """Turns a draft in the scripts' own words into what is shown."""

    @property
    def name(self) -> str:
        """`script` or `llm`: what the evidence calls the writer."""
        ...

    def brief(self, draft: Brief) -> Brief:
        """The brief as shown."""
        ...

    def answer(self, draft: Answer) -> Answer:
        """The answer as shown."""
        ...

    def chain(
        self,
        retrieve: Callable[[Question], Retrieved],
        draft: Callable[[Retrieved], Answer],
        check: Callable[[Answer], Answer],
    ) -> Callable[[Question], Answer]:
        """The steps of an answer, one after another: retrieve, draft, `answer`, check."""
        ...
