"""The table of mutants cannot rot: each still fits the tree, and its tests are still there."""

from __future__ import annotations

import dataclasses

import pytest

from tests.mutants.run import ROOT, Mutant, Unusable, broken, read_mutants

MUTANTS = read_mutants()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda each: each.name)
def test_a_mutant_fits_the_tree(mutant: Mutant) -> None:
    text = (ROOT / mutant.file).read_text(encoding="utf-8")
    changed = broken(text, mutant)
    assert changed != text
    if mutant.file.endswith(".py"):
        compile(changed, mutant.file, "exec")
    for test in mutant.tests:
        file, _, name = test.partition("::")
        assert f"def {name.partition('[')[0]}" in (ROOT / file).read_text(encoding="utf-8")


def test_each_behaviour_is_named_once() -> None:
    names = [mutant.name for mutant in MUTANTS]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("text", ["", "before, and before"])
def test_a_place_that_is_gone_or_unclear_is_an_error(text: str) -> None:
    mutant = Mutant("n", "f.py", "before", "after", ())
    with pytest.raises(Unusable, match="stands"):
        broken(text, mutant)
    with pytest.raises(Unusable):
        broken("before", dataclasses.replace(mutant, after="before"))
