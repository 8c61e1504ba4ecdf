"""Cases and scripts to browse: by group, by stage, by likeness to a customer; growth paths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.blocks import Words, bold, headed, line, paragraph, said, screen, small
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.turn import Turn
from bot.record.vocabulary import Stage
from bot.render.shelf import fit_words
from bot.results.declined import Declined
from bot.results.plans import GrowthStep, LearntCase
from bot.usecases.known import name_of
from bot.usecases.library import all_cases, cases_like, growth_of, scripts_in
from bot.usecases.refusals import ADVISED, NO_ADVICE
from knowledge.handbook.format import ScenarioScript
from knowledge.handbook.format.model import GROUPS, STOP_GROUP

Posts = Sequence[Post]
_PAGE = 8
_FRONT = "案例和话术：按分类看，或按客户所处的阶段看。也可以问“像王建国这样的案例”。"
_NOTHING = "这里没有话术。"
_GONE = "没有这个案例。"
_NO_LIKE = "记录里还看不出他的情况像哪个案例。先补上需求、性格或最近一次沟通。"
_NO_CASE = "没有相近的案例，看下面的话术。"
_LEARN = "案例供内部学习；别家客户的数字不对客户讲。"
_MARKS = {True: "✅", False: "⬜", None: "❓"}
_UNKNOWN_STEP = "（系统没有记录做没做）"


def front(turn: Turn, _: Sequence[str] = ()) -> Posts:
    """The library's front: cases, groups and stages."""
    if turn.actor.role not in ADVISED:
        return [say(NO_ADVICE.reason)]
    cases = [[Offer(each.title, Verb.LIBRARY, f"case:{each.id}")] for each in all_cases()]
    groups = [
        Offer(label, Verb.LIBRARY, f"group:{key}:0")
        for key, label in GROUPS.items()
        if key != STOP_GROUP
    ]
    stages = [Offer(stage.label, Verb.LIBRARY, f"stage:{stage.value}:0") for stage in Stage]
    rows = [*cases, *in_rows(groups), *in_rows(stages, width=2)]
    return [Post(said(_FRONT), rows, confidential=False)]


def opened(turn: Turn, argument: str) -> Posts:
    """A place of the library: `case:id`, `group:name:start`, `stage:name:start`; "" the front."""
    if turn.actor.role not in ADVISED:
        return [say(NO_ADVICE.reason)]
    kind, _, rest = argument.partition(":")
    if kind == "case":
        return _case(rest)
    name, _, start = rest.partition(":")
    if kind == "group":
        scripts = scripts_in(name, "", work=turn.work)
        return _scripts(GROUPS.get(name, name), scripts, kind, name, int(start or 0))
    if kind == "stage":
        label = next((stage.label for stage in Stage if stage.value == name), name)
        return _scripts(label, scripts_in("", name, work=turn.work), kind, name, int(start or 0))
    return front(turn)


def show_like(turn: Turn, customer_id: str) -> Posts:
    """Cases and scripts like a customer's situation."""
    found = cases_like(customer_id, work=turn.work, actor=turn.actor)
    if isinstance(found, Declined):
        return [say(found.reason)]
    cases, scripts = found
    name = name_of(customer_id, work=turn.work, actor=turn.actor) or ""
    if not cases and not scripts:
        return [say(_NO_LIKE)]
    told: list[Words] = [line("• ", bold(each.title), f"：{each.was}") for each in cases]
    heard = [line("• ", bold(each.title), f"：{each.goal}") for each in scripts]
    shown = screen(
        paragraph(bold(f"和{name}的情况相近的案例"), *(told or [_NO_CASE])),
        paragraph(bold("相近的场景话术"), *heard) if heard else None,
        paragraph(small(_LEARN)),
    )
    offers = [Offer(each.title, Verb.LIBRARY, f"case:{each.id}") for each in cases]
    offers += [Offer(each.title, Verb.SCRIPT, each.script_id) for each in scripts]
    return [Post(shown, in_rows(offers, width=1))]


def show_growth(turn: Turn, customer_id: str) -> Posts:
    """A customer's growth path: the steps by month, what is done, the figures of success."""
    found = growth_of(customer_id, work=turn.work, actor=turn.actor)
    if isinstance(found, Declined):
        return [say(found.reason)]
    path, bar = found
    name = name_of(customer_id, work=turn.work, actor=turn.actor) or ""
    shown = screen(
        paragraph(
            bold(f"成长路径（{name}·{path.label}）"),
            f"⛔ {fit_words(bar)}" if bar else "",
            f"现在：{path.now} → 目标：{path.target}",
        ),
        paragraph(*_steps(path.steps)),
        headed("成功指标", [f"• {each}" for each in path.success]),
        paragraph(small(f"出处：{path.source}")),
    )
    return [Post(shown, [[Offer("看话术", Verb.SCRIPT, path.script_id)]])]


def _steps(steps: Sequence[GrowthStep]) -> Iterator[Words]:
    for step in steps:
        unknown = _UNKNOWN_STEP if step.done is None else ""
        yield f"{_MARKS[step.done]} 第{step.month}个月：{step.text}{unknown}"


def _case(case_id: str) -> Posts:
    found = next((each for each in all_cases() if each.id == case_id), None)
    return [_case_post(found)] if found is not None else [say(_GONE)]


def _case_post(case: LearntCase) -> Post:
    shown = screen(
        paragraph(bold(case.title), small(f"{GROUPS[case.group]}，出处：{case.source}")),
        paragraph(f"情况：{case.was}", f"做法：{case.did}", f"结果：{case.came}"),
        paragraph(small(_LEARN)),
    )
    rows = [[Offer("看话术", Verb.SCRIPT, case.script), Offer("案例库", Verb.LIBRARY, "front")]]
    return Post(shown, rows, confidential=False)


def _scripts(
    label: str, scripts: Sequence[ScenarioScript], kind: str, name: str, start: int
) -> Posts:
    page = scripts[start : start + _PAGE]
    if not page:
        return [say(_NOTHING)]
    rows = [[Offer(each.title, Verb.SCRIPT, each.script_id)] for each in page]
    left = len(scripts) - start - _PAGE
    if left > 0:
        more = Offer(f"还有{left}个", Verb.LIBRARY, f"{kind}:{name}:{start + _PAGE}")
        rows.append([more])
    rows.append([Offer("案例库", Verb.LIBRARY, "front")])
    told = said(f"{label}的话术（共{len(scripts)}个），点开看全文：")
    return [Post(told, rows, confidential=False)]
