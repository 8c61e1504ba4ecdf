"""A draft that may be approved."""

from __future__ import annotations

from bot.usecases.build import SCRIPTS_FOLDER


def good_body(script_id: str) -> str:
    """A shipped script's text under another id, as a draft."""
    shipped = (SCRIPTS_FOLDER / "corporate" / "supply-chain-finance.md").read_text("utf-8")
    return shipped.replace("id: supply-chain-finance", f"id: {script_id}").replace(
        "status: approved", "status: draft"
    )
