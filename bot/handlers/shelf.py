"""Questions about products."""

from __future__ import annotations

import asyncio

from telegram import Update

from bot.handlers.replies import send
from bot.handlers.state import Context
from bot.render.shelf import shelf_screen
from bot.results.customers import Found
from bot.results.notes import Message
from bot.usecases.products import products_named
from store.actor import Actor


async def show_product(update: Update, context: Context, actor: Actor, message: Message) -> None:
    """The products a message names, judged for the customer in hand."""
    desk, state = context.desk, context.state
    if isinstance(message.customer, Found):
        state.hold(message.customer.customer_id, message.customer.name)
    items = await asyncio.to_thread(
        lambda: products_named(
            message.text,
            desk=desk,
            actor=actor,
            customer_id=state.customer_id,
            now=desk.now(),
        )
    )
    await send(update, context, shelf_screen(items, customer_name=state.customer_name))
