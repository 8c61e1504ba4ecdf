"""What went wrong under a command or a start, as one sentence for who runs the installation.

No sentence holds what the error's message may hold: a token, a password, a statement's parameters.
"""

from __future__ import annotations

import errno

from sqlalchemy.exc import SQLAlchemyError

from knowledge.privacy import place_of
from knowledge.retrieval import HandbookMissing, VectorsUnavailable
from store.engine import unavailable
from store.errors import StoreError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


def sentence_of(error: BaseException) -> str:
    """The sentence for an error nobody below has put into words."""
    match error:
        case StoreError() | HandbookMissing() | VectorsUnavailable():
            return str(error)
        case SQLAlchemyError():
            return str(unavailable(error))
        case OSError():
            return _about_file(error)
        case UnicodeError():
            return "文字里有读不出来的字符，多半编码不是 UTF-8。请改好再试。"
        case MemoryError():
            return "内存不够，没有办成。请关掉别的程序，或把文件分成几份再试。"
    return f"程序出错（{place_of(error)}）。请把这一行告诉维护的人；rm-assistant doctor 可查安装。"


def _about_file(error: OSError) -> str:
    named = f"：{error.filename}" if error.filename else ""
    if error.errno in _FULL:
        return f"磁盘满了，没有写成{named}。请腾出空间再试。"
    if error.errno in _FORBIDDEN:
        return f"文件读写不成，没有权限，或磁盘只读{named}"
    if error.filename:
        return f"文件读写不成（没有这个文件夹，或没有权限）{named}"
    return f"文件或网络出错（{type(error).__name__}）。请运行 rm-assistant doctor 查看。"
