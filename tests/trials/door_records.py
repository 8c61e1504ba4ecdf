"""Rows written into the store by hand: who is kept from an answer by another's row."""

from __future__ import annotations

import dataclasses
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bot.app import open_desk, open_store, terminal_conversation
from bot.blocks import plain_text
from bot.config import Settings
from bot.conversation.messages import Said
from bot.desk import Desk
from bot.usecases.files import export_customer_file
from bot.usecases.work import working
from tests.trials.door_tried import Tried

_C1 = " where customer_id = 'C001'"
ROWS = {
    "assessed in 9999": f"update customer set risk_assessed_on = '9999-12-31'{_C1}",
    "born in the year 1": f"update customer set birthday = '0001-01-01'{_C1}",
    "opened on 31 February": f"update customer set opened_on = '2026-02-31'{_C1}",
    "infinite assets": f"update customer set aum_wan = 9e999{_C1}",
    "assets in words": f"update customer set aum_wan = 'abc'{_C1}",
    "a kind there is none of": f"update customer set kind = 'alien'{_C1}",
    "a channel there is none of": f"update customer set preferred_channel = 'pigeon'{_C1}",
    "tags that are no JSON": f"update customer set need_tags = '{{oops'{_C1}",
    "tags that are numbers": f"update customer set need_tags = '[1,null,{{}}]'{_C1}",
    "no name": f"update customer set name = ''{_C1}",
    "a name of 5,000 characters": f"update customer set name = printf('%.5000c', '王'){_C1}",
    "a product of no type": "update product set type = 'soul'",
    "a term of a billion years": "update product set term_days = 999999999999",
    "a follow-up of no kind": f"update follow_up set kind = 'soul'{_C1}",
    "a follow-up due in 9999": "update follow_up set due_at = '9999-12-31 23:59:59.999999'",
    "a contact in 9999": "update interaction set at = '9999-12-31 23:59:59.999999'",
    "a complaint of no size": "update complaint set size = 'soul'",
    "a complaint in 9999": "update complaint set opened_at = '9999-12-31 23:59:59.999999'",
    "a customer of nobody": f"update customer set owner_id = null{_C1}",
}
ASKED = (
    ("rm1", "/list 信息"),
    ("rm1", "/today"),
    ("rm1", "/brief C002"),
    ("rm1", "刚跟李秀兰通完电话，下周三再联系"),
    ("sup1", "/list 流失"),
    ("sup1", "/team"),
)


def tried(base: Path, work: Path) -> Iterator[Tried]:
    """Each row written into a fresh copy of the store, then everybody asks."""
    opened = open_desk(Settings(_env_file=None, data_dir=base))
    opened.engine.dispose()
    for attack, statement in ROWS.items():
        folder = work / "rows"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        shutil.copy(base / "store.db", folder / "store.db")
        with sqlite3.connect(folder / "store.db") as database:
            database.execute(statement)
        database.close()
        settings = Settings(_env_file=None, data_dir=folder)
        desk = dataclasses.replace(
            opened, engine=open_store(settings), anchor_file=folder / "anchors"
        )
        failed = list(_failed(desk, settings, folder))
        desk.engine.dispose()
        yield Tried(attack, not failed, "; ".join(failed) or f"{len(ASKED) + 1} answers given")


def _failed(desk: Desk, settings: Settings, folder: Path) -> Iterator[str]:
    for staff_id, words in ASKED:
        chat = terminal_conversation(desk, settings=settings, staff_id=staff_id)
        reply = chat.respond(Said(f"terminal:{staff_id}", words))
        if reply.reference:
            shown = " ".join(plain_text(each.screen) for each in reply.messages)
            yield f"{staff_id} {words}: {shown}"
    try:
        with working(desk) as work:
            export_customer_file(folder / "out.xlsx", work=work)
    except Exception as error:  # noqa: BLE001 - told in the table
        yield f"export: {type(error).__name__}"
