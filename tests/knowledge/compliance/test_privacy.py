"""Personal data found and masked; what only looks like it stays."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.privacy import PrivacyFilter, is_bank_card, is_identity_card, mask

NAMES = ("张三丰", "上海宏达有限公司")
FOUND = [
    ("打13812345678找我", [("mobile", "13812345678")]),
    ("１３８ １２３４ ５６７８", [("mobile", "１３８ １２３４ ５６７８")]),
    ("138-1234-5678", [("mobile", "138-1234-5678")]),
    ("+86 13812345678", [("mobile", "+86 13812345678")]),
    ("座机010-62345678转802", [("landline", "010-62345678转802")]),
    ("证件11010519491231002X。", [("id_card", "11010519491231002X")]),
    ("证件110105 19491231 002x", [("id_card", "110105 19491231 002x")]),
    ("卡4111 1111 1111 1111", [("bank_card", "4111 1111 1111 1111")]),
    ("邮箱a.b@x.com.cn，", [("email", "a.b@x.com.cn")]),
    (
        "住在广东省深圳市南山区科技路12号3栋502室",
        [("address", "广东省深圳市南山区科技路12号3栋502室")],
    ),
    ("张三丰在上海宏达有限公司", [("name", "张三丰"), ("name", "上海宏达有限公司")]),
]
LEFT_ALONE = [
    "编号1381234567",
    "产品代码20240101001",
    "金额1000000元，年化3.5%",
    "2026-11-22 10:00",
    "客服热线95588",
    "11010519491231002",
    "今天晚上走路回家",
    "4111 1111 1111 1112",
]


@pytest.mark.parametrize(("text", "found"), FOUND)
def test_finds_and_restores(text: str, found: list[tuple[str, str]]) -> None:
    masked = mask(text, names=NAMES)
    assert [(each.kind, each.value) for each in masked.found] == found
    assert not any(value in masked.text for _, value in found)
    assert masked.restore(masked.text) == text


@pytest.mark.parametrize("text", LEFT_ALONE)
def test_leaves_alone(text: str) -> None:
    assert mask(text).text == text


def test_identity_comes_before_type_where_both_match() -> None:
    cards = (f"11010519491231{n:03d}{c}" for n in range(1000) for c in "0123456789")
    both = next(card for card in cards if is_identity_card(card) and is_bank_card(card))
    assert [each.kind for each in mask(both).found] == ["id_card"]


def test_the_same_value_gets_the_same_token_and_a_used_token_is_not_reused() -> None:
    masked = mask("〔手机1〕 13812345678 13812345678 13912345678")
    assert masked.text == "〔手机1〕 〔手机2〕 〔手机2〕 〔手机3〕"
    assert masked.restore("请拨〔手机2〕") == "请拨13812345678"


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True), st.sampled_from("，。 找：\n"))
def test_no_mobile_survives(phone: str, around: str) -> None:
    text = f"电话{around}{phone}{around}"
    masked = mask(text)
    assert phone not in masked.text
    assert masked.restore(masked.text) == text


@given(st.text(max_size=60))
def test_any_text_is_restored(text: str) -> None:
    masked = mask(text)
    assert masked.restore(masked.text) == text


def test_log_lines_carry_no_personal_data(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("test.privacy")
    masking = PrivacyFilter(names=["张三丰"])
    logger.addFilter(masking)
    with caplog.at_level(logging.INFO):
        logger.info("called %s at %s", "张三丰", "13812345678")
        try:
            raise ValueError("13812345678")
        except ValueError:
            logger.exception("failed")
    logger.removeFilter(masking)
    assert "张三丰" not in caplog.text
    assert "13812345678" not in caplog.text
    assert "called" in caplog.text
