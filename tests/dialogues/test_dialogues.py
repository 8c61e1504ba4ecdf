"""Every transcript in this folder, replayed against the terminal and Telegram alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.conversation.buttons import Verb
from bot.conversation.words import COMMANDS
from bot.desk import Desk
from bot.understanding import INTENTS
from tests.conftest import settings_for
from tests.dialogues.given import GIVEN
from tests.support.dialogue import Clock, Dialogue, dialogues, replay
from tests.support.stages import stage

DIALOGUES = dialogues(Path(__file__).parent)


@pytest.mark.parametrize(
    ("name", "channel"),
    [
        pytest.param(name, channel, marks=pytest.mark.slow if at else ())
        for name, each in DIALOGUES.items()
        for at, channel in enumerate(each.channels)
    ],
)
async def test_a_transcript_is_what_is_said(name: str, channel: str, desk: Desk) -> None:
    """On its first channel among the quick tests, on the others among all."""
    dialogue, clock, seen = DIALOGUES[name], Clock(), set[str]()
    settings = settings_for(desk.anchor_file.parent)
    if dialogue.given:
        GIVEN[dialogue.given](desk)
    async with stage(channel, desk, settings=settings, clock=clock, seen=seen) as running:
        await replay(dialogue, running, clock)
    assert dialogue.covers <= seen, f"claimed, not shown: {dialogue.covers - seen}"


def test_every_command_intent_and_verb_has_a_transcript() -> None:
    wanted = {f"command {name}" for name in ["start", *COMMANDS]}
    wanted |= {f"intent {name}" for name in INTENTS} | {f"verb {verb}" for verb in Verb}
    shown = frozenset[str]().union(*(each.covers for each in DIALOGUES.values()))
    assert wanted <= shown, f"without a transcript: {sorted(wanted - shown)}"


@pytest.mark.parametrize("dialogue", DIALOGUES.values(), ids=DIALOGUES)
def test_every_turn_expects_something(dialogue: Dialogue) -> None:
    assert dialogue.turns
    assert [each.line for each in dialogue.turns if not each.expected.strip("[…]\n ")] == []
