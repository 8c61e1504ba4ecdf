"""The one gate: may this customer be contacted, offered this, his data used, at this moment.

Everything that reaches a customer or names a product asks here: briefs, answers, product questions,
lists, reminders and notes. The gravest rule met is the one that is named.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from bot.record.audience import audience_of, audience_of_type, foreign_trade
from bot.record.conflicts import Conflict, Touched, conflicts_of
from bot.record.consent import CONSENT_FOR, missing_words, none_words
from bot.record.consent import SCOPE_OF as SCOPE_OF
from bot.record.policy import Policy
from bot.record.ruling import Act, Ruling, allowed, refused
from bot.record.standing import Standing
from bot.record.suitability import INVESTMENTS, Buyer, unfit
from knowledge.stopping import StopEvent
from store.customers import CustomerRecord
from store.models import ConsentScope, CustomerKind, Expertise, ProductType
from store.products import ShelfProduct

_OF_AGE = INVESTMENTS | {ProductType.LOAN}
"""Types that may not be offered to a person whose age the record leaves in doubt."""
_SELLING = frozenset({Expertise.ADVISER, Expertise.INSURANCE, Expertise.CREDIT})
"""Colleagues whose business is an offer."""
BARRING = frozenset(StopEvent) - {
    StopEvent.BYPASS,
    StopEvent.GIFT,
    StopEvent.OUTSIDE_SALE,
    StopEvent.RM_MONEY,
    StopEvent.THIRD_PARTY_DATA,
}
"""Events of the customer's own: while one is open nothing is offered. The others are of the staff's
conduct, which the customer does not answer for."""
NO_PLAIN_CALL = frozenset(
    {
        StopEvent.CUSTOMER_DEATH,
        StopEvent.INCAPACITY,
        StopEvent.SCAM_TRANSFER,
        StopEvent.LAUNDERING,
        StopEvent.AUTHORITY_INQUIRY,
        StopEvent.EMERGENCY,
    }
)
"""Events after which nobody calls as on any other day: what is said stands in the stop script."""
_LEVEL_FIRST = "先核对测评和持有，请客户本人重新测评，再谈投资类产品"
_GUARDIAN = "联系监护人；存款和账户业务请监护人到场办理，投资、保险、贷款和外汇一律不介绍"


@dataclass(frozen=True, slots=True)
class Blocked:
    """A product that may not be offered, and the ruling that says why."""

    product: ShelfProduct
    ruling: Ruling

    @property
    def rule_id(self) -> str:
        """The rule that bars it."""
        return self.ruling.rule_id

    @property
    def reason(self) -> str:
        """Why, in words."""
        return self.ruling.reason


@dataclass(frozen=True, slots=True)
class Shelf:
    """The shelf as this customer may be offered it.

    `bars` are what keeps everything back. Products meant for another kind of customer are in
    neither list: nobody would look for them here.
    """

    bars: tuple[Ruling, ...]
    suitable: tuple[ShelfProduct, ...]
    blocked: tuple[Blocked, ...]

    def blocked_near(self, wanted: Collection[str]) -> tuple[Blocked, ...]:
        """The blocked ones, those of the wanted types first and those off sale last."""

        def distance(each: Blocked) -> tuple[bool, bool]:
            return not each.product.on_sale, each.product.type not in wanted

        return tuple(sorted(self.blocked, key=distance))


@dataclass(frozen=True)
class Gate:
    """What one customer's record allows on the standing's day."""

    record: CustomerRecord
    standing: Standing
    policy: Policy

    def contact(self) -> Ruling:
        """May we call or write to the customer of our own accord."""
        return next(self._against_contact(), allowed(Act.CONTACT))

    def sell(self, kind: ProductType) -> Ruling:
        """May a product of the type be spoken of at all; `product` judges the single one."""
        return next(self._against_type(kind), allowed(Act.SELL))

    def product(self, product: ShelfProduct) -> Ruling:
        """May this product be offered."""
        if not self.meant_for(product):
            return refused(Act.SELL, "target-market", self._other_audience(product))
        of_type = self.sell(product.type)
        if not of_type.allowed:
            return of_type
        buyer = Buyer(self.record, self.standing, self.policy, self._doubt(Touched.MEANS))
        return unfit(product, buyer) or allowed(Act.SELL)

    def use(self, scope: ConsentScope) -> Ruling:
        """May the customer's data be used to prepare an approach within a scope of consent."""
        young = self.standing.age
        if young is not None and young < self.policy["signals.own_data_age"]:
            reason = f"客户{young}岁，使用他的资料须监护人同意"
            return refused(Act.USE_DATA, "minor-guardian", reason, "先取得监护人的书面同意")
        if scope not in self.agreed:
            return refused(Act.USE_DATA, "consent-scope", self._unagreed(scope))
        return allowed(Act.USE_DATA)

    def refer(self, field: Expertise) -> Ruling:
        """May the customer's affair be put before a colleague of this field, once he agreed to it.

        Who must not be called is not referred; an adviser sells, so what bars a sale bars him.
        """
        contact = self.contact()
        if not contact.allowed:
            return dataclasses.replace(contact, act=Act.REFER)
        if field in _SELLING and self.bars:
            return dataclasses.replace(self.bars[0], act=Act.REFER)
        scope = CONSENT_FOR.get(field)
        if scope is not None and scope not in self.agreed:
            reason = self._unagreed(scope, "使用资料")
            return refused(Act.REFER, "consent-scope", reason, "先说明用途，取得书面授权再转介")
        return allowed(Act.REFER)

    @cached_property
    def bars(self) -> tuple[Ruling, ...]:
        """What forbids any offer to this customer, the gravest first."""
        return tuple(self._bars())

    @cached_property
    def halted(self) -> tuple[StopEvent, ...]:
        """The customer's own events that are open, the gravest first: nothing goes on beside."""
        return _open_events(self.record, BARRING)

    @cached_property
    def agreed(self) -> frozenset[ConsentScope]:
        """What the customer's consent covers on the day: run out or of the future, it is none."""
        return self.record.agreed_on(self.standing.today)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What in the record contradicts itself."""
        return conflicts_of(self.record, standing=self.standing, policy=self.policy)

    def shelf(self, products: Iterable[ShelfProduct]) -> Shelf:
        """Every product judged for the customer; with a bar standing, none is suitable."""
        suitable: list[ShelfProduct] = []
        blocked: list[Blocked] = []
        for product in products:
            if not self.meant_for(product):
                continue
            ruling = self.product(product)
            if ruling.allowed:
                suitable.append(product)
            else:
                blocked.append(Blocked(product, ruling))
        return Shelf(self.bars, tuple(suitable), tuple(blocked))

    def meant_for(self, product: ShelfProduct) -> bool:
        """Whether the customer is of the kind and trade the product is made for."""
        return not self._other_audience(product)

    def _against_contact(self) -> Iterator[Ruling]:
        if self.record.do_not_contact:
            instead = "不主动联系；客户来电时只答他所问"
            yield refused(Act.CONTACT, "do-not-contact", "客户设了免打扰", instead)
        if silencing := _open_events(self.record, NO_PLAIN_CALL):
            instead = "按处置脚本办，先跟主管对齐；了结以前不按平常的简报联系"
            reason = f"有未了结的上报：{silencing[0].label}"
            yield refused(Act.CONTACT, "escalation-first", reason, instead)
        if self.standing.minor:
            reason = f"客户{self.standing.age}岁，未满18周岁"
            instead = "有事联系监护人；客户自己来电只办他问的事，涉及钱的请监护人到场"
            yield refused(Act.CONTACT, "minor-guardian", reason, instead)

    def _against_type(self, kind: ProductType) -> Iterator[Ruling]:
        other = self._other_kind(audience_of_type(kind))
        if other:
            yield refused(Act.SELL, "target-market", other)
        yield from self._bars(kind)
        scope = SCOPE_OF[kind]
        if scope not in self.agreed:
            yield refused(Act.SELL, "consent-scope", self._unagreed(scope))
        if kind in INVESTMENTS and not self.standing.assessment_valid:
            yield refused(Act.SELL, "assessment-validity", *self._unassessed())
        above = self._doubt(Touched.LEVEL)
        if above and kind in INVESTMENTS:
            yield refused(Act.SELL, "record-conflict", above, _LEVEL_FIRST)
        doubt = self._doubt(Touched.AGE)
        if doubt and kind in _OF_AGE:
            yield refused(Act.SELL, "record-conflict", f"{doubt}，年龄无法判断")

    def _bars(self, kind: ProductType | None = None) -> Iterator[Ruling]:
        record, standing = self.record, self.standing
        if record.do_not_contact:
            instead = "不主动联系；客户来电时只答他所问"
            yield refused(Act.SELL, "do-not-contact", "客户设了免打扰", instead)
        if standing.minor:
            yield self._of_minor(kind)
        if self.halted:
            instead = "按处置脚本办，主管了结以前不谈产品"
            reason = f"有未了结的上报：{self.halted[0].label}"
            yield refused(Act.SELL, "escalation-first", reason, instead)
        if record.open_complaint:
            instead = "先把投诉处理好，结案后再谈产品"
            yield refused(Act.SELL, "complaint-first", "有未结投诉", instead)
        if not self.agreed - {ConsentScope.SURVEY}:
            instead = "先说明用途，取得书面授权再谈产品"
            reason = none_words(record, today=standing.today)
            yield refused(Act.SELL, "consent-scope", reason, instead)
        if not record.is_company and not standing.minor and not standing.assessment_valid:
            yield refused(Act.SELL, "assessment-validity", *self._unassessed())
        if standing.first_week:
            instead = "先教会功能、兑现权益，不推销产品"
            yield refused(Act.SELL, "new-customer-week", "开户第一周、首次沟通", instead)
        doubt = self._doubt(Touched.OPENING)
        if doubt:
            reason = f"{doubt}，无法判断是否在开户第一周"
            yield refused(Act.SELL, "record-conflict", reason)

    def _unagreed(self, scope: ConsentScope, what: str = "营销") -> str:
        return missing_words(self.record, scope, today=self.standing.today, what=what)

    def _of_minor(self, kind: ProductType | None) -> Ruling:
        if kind is ProductType.DEPOSIT:
            reason = f"客户{self.standing.age}岁，存款须由监护人到场办理"
            instead = "与监护人谈，由监护人到场办理"
            return refused(Act.SELL, "minor-guardian", reason, instead)
        reason = f"客户{self.standing.age}岁，未满18周岁"
        return refused(Act.SELL, "minor-guardian", reason, _GUARDIAN)

    def _unassessed(self) -> tuple[str, str]:
        """Why no assessment stands, and what to do instead."""
        record, assessed = self.record, self.record.risk_assessed_on
        if record.risk_level is None:
            return "没有风险测评结果", "先请客户本人完成风险测评"
        if assessed is None:
            return "测评日期不明，按没有测评处理", "先请客户本人重新测评"
        if self.standing.assessed_ahead:
            text = f"测评日期在将来（{assessed:%Y-%m-%d}），按没有测评处理"
            return text, "先核对测评日期，必要时请客户本人重新测评"
        return expired(self.record, self.policy), "先请客户本人重新测评"

    def _doubt(self, touched: Touched) -> str:
        """The contradiction that leaves a judgement undecided, in words; "" where none does."""
        return next((each.text for each in self.conflicts if each.touches is touched), "")

    def _other_audience(self, product: ShelfProduct) -> str:
        other = self._other_kind(audience_of(product))
        if other:
            return other
        trade = foreign_trade(product, self.record)
        return f"只面向{trade}" if trade else ""

    def _other_kind(self, audience: CustomerKind | None) -> str:
        if audience is None or audience is self.record.kind:
            return ""
        return f"面向{audience.label}客户的产品，不适用于{self.record.kind.label}客户"


def _open_events(record: CustomerRecord, among: frozenset[StopEvent]) -> tuple[StopEvent, ...]:
    """The open events among these, the gravest first."""
    standing = {each.event for each in record.escalations}
    return tuple(event for event in StopEvent if event in standing & among)


def expired(record: CustomerRecord, policy: Policy) -> str:
    """That an assessment is past its validity, by which period."""
    years = policy.days("validity.assessment_years")
    handbook = policy.days("validity.handbook_assessment_years")
    day = f"{record.risk_assessed_on:%Y-%m-%d}"
    return f"风险测评（{day}）已超过{years}年有效期（手册写{handbook}年，取更严的{years}年）"
