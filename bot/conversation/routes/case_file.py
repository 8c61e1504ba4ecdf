"""A customer's cases in chat: shown whole, worked on by buttons and the words they ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.blocks import said
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.memory import CaseTold
from bot.conversation.routes import escalations, referrals, service_cases
from bot.conversation.routes.choosing import NOBODY, choice_plain
from bot.conversation.turn import Turn
from bot.render.cases import complaint_screen, open_screen, satisfaction_words
from bot.results.cases import ComplaintFile
from bot.results.customers import Found
from bot.results.declined import Declined
from bot.understanding.case_words import satisfaction
from bot.usecases.case_file import case_files, complaint_file, complaint_files, open_files
from bot.usecases.check import found_against
from bot.usecases.complaint import UNHAPPY, add_to_complaint, take_step_back
from bot.usecases.complaint_closing import (
    UNREADY,
    close_complaint,
    hand_back,
    open_again,
    propose_close,
)
from bot.usecases.find import find_customer
from store.models import Role, StepKind

Posts = Sequence[Post]
_NONE = "现在没有未了结的投诉和案件。"
_NONE_OF = "{name}没有登记过投诉或案件。"
_MOST = 9
_TOLD_FIRST = "告诉客户以后点“已告知客户”。"
_WRITTEN = "已记进{name}的投诉：{kind}{said}。"
_ASK = {
    "progress": "{name}的投诉有什么进展？写一句，例如：核实了扣费记录，是系统重复扣费。",
    "solution": "{name}的投诉怎么处理？写一句，例如：退还手续费38元并致歉。",
    "rated": "{name}对处理满意吗？打1到5分，或写客户的原话。",
    "returned": "为什么先不了结？写一句给经办人。",
}
_KINDS = {
    "progress": StepKind.PROGRESS,
    "solution": StepKind.SOLUTION,
    "told": StepKind.TOLD,
    "record": StepKind.RECORD,
    "rated": StepKind.RATED,
    "taken": StepKind.TAKEN,
}
_PROPOSED = "已请主管了结{name}的投诉；了结之前不谈产品。"
_DOUBTED = "⚠ 告诉客户前请主管过目：{because}。"
_BARRED = "这样的方案不能给客户，没有记下：{because}。"
_RETURNED = "已退回，经办人会看到原因。"
_CLOSED = "已了结{name}的投诉。{days}日内再联系一次确认满意，已排进日程。客户对处理满意吗？"
_STILL = "客户对处理的评价是{score}，还没有了结。先接着处理；确实要了结请点“仍要了结”。"
_REOPENED = "{name}的投诉已重新打开，回访已从日程里取消；结案前不谈产品。"
_UNHAPPY = "客户不满意，不能当作办好了：请重新打开，接着处理。"
_LEADS_HEAR = "客户对处理结果不满意，已告诉主管；由主管重新打开。"
_NO_SCORE = "没看懂满意程度：请打1到5分，或写“满意”“一般”“不满意”。"
_UNDONE = "已撤销这条记录。"


def case_command(turn: Turn, words: str) -> Posts:
    """/case [customer]: what is open, or the cases of one customer."""
    if not words:
        return _open(turn)
    found = find_customer(words, work=turn.work, actor=turn.actor)
    if found is None:
        return [say(NOBODY)]
    if not isinstance(found, Found):
        return [choice_plain(turn, found, Verb.CASE, "show:{customer_id}")]
    return show(turn, found.customer_id)


def show(turn: Turn, customer_id: str, _: str = "") -> Posts:
    """All cases of a customer, open ones with their buttons, closed ones with what came of them."""
    files = complaint_files(customer_id, work=turn.work, actor=turn.actor)
    if isinstance(files, Declined):
        return [say(files.reason)]
    name = turn.hold_known(customer_id)
    others = case_files(customer_id, work=turn.work, actor=turn.actor)
    posts = [
        *escalations.of_customer(turn, customer_id),
        *(complaint_post(turn, each) for each in files),
        *(service_cases.case_post(turn, each) for each in others),
        *([team] if (team := referrals.team_post(turn, customer_id)) is not None else []),
    ]
    return posts or [Post(said(_NONE_OF.format(name=name)))]


def complaint_post(turn: Turn, file: ComplaintFile) -> Post:
    """A complaint whole, with what may be done about it."""
    shown = complaint_screen(file, now=turn.work.now, zone=turn.zone)
    return Post(shown, _rows(turn, file) if file.open else _closed_rows(file))


def pressed(turn: Turn, argument: str) -> Posts:
    """A button on a case: `deed:id` or `deed:id:value`."""
    deed, _, rest = argument.partition(":")
    key, _, value = rest.partition(":")
    return _DEEDS[deed](turn, key, value)


def taken(turn: Turn, awaited: CaseTold, text: str) -> Posts:
    """The words a button asked for."""
    turn.settle()
    return _DEEDS[awaited.deed](turn, awaited.case_id, text)


def write(turn: Turn, complaint_id: str, deed: str, text: str, score: int | None = None) -> Posts:
    """A step in an open complaint, with the way back."""
    file = complaint_file(complaint_id, work=turn.work, actor=turn.actor)
    if isinstance(file, Declined):
        return [say(file.reason)]
    kind = _KINDS[deed]
    promised = kind is StepKind.SOLUTION
    barred, because = found_against(text, rules=turn.desk.rules) if promised else (False, "")
    if barred:
        again = [[_offer("📋 重写方案", "ask_solution", file)]]
        return [say(_BARRED.format(because=because), rows=again)]
    done = add_to_complaint(complaint_id, kind, text, work=turn.work, actor=turn.actor, score=score)
    if isinstance(done, Declined):
        return [say(done.reason)]
    turn.hold(file.customer_id, file.customer_name)
    told = text if score is None else satisfaction_words(score)
    words = f"：{told}" if told else ""
    confirm = _WRITTEN.format(name=file.customer_name, kind=kind.label, said=words.rstrip("。"))
    tell = file.told_at is None and kind in {StepKind.PROGRESS, StepKind.RECORD}
    first = [_offer("✔ 已告知客户", "told", file)] if tell else []
    back = [_offer("↩ 撤销", "undo", file, done), _offer("看投诉", "show_one", file)]
    posts = [Post(said(confirm + (_TOLD_FIRST if tell else "")), [first, back])]
    return [*posts, say(_DOUBTED.format(because=because))] if because else posts


def rate(turn: Turn, complaint_id: str, words: str) -> Posts:
    """How content the customer is with what was done, from 1 to 5 or in his words."""
    file = complaint_file(complaint_id, work=turn.work, actor=turn.actor)
    if isinstance(file, Declined):
        return [say(file.reason)]
    score = int(words) if words in set("12345") else satisfaction(words)
    if score is None:
        turn.wait(CaseTold("rated", complaint_id))
        return [say(_NO_SCORE)]
    told = "" if words in set("12345") else words
    posts = write(turn, complaint_id, "rated", told, score)
    if score <= UNHAPPY and not file.open and file.may_close:
        again = [[_offer("↩ 重新打开", "reopen", file)]]
        return [*posts, say(_UNHAPPY, rows=again)]
    if score <= UNHAPPY and not file.open:
        return [*posts, say(_LEADS_HEAR)]
    return posts


def propose(turn: Turn, complaint_id: str, _: str = "") -> Posts:
    """Ask the supervisor to close it."""
    file = complaint_file(complaint_id, work=turn.work, actor=turn.actor)
    if isinstance(file, Declined):
        return [say(file.reason)]
    refused = propose_close(complaint_id, work=turn.work, actor=turn.actor)
    if refused is not None:
        return [_not_closed(refused, file)]
    return [Post(said(_PROPOSED.format(name=file.customer_name)))]


def close(turn: Turn, complaint_id: str, anyway: str = "") -> Posts:
    """It is over, and checked back on; where he was not content it closes only by *anyway*."""
    file = complaint_file(complaint_id, work=turn.work, actor=turn.actor)
    if isinstance(file, Declined):
        return [say(file.reason)]
    score = file.score or UNHAPPY + 1
    if file.may_close and score <= UNHAPPY and not anyway:
        still = [_offer("仍要了结", "close", file, "anyway"), _offer("看投诉", "show_one", file)]
        return [say(_STILL.format(score=satisfaction_words(score)), rows=[still])]
    refused = close_complaint(complaint_id, work=turn.work, actor=turn.actor)
    if refused is not None:
        return [_not_closed(refused, file)]
    days = turn.desk.policy.days("service.complaint_check_days")
    words = said(_CLOSED.format(name=file.customer_name, days=days))
    scores = [_offer(f"{each}分", "rated", file, str(each)) for each in range(1, 6)]
    return [Post(words, [scores, [_offer("↩ 结错了", "reopen", file)]])]


def _not_closed(refused: Declined, file: ComplaintFile) -> Post:
    """Why it is not closed, with buttons for what is missing."""
    if refused.code != UNREADY:
        return say(refused.reason)
    offers = {
        StepKind.SOLUTION: _offer("📋 记方案", "ask_solution", file),
        StepKind.TOLD: _offer("✔ 已告知客户", "told", file),
    }
    return say(refused.reason, rows=[[offers[kind] for kind in file.missing]])


def reopen(turn: Turn, complaint_id: str, _: str = "") -> Posts:
    """It was closed by mistake."""
    file = complaint_file(complaint_id, work=turn.work, actor=turn.actor)
    if isinstance(file, Declined):
        return [say(file.reason)]
    refused = open_again(complaint_id, work=turn.work, actor=turn.actor)
    if refused is not None:
        return [say(refused.reason)]
    words = said(_REOPENED.format(name=file.customer_name))
    return [Post(words, [[_offer("看投诉", "show_one", file)]])]


def _open(turn: Turn) -> Posts:
    files = open_files(work=turn.work, actor=turn.actor)
    if isinstance(files, Declined):
        return [say(files.reason)]
    asked = referrals.mine(turn)
    if not files:
        return asked or [say(_NONE)]
    offers = [
        Offer(f"第{at}件", Verb.CASE, f"show:{each.customer_id}")
        for at, each in enumerate(files[:_MOST], 1)
    ]
    shown = open_screen(files, now=turn.work.now, zone=turn.zone)
    return [Post(shown, in_rows(offers)), *asked]


def _show_one(turn: Turn, complaint_id: str, _: str) -> Posts:
    file = complaint_file(complaint_id, work=turn.work, actor=turn.actor)
    if isinstance(file, Declined):
        return [say(file.reason)]
    turn.hold(file.customer_id, file.customer_name)
    return [complaint_post(turn, file)]


def _asking(deed: str) -> Callable[[Turn, str, str], Posts]:
    def ask(turn: Turn, complaint_id: str, _: str) -> Posts:
        file = complaint_file(complaint_id, work=turn.work, actor=turn.actor)
        if isinstance(file, Declined):
            return [say(file.reason)]
        turn.wait(CaseTold(deed, complaint_id))
        return [Post(said(_ASK[deed].format(name=file.customer_name)))]

    return ask


def _writing(deed: str) -> Callable[[Turn, str, str], Posts]:
    return lambda turn, complaint_id, text: write(turn, complaint_id, deed, text)


def _returned(turn: Turn, complaint_id: str, why: str) -> Posts:
    refused = hand_back(complaint_id, why, work=turn.work, actor=turn.actor)
    return [say(refused.reason if refused is not None else _RETURNED)]


def _undo(turn: Turn, _: str, step_id: str) -> Posts:
    refused = take_step_back(step_id, work=turn.work, actor=turn.actor)
    return [say(refused.reason if refused is not None else _UNDONE)]


def _rows(turn: Turn, file: ComplaintFile) -> list[list[Offer]]:
    missing = [each.name for each in file.records if each.pulled_at is None]
    pulled = [_offer(f"✔ 调到{name}", "record", file, name) for name in missing]
    tell = [] if file.told_at else [_offer("✔ 已告知客户", "told", file)]
    work = [_offer("📝 记进展", "ask_progress", file), _offer("📋 记方案", "ask_solution", file)]
    rows = [*in_rows(pulled, width=2), [*tell, *work]]
    if not file.may_close:
        return [*rows, [_offer("🙋 请主管了结", "propose", file)]]
    over = [_offer("✅ 已解决", "close", file)]
    if turn.actor.role is Role.SUPERVISOR:
        if file.newest(StepKind.TAKEN) is None:
            over.append(_offer("我来处理", "taken", file))
        if file.newest(StepKind.PROPOSED) is not None:
            over.append(_offer("↩ 退回", "ask_returned", file))
    return [*rows, over]


def _closed_rows(file: ComplaintFile) -> list[list[Offer]]:
    rated = _offer("⭐ 记客户评价", "ask_rated", file)
    return [[rated, _offer("↩ 重新打开", "reopen", file)] if file.may_close else [rated]]


def _offer(label: str, deed: str, file: ComplaintFile, value: str = "") -> Offer:
    return Offer(label, Verb.CASE, f"{deed}:{file.complaint_id}:{value}".rstrip(":"))


_DEEDS: dict[str, Callable[[Turn, str, str], Posts]] = {
    "show": show,
    "show_one": _show_one,
    "record": _writing("record"),
    "progress": _writing("progress"),
    "told": _writing("told"),
    "solution": _writing("solution"),
    "taken": _writing("taken"),
    "rated": rate,
    "propose": propose,
    "returned": _returned,
    "close": close,
    "reopen": reopen,
    "undo": _undo,
    **{f"ask_{deed}": _asking(deed) for deed in _ASK},
    **service_cases.DEEDS,
    **referrals.DEEDS,
}
"""What the buttons of a case do."""
