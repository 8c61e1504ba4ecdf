"""Who may come in: strangers are refused politely, groups get no customer data."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any

from telegram import BotCommand, BotCommandScopeChat, Update

from bot.handlers.replies import is_group, send
from bot.handlers.state import Context
from store.actor import Actor
from store.engine import transaction
from store.models import Role
from store.staff import Bound, bind_chat

STRANGER = "您好，这里只为本行工作人员服务。请向管理员要一次性邀请码，再发送 /start 邀请码。"
_GROUP = "群里不谈客户和业务，请私聊我。"
_WRONG_CODE = "邀请码不对或已过期，请向管理员再要一个。"
_TOO_MANY = "试错次数太多，请15分钟后再试。"
COMMANDS: dict[str, tuple[str, frozenset[Role]]] = {
    "brief": ("通话前简报：/brief 客户", frozenset({Role.RM, Role.SUPERVISOR})),
    "ask": ("问话术或异议：/ask 问题", frozenset({Role.RM, Role.SUPERVISOR})),
    "check": ("这段话能不能发：/check 文字", frozenset(Role)),
    "log": ("记录一次沟通", frozenset({Role.RM})),
    "today": ("今天要跟进谁", frozenset({Role.RM, Role.SUPERVISOR})),
    "list": ("按提醒列客户", frozenset({Role.RM, Role.SUPERVISOR})),
    "status": ("客户现状：/status 客户", frozenset({Role.RM, Role.SUPERVISOR})),
    "team": ("团队概况", frozenset({Role.SUPERVISOR})),
    "review": ("查看给出的建议", frozenset({Role.COMPLIANCE, Role.SUPERVISOR, Role.RM})),
    "drafts": ("审核导入的草稿", frozenset({Role.COMPLIANCE})),
    "cancel": ("放弃正在做的事", frozenset(Role)),
    "help": ("怎么用", frozenset(Role)),
}

Handler = Callable[[Update, Context, Actor], Awaitable[None]]


def admitted(handler: Handler) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """Call the handler with the actor; a stranger or a group is answered here."""

    @wraps(handler)
    async def guarded(update: Update, context: Context) -> None:
        if is_group(update):
            await send(update, context, _GROUP, protected=False)
            return
        actor = await asyncio.to_thread(context.office.identify, chat_key(update, context))
        if actor is None:
            await send(update, context, STRANGER, protected=False)
            return
        await _set_menu(update, context, actor)
        await handler(update, context, actor)

    return guarded


async def start(update: Update, context: Context) -> None:
    """/start: bind with a code, or greet; a stranger without one is refused."""
    if is_group(update):
        await send(update, context, _GROUP, protected=False)
        return
    key = chat_key(update, context)
    if context.args:
        await _bind(update, context, key, context.args[0])
        return
    actor = await asyncio.to_thread(context.office.identify, key)
    if actor is None:
        await send(update, context, STRANGER, protected=False)
        return
    await _set_menu(update, context, actor)
    await send(update, context, welcome(actor), protected=False)


def chat_key(update: Update, context: Context) -> str:
    """The chat's id in the store, its channel in front."""
    assert update.effective_chat is not None
    return f"{context.office.channel}:{update.effective_chat.id}"


def welcome(actor: Actor) -> str:
    """What to type first, by role."""
    first = {
        Role.RM: "打电话前直接说“等下给某某打电话”，或发 /brief 客户姓名。",
        Role.SUPERVISOR: "问“某某现在什么情况”，或发 /team 看团队。",
        Role.COMPLIANCE: "发 /review 查看给出过的建议。",
        Role.ADMIN: "客户、产品、员工和手册请在命令行里管理。",
    }
    return f"{actor.name}，您好。{first[actor.role]}发 /help 看全部用法。"


async def _bind(update: Update, context: Context, key: str, code: str) -> None:
    def bind() -> Any:
        with transaction(context.desk.engine) as session:
            return bind_chat(session=session, chat_id=key, code=code, at=context.desk.clock())

    result = await asyncio.to_thread(bind)
    if isinstance(result, Bound):
        await _set_menu(update, context, result.actor)
        await send(update, context, f"绑定成功。{welcome(result.actor)}", protected=False)
        return
    words = _TOO_MANY if result.reason == "too_many_attempts" else _WRONG_CODE
    await send(update, context, words, protected=False)


async def _set_menu(update: Update, context: Context, actor: Actor) -> None:
    if context.state.menu_for == actor.role.value or update.effective_chat is None:
        return
    commands = [
        BotCommand(n, words) for n, (words, roles) in COMMANDS.items() if actor.role in roles
    ]
    scope = BotCommandScopeChat(update.effective_chat.id)
    await context.bot.set_my_commands(commands, scope=scope)
    context.state.menu_for = actor.role.value
