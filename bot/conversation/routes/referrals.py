"""A customer referred to a colleague in words, the colleague's answer, and the customer's team."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.blocks import Words, bold, headed, line, paragraph, said, screen
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.memory import CaseTold, InHand
from bot.conversation.subjects import ReferralTold
from bot.conversation.turn import Turn
from bot.render.cases import case_screen
from bot.render.words import moment, rule_mark
from bot.results.cases import CaseFile
from bot.results.declined import Declined
from bot.results.notices import DueNotice, Outdated
from bot.understanding.referral_words import Referral, question_in
from bot.usecases.referral import (
    Expert,
    all_experts,
    asked_in,
    asked_of_me,
    due_of,
    may_refer,
    refer,
    respond,
)
from bot.usecases.refusals import ADVISED, NO_ADVICE
from bot.usecases.team import CustomerTeam, Seat, join, leave, team_of
from knowledge.privacy import mask_note
from store.models import Expertise, StepKind

Posts = Sequence[Post]
_NONE = "还没有登记{field}的同事。{others}要登记请管理员用 rm-assistant staff expertise。"
_OTHERS = "登记过的：{names}。"
_WHAT = (
    "就{name}的事要请教{field}专家什么？写一句，可以带上期限，例如：子女海外身份怎么申报，周五前。"
)
_CANNOT = "现在不能把{name}转介给{field}专家：{reason}。{instead}。"
_AGREED = (
    "见哪位专家、让他看到什么由客户定：先跟客户说好，再点下面。只写与问题有关的，不带资产明细。"
)
_SENT = "已请{expert}答复，{by}前。接受和答复都会告诉您，/case {name}能看到。"
_NOT_SENT = "好的，没有转介。"
_ACCEPTED = "已接受，{by}前答复。答好了点“答复”。"
_ANSWER = "请写答复，会原话交给{name}的客户经理。"
_ANSWERED = "已答复，{staff}会看到。"
_UNFIT = "这段里有不能直接对客户说的话：{because}客户经理转告前会看到提醒。"
_MINE = "请教我的（{count}件）"
_JOINED, _LEFT = "已加入{name}的团队。", "已从团队里移出。"
_ALREADY_TOLD = Outdated("已经了结")


def wanted(turn: Turn, customer: InHand, told: Referral) -> Posts:
    """A referral asked for: who could answer, whether it may be, what is to be asked."""
    if turn.actor.role not in ADVISED:
        return [say(NO_ADVICE.reason)]
    found = _meant(told, all_experts(work=turn.work))
    if not found:
        return [say(_nobody(turn, told))]
    field = Expertise(told.field) if told.field else found[0].fields[0]
    barred = _barred(turn, customer, field)
    if barred is not None:
        return [barred]
    if not told.ask:
        turn.wait(CaseTold("ask_expert", f"{customer.customer_id}|{field.value}|{told.who}"))
        return [Post(said(_WHAT.format(name=customer.name, field=field.label)))]
    return [_card(turn, customer, field, mask_note(told.ask), found)]


def asked(turn: Turn, key: str, words: str) -> Posts:
    """What is to be asked, now that it was said."""
    customer_id, field, who = key.split("|")
    customer = InHand(customer_id, turn.hold_known(customer_id))
    return wanted(turn, customer, Referral(field, who, question_in(words)))


def send(turn: Turn, told: ReferralTold, staff_id: str) -> Posts:
    """The customer agreed: the colleague is asked. Without a colleague it is dropped."""
    if not staff_id:
        return [say(_NOT_SENT)]
    done = refer(
        told.customer.customer_id,
        staff_id,
        Expertise(told.field),
        told.words,
        told.due_at,
        work=turn.work,
        actor=turn.actor,
    )
    if isinstance(done, Declined):
        return [say(done.reason)]
    names = {each.staff_id: each.name for each in all_experts(work=turn.work)}
    by = moment(told.due_at, zone=turn.zone)
    sent = _SENT.format(expert=names.get(staff_id, staff_id), by=by, name=told.customer.name)
    return [Post(said(sent))]


def told(turn: Turn, notice: DueNotice) -> Posts | Outdated:
    """A question put to the colleague, told unasked."""
    file = asked_in(notice.named("case_id"), work=turn.work, actor=turn.actor)
    if isinstance(file, Declined) or not file.open:
        return _ALREADY_TOLD
    return [_to_answer(turn, file)]


def mine(turn: Turn) -> Posts:
    """What the speaker was asked as an expert; nothing where he never was."""
    files = asked_of_me(work=turn.work, actor=turn.actor)
    standing = [each for each in files if each.open]
    head = [Post(said(_MINE.format(count=len(standing))))] if files else []
    return [*head, *(_to_answer(turn, each) for each in standing), *_answered(files)]


def pressed(turn: Turn, argument: str) -> Posts:
    """The colleague's button: `deed:case id`."""
    deed, _, case_id = argument.partition(":")
    file = asked_in(case_id, work=turn.work, actor=turn.actor)
    return [say(file.reason)] if isinstance(file, Declined) else _REPLIES[deed](turn, file)


def answered(turn: Turn, case_id: str, text: str) -> Posts:
    """The colleague's answer, in his words."""
    file = asked_in(case_id, work=turn.work, actor=turn.actor)
    if isinstance(file, Declined):
        return [say(file.reason)]
    refused = respond(case_id, StepKind.ANSWERED, text, work=turn.work, actor=turn.actor)
    if refused is not None:
        return [say(refused.reason)]
    verdict = turn.desk.rules.check(text)
    unfit = verdict.verdict == "block"
    warned = _UNFIT.format(because=verdict.findings[0].because) if unfit else ""
    return [Post(said(_ANSWERED.format(staff=file.staff_name) + warned))]


def team_post(turn: Turn, customer_id: str) -> Post | None:
    """The customer's team, where his assets ask for one or he has one."""
    team = team_of(customer_id, work=turn.work, actor=turn.actor)
    if isinstance(team, Declined) or not (team.due or team.seats):
        return None
    return Post(screen(headed(f"{team.customer_name}的服务团队", _members(team))), _seats(team))


def show_team(turn: Turn, customer: InHand) -> Posts:
    """Who serves the customer, whether or not he is due a team."""
    post = team_post(turn, customer.customer_id)
    if post is not None:
        return [post]
    wan = turn.desk.policy.days("tiers.team_wan")
    return [say(f"资产满{wan}万元的个人客户配1+1+N团队；{customer.name}现在由客户经理服务。")]


def seat(turn: Turn, customer_id: str, value: str) -> Posts:
    """A colleague joins the team: `staff id|field`."""
    staff_id, _, field = value.partition("|")
    done = join(customer_id, staff_id, Expertise(field), work=turn.work, actor=turn.actor)
    if done is not None:
        return [say(done.reason)]
    words = _JOINED.format(name=turn.hold_known(customer_id))
    post = team_post(turn, customer_id)
    return [Post(said(words)), *([post] if post is not None else [])]


def unseat(turn: Turn, _: str, seat_id: str) -> Posts:
    """A colleague leaves the team."""
    done = leave(seat_id, work=turn.work, actor=turn.actor)
    return [say(done.reason if done is not None else _LEFT)]


def _meant(told: Referral, known: Sequence[Expert]) -> list[Expert]:
    if told.who:
        return [each for each in known if each.name == told.who]
    return [each for each in known if told.field in each.fields]


def _nobody(turn: Turn, told: Referral) -> str:
    known = all_experts(work=turn.work)
    names = "、".join(f"{each.name}（{'、'.join(each.fields)}）" for each in known)
    others = _OTHERS.format(names=names) if names else ""
    return _NONE.format(field=told.field or f"“{told.who}”", others=others)


def _barred(turn: Turn, customer: InHand, field: Expertise) -> Post | None:
    ruling = may_refer(customer.customer_id, field, work=turn.work, actor=turn.actor)
    if isinstance(ruling, Declined):
        return say(ruling.reason)
    if ruling.allowed:
        return None
    words = _CANNOT.format(
        name=customer.name, field=field.label, reason=ruling.reason, instead=ruling.instead
    )
    mark = rule_mark(f"{ruling.rule_id} · {ruling.clause}")
    return Post(screen(paragraph(line(words, mark))))


def _card(
    turn: Turn, customer: InHand, field: Expertise, ask: str, found: Sequence[Expert]
) -> Post:
    due = due_of(ask, work=turn.work)
    shown = screen(
        paragraph(
            line("把", bold(customer.name), f"转介给{field.label}专家"),
            f"请教：{ask}",
            f"期限：{moment(due, zone=turn.zone)}前",
            line(_AGREED, rule_mark("hnw-service-team p3")),
        )
    )
    offers = [
        Offer(f"✔ 客户已同意，请{each.name}答复", Verb.REFER, each.staff_id) for each in found
    ]
    subject = ReferralTold(customer, field.value, ask, due)
    return Post(shown, [*in_rows(offers, width=1), [Offer("先不转介", Verb.REFER)]], subject)


def _to_answer(turn: Turn, file: CaseFile) -> Post:
    accept = [] if file.newest(StepKind.ACCEPTED) else [_reply("✔ 接受", "accept", file)]
    shown = case_screen(file, now=turn.work.now, zone=turn.zone)
    return Post(shown, [[*accept, _reply("✎ 答复", "answer", file)]])


def _answered(files: Sequence[CaseFile]) -> list[Post]:
    done = [each for each in files if not each.open]
    lines: list[Words] = [f"• {e.customer_name}（{e.sign}）：{e.text}" for e in done[:5]]
    shown = headed("答过的", lines)
    return [Post(screen(shown))] if shown is not None else []


def _accept(turn: Turn, file: CaseFile) -> Posts:
    refused = respond(file.case_id, StepKind.ACCEPTED, "", work=turn.work, actor=turn.actor)
    if refused is not None:
        return [say(refused.reason)]
    by = moment(file.due_at or turn.work.now, zone=turn.zone)
    return [say(_ACCEPTED.format(by=by), rows=[[_reply("✎ 答复", "answer", file)]])]


def _ask_answer(turn: Turn, file: CaseFile) -> Posts:
    turn.wait(CaseTold("answered", file.case_id))
    return [Post(said(_ANSWER.format(name=file.customer_name)))]


def _members(team: CustomerTeam) -> list[Words]:
    lines: list[Words] = [f"客户经理：{team.manager}"]
    lines += [f"{each.field.label}：{each.name}" for each in team.seats]
    if team.missing and team.due:
        names = "、".join(each.label for each in team.missing)
        lines.append(line(f"⚠ 还缺：{names}", rule_mark("H5.3 1+1+N · hnw-service-team m1")))
        known = {field for each in team.free for field in each.fields}
        nobody = "、".join(each.label for each in team.missing if each not in known)
        if nobody:
            lines.append(f"{nobody}还没有登记的同事，请管理员登记。")
    return lines


def _seats(team: CustomerTeam) -> list[list[Offer]]:
    free = [(each, field) for field in team.missing for each in team.free if field in each.fields]
    joins = [
        _of(team, f"＋ {field.label} {each.name}", "seat", f"{each.staff_id}|{field.value}")
        for each, field in free
    ]
    leaves = [_leaving(team, each) for each in team.seats]
    return [*in_rows(joins, width=2), *in_rows(leaves, width=2)]


def _leaving(team: CustomerTeam, seat: Seat) -> Offer:
    return _of(team, f"－ {seat.field.label} {seat.name}", "unseat", seat.seat_id)


def _of(team: CustomerTeam, label: str, deed: str, value: str) -> Offer:
    return Offer(label, Verb.CASE, f"{deed}:{team.customer_id}:{value}")


def _reply(label: str, deed: str, file: CaseFile) -> Offer:
    return Offer(label, Verb.REFERRAL, f"{deed}:{file.case_id}")


_REPLIES: dict[str, Callable[[Turn, CaseFile], Posts]] = {"accept": _accept, "answer": _ask_answer}
DEEDS: dict[str, Callable[[Turn, str, str], Posts]] = {
    "seat": seat,
    "unseat": unseat,
    "ask_expert": asked,
    "answered": answered,
}
"""What buttons and awaited words of referrals and teams do, by their names."""
