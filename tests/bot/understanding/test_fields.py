"""Changes of a customer's record in words, and what looks like one and is none."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.fields import field_edits

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("text", "who", "edits"),
    [
        ("电话改成13912345678", "", "phone=13912345678"),
        ("王建国的电话改成13912345678", "王建国", "phone=13912345678"),
        ("把他的手机号换成 139-1234-5678", "他", "phone=139-1234-5678"),
        ("王建国换电话了", None, ""),
        ("王建国电话改成123", "王建国", "phone=123"),
        ("王建国的电话改成微信", None, ""),
        ("他电话换了，新号码是13912345678", "他", "phone=13912345678"),
        ("他喜欢手机摄影", "他", "interests+手机摄影"),
        ("王建国平时特别喜欢钓鱼和书法", "王建国", "interests+钓鱼;书法"),
        ("她好像喜欢听古典音乐", "她", "interests+听古典音乐~"),
        ("爱好加上太极拳", "", "interests+太极拳"),
        ("给王建国加个爱好：围棋", "王建国", "interests+围棋"),
        ("他的爱好去掉书法", "他", "interests-书法"),
        ("王建国需求加上子女教育金", "王建国", "need_tags+子女教育金"),
        (
            "王建国的风险测评昨天重做了C3",
            "王建国",
            "risk_level=C3 risk_assessed_on=2026-11-22",
        ),
        (
            "他的测评11月20号重新做了，结果是C2",
            "他",
            "risk_level=C2 risk_assessed_on=2026-11-20",
        ),
        ("风险等级改成C4", "", "risk_level=C4 risk_assessed_on="),
        ("风评今天做完了，稳健型", "", "risk_level=稳健型 risk_assessed_on=2026-11-23"),
        ("职业改成退休", "", "occupation=退休"),
        ("王建国职业改成退休了", "王建国", "occupation=退休"),
        ("生日是3月5号", "", "birthday=3月5号"),
        ("王建国的生日改为1968年3月5日", "王建国", "birthday=1968年3月5日"),
        ("华信制造的行业改成新能源", "华信制造", "industry=新能源"),
        ("华信制造的账期改成120天", "华信制造", "receivable_days=120天"),
        ("年营业额更新为2.3亿", "", "annual_revenue_wan=2.3亿"),
        ("应收占比改成40%", "", "receivable_share=40%"),
        ("信用等级改成A", "", "credit_grade=A"),
        ("首选渠道改成微信", "", "preferred_channel=微信"),
        ("他性格比较安静", "他", "personality=安静"),
        ("称呼改成王总", "", "salutation=王总"),
        ("以后称呼他王总", "他", "salutation=王总"),
        ("资产改成600万", "", "aum_wan=600万"),
        ("他的称呼清空", "他", "salutation="),
        ("职业改成退休，电话改成13912345678", "", "occupation=退休 phone=13912345678"),
        ("王建国的职业改成退休，他喜欢钓鱼", "王建国", "occupation=退休 interests+钓鱼"),
        ("分层改成高净值", "", "tier_override=高净值"),
        ("负责人改成丁凯", "", "owner_id=丁凯"),
        ("开户日期改成2020-01-01", "", "opened_on=2020-01-01"),
    ],
)
def test_a_change_is_read(text: str, who: str | None, edits: str) -> None:
    told = field_edits(text, now=NOW)
    if who is None:
        assert told is None
        return
    assert told is not None
    signs = {"set": "=", "add": "+", "drop": "-"}
    said = " ".join(f"{e.field}{signs[e.act]}{e.value}{'~' * e.inferred}" for e in told.edits)
    assert (told.who, said) == (who, edits)


@pytest.mark.parametrize(
    "text",
    [
        "电话改了吗",
        "他电话改成多少了",
        "怎么把电话改成新的",
        "能不能把职业改成退休",
        "王建国的风险测评做了吗",
        "风险测评过期了怎么办",
        "他喜欢什么",
        "他喜欢稳健的产品",
        "他喜欢微信联系",
        "他不喜欢打电话",
        "客户喜欢高收益怎么聊",
        "他说他喜欢摄影，下周再约",
        "刚跟王建国通完电话，他喜欢摄影，约了周五",
        "渠道改成微信",
        "时间改成周五",
        "不对，是周四",
        "改成下周三",
        "把他的电话改到下周五",
        "电话改成微信",
        "他资产转走了一半",
        "王建国的测评下个月到期",
        "生日快到了",
        "他生日想送点什么",
        "等下给王建国打电话",
        "王建国工作很忙",
        "他的需求是什么",
        "今天把他的投诉解决了",
        "职业",
        "持有稳健添利",
        "资产500万以上的客户",
        "风险等级C4的客户有哪些",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    told = field_edits(text, now=NOW)
    assert told is None, told


@pytest.mark.parametrize(
    "text",
    [
        "王建国女儿的身份证号是330102200001011234",
        "他的信仰改成佛教",
        "宗教改成基督教",
        "他的健康状况改成糖尿病",
        "婚姻状况改成离异",
        "爱好加上去教堂",
        "他喜欢做礼拜",
        "老公的手机号改成13912345678",
        "职业改成党员干部",
    ],
)
def test_what_the_record_does_not_need_is_kept_out(text: str) -> None:
    told = field_edits(text, now=NOW)
    assert told is not None
    assert told.kept_out
    assert not told.edits


@pytest.mark.parametrize("text", ["王建国的性别是女的", "王建国性别男"])
def test_a_sex_is_no_field_of_the_record(text: str) -> None:
    told = field_edits(text, now=NOW)
    assert told is not None
    assert (told.who, told.unknown, told.edits) == ("王建国", "性别", ())


@pytest.mark.parametrize(
    "text", ["王建国的地址改成浦东新区", "把王建国的地址改成浦东，电话改成13912345678"]
)
def test_a_field_the_record_does_not_have_is_named(text: str) -> None:
    told = field_edits(text, now=NOW)
    assert told is not None
    assert (told.who, told.unknown, told.edits) == ("王建国", "地址", ())


@pytest.mark.parametrize(
    ("text", "edits", "remark"),
    [
        ("孙浩然改成喜欢打乒乓球，对了他老婆怀孕了", "interests=打乒乓球", "他老婆怀孕了"),
        ("他喜欢钓鱼。听说他爸住院了", "interests=钓鱼", "他爸住院了"),
        ("电话改成13912345678对了他爸刚开刀", "phone=13912345678", "他爸刚开刀"),
        (
            "王建国职业改成退休，他爸刚做完手术，他喜欢钓鱼",
            "occupation=退休 interests=钓鱼",
            "他爸刚做完手术",
        ),
    ],
)
def test_a_remark_on_health_beside_a_change_is_kept_out(text: str, edits: str, remark: str) -> None:
    told = field_edits(text, now=NOW)
    assert told is not None
    said = " ".join(f"{each.field}={each.value}" for each in told.edits)
    assert (said, told.remark, told.kept_out) == (edits, remark, "value")


@pytest.mark.parametrize(
    "text",
    [
        "孙浩然改成喜欢打乒乓球，他下周来开户",
        "刚跟李秀兰通完电话，她老公住院了，她喜欢摄影，下周再约",
        "他老婆怀孕了",
    ],
)
def test_a_note_beside_a_change_or_without_one_is_no_change(text: str) -> None:
    assert field_edits(text, now=NOW) is None
