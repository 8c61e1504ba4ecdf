"""The needs-to-product matching list: as a screen, and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator

from bot.blocks import Screen, Words, bold, line, paragraph, screen, small
from bot.render.shelf import fit_words
from bot.results.plans import Basis, MatchedNeed, MatchList, MatchLists

TITLE = "需求挖掘与产品匹配清单"
COLUMNS = (
    "客户编号",
    "客户姓名",
    "需求",
    "需求类型",
    "候选产品",
    "匹配理由",
    "依据",
    "可能的异议",
    "应对话术",
    "话术出处",
    "成交关键动作",
    "备注",
)
_MOST_SHOWN = 12
_NO_NEED = "记录和沟通里还没有看出需求。先问清钱的用处和期限，再来配。"
_INTERNAL = "候选都过了适当性；内部使用，请勿转发。"


def match_screen(found: MatchList) -> Screen:
    """One customer's needs, each a paragraph."""
    head = paragraph(
        bold(f"{TITLE}（{found.customer_name}）"),
        f"⛔ {fit_words(found.bar)}" if found.bar else "",
    )
    if not found.needs:
        return screen(head, paragraph(_NO_NEED))
    needs = (paragraph(*_need(at, each)) for at, each in enumerate(found.needs, 1))
    return screen(head, *needs, paragraph(small("" if found.bar else _INTERNAL)))


def matches_screen(lists: MatchLists) -> Screen:
    """Several customers, a line each; the whole is in the file."""
    head = bold(f"{TITLE}（{len(lists.lists)}位客户有需求）")
    lines = [_customer(each) for each in lists.lists[:_MOST_SHOWN]]
    left = len(lists.lists) - _MOST_SHOWN
    notes = [
        f"还有{left}位，见表格。" if left > 0 else "",
        f"另有{lists.without_need}位还没看出需求。" if lists.without_need else "",
        f"一次最多看200位，还有{lists.left_out}位没有看。" if lists.left_out else "",
    ]
    return screen(paragraph(head), paragraph(*lines), paragraph("".join(notes), small(_INTERNAL)))


def match_rows(lists: MatchLists) -> Iterator[tuple[str, ...]]:
    """The whole as rows under `COLUMNS`."""
    for one in lists.lists:
        for need in one.needs:
            yield (
                one.customer_id,
                one.customer_name,
                need.need,
                need.kind,
                "、".join(need.candidates),
                "；".join(need.reasons),
                basis_words(need.basis),
                need.objection,
                need.answer,
                f"{need.script_id} v{need.script_version}" if need.script_id else "",
                need.action,
                fit_words(one.bar) if one.bar else need.why_none,
            )


def basis_words(basis: Basis) -> str:
    """Where it is known from, with its day."""
    return f"{basis.source}（{basis.on}）" if basis.on else basis.source


def _need(at: int, need: MatchedNeed) -> Iterator[Words]:
    yield line(f"{at}. ", bold(need.need), f"（{need.kind}）")
    yield f"依据：{basis_words(need.basis)}"
    if need.candidates:
        yield "候选："
        for name, why in zip(need.candidates, need.reasons, strict=True):
            yield f"• {name}（{why}）" if why else f"• {name}"
    elif need.why_none:
        yield f"候选：{need.why_none}"
    if need.objection:
        yield line(f"可能说：“{need.objection}” → {need.answer}", small(f" 〔{need.script_id}〕"))
    if need.action:
        yield f"下一步：{need.action}"


def _customer(one: MatchList) -> Words:
    if one.bar is not None:
        told = f"⛔ {one.bar.reason}，{one.bar.instead}"
    else:
        told = "；".join(_short(need) for need in one.needs)
    return line("• ", bold(one.customer_name), f"：{told}")


def _short(need: MatchedNeed) -> str:
    return f"{need.need} → {'、'.join(need.candidates) or need.why_none}"
