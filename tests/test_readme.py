"""The README tells the truth: its transcript replayed, its commands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.desk import Desk
from tests.conftest import settings_for
from tests.support.dialogue import CHANNELS, Clock, dialogue_of, replay
from tests.support.stages import stage

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("channel", CHANNELS)
async def test_the_transcript_is_what_the_bot_says(channel: str, desk: Desk) -> None:
    transcript = re.search(r"```text\n(.*?)```", README, re.S)
    assert transcript is not None
    settings, clock = settings_for(desk.anchor_file.parent), Clock()
    async with stage(channel, desk, settings=settings, clock=clock, seen=set()) as running:
        await replay(dialogue_of(transcript.group(1)), running, clock)


def test_every_setting_is_in_the_example_file() -> None:
    from bot.config import Settings

    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert re.search(rf"^RM_{name.upper()}=", example, re.M), name


def test_every_command_named_is_there() -> None:
    named = set(re.findall(r"rm-assistant ([a-z]+(?: [a-z-]+)?)", README))
    assert len(named) >= 8
    for command in named:
        words = command.split()
        runner = CliRunner()
        if runner.invoke(app, [*words, "--help"]).exit_code != 0:
            assert runner.invoke(app, [words[0], "--help"]).exit_code == 0, command
