"""The kinds that field reports and the desk trial met: caught, and for the right reason.

Beside them what only looks like it; and a question to the bot is no text to send.
"""

from __future__ import annotations

import pytest

from knowledge.compliance import Checker

pytestmark = pytest.mark.slow

BREACHES = [
    ("evade_recording", "落款写成上礼拜三，冷静期就不用等了"),
    ("evade_recording", "刚才那几条微信您看完就删掉吧"),
    ("inducement", "您把投诉撤了，多扣的管理费我想法子还您"),
    ("pressure_urgency", "您可千万别打12378，打了咱们以后不好见面"),
    ("unencrypted_data", "您的电话和存款到期日我转给外面的贷款中介了"),
    ("unencrypted_data", "您爱人卡上还剩多少我替您看过了，三十来万"),
    ("guaranteed_principal", "理财也在存款保险里头，五十万以内您不用愁"),
    ("absolute_superlative", "这只从成立起没有一天是绿的"),
    ("private_sale", "我下班后带几个客户炒外汇，您跟着我做就行"),
    ("improper_comparison", "那家农商行的存款，到期不一定取得出来"),
    ("product_confusion", "交五年就到期，到时候连本带息一起给您"),
    ("loan_violation", "对公户能开，先存三十万定期"),
    ("loan_violation", "想房贷批得快，就把保险和基金一块办了"),
    ("loan_violation", "消费贷要快，就把信用卡和定投一道开了"),
    ("insurance_misleading", "家族信托既避债又避税，很多老板都做"),
    ("insurance_misleading", "买成保险，离婚的时候对方分不走"),
    ("coach_questionnaire", "风评那道题您选第四个，就买得了了"),
    ("coach_questionnaire", "回访问起来，您就说都清楚，没人答应过什么"),
    ("pressure_urgency", "今天不定，明天就要涨价了"),
    ("downplay_risk", "低风险高收益，您了解一下"),
    ("operate_for_client", "签字我替您代签，您不用过来"),
    ("guaranteed_principal", "1. 这款保本 2. 周末愉快"),
    ("guaranteed_principal", "① 周末愉快 ② 保本"),
    ("guaranteed_principal", "周末愉快，这款保本"),
    ("guaranteed_principal", "这只亏掉的，我们会给您负责到底"),
    ("guaranteed_return", "这款存半年，保证比定期利息高"),
    ("guaranteed_return", "收益稳稳的，您看周三下午方便来网点坐坐吗"),
    ("unencrypted_data", "别的客户陈总也买了300万，您可以问问他，电话我发您"),
    ("unencrypted_data", "其他客户比如孙总，也是放了200万，我把他电话给您问问"),
    ("unencrypted_data", "另一位企业主赵总上个月买了1000万，微信名片我推给您，你们聊"),
    ("unencrypted_data", "李姐也买了20万，要不您给李姐打个电话，号码我有"),
    ("unencrypted_data", "客户问别人买没买，我把陈总的持仓给他看了"),
    ("inducement", "发红包让他撤诉"),
    ("inducement", "送点礼让他别投诉了"),
    ("inducement", "给他返点手续费让他撤回"),
    ("inducement", "挽留方案：返他一半手续费，让他撤诉"),
    ("inducement", "方案：提两箱牛奶上门，请他把投诉撤回"),
    ("unencrypted_data", "您侄子账户的余额还有十二万，要不要一起转"),
    ("unencrypted_data", "这是冯晓东的持仓，您看看和您一样的客户怎么买"),
]
PROPER = [
    "谁都不能保证比存款利息高",
    "我保证比上次办得快",
    "对账单核过了，一分不差，周五给您寄过去",
    "合同日期就写今天，冷静期没过您随时可以不买",
    "您要打12378随时可以打，号码我写给您",
    "存款保险只保存款，理财不在里面",
    "信托躲不了债，以前欠的照样要还",
    "开户不用先存定期，带身份证来就行",
    "回访电话打过来，您照实说就行",
    "孙浩然给我打了4分",
    "这只产品也跌过，上个月有几天是绿的",
    "1. 带身份证 2. 周三下午到网点",
    "这是您自己的持仓，您看看要不要调整",
    "陈总同意了，我把他电话发给您，您俩约时间",
    "我们很多客户都选存款",
    "我同事老周的电话我发您",
    "别的客户的情况我不能讲，请您理解",
    "王总，您上次买的300万12月到期",
    "今天见了陈总和李姐，陈总买了300万理财，李姐还在考虑",
    "该退的手续费今天退给他了，投诉按流程办",
    "上门道歉，退还误扣的年费，撤不撤投诉由他",
    "客户自己撤诉了，说是误会",
    "该基金2023年7月至2026年6月区间收益为11.2%，过往业绩不代表未来表现",
    "它去年一年涨了6.3%，过往业绩不代表未来，请看风险等级",
]
WHETHER = [
    ("inducement", "能不能给客户返现"),
    ("operate-for-client", "可以帮客户代签吗"),
    ("principal-guarantee", "能跟客户说保本吗"),
    ("recording-evasion", "能不能让客户在家双录"),
    ("principal-guarantee", "能不能跟客户说肯定不亏"),
    ("questionnaire-coaching", "能不能帮客户填风险测评"),
    ("operate-for-client", "能不能帮客户保管银行卡和密码"),
]
PROPERLY = [
    "能不能跟客户说存款有存款保险",
    "我能查自己客户的资料吗",
    "林晓梅问能不能买股票基金，怎么回她",
    "信用卡还晚了会不会影响征信",
]
REMARKS = ["这句话发微信合适吗", "他是不是该续了", "帮我查一下钟婉如的电话"]


@pytest.mark.parametrize(("category", "text"), BREACHES)
def test_a_kind_is_caught_for_its_reason(checker: Checker, category: str, text: str) -> None:
    found = [finding.category for finding in checker.check(text).findings]
    assert category in found


@pytest.mark.parametrize("text", PROPER)
def test_what_only_looks_like_it_passes(checker: Checker, text: str) -> None:
    assert checker.check(text).verdict == "pass"


@pytest.mark.parametrize(("rule", "text"), WHETHER)
def test_whether_something_forbidden_may_be_done_is_answered_by_its_rule(
    checker: Checker, rule: str, text: str
) -> None:
    verdict, addressed = checker.check_as_given(text)
    assert (verdict.verdict, addressed) == ("review", "assistant")
    assert [finding.rule_id for finding in verdict.findings] == [rule]


@pytest.mark.parametrize("text", PROPERLY)
def test_whether_something_proper_may_be_done_is_no_breach(checker: Checker, text: str) -> None:
    verdict, addressed = checker.check_as_given(text)
    assert (verdict.verdict, addressed) == ("pass", "assistant")


@pytest.mark.parametrize("text", REMARKS)
def test_a_remark_to_the_bot_is_told_from_a_text(checker: Checker, text: str) -> None:
    assert checker.check_as_given(text)[1] == "assistant"


@pytest.mark.parametrize(
    "text", ["您那笔定期下周到期，您看能不能过来一趟", "“能不能过来一趟”", "李姐，明天见", "你好"]
)
def test_a_text_for_a_customer_stays_one(checker: Checker, text: str) -> None:
    verdict, addressed = checker.check_as_given(text)
    assert (verdict.verdict, addressed) == ("pass", "customer")


def test_by_rules_alone_nothing_is_said_to_the_bot(rules_only: Checker) -> None:
    assert rules_only.check_as_given("能不能给客户返现")[1] == "customer"


BY_ITS_RULE = [
    ("client-disclosure", "别的客户陈总也买了300万，您可以问问他，电话我发您"),
    ("client-disclosure", "我手上还有个客户叫钱丽华，持仓五百多万，我给您看看她怎么配的"),
    ("unencrypted-data", "客户名单发我QQ邮箱，回家弄"),
    ("complaint-buyout", "送点礼让他别投诉了"),
    ("complaint-buyout", "补他几百块，这事就别往上报了"),
    ("inducement", "存五万送一桶油"),
]
SAID_INSTEAD = [
    ("这款保险保本，放心买", "现金价值"),
    ("这款保本，亏了我给您补", "我个人不能补"),
    ("您把密码发我，我帮您操作", "验证码和U盾"),
    ("等着做手术的钱，买三年封闭的也行", "这笔钱有用处"),
    ("您把投诉撤了，我送您一张购物卡", "和撤不撤投诉没有关系"),
]


@pytest.mark.parametrize(("rule", "text"), BY_ITS_RULE)
def test_of_a_categorys_rules_the_one_that_fits_is_cited(
    checker: Checker, rule: str, text: str
) -> None:
    assert rule in {finding.rule_id for finding in checker.check(text).findings}


@pytest.mark.parametrize(("text", "words"), SAID_INSTEAD)
def test_what_to_say_instead_fits_the_fault(checker: Checker, text: str, words: str) -> None:
    assert any(words in finding.instead for finding in checker.check(text).findings)


def test_whatever_is_said_instead_passes_itself(checker: Checker) -> None:
    said = [each.instead for rule in checker.rules for each in rule.fitted]
    assert said
    assert [text for text in said if checker.check(text).verdict != "pass"] == []
