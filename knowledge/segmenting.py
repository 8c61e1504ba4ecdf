"""jieba, quietly: the one place that imports it."""

from __future__ import annotations

import logging
import warnings
from functools import cache
from typing import Any


@cache
def jieba() -> Any:
    """The segmenter, without the warning its own import sets off and its chatter at first use."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "pkg_resources is deprecated", UserWarning)
        import jieba as segmenter
    segmenter.setLogLevel(logging.WARNING)
    return segmenter
