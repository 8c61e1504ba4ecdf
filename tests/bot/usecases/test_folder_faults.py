"""A folder of scripts is checked as a build would: form, record's words, rules."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.rules import CheckedText
from bot.usecases.build import SCRIPTS_FOLDER, folder_faults
from knowledge.compliance import Checker
from knowledge.handbook.format import FaultCode

NAME = "birthday-care.md"


@pytest.fixture(scope="module")
def rules() -> CheckedText:
    return CheckedText(Checker.load(model_path=None))


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("BIRTHDAY_SOON", "BIRTHDAY_SON", FaultCode.UNKNOWN_VALUE),
        ("- [p1] ", "- [p1] 这款产品保本保息，稳赚不赔。", FaultCode.RULE_BROKEN),
        ("## 要点", "## 要典", FaultCode.UNKNOWN_SECTION),
    ],
)
def test_what_a_build_would_refuse_is_told(
    before: str, after: str, code: FaultCode, rules: CheckedText, tmp_path: Path
) -> None:
    (shipped,) = SCRIPTS_FOLDER.rglob(NAME)
    copied = shutil.copy(shipped, tmp_path / NAME)
    assert folder_faults(tmp_path, rules=rules) == []
    text = copied.read_text(encoding="utf-8")
    copied.write_text(text.replace(before, after, 1), encoding="utf-8")
    faults = folder_faults(tmp_path, rules=rules)
    assert code in {fault.code for fault in faults}
    assert {fault.file for fault in faults} == {NAME}
