"""The script writer: the approved words, as they are."""

from __future__ import annotations

from collections.abc import Callable

from bot.brief.answering import Question, Retrieved
from bot.results.advice import Answer, Brief


class ScriptWriter:
    """Shows the draft unchanged."""

    name = "script"

    def brief(self, draft: Brief) -> Brief:
        """The draft itself."""
        return draft

    def answer(self, draft: Answer) -> Answer:
        """The draft itself."""
        return draft

    def chain(
        self,
        retrieve: Callable[[Question], Retrieved],
        draft: Callable[[Retrieved], Answer],
        check: Callable[[Answer], Answer],
    ) -> Callable[[Question], Answer]:
        """One function after the other; nothing is imported for it."""
        return lambda question: check(self.answer(draft(retrieve(question))))
