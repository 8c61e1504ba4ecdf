"""The typeface of charts and documents: Noto Sans CJK, which comes with the package mplfonts."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

_FILE = "fonts/NotoSansCJKsc-Regular.otf"


def typeface() -> Path:
    """The font file.

    Raises:
        FileNotFoundError: where the package that brings it is not installed whole.
    """
    package = find_spec("mplfonts")
    if package is None or package.origin is None:
        raise FileNotFoundError("mplfonts is not installed")
    path = Path(package.origin).parent / _FILE
    if not path.is_file():
        raise FileNotFoundError(path)
    return path
