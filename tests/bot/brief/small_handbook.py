"""Small scripts and a handbook that holds nothing but them."""

from __future__ import annotations

from collections.abc import Callable, Collection

from bot.brief.case import Case
from knowledge.handbook.format import ScenarioScript, parse_script
from knowledge.retrieval import Handbook, Hit, Passage, SearchResult
from knowledge.retrieval.results import Precedent

CaseOf = Callable[..., Case]
"""The case of a record, with the products of its shelf."""

_SCRIPT = """---
id: {script_id}
group: {group}
title: {title}
version: 2
status: approved
sources: [X]
goal: 说清楚。
audience: {audience}
products: [{products}]
applies:
  - {{when: {when}, priority: {priority}, why: "{why}"}}
asks:
  - 怎么说
---

## 开场
- [o1] {{salutation}}您好，我是{{rm}}。

## 要点
- [p1] 先看看哪笔钱什么时候用。
- [p2] 基金有涨有跌，先看概要。
- [p3] {{product}}期限{{product_term}}。

## 提问
- [q1] 这笔钱打算放多久？

## 异议
### [x1] 基金亏了怎么办
- [x1a] 先一起看看基金亏在哪里。
- [x1b] 不急着做决定。
### [x2] 现在没空
- [x2a] 那等您得空。

## 下一步
- [a1 kind=call channel=preferred due=+1d] 打电话约时间。
- [a2 kind=material channel=internal due=+2h] 备好资料。

## 不能说
- [n1 rule=inducement] 别说送礼。

## 披露
- [d1] 理财非存款，投资须谨慎。

## 备忘
- [m1] 内部先看记录。
- [m2 inbound=yes] 客户来电时只答所问。
"""


def script(
    script_id: str,
    *,
    group: str = "growth",
    title: str = "资金安排",
    audience: str = "any",
    products: str = "",
    when: str = "{kind: [person, company]}",
    priority: int = 50,
    why: str = "看看资金",
) -> ScenarioScript:
    """A sound script; `products` and `when` as its front matter has them."""
    text = _SCRIPT.format(
        script_id=script_id,
        group=group,
        title=title,
        audience=audience,
        products=products,
        when=when,
        priority=priority,
        why=why,
    )
    return parse_script(text, file=f"{script_id}.md")


class FewScripts(Handbook):
    """The scripts alone; `answered_by` are those a question finds, best first."""

    def __init__(
        self,
        *scripts: ScenarioScript,
        answered_by: tuple[str, ...] = (),
        precedents: tuple[Precedent, ...] = (),
    ) -> None:
        object.__setattr__(self, "version", "1")
        object.__setattr__(self, "scripts", {each.script_id: each for each in scripts})
        object.__setattr__(self, "answered_by", answered_by)
        object.__setattr__(self, "precedents", precedents)

    answered_by: tuple[str, ...]
    precedents: tuple[Precedent, ...]

    def search(self, text: str, *, top: int = 5, exclude: Collection[str] = ()) -> SearchResult:
        """The scripts named to the constructor, each a little less sure; else it abstains."""
        hits = tuple(
            Hit(each, self.scripts[each].title, 0.9 - at / 10, "怎么说")
            for at, each in enumerate(self.answered_by)
            if each not in exclude
        )
        return SearchResult(text, not hits, hits[:top], hits[:top])

    def references(self, text: str, top: int = 3) -> tuple[Passage, ...]:
        """No passages."""
        return ()

    def past_answers(self, text: str, *, team: str, top: int = 3) -> tuple[Precedent, ...]:
        """Those given to the constructor."""
        return self.precedents[:top]
