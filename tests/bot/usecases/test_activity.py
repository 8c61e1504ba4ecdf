"""Whom to invite to an activity, whom rather not by which rule, and the line each is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from bot.desk import Desk
from bot.results.activities import Segment
from bot.results.declined import Declined
from bot.understanding.activity_words import ActivityWish
from bot.usecases.activity import plan_of
from bot.usecases.activity_invitation import SCRIPT, invitation, reply_to, shown_segment
from bot.usecases.scripts import withdraw_script
from bot.usecases.stop import halt
from bot.usecases.work import working
from knowledge.stopping import StopEvent
from store.actor import Actor
from store.models import InviteeState, Role
from store.suggestions import list_suggestions

Acting = Callable[[str], Actor]
EVERYBODY = ActivityWish("茶会", "", "资产20万以上的客户")
SATURDAY = datetime(2026, 12, 5, tzinfo=UTC).date()


def segment(desk: Desk, actor: Actor, wish: ActivityWish) -> Segment:
    with working(desk) as work:
        found = plan_of(wish, work=work, actor=actor)
    assert isinstance(found, Segment)
    return found


def test_whom_rather_not_stands_apart_with_the_rule(desk: Desk, actor: Acting) -> None:
    with working(desk) as work:
        said, event = "客户要把三十万转到安全账户", [StopEvent.SCAM_TRANSFER]
        halt(said, event, work=work, actor=actor("rm1"), customer_id="C001")
    found = segment(desk, actor("rm1"), EVERYBODY)
    assert {each.customer_id: each.mark for each in found.rather_not} == {
        "C001": "escalation-first",
        "C003": "care-quiet m1",
        "C007": "complaint-first",
        "C009": "consent-scope",
        "C010": "do-not-contact",
        "C016": "contact-frequency",
    }
    assert all(each.reason and each.instead for each in found.rather_not)
    invited = {each.customer_id for each in found.invitable}
    assert "C002" in invited
    assert not invited & {each.customer_id for each in found.rather_not}


def test_a_group_named_is_the_condition_and_the_topic_comes_first(
    desk: Desk, actor: Acting
) -> None:
    wish = ActivityWish("合唱活动", "合唱", "爱热闹的客户")
    found = segment(desk, actor("sup1"), wish)
    assert [each.customer_id for each in found.invitable] == ["C037", "C002"]
    assert "兴趣：养花、合唱（建档资料）" in found.invitable[0].why


def test_a_manager_sees_his_own_alone_and_an_officer_nobody(desk: Desk, actor: Acting) -> None:
    wish = ActivityWish("活动", "", "爱热闹的客户")
    assert [e.customer_id for e in segment(desk, actor("rm3"), wish).invitable] == ["C037"]
    officer = Actor(staff_id="cco1", name="合规", role=Role.COMPLIANCE, team_id=None)
    with working(desk) as work:
        assert isinstance(plan_of(wish, work=work, actor=officer), Declined)


def test_the_invitation_names_the_activity_its_day_and_the_interest_and_sells_nothing(
    desk: Desk, actor: Acting
) -> None:
    wish = ActivityWish("手机摄影活动", "手机摄影", on=SATURDAY, place="城东网点")
    plan = segment(desk, actor("rm1"), wish).plan
    with working(desk) as work:
        told = invitation(plan, "C002", work=work, actor=actor("rm1"))
        other = invitation(plan, "C005", work=work, actor=actor("rm1"))
    assert "12月5日（周六）在城东网点有一场手机摄影活动" in told.text
    assert "记得您喜欢手机摄影" in told.text
    assert "记得您" not in other.text
    assert "不讲产品" in other.text
    assert all(desk.rules.passes(each.text) for each in (*told.lines, *other.lines))


def test_a_name_that_breaks_a_rule_is_told_to_nobody(desk: Desk, actor: Acting) -> None:
    wish = ActivityWish("保本保收益活动", "手机摄影", on=SATURDAY)
    plan = segment(desk, actor("rm1"), wish).plan
    with working(desk) as work:
        told = invitation(plan, "C002", work=work, actor=actor("rm1"))
    assert "保本" not in told.text


def test_what_is_shown_is_evidence(desk: Desk, actor: Acting) -> None:
    found = segment(desk, actor("rm1"), ActivityWish("摄影活动", "摄影"))
    with working(desk) as work:
        shown_segment(found, 0, work=work, actor=actor("rm1"))
    with working(desk) as work:
        row = list_suggestions(session=work.reading, actor=actor("rm1"), limit=1)[0]
    assert row.query == "摄影活动请谁"
    assert row.payload["invited"][0]["customer_id"] == "C002"
    assert [each["script_id"] for each in row.scripts] == [SCRIPT]


def test_a_withdrawn_script_invites_nobody_and_is_not_evidence(desk: Desk, actor: Acting) -> None:
    found = segment(desk, actor("rm1"), ActivityWish("摄影活动", "摄影"))
    with working(desk) as work:
        withdraw_script(SCRIPT, why="措辞要改", work=work)
        shown_segment(found, 0, work=work, actor=actor("rm1"))
        reply = reply_to(found.plan, "C002", InviteeState.CAME, work=work, actor=actor("rm1"))
    with working(desk) as work:
        row = list_suggestions(session=work.reading, actor=actor("rm1"), limit=1)[0]
    assert row.payload["invited"] == [{"customer_id": "C002", "text": ""}]
    assert (row.scripts, reply.lines) == ([], ())


def test_nothing_is_to_be_said_to_a_customer_who_wants_no_contact(
    desk: Desk, actor: Acting
) -> None:
    plan = segment(desk, actor("rm1"), ActivityWish("茶会", "")).plan
    with working(desk) as work:
        came = [
            reply_to(plan, customer_id, InviteeState.CAME, work=work, actor=actor("rm1"))
            for customer_id in ("C002", "C010")
        ]
    assert [bool(each.lines) for each in came] == [True, False]
