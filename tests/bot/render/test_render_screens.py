"""Briefs, answers, notes and verdicts as screens: the words shown, and nothing of any channel."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, date, datetime

import pytest

from bot.blocks import Screen, Span, Style, from_json, plain_text, to_json
from bot.channels.telegram.split import parts_of
from bot.record.alerts import Alert
from bot.record.vocabulary import AlertCode
from bot.render.answer import ANSWER_SCREENS, answer_screens
from bot.render.brief import BLOCKED, FURTHER, SCREENS, brief_screens
from bot.render.capture import note_screen, saved_screen
from bot.render.check import marked, verdict_json, verdict_screen
from bot.render.first_screen import short_alert
from bot.results.advice import Scenario
from knowledge.compliance import Finding, Verdict
from store.models import CustomerKind
from tests.bot.render import samples
from tests.bot.render.samples import HOSTILE, TODAY, ZONE

SAMPLES: dict[str, dict[str, Screen]] = {
    "brief": brief_screens(samples.brief()),
    "answer": answer_screens(samples.answer(about=samples.record())),
    "note": {
        "read back": note_screen(samples.note(), zone=ZONE, today=TODAY),
        "saved": saved_screen(samples.note(), zone=ZONE, today=TODAY),
    },
}
EVERY_SCREEN = [
    pytest.param(shown, id=f"{of} {name}")
    for of, screens in SAMPLES.items()
    for name, shown in screens.items()
]


@pytest.mark.parametrize("shown", EVERY_SCREEN)
def test_a_screen_is_kept_and_read_back_with_the_same_words(shown: Screen) -> None:
    kept = from_json(json.loads(json.dumps(to_json(shown))))
    assert kept == shown
    assert plain_text(kept) == plain_text(shown)


@pytest.mark.parametrize("shown", EVERY_SCREEN)
def test_no_screen_holds_a_channels_markup(shown: Screen) -> None:
    assert not set("<>&*`") & set(plain_text(shown))


def test_what_a_customer_said_is_shown_as_it_stands() -> None:
    brief = brief_screens(samples.brief(lambda _: HOSTILE))
    assert all(HOSTILE in plain_text(shown) for shown in brief.values())
    answer = answer_screens(samples.answer(lambda _: HOSTILE))
    assert all(HOSTILE in plain_text(shown) for shown in answer.values())
    assert (
        plain_text(note_screen(samples.note(lambda _: HOSTILE), zone=ZONE, today=TODAY)).count(
            HOSTILE
        )
        == 5
    )


def test_the_first_screen_of_a_brief() -> None:
    brief = brief_screens(samples.brief())
    assert ["first", "steps", *list(brief)[1:]] == ["first", *SCREENS, *FURTHER]
    assert plain_text(brief["first"]) == (
        "欧阳明 · 高净值 · C3 · 520万元\n"
        "目标 先问清用处\n"
        "⚠ 三百万将到期\n"
        "开场 您好，我是林芳。\n"
        "1. 要点1\n2. 要点2\n3. 要点3\n"
        "▶ 明天 09:00 报主管"
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "customer",
            "欧阳明　C900　尾号8821\n"
            "高净值 · 成熟期 · 个人，58岁 · 企业高管 · 称呼欧阳总\n"
            "资产 520万元 · 风险等级 C3（有效至2027-06-30）\n"
            "授权：保险、理财 · 首选渠道：拜访\n"
            "标签：资产传承、茶\n"
            "持有：稳健添利（R2） 300万元，2026-12-12到期\n"
            "上次沟通 2026-11-20 · 计划：带方案上门\n\n"
            "提醒\n⚠ 三百万将到期\n\n"
            "最近沟通\n• 11-20 电话：约了下周面谈",
        ),
        ("more", "更多话术 · 欧阳明\n1. 要点4 〔①p1〕\n2. 要点5 〔①p1〕"),
        (
            "why",
            "这次的目标 · 欧阳明\n先问清用处 〔沟通记录〕\n\n"
            "为什么谈这些\n① 到期承接：快到期了 〔first v1〕\n② 频率：刚联系过 〔second v2〕\n\n"
            "开场\n您好，我是林芳。 〔①p1〕\n\n"
            "谈话要点 · 欧阳明\n1. 要点1 〔①p1〕\n2. 要点2 〔①p1〕\n3. 要点3 〔①p1〕",
        ),
        ("questions", "可以问（开放式） · 欧阳明\n1. 哪个月用？ 〔②q1@hnw〕"),
        (
            "products",
            "可以谈的产品 · 欧阳明\n• 短债七天（R1） W204\n"
            "　理由：期限短\n　必须说：理财不是存款\n\n"
            "不能推荐（规则）\n• 成长股票 F302：高于等级 〔suitability-fund · 某办法第1条〕",
        ),
        ("objections", "客户可能会说 · 欧阳明\n“我取走算了”\n　→ 随时可以 〔①p1〕"),
        ("avoid", "不能说 · 欧阳明\n🚫 别催 〔pressure〕 〔①p1〕\n\n必须说\n• 理财有涨有跌"),
        ("notes", "内部备忘（不对客户说） · 欧阳明\n1. 先问再谈 〔①p1〕"),
    ],
)
def test_the_screens_behind_a_briefs_buttons(name: str, words: str) -> None:
    assert plain_text(brief_screens(samples.brief())[name]) == words


def test_every_action_is_behind_its_button() -> None:
    actions = plain_text(brief_screens(samples.brief())["actions"]).splitlines()
    assert actions[0] == "下一步 · 欧阳明"
    assert actions[3] == "• 今天 发消息·微信：道谢 〔①p1〕"


def test_what_is_past_due_is_said_to_be() -> None:
    late = dataclasses.replace(samples.brief().next_actions[1], due=date(2026, 11, 20))
    brief = brief_screens(dataclasses.replace(samples.brief(), next_actions=(late,)))
    assert "• 已过期 11月20日(周五) 联系·拜访：问安排" in plain_text(brief["actions"])
    assert "▶ 已过期 11月20日(周五) 问安排" in plain_text(brief["first"])


def test_a_customer_not_to_be_contacted_has_no_opening() -> None:
    silent = dataclasses.replace(
        samples.brief(),
        opening=None,
        alerts=(Alert(AlertCode.DO_NOT_CONTACT, "客户设了免打扰", "do-not-contact"),),
    )
    screens = brief_screens(silent)
    assert "🚫 现在不主动联系这位客户，来电时：\n1. 要点1" in plain_text(screens["first"])
    assert "客户来电时怎么办 · 欧阳明\n1. 要点1" in plain_text(screens["why"])
    assert "谈话要点" not in plain_text(screens["why"])


def test_an_opening_that_is_only_missing_is_left_out() -> None:
    first = plain_text(brief_screens(dataclasses.replace(samples.brief(), opening=None))["first"])
    assert "开场" not in first
    assert "不主动联系" not in first


def test_why_no_product_is_spoken_of_is_said() -> None:
    none = dataclasses.replace(samples.brief(), products=(), no_product_reason="这次不谈产品。")
    products = plain_text(brief_screens(none)["products"])
    assert products.startswith("产品 · 欧阳明\n这次不谈产品。\n\n不能推荐")


def test_few_blocked_products_are_shown_and_the_rest_is_a_press_away() -> None:
    one = samples.brief().blocked_products[0]
    many = [
        dataclasses.replace(one, product_id=f"F{at}", name=f"某{at}", matters=at < 5)
        for at in range(1, 9)
    ]
    screens = brief_screens(dataclasses.replace(samples.brief(), blocked_products=tuple(many)))
    shown, rest = plain_text(screens["products"]), plain_text(screens[BLOCKED])
    assert [at for at in range(1, 9) if f"F{at}：" in shown] == [1, 2, 3]
    assert [at for at in range(1, 9) if f"F{at}：" in rest] == [4, 5, 6, 7, 8]


def test_three_alerts_stand_on_the_first_screen_and_all_behind_the_customer() -> None:
    alerts = tuple(Alert(AlertCode.SENIOR, f"第{at}条提醒写在这里", None) for at in range(1, 9))
    screens = brief_screens(dataclasses.replace(samples.brief(), alerts=alerts))
    first = plain_text(screens["first"])
    assert "⚠ 第1条提醒写在这里；第2条提醒写在这里；第3条提醒写在这里；还有5项" in first
    assert plain_text(screens["customer"]).count("⚠") == 8


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("有未结的大额投诉，先处理好再谈别的", "有未结的大额投诉，先处理好再谈别的"),
        ("已经83天没有交易，须报业务主管，24小时内深度沟通", "已经83天没有交易"),
        ("已经60天没有联系（这一层客户30天一次）很久了吧", "已经60天没有联系"),
        ("风险测评（2025-03-07）已过1年有效期（手册写2年，取更严者）", "久未联系"),
        ("风险测评日期（2026-12-03）在将来，无法判断是否还在有效期内", "久未联系"),
    ],
)
def test_an_alert_in_a_few_words(text: str, words: str) -> None:
    assert short_alert(Alert(AlertCode.CONTACT_OVERDUE, text, None)) == words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"aum_wan": None}, "资产不明 · 风险等级 C3（有效至2027-06-30）"),
        ({"risk_level": None, "risk_assessed_on": None}, "资产 520万元 · 风险等级：未测评"),
        ({"risk_assessed_on": None}, "资产 520万元 · 风险等级 C3（日期不明）"),
        (
            {"risk_assessed_on": date(2026, 11, 24)},
            "资产 520万元 · 风险等级 C3（测评日期在将来）",
        ),
        ({"consent": None, "preferred_channel": None}, "授权：无 · 首选渠道：未知"),
        ({"phone": None}, "欧阳明　C900\n"),
        ({"last_contact_on": None, "interactions": (), "next_plan": None}, "还没有沟通过\n"),
        (
            {"kind": CustomerKind.COMPANY, "industry": "制造业", "risk_level": None},
            "企业 · 成熟期 · 企业 · 制造业\n资产 520万元 · 企业客户",
        ),
    ],
)
def test_what_is_unknown_of_a_customer_is_said(changes: dict[str, object], words: str) -> None:
    of = dataclasses.replace(samples.record(), **changes)  # type: ignore[arg-type]
    brief = dataclasses.replace(samples.brief(), record=of, standing=samples.standing(of))
    assert words in plain_text(brief_screens(brief)["customer"])


def test_an_answer_says_for_whom_from_where_and_what_must_be_said() -> None:
    screens = answer_screens(samples.answer(about=samples.record()))
    assert list(screens) == ["first", *ANSWER_SCREENS]
    assert plain_text(screens["first"]) == (
        "可以这样说（对 欧阳明）\n1. 先拆开算 〔①x1a〕\n\n"
        "出自\n① 利率高 〔rate v1〕 相近\n\n必须说\n• 以合同为准"
    )
    assert plain_text(screens["avoid"]) == "不能说（对 欧阳明）\n🚫 别贬同业 〔peer-disparagement〕"
    assert plain_text(screens["references"]) == (
        "参考资料（仅供内部阅读）（对 欧阳明）\n• 利率公示\n　——制度汇编 · 第三章"
    )


def test_a_declined_answer_names_near_topics_and_hides_what_not_to_say() -> None:
    declined = dataclasses.replace(
        samples.answer(),
        abstained=True,
        reason="手册里没有。",
        nearest=(Scenario("care", 1, "生日关怀", "蛋糕"),),
        references=(),
    )
    screens = answer_screens(declined)
    assert list(screens) == ["first"]
    assert plain_text(screens["first"]) == (
        "手册里没有。（一般情况，没有指定客户）\n\n手册里相近的话题\n• 生日关怀"
    )


def test_a_note_is_read_back_with_the_offices_hours() -> None:
    assert plain_text(note_screen(samples.note(), zone=ZONE, today=TODAY)) == (
        "请核对这次沟通\n客户：欧阳明（C900）\n渠道：电话 〔原话〕\n内容：要保本才买\n"
        "下次联系：明天 20:00 〔原话〕\n需求：养老 〔原话〕\n\n"
        "对客户的承诺\n• 发方案（明天前）\n\n"
        "请留意\n⚠ “保本”：不得承诺保本。记录会照原话保存并标给合规。"
        " 〔principal-guarantee · 资管新规〕\n这样的话不列入承诺和日程。\n\n"
        "确认后才会写入。"
    )
    saved = plain_text(saved_screen(samples.note(), zone=ZONE, today=TODAY))
    assert saved == "✅ 已记录与欧阳明的沟通。下次联系：明天 20:00，已放进日程。"


def test_a_note_without_a_next_contact_says_so() -> None:
    note = dataclasses.replace(samples.note(), follow_up=None)
    assert "下次联系：没有约" in plain_text(note_screen(note, zone=ZONE, today=TODAY))
    assert plain_text(saved_screen(note, zone=ZONE, today=TODAY)).endswith("没有约下次联系。")
    late = dataclasses.replace(note, follow_up=datetime(2026, 11, 23, 16, 30, tzinfo=UTC))
    assert "下次联系：明天 00:30" in plain_text(note_screen(late, zone=ZONE, today=TODAY))
    day = dataclasses.replace(note, follow_up=date(2027, 1, 5))
    assert "下次联系：2027年1月5日(周二)，已" in plain_text(
        saved_screen(day, zone=ZONE, today=TODAY)
    )


def finding(start: int, end: int, text: str) -> Finding:
    return Finding(
        rule_id="principal-guarantee",
        category="guaranteed_principal",
        severity="block",
        start=start,
        end=end,
        quote=text[start:end],
        because="不得承诺保本。",
        instead="净值会波动。",
        source="资管新规",
        layer="patterns",
    )


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ([(2, 4)], ["保本"]),
        ([(2, 4), (2, 4)], ["保本"]),
        ([(2, 6), (4, 8)], ["保本保息", "稳赚"]),
        ([(2, 8), (4, 6)], ["保本保息稳赚"]),
        ([(0, 2), (6, 8)], ["这款", "稳赚"]),
    ],
)
def test_every_faulty_passage_is_marked_once(
    places: list[tuple[int, int]], found: list[str]
) -> None:
    text = "这款保本保息稳赚吗"
    verdict = Verdict("block", tuple(finding(*place, text) for place in places), "1", ())
    shown = marked(text, verdict)
    assert "".join(span.text for span in shown) == text
    assert [span.text for span in shown if span.style is Style.MARKED] == found


def test_a_verdict_shows_the_text_as_it_was_given_with_reasons_and_rewrite() -> None:
    text = f"这款保本。{HOSTILE}"
    verdict = Verdict("block", (finding(2, 4, text),), "1", ())
    shown = verdict_screen(text, verdict, "净值会波动。")
    assert plain_text(shown) == (
        f"⛔ 不能发\n\n原文\n{text}\n\n"
        "原因\n• “保本”：不得承诺保本。 〔principal-guarantee · 资管新规〕\n"
        "　可以改说：净值会波动。\n\n改写（可直接用）\n净值会波动。"
    )
    assert Span("保本", Style.MARKED) in shown[1].lines[1]
    assert verdict_json(verdict)["verdict"] == "block"


@pytest.mark.parametrize("text", ["保本" * 2000, "保本\n" * 1333, "保本😀" * 1300])
def test_the_verdict_on_a_long_text_is_two_messages_at_most(text: str) -> None:
    places = [at for at in range(len(text)) if text.startswith("保本", at)]
    found = tuple(finding(at, at + 2, text) for at in places)
    shown = verdict_screen(text, Verdict("block", found, "1", ()), "净值会波动。" * 600)
    assert len(parts_of(shown)) <= 2
    words = plain_text(shown)
    assert f"{len(found)}处，先列8处" in words
    assert f"等{len(found)}处" in words
    assert "点“采用改写”单独看" in words


def test_a_text_without_a_fault_needs_no_more_than_the_verdict() -> None:
    assert plain_text(verdict_screen("您好", Verdict("pass", (), "1", ()))) == "✅ 可以发"
    review = Verdict("review", (finding(0, 2, "您好"),), "1", ())
    words = plain_text(verdict_screen("您好", review))
    assert words.startswith("⚠ 需要斟酌：请合规看过再发\n\n原文\n您好")
    assert "改写" not in words
