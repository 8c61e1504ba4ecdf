"""What is configured, what answers, what is missing: for who runs the installation."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bot.config import Settings
from bot.usecases.faults import sentence_of
from bot.usecases.installation import open_to_others, own_paths
from knowledge.compliance.opening import is_whole, models_of
from knowledge.compliance.training import taught_by
from knowledge.retrieval import open_handbook
from knowledge.retrieval.files import FITTED, FOLDER
from knowledge.retrieval.shelf import PASSAGES, Chroma
from knowledge.retrieval.wholeness import damaged_files
from store.audit import ANCHOR_FILE, read_anchors
from store.engine import Schema, is_sound, open_engine, schema_of

_LEAST_MB = 200
"""Free on the disk; a build takes 60."""
_MOST_NAMED = 4
_Found = tuple[bool, str]
"""Whether a part is well, and in words."""


@dataclass(frozen=True)
class Examined:
    """One part, whether it is well, and in words."""

    part: str
    ok: bool
    words: str


def examine(settings: Settings) -> Iterator[Examined]:
    """Each part in turn; no part's failure stops the next."""
    for part, look in _PARTS.items():
        try:
            ok, words = look(settings)
        except Exception as error:  # noqa: BLE001 - whatever is broken is what is looked for
            ok, words = False, sentence_of(error)
        yield Examined(part, ok, words)


def _data_dir(settings: Settings) -> _Found:
    folder = settings.data_dir
    if not folder.is_dir():
        return False, f"{folder} 不存在，请运行 make run 或 db upgrade"
    free = shutil.disk_usage(folder).free >> 20
    if not os.access(folder, os.W_OK):
        return False, f"{folder} 写不进去：没有权限，或磁盘只读"
    return free >= _LEAST_MB, f"{folder}，磁盘还剩 {free} MB"


def _own_files(settings: Settings) -> _Found:
    """Whether others on the machine can read what is the bank's alone."""
    wide = [str(path) for path in (*own_paths(settings.data_dir), Path(".env")) if _open(path)]
    if not wide:
        return True, "只有本账户能读"
    named = "、".join(wide[:_MOST_NAMED]) + ("等" if len(wide) > _MOST_NAMED else "")
    return False, f"别的账户也能读：{named}；请 chmod go-rwx，数据目录的由 db upgrade 关上"


def _open(path: Path) -> bool:
    return path.exists() and open_to_others(path)


def _store(settings: Settings) -> _Found:
    engine = open_engine(settings.store_url)
    try:
        schema, name = schema_of(engine), engine.dialect.name
        if schema is Schema.NEWER:
            return False, f"{name}，结构是更新的版本建的：请换成那个版本的程序"
        if schema is not Schema.CURRENT:
            return False, f"{name}，结构待升级：rm-assistant db upgrade"
        if not is_sound(engine):
            return False, f"{name}，文件坏了：请用备份恢复"
    finally:
        engine.dispose()
    return True, f"{name}，结构最新"


def _anchors(settings: Settings) -> _Found:
    anchors = read_anchors(settings.data_dir / ANCHOR_FILE)
    return True, f"{len(anchors)} 个锚点；用 rm-assistant audit verify 核对"


def _handbook(settings: Settings) -> _Found:
    handbook = open_handbook(settings.data_dir)
    if damaged := damaged_files(settings.data_dir / FOLDER / handbook.version):
        return False, f"文件有损坏（{damaged[0]}），请运行 rm-assistant handbook build"
    words = f"{handbook.version}，{len(handbook.scripts) + len(handbook.stops)} 个脚本"
    if handbook.passages is None:
        return True, words
    held = Chroma(settings.data_dir, settings.chroma_url).count(f"{PASSAGES}-{handbook.version}")
    if not held:
        return False, f"{words}；资料段落的向量不在，请运行 rm-assistant handbook build"
    return True, f"{words}，{held} 段资料"


def _learnt(settings: Settings) -> _Found:
    return found_of_models(models_of(settings.data_dir))


def found_of_models(models: Sequence[Path]) -> tuple[bool, str]:
    """Whether a learnt model will serve, of the files that may hold it, and in words.

    Raises:
        PermissionError: where one may not be read.
    """
    standing = [path for path in models if path.exists()]
    if not standing:
        return True, "用到时再学"
    if not any(map(is_whole, standing)):
        return False, f"{standing[-1].name} 坏了；下次用到时会重新学"
    return True, "齐全"


def _channel(settings: Settings) -> _Found:
    if settings.telegram_token is None:
        return True, "没有配置令牌，只能用终端对话"
    how = "长轮询"
    if settings.webhook_url:
        how = f"网络回调，监听 {settings.webhook_listen}，每次请求核对密钥"
    return True, f"已配置令牌，{how}"


def _model(settings: Settings) -> _Found:
    words = settings.llm_model or "没有配置，用脚本原话回答"
    name = settings.embedding_model
    learnt = name == FITTED or taught_by(settings.data_dir, name)
    lacking = "" if learnt else "，合规判断还没有跟它学过：rm-assistant handbook build"
    return learnt, f"{words}；向量模型 {name}{lacking}"


def _packages(_: Settings) -> _Found:
    names = ("python-telegram-bot", "langchain", "chromadb", "sentence-transformers", "sqlmodel")
    missing = []
    for name in names:
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    return not missing, f"缺少 {'、'.join(missing)}" if missing else "齐全"


_PARTS: dict[str, Callable[[Settings], _Found]] = {
    "数据目录": _data_dir,
    "文件权限": _own_files,
    "数据库": _store,
    "审计锚": _anchors,
    "手册": _handbook,
    "学得的模型": _learnt,
    "Telegram": _channel,
    "大模型": _model,
    "依赖包": _packages,
}
