"""What an installation needs before there is a desk: tables, the demo book, a proof of the log."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from bot.config import Settings
from store import audit, engine, verifying
from store.demo import fill


def upgrade_store(settings: Settings) -> None:
    """Bring the store's tables to the newest form, shut to others; safe to repeat."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine.upgrade(settings.store_url)
    close_to_others(settings.data_dir)
    close_to_others(Path(".env"))


def fill_demo(store: Engine, *, today: date) -> None:
    """Add what the store does not hold yet of the invented demo book, counted from `today`."""
    with engine.transaction(store) as session:
        fill(session=session, today=today)


def verify_log(store: Engine, *, data_dir: Path) -> verifying.VerifyReport:
    """Walk the whole audit chain, against the anchors kept outside the database."""
    anchors = audit.read_anchors(data_dir / audit.ANCHOR_FILE)
    with engine.reading(store) as session:
        return verifying.verify(session=session, anchors=anchors)


def head_of_log(store: Engine) -> audit.AuditPoint:
    """Where the audit chain stands, to be kept elsewhere."""
    with engine.reading(store) as session:
        return audit.head(session=session)


def close_to_others(folder: Path) -> None:
    """Leave a folder and all in it, or a file, to its owner: earlier releases left them open."""
    for path in own_paths(folder):
        if open_to_others(path):
            path.chmod(0o700 if path.is_dir() else 0o600)


def own_paths(folder: Path) -> list[Path]:
    """The data folder and all that is in it; what a link leads to is somebody else's."""
    return [
        path for path in (folder, *folder.rglob("*")) if path.exists() and not path.is_symlink()
    ]


def open_to_others(path: Path) -> bool:
    """Whether anybody but the owner may read or change a file or folder."""
    return bool(path.stat().st_mode & 0o077)
