"""Consent to marketing told in words or led through by buttons; withdrawn at once; asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.blocks import Words, bold, line, paragraph, said, screen
from bot.conversation.asked import ConsentSaid
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.memory import ConsentRead, InHand
from bot.conversation.phrases import confirms, drops
from bot.conversation.routes.choosing import ask_whom, choice
from bot.conversation.subjects import AboutCustomer, Unclear
from bot.conversation.turn import Turn
from bot.record.fields import consent_words
from bot.results.consents import ConsentHeld
from bot.results.customers import Several, Unknown
from bot.results.declined import Declined
from bot.results.notices import DueNotice, Outdated
from bot.understanding.consent_words import ConsentTold, told_consent, with_answer
from bot.understanding.consents import ConsentDraft
from bot.usecases.consent import (
    ask_consent,
    held_consent,
    refused_terms,
    restore,
    withdraw,
    withdrawal_words,
)
from bot.usecases.find import name_customer
from bot.usecases.refusals import ADVISED
from store.customers.records import GivenConsent
from store.models import ConsentForm, ConsentScope
from store.names.strangers import person_named

_Posts = Sequence[Post]
_WHOSE = "是哪位客户的授权？请说姓名或编号。"
_SPOKEN = "口头同意不作数：营销授权要书面，或者录音录像。请取得后再登记。"
_ASKS = {
    "scope": "{name}授权了哪一类营销？授权要具体，一类一类地记。",
    "form": "{name}的授权是什么形式？口头不作数。",
    "day": "{name}哪天授权的？直接发日期也行，例如：11月20日。",
    "until": "{name}的授权有效到什么时候？例如：两年；到2027年6月30日。",
    "evidence": "凭证在哪里？请发授权书或录音的编号、存放处，例如：影像平台20261128-003。",
}
_READ = "确认后报主管审批；批准以前按档案现有的授权办。"
_NOT_SO = "没看懂。{ask}不登记了发 /cancel。"
_DROPPED = "好的，没有登记。"
_ASKED = "已提交主管审批：{name} {what}。批准以前按档案现有的授权办。"
_NEVER = "{name}还没有问过营销授权，没有授权不谈产品（规则 consent-scope）。"
_NONE = "{name}现在没有有效的营销授权，不谈产品（规则 consent-scope）。"
_WHICH_BACK = "{name}要撤回哪一项？撤回马上生效，不用审批。"
_NO_MORE = "{name}不要{what}的推销：撤回{what}授权马上生效，别的授权不动；只记下来就点记一笔。"
_TAKEN = (
    "已撤回{name}的{what}授权，马上生效，会告诉主管。还有效的：{left}。记错了10分钟内可以恢复。"
)
_GONE = "{name}没有要撤回的授权。"
_RESTORED = "已恢复，按撤回以前的授权办。"
_LOOK = "您的角色不改客户资料；请客户经理来登记。"
_NO_EVIDENCE = "凭证稍后补"
_IN_HAND = frozenset({"", "他", "她", "它", "客户", "这位客户", "这个客户", "该客户", "客户他"})
_LASTING = {"1年": "有效1年", "2年": "有效2年", "3年": "有效3年", "长期": "长期"}


def told(turn: Turn, text: str) -> Sequence[Post] | None:
    """Consent told in words, or asked about; None where the words say neither."""
    found = told_consent(text, now=turn.work.now) if turn.forwarded is None else None
    if found is None:
        return None
    if turn.actor.role not in ADVISED:
        return [say(_LOOK)] if found.act in {"give", "withdraw"} else None
    if found.who in _IN_HAND:
        if turn.in_hand is None:
            return ask_whom(turn, ConsentSaid(text), _WHOSE)
        return _served(turn, turn.in_hand, found, text)
    named = name_customer(found.who, work=turn.work, actor=turn.actor)
    if named is None or (isinstance(named, Unknown) and not _is_somebody(named, found.who)):
        return None
    if isinstance(named, Several | Unknown):
        return [choice(turn, named, ConsentSaid(text))]
    return _served(turn, turn.hold(named.customer_id, named.name), found, text)


def told_of(turn: Turn, text: str, customer: InHand) -> Sequence[Post]:
    """The same for the customer really meant."""
    found = told_consent(text, now=turn.work.now)
    served = _served(turn, customer, found, text) if found is not None else None
    return served if served is not None else [say(_DROPPED)]


def show(turn: Turn, customer: InHand, _argument: str = "") -> Sequence[Post]:
    """What the customer agreed to, with buttons for another and for a withdrawal."""
    held = held_consent(customer.customer_id, work=turn.work, actor=turn.actor)
    if isinstance(held, Declined):
        return [say(held.reason)]
    lines: list[Words] = [_state(each, held) for each in held.given]
    bare = sorted((held.recorded or frozenset()) - {each.scope for each in held.given})
    lines += [f"• {scope.label}：资料所载，形式和日期未记" for scope in bare]
    if not held.stands:
        lines.append((_NEVER if held.recorded is None else _NONE).format(name=customer.name))
    head = line(bold(customer.name), "　营销授权")
    offers = [
        Offer(f"✍ {scope.label}", Verb.CONSENT, f"new:{scope.value}") for scope in ConsentScope
    ]
    back = [Offer("↩ 客户要撤回", Verb.CONSENT, "back:")] if held.recorded else []
    about = AboutCustomer(customer)
    return [Post(screen(paragraph(head, *lines)), [*in_rows(offers), back], about)]


def pressed(turn: Turn, customer: InHand, argument: str) -> Sequence[Post]:
    """A button on what is shown of a consent."""
    act, _, value = argument.partition(":")
    turn.settle()
    if act == "new":
        return _next(turn, customer, ConsentDraft((value,)))
    if act == "back":
        scopes = (ConsentScope(value),) if value and value != "all" else None
        return _taken(turn, customer, scopes) if value else _which_back(turn, customer)
    if act == "restore":
        refused = restore(value, work=turn.work, actor=turn.actor)
        return [say(refused.reason if refused is not None else _RESTORED)]
    return show(turn, customer)


def stepped(turn: Turn, read: ConsentRead, argument: str) -> Sequence[Post]:
    """A button that answers the next question, submits, or drops."""
    turn.settle()
    if argument == "save":
        return submitted(turn, read)
    if argument == "drop":
        return [say(_DROPPED)]
    if argument == "later":
        return _next(turn, read.customer, replace(read.draft, evidence=""))
    return answered(turn, read, argument)


def answered(turn: Turn, read: ConsentRead, text: str) -> Sequence[Post]:
    """Words that answer the question asked last."""
    if drops(text):
        return [say(_DROPPED)]
    draft = with_answer(read.draft, text, now=turn.work.now)
    if draft is None:
        turn.wait(read)
        ask = _ASKS[read.draft.missing].format(name=read.customer.name)
        return [Post(said(_NOT_SO.format(ask=ask)), _choices(read), read)]
    return _next(turn, read.customer, draft)


def settled(turn: Turn, read: ConsentRead, text: str) -> Sequence[Post] | None:
    """Words while a consent is being asked for; None where they are no answer to it."""
    if read.draft.missing:
        other = told_consent(text, now=turn.work.now)
        return None if other is not None else answered(turn, read, text)
    if confirms(text):
        return submitted(turn, read)
    put_right = with_answer(read.draft, text, now=turn.work.now)
    if put_right is not None:
        return _next(turn, read.customer, put_right)
    return [say(_DROPPED)] if drops(text) else None


def submitted(turn: Turn, read: ConsentRead) -> Sequence[Post]:
    """What was read back, put before the supervisor."""
    customer, wanted = read.customer, _wanted(read.draft)
    why = f"凭证：{read.draft.evidence or '稍后补'}"
    done = ask_consent(wanted, customer.customer_id, why, work=turn.work, actor=turn.actor)
    if isinstance(done, Declined):
        return [say(done.reason)]
    what = "、".join(consent_words(each) for each in wanted)
    return [Post(said(_ASKED.format(name=customer.name, what=what)))]


def withdrawn_news(turn: Turn, notice: DueNotice) -> Sequence[Post] | Outdated:
    """A withdrawal told to the supervisor, unless it was put back."""
    change, customer = notice.named("change_id"), notice.named("customer_id")
    words = withdrawal_words(change, customer, work=turn.work, actor=turn.actor)
    return [Post(said(f"📨 {words}"))] if words is not None else Outdated("已恢复")


def _served(turn: Turn, customer: InHand, found: ConsentTold, text: str) -> _Posts | None:
    if found.act == "no_more":
        return _no_more(turn, customer, found, text)
    if found.act == "ask":
        return show(turn, customer)
    if found.act == "give":
        return [say(_SPOKEN)] if found.spoken else _next(turn, customer, found.draft)
    scopes = tuple(map(ConsentScope, found.draft.scopes))
    if scopes:
        return _taken(turn, customer, None if len(scopes) == len(ConsentScope) else scopes)
    return _which_back(turn, customer)


def _no_more(turn: Turn, customer: InHand, found: ConsentTold, text: str) -> _Posts | None:
    """Offers no more wanted: the withdrawal first, or a note; None where there is no consent."""
    held = held_consent(customer.customer_id, work=turn.work, actor=turn.actor)
    recorded = frozenset() if isinstance(held, Declined) else held.recorded or frozenset()
    scopes = [each for each in map(ConsentScope, found.draft.scopes) if each in recorded]
    if not scopes:
        return None
    offers = [
        Offer(f"↩ 撤回{each.label}授权", Verb.CONSENT, f"back:{each.value}") for each in scopes
    ]
    rows = [offers, [Offer("记一笔", Verb.MEANT, "capture"), Offer("都不是", Verb.MEANT)]]
    what = "、".join(each.label for each in scopes)
    words = said(_NO_MORE.format(name=customer.name, what=what))
    return [Post(words, rows, Unclear(text, customer))]


def _next(turn: Turn, customer: InHand, draft: ConsentDraft) -> Sequence[Post]:
    """The next question, or the whole read back; a consent that cannot be is refused at once."""
    refused = refused_terms(_wanted(draft), work=turn.work) if draft.form else None
    if refused is not None:
        return [say(refused)]
    read = ConsentRead(customer, draft)
    turn.wait(read)
    if draft.missing:
        return [Post(said(_ASKS[draft.missing].format(name=customer.name)), _choices(read), read)]
    lines: list[Words] = [line("• ", bold(consent_words(each))) for each in _wanted(draft)]
    head = line("要登记", bold(customer.name), "的营销授权：")
    rows = [[Offer("✅ 报主管审批", Verb.CONSENT, "save"), Offer("🗑 放弃", Verb.CONSENT, "drop")]]
    return [Post(screen(paragraph(head, *lines), paragraph(_READ)), rows, read)]


def _choices(read: ConsentRead) -> list[list[Offer]]:
    """What usually answers the next question."""
    labels: dict[str, str] = {}
    match read.draft.missing:
        case "scope":
            labels = {each.label: each.label for each in ConsentScope}
        case "form":
            labels = {each.label: each.label for each in ConsentForm}
        case "day":
            labels = {each: each for each in ("今天", "昨天", "前天")}
        case "until":
            labels = _LASTING
        case "evidence":
            labels = {_NO_EVIDENCE: "later"}
    offers = [Offer(label, Verb.CONSENT, words) for label, words in labels.items()]
    return in_rows([*offers, Offer("🗑 放弃", Verb.CONSENT, "drop")])


def _wanted(draft: ConsentDraft) -> list[dict[str, object]]:
    return [draft.wanted(scope) for scope in draft.scopes]


def _which_back(turn: Turn, customer: InHand) -> Sequence[Post]:
    """Which scope is withdrawn: the only one, else asked."""
    held = held_consent(customer.customer_id, work=turn.work, actor=turn.actor)
    if isinstance(held, Declined):
        return [say(held.reason)]
    scopes = sorted(held.recorded or ())
    if not scopes:
        return [Post(said(_GONE.format(name=customer.name)))]
    if len(scopes) == 1:
        return _taken(turn, customer, scopes)
    offers = [Offer(each.label, Verb.CONSENT, f"back:{each.value}") for each in scopes]
    offers.append(Offer("全部撤回", Verb.CONSENT, "back:all"))
    words = said(_WHICH_BACK.format(name=customer.name))
    return [Post(words, in_rows(offers), AboutCustomer(customer))]


def _taken(turn: Turn, customer: InHand, scopes: Sequence[ConsentScope] | None) -> Sequence[Post]:
    done = withdraw(customer.customer_id, scopes, work=turn.work, actor=turn.actor)
    if isinstance(done, Declined):
        return [say(done.reason)]
    if not done.change_id:
        return [Post(said(_GONE.format(name=customer.name)))]
    what = "、".join(each.label for each in scopes) if scopes else "全部营销"
    words = said(_TAKEN.format(name=customer.name, what=what, left=done.left))
    undo = Offer("↩ 恢复", Verb.CONSENT, f"restore:{done.change_id}")
    return [Post(words, [[undo]], AboutCustomer(customer))]


def _state(given: GivenConsent, held: ConsentHeld) -> str:
    """One scope with its terms, and how it stands today."""
    return f"• {given.scope.label}：{'，'.join(_parts(given, held))}"


def _parts(given: GivenConsent, held: ConsentHeld) -> Iterator[str]:
    yield given.form.label if given.form else "形式未记"
    yield f"{given.agreed_on:%Y-%m-%d}签" if given.agreed_on else "日期未记"
    if given.valid_until is None:
        yield "未定期限"
    elif given.run_out(held.today):
        yield f"{given.valid_until:%Y-%m-%d}已到期"
    else:
        days = (given.valid_until - held.today).days
        yield f"有效至{given.valid_until:%Y-%m-%d}" + (f"（还有{days}天）" if days <= 30 else "")
    if given.evidence:
        yield f"凭证{given.evidence}"
    if given.withdrawn_at is not None:
        yield f"{given.withdrawn_at:%Y-%m-%d}已撤回"


def _is_somebody(named: Unknown, who: str) -> bool:
    return bool(named.near) or person_named(who) is not None
