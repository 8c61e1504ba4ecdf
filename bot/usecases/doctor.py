"""What is configured, what answers, what is missing: for who runs the installation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.config import Settings
from bot.usecases.installation import open_to_others
from knowledge.retrieval import HandbookMissing, open_handbook
from store.engine import is_current, open_engine


@dataclass(frozen=True)
class Examined:
    """One part, whether it is well, and in words."""

    part: str
    ok: bool
    words: str


def examine(settings: Settings) -> Iterator[Examined]:
    """Each part in turn; no part's failure stops the next."""
    yield _data_dir(settings)
    yield _own_files(settings)
    yield _store(settings)
    yield _handbook(settings)
    yield _channel(settings)
    yield _model(settings)
    yield _packages()


def _data_dir(settings: Settings) -> Examined:
    folder = settings.data_dir
    there = folder.is_dir()
    words = str(folder) if there else f"{folder} 不存在，请运行 make run 或 db upgrade"
    return Examined("数据目录", there, words)


def _own_files(settings: Settings) -> Examined:
    """Whether others on the machine can read what is the bank's alone."""
    named = [settings.data_dir, settings.data_dir / "store.db", Path(".env")]
    wide = [str(path) for path in named if path.exists() and open_to_others(path)]
    words = f"别的账户也能读：{'、'.join(wide)}；请 chmod go-rwx" if wide else "只有本账户能读"
    return Examined("文件权限", not wide, words)


def _store(settings: Settings) -> Examined:
    try:
        engine = open_engine(settings.store_url)
        current = is_current(engine)
        name = engine.dialect.name
    except (SQLAlchemyError, OSError) as error:
        return Examined("数据库", False, f"连不上（{type(error).__name__}）")
    words = f"{name}，结构最新" if current else f"{name}，结构待升级：rm-assistant db upgrade"
    return Examined("数据库", current, words)


def _handbook(settings: Settings) -> Examined:
    try:
        handbook = open_handbook(settings.data_dir)
    except HandbookMissing:
        return Examined("手册", False, "还没有建好：rm-assistant handbook build")
    return Examined(
        "手册", True, f"{handbook.version}，{len(handbook.scripts) + len(handbook.stops)} 个脚本"
    )


def _channel(settings: Settings) -> Examined:
    if settings.telegram_token is None:
        return Examined("Telegram", True, "没有配置令牌，只能用终端对话")
    how = "长轮询"
    if settings.webhook_url:
        how = f"网络回调，监听 {settings.webhook_listen}，每次请求核对密钥"
    return Examined("Telegram", True, f"已配置令牌，{how}")


def _model(settings: Settings) -> Examined:
    words = settings.llm_model or "没有配置，用脚本原话回答"
    return Examined("大模型", True, f"{words}；向量模型 {settings.embedding_model}")


def _packages() -> Examined:
    names = ("python-telegram-bot", "langchain", "chromadb", "sentence-transformers", "sqlmodel")
    missing = []
    for name in names:
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    words = f"缺少 {'、'.join(missing)}" if missing else "齐全"
    return Examined("依赖包", not missing, words)
