"""An answer as screens."""

from __future__ import annotations

from bot.render.brief import rule_mark, source_marks
from bot.render.text import CIRCLED, block, bold, escape, paragraphs
from bot.results.advice import Answer

ANSWER_SCREENS = {"avoid": "不能说", "references": "参考资料"}


def answer_screens(answer: Answer) -> dict[str, str]:
    """The screens of an answer that have something to show, `first` in front."""
    if answer.abstained:
        return {"first": _declined(answer)} | _references(answer)
    screens = {"first": _first(answer), "avoid": _avoid(answer)}
    return {name: text for name, text in screens.items() if text} | _references(answer)


def _first(answer: Answer) -> str:
    ids = [scenario.script_id for scenario in answer.scenarios]
    who = f"（对 {answer.customer.name}）" if answer.customer else ""
    lines = [
        f"{i}. {escape(line.text)}{source_marks(line.sources, ids)}"
        for i, line in enumerate(answer.answers, 1)
    ]
    from_where = [
        f"{CIRCLED[i]} {bold(s.title)} {rule_mark(f'{s.script_id} v{s.version}')} {escape(s.why)}"
        for i, s in enumerate(answer.scenarios)
    ]
    disclosures = [f"• {escape(text)}" for text in answer.disclosures]
    return paragraphs(
        [
            block(f"可以这样说{who}", lines),
            block("出自", from_where),
            block("必须说", disclosures),
        ]
    )


def _avoid(answer: Answer) -> str:
    lines = [f"🚫 {escape(a.text)} {rule_mark(a.rule_id)}" for a in answer.avoid]
    return block("不能说", lines)


def _declined(answer: Answer) -> str:
    near = [f"• {escape(s.title)}" for s in answer.nearest]
    return paragraphs([escape(answer.reason or ""), block("手册里相近的话题", near)])


def _references(answer: Answer) -> dict[str, str]:
    lines = [
        f"• {escape(r.text)}\n　<i>——{escape(r.document)} · {escape(r.heading)}</i>"
        for r in answer.references
    ]
    return {"references": block("参考资料（仅供内部阅读）", lines)} if lines else {}
