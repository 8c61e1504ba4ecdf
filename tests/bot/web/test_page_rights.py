"""Every route for every role: own customers, another team's, none; whoever may not is told so."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.routing import Route

from bot.results.declined import Declined
from bot.usecases.queue_ask import put
from bot.usecases.work import working
from bot.web.app import routes
from bot.web.house import House
from tests.support.browser import Browser
from tests.support.queueing import checked, waiting, who

At = Callable[[str], Browser]
ROLES = {"rm": "rm1", "sup": "sup1", "cco": "cco1", "admin": "admin1"}
EVERYBODY, ADVISED = frozenset(ROLES), frozenset({"rm", "sup"})
GETS: dict[str, tuple[str, frozenset[str]]] = {
    "/": ("/", EVERYBODY),
    "/chat": ("/chat", EVERYBODY),
    "/chat/new": ("/chat/new", EVERYBODY),
    "/chat/begun": ("/chat/begun", EVERYBODY),
    "/customers": ("/customers", ADVISED),
    "/customers/{customer_id}": ("/customers/C001", ADVISED),
    "/customers/{customer_id}/chart.png": ("/customers/C001/chart.png", ADVISED),
    "/cases": ("/cases", ADVISED),
    "/cases/{customer_id}": ("/cases/C001", ADVISED),
    "/team": ("/team", frozenset({"sup"})),
    "/team/chart.png": ("/team/chart.png", frozenset({"sup"})),
    "/approvals": ("/approvals", frozenset({"sup"})),
    "/scripts": ("/scripts", EVERYBODY),
    "/scripts/{script_id}": ("/scripts/maturity-rollover", EVERYBODY),
    "/review": ("/review", frozenset({"cco"})),
    "/report": ("/report", frozenset({"cco"})),
    "/health": ("/health", frozenset({"admin"})),
}
POSTS = {
    "/chat/say": EVERYBODY,
    "/chat/press": EVERYBODY,
    "/approvals": frozenset({"sup"}),
    "/review/{item_id}": frozenset({"cco"}),
    "/logout": EVERYBODY,
}
APART = {"/login", "/files/{file_id}", "/review/{item_id}"}
"""Reads that tests of their own go through."""


def test_every_route_stands_in_a_table(house: House) -> None:
    found = [each for each in routes(house) if isinstance(each, Route)]
    gets = {each.path for each in found if each.methods and "GET" in each.methods}
    posts = {each.path for each in found if each.methods and "POST" in each.methods}
    assert gets == GETS.keys() | APART
    assert posts == POSTS.keys() | {"/login"}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_see_what(at: At, role: str) -> None:
    browser = at(ROLES[role])
    for path, roles in GETS.values():
        status = browser.get(path).status_code
        seen = 303 if path in ("/", "/chat/new") else 200
        assert status == (seen if role in roles else 403), (role, path)


@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what(at: At, role: str) -> None:
    browser = at(ROLES[role])
    for path, roles in POSTS.items():
        answer = browser.submit(path.format(item_id="nothing"), deed="passed", text="")
        assert (answer.status_code == 403) is (role not in roles), (role, path)


@pytest.mark.parametrize("staff_id", ["rm2", "rm4", "sup2"])
@pytest.mark.parametrize("path", ["/customers/C001", "/customers/C001/chart.png", "/cases/C001"])
def test_another_managers_customer_is_nobody(at: At, staff_id: str, path: str) -> None:
    browser = at(staff_id)
    assert "王建国" not in browser.see(path, status=404)
    nobody = browser.see(path.replace("C001", "X999"), status=404)
    assert nobody == browser.see(path, status=404)


def test_a_search_finds_ones_own_alone(at: At) -> None:
    assert at("rm1").get("/customers?q=王建国").headers["location"] == "/customers/C001"
    assert "没有找到" in at("rm4").see("/customers?q=王建国")


def test_nobody_decides_what_is_another_teams(at: At, house: House) -> None:
    rm, lead, other = at("rm1"), at("sup1"), at("sup2")
    rm.say("李秀云升成高净值，刚转进来600万，请批准")
    assert "李秀云" in lead.see("/approvals")
    assert "李秀云" not in other.see("/approvals")


def test_a_grant_is_carried_out_and_told(at: At) -> None:
    rm, lead = at("rm1"), at("sup1")
    rm.say("李秀云升成高净值，刚转进来600万")
    key = lead.see("/approvals").split('name="key" value="')[1].split('"')[0]
    unsaid = lead.submit("/approvals", matter="tier_override", key=key, deed="return", reason="")
    assert "退回要写明理由" in unsaid.text
    granted = lead.submit("/approvals", matter="tier_override", key=key, deed="grant")
    assert "已批准" in granted.text
    assert "现在没有待审批的申请" in granted.text
    assert "已批准" in rm.say("你好")


def test_an_item_is_decided_once_and_by_an_officer(at: At, house: House) -> None:
    suggestion = checked(house.desk, "rm1")
    (item,) = [each for each in waiting(house.desk) if each.kind.value == "text"]
    officer, path = at("cco1"), f"/review/{item.item_id}"
    assert suggestion in officer.see(path)
    assert "保本保息" in officer.see("/review")
    assert at("rm1").get(path).status_code == 403
    unsaid = officer.submit(path, deed="rejected", reason="不行")
    assert (unsaid.status_code, "请写明理由" in unsaid.text) == (422, True)
    done = officer.submit(path, deed="rejected", reason="“保本保息”承诺了收益，不能发。")
    assert done.status_code == 303
    assert "驳回" in officer.see(done.headers["location"])
    again = officer.submit(path, deed="passed")
    assert again.status_code == 422
    assert "驳回" in officer.see("/review?all=yes")


def test_an_officer_seeks_by_condition(at: At, house: House) -> None:
    checked(house.desk, "rm1")
    checked(house.desk, "rm4", customer=None)
    officer = at("cco1")
    assert "林芳" in officer.see("/review?staff=rm1&kind=text")
    assert "林芳" not in officer.see("/review?staff=rm4&kind=text")
    assert "没有这样的" in officer.see("/review?staff=nobody&since=x&kind=&risk=high")
    assert "没有这一条" in officer.see("/review/nothing", status=404)


def test_an_officer_seeks_in_words(at: At, house: House) -> None:
    checked(house.desk, "rm1")
    checked(house.desk, "rm4", customer=None)
    officer = at("cco1")
    found = officer.see("/review?q=看看rm1的")
    assert "按“" in found
    assert "林芳" in found.split("data-walk")[1]
    assert "曹颖" not in found.split("data-walk")[1]
    assert "没看懂" in officer.see("/review?q=今天中午吃什么好呢")


def test_a_question_is_answered_on_the_page(at: At, house: House) -> None:
    with working(house.desk) as work:
        manager = who(house.desk, "rm1")
        asked = put("客户问能不能把理财转给儿子，怎么答？", work=work, actor=manager)
    assert not isinstance(asked, Declined)
    officer, path = at("cco1"), f"/review/{asked.item_id}"
    assert "答复" in officer.see(path)
    assert 'value="passed"' not in officer.see(path)
    refused = officer.submit(path, deed="reply", reason="放心，保本保息。")
    assert (refused.status_code, "过不了规则" in refused.text) == (422, True)
    done = officer.submit(path, deed="reply", reason="理财不能直接转让，请客户到网点办理。")
    assert "已答复" in officer.see(done.headers["location"])


def test_a_month_in_figures(at: At, house: House) -> None:
    checked(house.desk, "rm1")
    officer = at("cco1")
    assert "漏标率" in officer.see("/report")
    assert "还没有开始" in officer.see("/report?month=2099-01")
    assert "漏标率" in officer.see("/report?month=nonsense")


def test_scripts_are_found_by_title(at: At) -> None:
    assert "没有这个脚本" in at("rm1").see("/scripts/nothing", status=404)
    assert "到期" in at("rm1").see("/scripts?q=到期")
    assert "没有符合的脚本" in at("rm1").see("/scripts?q=没有这样的标题")


def test_a_condition_lists_customers_with_why(at: At) -> None:
    shown = at("rm1").see("/customers?q=风险测评过期的客户")
    assert "为什么在名单里" in shown
    assert "/customers/C" in shown
    assert "没看懂" in at("rm1").see("/customers?q=今天天气怎么样啊")
