"""Consent in words: given with its terms, withdrawn, asked about; and what only sounds like it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.understanding.consent_words import told_consent, with_answer
from bot.understanding.consents import ConsentDraft

NOW = datetime(2026, 11, 28, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY, TWO_YEARS = date(2026, 11, 28), date(2028, 11, 28)


@pytest.mark.parametrize(
    ("said", "who", "draft"),
    [
        (
            "王建国授权了理财营销，书面，今天签的，有效两年",
            "王建国",
            ConsentDraft(("wealth",), "written", TODAY, TWO_YEARS),
        ),
        (
            "王建国续签了理财授权书，有效两年，双录，11月20日，凭证影像003",
            "王建国",
            ConsentDraft(
                ("wealth",), "recorded", date(2026, 11, 20), date(2028, 11, 20), evidence="影像003"
            ),
        ),
        (
            "他今天书面授权了理财和保险营销，有效期一年半",
            "他",
            ConsentDraft(("wealth", "insurance"), "written", TODAY, date(2028, 5, 28)),
        ),
        ("昨天李秀云签了贷款营销授权", "李秀云", ConsentDraft(("loan",), "", date(2026, 11, 27))),
        (
            "李秀云授权了调研，书面，长期",
            "李秀云",
            ConsentDraft(("survey",), "written", endless=True),
        ),
        (
            "王建国授权了理财，书面，2024年2月29日签的，有效一年",
            "王建国",
            ConsentDraft(("wealth",), "written", date(2024, 2, 29), date(2025, 2, 28)),
        ),
        (
            "王建国授权今天签了贷款的，书面，一年",
            "王建国",
            ConsentDraft(("loan",), "written", TODAY, date(2027, 11, 28)),
        ),
        (
            "赵敏慧授权基金可以推，昨天录音录像的，有效到明年底，单号LY8821",
            "赵敏慧",
            ConsentDraft(
                ("wealth",),
                "recorded",
                date(2026, 11, 27),
                date(2027, 12, 31),
                evidence="单号LY8821",
            ),
        ),
        (
            "郑雨洁授权了理财营销和保险，书面，11月20日签的，有效两年",
            "郑雨洁",
            ConsentDraft(
                ("wealth", "insurance"), "written", date(2026, 11, 20), date(2028, 11, 20)
            ),
        ),
        (
            "书面授权，王建国，理财和保险，今天签的，两年",
            "王建国",
            ConsentDraft(("wealth", "insurance"), "written", TODAY, TWO_YEARS),
        ),
        (
            "欧阳志远同意我们给他推保险，双录，今天，两年",
            "欧阳志远",
            ConsentDraft(("insurance",), "recorded", TODAY, TWO_YEARS),
        ),
    ],
)
def test_consent_given_is_read_with_its_terms(said: str, who: str, draft: ConsentDraft) -> None:
    told = told_consent(said, now=NOW)
    assert told is not None
    assert (told.who, told.act, told.draft) == (who, "give", draft)


@pytest.mark.parametrize(
    ("said", "who", "scopes"),
    [
        ("李秀云撤回保险的授权", "李秀云", ("insurance",)),
        ("李秀云的保险授权撤回了", "李秀云", ("insurance",)),
        ("李秀云要求撤回理财营销授权", "李秀云", ("wealth",)),
        ("李秀云不再授权保险", "李秀云", ("insurance",)),
        ("撤回李秀云的保险授权", "李秀云", ("insurance",)),
        ("取消李秀云的授权", "李秀云", ()),
        ("他取消授权", "他", ()),
        ("撤回欧阳志远的理财授权，别的不动", "欧阳志远", ("wealth",)),
        (
            "李秀云把所有授权都撤回了",
            "李秀云",
            ("wealth", "insurance", "loan", "settlement", "survey"),
        ),
    ],
)
def test_consent_withdrawn_is_read(said: str, who: str, scopes: tuple[str, ...]) -> None:
    told = told_consent(said, now=NOW)
    assert told is not None
    assert (told.who, told.act, told.draft.scopes) == (who, "withdraw", scopes)


@pytest.mark.parametrize(
    "said",
    ["他的营销授权到哪天", "王建国的理财授权什么时候到期？", "他授权了哪些", "王建国的授权情况"],
)
def test_consent_asked_about_is_read(said: str) -> None:
    told = told_consent(said, now=NOW)
    assert told is not None
    assert told.act == "ask"


@pytest.mark.parametrize(
    "said", ["王建国口头授权了理财", "李秀兰口头同意了理财营销", "李秀兰电话里同意了保险营销"]
)
def test_word_of_mouth_is_told_apart(said: str) -> None:
    told = told_consent(said, now=NOW)
    assert told is not None
    assert told.spoken


@pytest.mark.parametrize(
    ("said", "scope"),
    [
        ("李秀云不想再收到保险的推销了", "insurance"),
        ("李秀云说别再给她推理财了", "wealth"),
        ("李秀云的保险推销电话她不想再接了", "insurance"),
        ("李秀云不同意理财营销", "wealth"),
    ],
)
def test_offers_no_more_wanted_are_read(said: str, scope: str) -> None:
    told = told_consent(said, now=NOW)
    assert told is not None
    assert (told.who, told.act, told.draft.scopes) == ("李秀云", "no_more", (scope,))


@pytest.mark.parametrize(
    "said",
    [
        "谁授权了保险",
        "没有授权的客户",
        "授权过期的客户",
        "下个月授权到期的客户",
        "哪些客户授权到期了",
        "刚给王建国打电话，他授权了理财，还想看看基金",
        "王建国授权他儿子来取钱",
        "王建国授权理财经理代办",
        "王建国授权了转账",
        "王建国撤回了赎回申请",
        "王建国没有授权保险",
        "王建国不想授权保险",
        "授权书要签几份？",
        "李秀兰同意买理财了",
        "李秀兰同意推荐朋友来办理财",
        "王建国签了贷款合同，一年",
        "王建国买了保险，签了授权书",
        "授权下月到期的",
        "同意保险营销的有谁",
        "李秀云不想买保险了",
        "李秀云不想再收到推销电话了",
        "李秀云说别再给她推理财了，孩子要结婚",
        "能不能给李秀云推保险",
        "别给没授权的推保险",
        "客户问授权书怎么签",
        "撤回",
    ],
)
def test_look_alikes_are_left_to_others(said: str) -> None:
    assert told_consent(said, now=NOW) is None


@pytest.mark.parametrize(
    ("draft", "said", "expected"),
    [
        (ConsentDraft(), "保险", ConsentDraft(("insurance",))),
        (ConsentDraft(("loan",)), "录音录像", ConsentDraft(("loan",), "recorded")),
        (
            ConsentDraft(("loan",), "written"),
            "昨天",
            ConsentDraft(("loan",), "written", date(2026, 11, 27)),
        ),
        (
            ConsentDraft(("loan",), "written", TODAY),
            "两年",
            ConsentDraft(("loan",), "written", TODAY, TWO_YEARS),
        ),
        (
            ConsentDraft(("loan",), "written", TODAY),
            "2027年6月30日",
            ConsentDraft(("loan",), "written", TODAY, date(2027, 6, 30)),
        ),
        (
            ConsentDraft(("loan",), "written", TODAY, TWO_YEARS, evidence=""),
            "不对，是录音",
            ConsentDraft(("loan",), "recorded", TODAY, TWO_YEARS, evidence=""),
        ),
        (ConsentDraft(("loan",)), "口头的", None),
        (ConsentDraft(("loan",), "written"), "不记得了", None),
    ],
)
def test_an_answer_fills_what_was_asked(
    draft: ConsentDraft, said: str, expected: ConsentDraft | None
) -> None:
    assert with_answer(draft, said, now=NOW) == expected


@pytest.mark.parametrize(
    ("said", "kept"),
    [("影像平台003", "影像平台003"), ("没有编号", ""), ("凭证：档案柜:3", "档案柜 3")],
)
def test_evidence_is_kept_as_said(said: str, kept: str) -> None:
    draft = ConsentDraft(("loan",), "written", TODAY, TWO_YEARS)
    answered = with_answer(draft, said, now=NOW)
    assert answered is not None
    assert answered.evidence == kept
