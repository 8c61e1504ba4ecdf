"""The script writer: the approved words, as they are."""

from __future__ import annotations

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
