"""The reading of a text, and that every offset leads back to the text as given."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.compliance.normalise import normaliser

NORMALISER = normaliser()

READINGS = [
    ("保 本 保 息", "保本保息"),
    ("保\u200b本\u200d保\ufeff息", "保本保息"),
    ("保*本*保*息", "保本保息"),
    ("保，本，保，息", "保本保息"),
    ("亻呆本", "保本"),
    ("保夲", "保本"),
    ("蕞高", "最高"),
    ("無風險", "无风险"),
    ("bao本", "保本"),
    ("ＢＡＯ本", "保本"),
    ("tuibao不亏", "退保不亏"),
    ("稳zhuan", "稳赚"),
    ("宝本保息", "保本保息"),
    ("０风险", "0风险"),
    ("no risk的", "无风险的"),
    ("加vx聊", "加微信聊"),
    ("百分之百下款", "百分百下款"),
    ("保💵收益", "保钱收益"),
    ("R➍照样买", "r4照样买"),
    ("行里给您兜氐", "行里给您兜底"),
    ("1. 保本 2. 明天见", "保本 \n明天见"),
    ("两段：①保本；（2）明天见", "两段：\n保本；\n明天见"),
    ("一、保本，二、明天见", "保本，\n明天见"),
    ("宝本，bao本，加vx", "保本，保本，加微信"),
    ("a" * 3000 + " bao本", "a" * 3000 + " 保本"),
]
LEFT_ALONE = [
    "年化约，3.5%",
    "放，3、5年都行",
    "年报本月公布",
    "上午要报本子",
    "确保本次会议顺利",
    "受益人是您女儿",
    "露营的地方很美",
    "please call me tomorrow",
    "存款、理财、保险，三样都有",
]


@pytest.mark.parametrize(("given", "read"), READINGS)
def test_reads(given: str, read: str) -> None:
    assert NORMALISER.read(given).text == read


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_leaves_alone(text: str) -> None:
    assert NORMALISER.read(text).text == text


def test_span_covers_what_was_put_between() -> None:
    text = "您看，这款亻呆\u200b 夲，对吧"
    normal = NORMALISER.read(text)
    at = normal.text.index("保本")
    start, end = normal.span(at, at + 2)
    assert text[start:end] == "亻呆\u200b 夲"


@given(
    st.text(alphabet=st.sampled_from("保本亻呆bao tuibao，。💵０％\u200b無風險*vx1報"), max_size=40)
)
def test_offsets_stay_in_order_and_inside(text: str) -> None:
    normal = NORMALISER.read(text)
    assert len(normal.text) == len(normal.starts) == len(normal.ends)
    assert list(normal.starts) == sorted(normal.starts)
    assert all(
        0 <= start < end <= len(text) for start, end in zip(normal.starts, normal.ends, strict=True)
    )
