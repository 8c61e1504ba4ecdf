"""The compliance rules as the desk asks them: a verdict on a text, remembered."""

from __future__ import annotations

from functools import lru_cache

from knowledge.compliance import Addressed, Checker, Verdict

_GIVEN = 100
"""A message is asked about by several; those before it by nobody."""


class CheckedText:
    """The compliance checker with its answers remembered: most lines are said many times."""

    def __init__(self, checker: Checker, *, remembered: int = 20_000) -> None:
        self.checker = checker
        self._check = lru_cache(maxsize=remembered)(checker.check)
        self._given = lru_cache(maxsize=_GIVEN)(checker.check_as_given)

    @property
    def version(self) -> str:
        """The rule set's version, stored with every decision."""
        return self.checker.version

    def check(self, text: str) -> Verdict:
        """The verdict on a text, with offsets in the text as given."""
        return self._check(text)

    def check_as_given(self, text: str) -> tuple[Verdict, Addressed]:
        """The verdict on what somebody hands in, and whether it is meant for a customer at all."""
        return self._given(text)

    def passes(self, text: str) -> bool:
        """Whether nothing at all is found in a text."""
        return self.check(text).verdict == "pass"
