"""Measures the checker in processor time: texts a second on one core, and one text.

Run `python -m tests.benchmarks.checker [DATA_DIR]`; the model is trained first when it is absent.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

from knowledge.compliance import Checker, ensure_model

LENGTH = 60
TEXTS = (
    "您好，我是您的客户经理，上次您问到的那款产品有新的一期，风险等级R2，净值会波动，不保本，",
    "谁说不保本？这么多年我手上没有一个客户亏过本金，您还怕什么，今天就定下来，名额不多了。",
    "客户问收益能不能保证，我说业绩比较基准不是承诺，请他看说明书，约了下周二上午十点再联系。",
    "亻呆 夲 bao息，無風險，随 买 随 赎，加vx聊，tingshou倒计时⏰，错过再等十年，老客户都上车了。",
)


def main() -> None:
    """Prints the throughput and the percentiles."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir()) / "rm-bench"
    checker = Checker.load(model_path=ensure_model(data_dir=folder))
    texts = [f"{number}号{TEXTS[number % len(TEXTS)] * 2}"[:LENGTH] for number in range(2000)]
    spent: list[float] = []
    checker.check(texts[0])
    began = time.process_time()
    for text in texts:
        at = time.process_time()
        checker.check(text)
        spent.append((time.process_time() - at) * 1000)
    total = time.process_time() - began
    cuts = statistics.quantiles(spent, n=100)
    print(
        f"texts of {LENGTH} characters: {len(texts)} in {total:.2f} s, {len(texts) / total:.0f}/s"
    )
    print(f"one text: p50 {cuts[49]:.2f} ms, p95 {cuts[94]:.2f} ms, max {max(spent):.2f} ms")


if __name__ == "__main__":
    main()
