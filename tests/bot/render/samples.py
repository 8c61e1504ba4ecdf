"""A customer, a brief, an answer and a note to render; every text can be made hostile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from bot.record.alerts import Alert
from bot.record.policy import default_policy
from bot.record.ruling import Act, Ruling
from bot.record.standing import Standing, standing_of
from bot.record.vocabulary import AlertCode
from bot.results.advice import (
    Answer,
    Avoid,
    BlockedProduct,
    Brief,
    NextAction,
    ObjectionAnswer,
    OfferedProduct,
    Reference,
    RuleSource,
    Scenario,
    ScriptSource,
    Sourced,
    TalkSource,
)
from bot.results.notes import CallNote
from bot.results.vocabulary import ActionKind, Inward
from bot.understanding import Promise
from knowledge.compliance import Finding
from store.customers import CustomerRecord, HeldProduct, OpenFollowUp, PastContact
from store.models import (
    Channel,
    ConsentScope,
    CustomerKind,
    FollowUpKind,
    ProductStatus,
    ProductType,
)

ZONE = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
HOSTILE = "甲<b>乙</b> & <丙>\n丁 &amp; 戊\n\n己"
"""What a channel's markup, a line break and an empty line look like in a customer's words."""

Words = Callable[[str], str]


def as_it_is(text: str) -> str:
    """The words of a sample unchanged."""
    return text


def record() -> CustomerRecord:
    """A person with a holding, one call logged here, one follow-up and one promise open."""
    return CustomerRecord(
        customer_id="C900",
        name="欧阳明",
        kind=CustomerKind.PERSON,
        phone="13912348821",
        aum_wan=520.0,
        owner_id="rm1",
        owner_name="林芳",
        team_id="t1",
        opened_on=date(2020, 3, 1),
        last_contact_on=date(2026, 11, 1),
        last_transaction_on=date(2026, 11, 10),
        outflow_ratio_60d=None,
        monthly_inflow_wan=None,
        idle_months=None,
        need_tags=("资产传承",),
        next_plan="带方案上门",
        next_follow_up_on=None,
        birthday=date(1968, 5, 2),
        occupation="企业高管",
        industry=None,
        risk_level="C3",
        risk_assessed_on=date(2026, 6, 30),
        consent=frozenset({ConsentScope.WEALTH, ConsentScope.INSURANCE}),
        do_not_contact=False,
        personality=None,
        interests=("茶",),
        resource_needs=(),
        preferred_channel=Channel.VISIT,
        annual_revenue_wan=None,
        receivable_days=None,
        receivable_share=None,
        credit_grade=None,
        salutation=None,
        holdings=(
            HeldProduct(
                named="稳健添利",
                amount_wan=300.0,
                maturity_date=date(2026, 12, 12),
                product_id="W201",
                name="稳健添利",
                type=ProductType.WEALTH,
                risk_level="R2",
                term_days=180,
                status=ProductStatus.ON,
            ),
        ),
        open_complaint=None,
        complaints=(),
        complaint_solved_at=None,
        interactions=(
            PastContact(
                interaction_id="IN1",
                at=datetime(2026, 11, 19, 16, 30, tzinfo=UTC),
                channel=Channel.PHONE,
                staff_id="rm1",
                summary="约了下周面谈",
                said="约了下周面谈",
                needs=(),
                objections=(),
                suggestion_id=None,
            ),
        ),
        follow_ups=(
            follow_up(due_at=datetime(2026, 11, 24, 12, 0, tzinfo=UTC)),
            follow_up(kind=FollowUpKind.PROMISE, text="发限额截图", due_on=date(2026, 11, 20)),
        ),
        kept_promises=(),
        suggestions=(),
    )


def standing(of: CustomerRecord) -> Standing:
    """Where the sample stands under the shipped policy."""
    return standing_of(of, policy=default_policy(), today=TODAY, zone=ZONE)


def follow_up(
    *,
    text: str = "带方案上门",
    due_on: date = date(2026, 11, 24),
    due_at: datetime | None = None,
    kind: FollowUpKind = FollowUpKind.FOLLOW_UP,
) -> OpenFollowUp:
    """Something open in the diary of C900."""
    return OpenFollowUp(
        follow_up_id="FU1",
        customer_id="C900",
        staff_id="rm1",
        kind=kind,
        text=text,
        due_on=due_on,
        due_at=due_at,
        channel=Channel.PHONE,
        interaction_id="IN1",
    )


def _above_level(words: Words) -> Ruling:
    return Ruling(
        Act.SELL,
        False,
        "suitability-fund",
        words("某办法第1条"),
        words("高于等级"),
        words("看匹配的"),
    )


def brief(words: Words = as_it_is) -> Brief:
    """A brief with every part filled; `words` is what each of its texts becomes."""
    of = record()
    here, there = ScriptSource("first", 1, "p1"), RuleSource("churn.contact_hours", words("H5.3"))
    return Brief(
        suggestion_id="SG1",
        generated_at=NOW,
        handbook_version="h1",
        writer="script",
        purpose="",
        record=of,
        standing=standing(of),
        goal=Sourced(words("先问清用处"), (TalkSource("IN1"),)),
        alerts=(Alert(AlertCode.MATURITY_SOON, words("三百万将到期"), None),),
        scenarios=(
            Scenario("first", 1, words("到期承接"), words("快到期了")),
            Scenario("second", 2, words("频率"), words("刚联系过")),
        ),
        opening=Sourced(words("您好，我是林芳。"), (here,)),
        talking_points=tuple(Sourced(words(f"要点{at}"), (here,)) for at in range(1, 6)),
        questions=(Sourced(words("哪个月用？"), (ScriptSource("second", 2, "q1@hnw"),)),),
        products=(
            OfferedProduct(
                product_id="W204",
                name=words("短债七天"),
                type=ProductType.WEALTH,
                risk_level="R1",
                why=words("期限短"),
                disclosure=words("理财不是存款"),
            ),
        ),
        no_product_reason="",
        blocked_products=(
            BlockedProduct(
                "F302", words("成长股票"), ProductType.FUND, _above_level(words), matters=True
            ),
        ),
        objections=(ObjectionAnswer(words("我取走算了"), words("随时可以"), (here,)),),
        next_actions=(
            NextAction(
                kind=ActionKind.ESCALATE,
                text=words("报主管"),
                due=datetime(2026, 11, 24, 9, 0, tzinfo=ZONE),
                channel=Inward.INTERNAL,
                sources=(there,),
                rule_id="churn-response",
            ),
            NextAction(ActionKind.CALL, words("问安排"), date(2026, 12, 9), Channel.VISIT, (here,)),
            NextAction(ActionKind.MESSAGE, words("道谢"), TODAY, Channel.WECHAT, (here,)),
        ),
        avoid=(Avoid(words("别催"), "pressure", (here,)),),
        disclosures=(words("理财有涨有跌"),),
        notes=(Sourced(words("先问再谈"), (here,)),),
    )


def answer(words: Words = as_it_is, *, about: CustomerRecord | None = None) -> Answer:
    """An answer with every part filled."""
    return Answer(
        suggestion_id="SG2",
        generated_at=NOW,
        handbook_version="h1",
        writer="script",
        query=words("嫌利率高"),
        record=about,
        standing=standing(about) if about else None,
        abstained=False,
        reason=None,
        answers=(Sourced(words("先拆开算"), (ScriptSource("rate", 1, "x1a"),)),),
        scenarios=(Scenario("rate", 1, words("利率高"), words("相近")),),
        avoid=(Avoid(words("别贬同业"), "peer-disparagement"),),
        disclosures=(words("以合同为准"),),
        references=(Reference(words("利率公示"), words("制度汇编"), words("第三章")),),
    )


def note(words: Words = as_it_is) -> CallNote:
    """A call read back, with a promise and a flag."""
    finding = Finding(
        rule_id="principal-guarantee",
        category="guaranteed_principal",
        severity="block",
        start=0,
        end=2,
        quote=words("保本"),
        because=words("不得承诺保本。"),
        instead="净值会波动",
        source="资管新规",
        layer="patterns",
    )
    return CallNote(
        note_id="N1",
        customer_id="C900",
        customer_name="欧阳明",
        said="保本的话就买",
        summary=words("要保本才买"),
        channel=Channel.PHONE,
        follow_up=datetime(2026, 11, 24, 20, 0, tzinfo=ZONE),
        needs=(words("养老"),),
        objections=(),
        promises=(Promise(words("发方案"), date(2026, 11, 24)),),
        flags=(finding,),
        suggestion_id=None,
    )
