"""A customer's fields changed in chat: read back first, written once confirmed, taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session

from bot.record.fields import OF_A_COMPANY, OF_A_PERSON, label_of, value_words
from bot.results.declined import Declined
from bot.results.edits import Proposal, ProposedChange, Written
from bot.understanding.birthday import spoken_day
from bot.understanding.fields import FieldEdit
from bot.usecases.evidence import attempted
from bot.usecases.refusals import ADVISED, NO_CUSTOMER, refused
from bot.usecases.work import Work
from store.actor import Actor
from store.customers import CustomerRecord, get_record
from store.editing import FREE, LISTS, check_fields, read_value, undo_changes, write_fields
from store.errors import StoreError
from store.history import FieldChange, Ground
from store.models import Basis

MAY_NOT_EDIT = Declined("not_permitted", "您的角色不改客户资料；请客户经理来改。")
NOTHING_CHANGES = Declined("unchanged", "档案里已经是这样，没有要改的。")
_DAY_MISSING = Declined(
    "no_day",
    "风险等级以测评为准，请连测评日期一起说，例如：{name}的风险测评昨天重做了C3。",
)
_YEAR_MISSING = Declined(
    "no_year", "档案里没有{what}的年份，请连年份一起说，例如：{what}是1968年3月5日（公历）。"
)
_ELSEWHERE: Mapping[str, str] = {
    "name": "姓名和户名是法定身份信息，请客户带证件到柜面变更，再由管理员导入。",
    "kind": "客户类型由管理员导入时确定，不在对话里改。",
    "opened_on": "开户日期来自核心系统，由管理员导入更正。",
    "holdings": "持有产品来自核心系统，由管理员导入更新。",
    "last_transaction_on": "交易日期来自核心系统，由管理员导入更新。",
    "monthly_inflow_wan": "资金流量来自核心系统，由管理员导入更新。",
}
_UNIT = {"receivable_days": "天日", "aum_wan": "左右约", "annual_revenue_wan": "左右约"}
_ALSO = {
    "personality": {
        "内向": "安静",
        "文静": "安静",
        "外向": "爱热闹",
        "活泼": "爱热闹",
        "热闹": "爱热闹",
    },
    "preferred_channel": {
        "打电话": "电话",
        "手机": "电话",
        "企微": "微信",
        "企业微信": "微信",
        "面谈": "拜访",
        "见面": "拜访",
        "邮箱": "邮件",
        "到网点": "网点",
    },
}
"""Other words for the members of a vocabulary."""


def propose(
    edits: Sequence[FieldEdit], customer_id: str, *, work: Work, actor: Actor
) -> Proposal | Declined:
    """What the edits would change, held to the import's rules; nothing is written."""
    if actor.role not in ADVISED:
        return MAY_NOT_EDIT
    record = get_record(session=work.reading, actor=actor, customer_id=customer_id)
    if record is None:
        return NO_CUSTOMER
    wrong = _out_of_place(edits, record)
    if wrong is not None:
        return wrong
    try:
        values = {each.field: _value(each, record) for each in edits}
        changes = check_fields(
            session=work.reading,
            actor=actor,
            customer_id=customer_id,
            values=values,
            today=work.now.date(),
        )
    except StoreError as error:
        return refused(error)
    if not changes:
        return NOTHING_CHANGES
    proposed = tuple(_proposed(each, record) for each in changes)
    return Proposal(customer_id, record.name, proposed, any(each.inferred for each in edits))


def write(proposal: Proposal, *, work: Work, actor: Actor) -> Written | Declined:
    """Write what was read back; refused where the record has moved on since."""
    basis = Basis.INFERRED if proposal.inferred else Basis.STATED
    changes = [
        FieldChange(proposal.customer_id, each.field, each.before, each.after)
        for each in proposal.changes
    ]

    def act(session: Session) -> Written:
        rows = write_fields(
            session=session,
            actor=actor,
            changes=changes,
            ground=Ground(basis=basis),
            today=work.now.date(),
            at=work.now,
        )
        return Written(tuple(row.change_id for row in rows))

    return attempted(work, act)


def undo(change_ids: Sequence[str], *, work: Work, actor: Actor) -> Written | Declined:
    """Put fields back; refused where they were changed again since."""

    def act(session: Session) -> Written:
        rows = undo_changes(session=session, actor=actor, change_ids=change_ids, at=work.now)
        return Written(tuple(row.change_id for row in rows))

    return attempted(work, act)


def _out_of_place(edits: Sequence[FieldEdit], record: CustomerRecord) -> Declined | None:
    """Why a field is not changed here."""
    others = OF_A_PERSON if record.is_company else OF_A_COMPANY
    for each in edits:
        label = label_of(each.field, company=record.is_company)
        if each.field in _ELSEWHERE:
            return Declined("elsewhere", _ELSEWHERE[each.field])
        if each.field in others:
            kind = record.kind.label
            return Declined("other_kind", f"{kind}客户没有“{label}”这一栏，没有改。")
        if each.field not in FREE:
            return Declined("elsewhere", f"“{label}”不在对话里改。")
        if each.field == "risk_assessed_on" and not each.value:
            return Declined(_DAY_MISSING.code, _DAY_MISSING.reason.format(name=record.name))
        if each.field == "birthday" and each.value and _birthday(each, record) is None:
            return Declined(_YEAR_MISSING.code, _YEAR_MISSING.reason.format(what=label))
    return None


def _value(edit: FieldEdit, record: CustomerRecord) -> Any:
    if edit.field in LISTS:
        return _items(edit, getattr(record, edit.field))
    said = edit.value.rstrip(_UNIT.get(edit.field, ""))
    if edit.field == "birthday" and said:
        said = _birthday(edit, record) or said
    return read_value(edit.field, _ALSO.get(edit.field, {}).get(said, said))


def _items(edit: FieldEdit, held: tuple[str, ...]) -> list[str]:
    told: list[str] = read_value(edit.field, edit.value)
    if edit.act == "add":
        return list(dict.fromkeys([*held, *told]))
    if edit.act == "drop":
        return [each for each in held if each not in told]
    return told


def _birthday(edit: FieldEdit, record: CustomerRecord) -> str | None:
    known: date | None = record.birthday
    return spoken_day(edit.value, known=known)


def _proposed(change: FieldChange, record: CustomerRecord) -> ProposedChange:
    field = change.field
    becomes = str(change.after) if field == "phone" else value_words(field, change.after)
    return ProposedChange(
        field=field,
        label=label_of(field, company=record.is_company),
        before=change.before,
        after=change.after,
        was=value_words(field, change.before),
        becomes=becomes if change.after is not None else value_words(field, None),
    )
