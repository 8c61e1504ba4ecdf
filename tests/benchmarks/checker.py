"""Measures the checker in processor time: texts a second on one core, and one text.

    python -m tests.benchmarks.checker [--beside REF]

Judges the training sentences together and one after another, and asserts that both give the same
verdicts. `--beside main` measures another commit's checker in the same run, from a worktree of it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from knowledge.compliance import Checker
from knowledge.compliance.material import BENIGN, SENTENCES
from knowledge.compliance.ruleset import CATEGORIES
from knowledge.compliance.training import ensure_model
from knowledge.training import read_sentences

ROOT = Path(__file__).parents[2]
LENGTH, MADE, TAKEN = 60, 2000, 3000
ROUNDS = 3
GIT = shutil.which("git") or "git"
TEXTS = (
    "您好，我是您的客户经理，上次您问到的那款产品有新的一期，风险等级R2，净值会波动，不保本，",
    "谁说不保本？这么多年我手上没有一个客户亏过本金，您还怕什么，今天就定下来，名额不多了。",
    "客户问收益能不能保证，我说业绩比较基准不是承诺，请他看说明书，约了下周二上午十点再联系。",
    "亻呆 夲 bao息，無風險，随 买 随 赎，加vx聊，tingshou倒计时⏰，错过再等十年，老客户都上车了。",
)


def rate(judge: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    """Texts a second in the quickest of a few rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        judge(texts)
        best = min(best, time.process_time() - began)
    return len(texts) / best


def measured(checker: Checker) -> None:
    """Prints the throughput and the percentiles."""
    together = getattr(checker, "check_all", None)  # a commit before it has one after another only
    sentences = read_sentences(SENTENCES, labels=(*CATEGORIES, BENIGN))
    written = [each.text for each in sentences[:: len(sentences) // TAKEN]]
    made = [f"{number}号{TEXTS[number % len(TEXTS)] * 2}"[:LENGTH] for number in range(MADE)]
    for name, texts in ((f"{LENGTH} characters, dense with rules", made), ("sentences", written)):
        alone = rate(lambda given: [checker.check(text) for text in given], texts)
        both = f", together {rate(together, texts):.0f}/s" if together else ""
        print(f"{name}: one after another {alone:.0f}/s{both}")
    spent = [_milliseconds(checker, text) for text in made]
    cuts = statistics.quantiles(spent, n=100)
    print(f"one text: p50 {cuts[49]:.2f} ms, p95 {cuts[94]:.2f} ms, max {max(spent):.2f} ms")
    if together:
        every = [each.text for each in sentences]
        assert together(every) == [checker.check(text) for text in every]


def _milliseconds(checker: Checker, text: str) -> float:
    began = time.process_time()
    checker.check(text)
    return (time.process_time() - began) * 1000


def beside(ref: str) -> None:
    """The same measurement over another commit's checker, in a worktree that is taken away."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        subprocess.run([GIT, "worktree", "add", "-q", "--detach", tree, ref], cwd=ROOT, check=True)
        try:
            print(f"{ref}:", flush=True)
            environment = os.environ | {"PYTHONPATH": str(tree)}
            subprocess.run([sys.executable, __file__], cwd=tree, env=environment, check=True)
        finally:
            subprocess.run([GIT, "worktree", "remove", "--force", tree], cwd=ROOT, check=True)


def main() -> None:
    """Prints this tree's figures, and another commit's before them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beside", metavar="REF", help="a commit to measure too")
    ref = parser.parse_args().beside
    if ref:
        beside(ref)
        print("here:")
    measured(
        Checker.load(model_path=ensure_model(data_dir=Path(tempfile.gettempdir()) / "rm-bench"))
    )


if __name__ == "__main__":
    main()
