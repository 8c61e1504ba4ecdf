"""What a question on the book found, as a screen, as the contract's JSON, and as a table."""

from __future__ import annotations

from bot.blocks import Block, Line, Screen, Words, bold, headed, line, paragraph, screen
from bot.book.wording import query_words
from bot.render.supervision import left_out
from bot.render.values import JsonObject
from bot.results.book import BookAnswer, Matched
from store.models import CustomerKind

PAGE = 10
EXAMPLES = "可以问：风险测评过期的客户；资产500万以上、本月有理财到期的；超过半年没联系的企业客户"
FIELDS = (
    "看得懂的条件：姓名、类型和层级、资产和各种金额、年龄生日、职业行业、风险等级和测评、授权和免打扰、"
    "持有的产品和到期、兴趣和需求、联系和交易的日子、聊过什么、承诺和跟进、投诉和提醒。"
)
_KINDS = frozenset(kind.label for kind in CustomerKind)
"""Facts that a line says anyhow, with the tier and the owner."""
TABLE_HEADER = ("客户编号", "客户姓名", "层级", "客户经理", "为什么在名单里", "能否联系")


def book_screen(found: BookAnswer, *, start: int = 0, page: int | None = PAGE) -> Screen:
    """The condition as understood, the number, and a page of customers, each with why.

    `page` None shows all of them.
    """
    if found.asks_nothing and found.not_understood:
        return not_understood_screen(found)
    understood = paragraph(query_words(found.query), _misread(found))
    if found.query.count_only or not found.rows:
        return screen(understood, _number(found), left_out(found.unreadable))
    shown = found.rows[start:] if page is None else found.rows[start : start + page]
    lines: list[Words] = [_row(each) for each in shown]
    rest = len(found.rows) - start - len(shown)
    if start or rest:
        lines.append(
            f"第{start + 1}到{start + len(shown)}位" + (f"，还有{rest}位。" if rest else "。")
        )
    return screen(understood, headed(_heading(found), lines), left_out(found.unreadable))


def not_understood_screen(found: BookAnswer) -> Screen:
    """What was not understood; where something is left, what would be asked without it."""
    named = paragraph(_misread(found))
    if found.asks_nothing:
        return screen(named, paragraph(FIELDS), paragraph(EXAMPLES))
    without = f"换个说法，或者不管这句，按“{query_words(found.query)}”看{found.total}位？"
    return screen(named, paragraph(without))


def _misread(found: BookAnswer) -> str:
    if not found.not_understood:
        return ""
    return f"没看懂：{'、'.join(f'“{each}”' for each in found.not_understood)}，没有按它筛。"


def _heading(found: BookAnswer) -> str:
    limited = f"，列前{len(found.rows)}位" if len(found.rows) < found.total else ""
    return f"{found.heading or '符合的客户'}（{found.total}位{limited}）"


def _number(found: BookAnswer) -> Block | None:
    if found.total:
        return paragraph(bold(f"共{found.total}位。"))
    if found.strictest is None:
        return paragraph(bold(found.heading), "没有符合的客户。")
    without = f"去掉“{found.strictest.words}”有{found.strictest.others}位。"
    return paragraph(bold(found.heading), f"没有符合的客户。{without}")


def _row(each: Matched) -> Line:
    quiet = "🔕 " if each.refusal is not None else ""
    said = {each.tier.label, each.owner, *_KINDS}
    facts = [fact for fact in each.why if fact not in said]
    why = f"：{'；'.join(facts)}" if facts else ""
    who = f" {each.customer_id}（{each.tier.label}，{each.owner}）{why}"
    return line("• ", quiet, bold(each.name), who, _instead(each))


def _instead(each: Matched) -> str:
    """Why he may not be called, unless the reasons of the line say it already."""
    if each.refusal is None or any(each.refusal.reason in why for why in each.why):
        return ""
    return f"。{each.refusal.reason}，{each.refusal.instead}"


def book_json(found: BookAnswer) -> JsonObject:
    """The contract's `list --json`."""
    nothing = found.asks_nothing and found.not_understood
    return {
        "condition": "" if nothing else query_words(found.query),
        "not_understood": list(found.not_understood),
        "total": found.total,
        "customers": [
            {"customer_id": each.customer_id, "name": each.name, "why": "；".join(each.why)}
            for each in ([] if found.query.count_only else found.rows)
        ],
    }


def book_rows(found: BookAnswer) -> list[tuple[str, ...]]:
    """The list as rows of a table, under `TABLE_HEADER`."""
    return [
        (
            each.customer_id,
            each.name,
            each.tier.label,
            each.owner,
            "；".join(each.why),
            "可以" if each.refusal is None else f"{each.refusal.reason}：{each.refusal.instead}",
        )
        for each in found.rows
    ]
