"""Headings run into one line, labels, tables without cells."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents import Passage, PassageKind, RawDocument, clean, readable, split
from knowledge.documents.tables import run_in_table

from .samples import ARTICLE, HANDBOOK


def passages_of(text: str) -> tuple[Passage, ...]:
    return split(clean(RawDocument("样本", text)))


def of_kind(passages: tuple[Passage, ...], kind: PassageKind) -> list[Passage]:
    return [each for each in passages if each.kind is kind]


def test_a_handbook_in_one_line_has_its_parts() -> None:
    kinds = Counter(str(each.kind) for each in passages_of(HANDBOOK))
    expected = {"chapter": 5, "scenario": 2, "table": 1, "stage": 2, "case": 2}
    assert {kind: kinds[kind] for kind in expected} == expected


def test_titles_end_where_the_text_begins() -> None:
    titles = {each.path[-1] for each in passages_of(HANDBOOK)}
    assert titles >= {
        "第一章服务的基本要求",
        "一、服务态度的重要性",
        "二、着装规范",
        "一、老年客户来访场景",
        "一、新客户开户期（0-1个月）：从“认识”到“信任”",
        "案例1：雨天送件",
        "案例2：错账更正",
    }


def test_passages_lie_where_they_say() -> None:
    (scenario, _) = of_kind(passages_of(HANDBOOK), PassageKind.SCENARIO)
    assert HANDBOOK[scenario.start :].startswith("一、老年客戶來訪場景")
    assert scenario.text.startswith("老年客户独自来网点取钱（如养老金到账）")
    assert scenario.path == ("第二章常见场景与做法", "一、老年客户来访场景")


def test_an_article_splits_by_its_own_headings() -> None:
    passages = passages_of(ARTICLE)
    assert [each.path[-1] for each in passages[1:]] == [
        "一、看得见的地方要用心",
        "（一）座位要够",
        "（二）说明要清楚",
        "二、看不见的地方更要用心",
    ]
    assert [each.kind.value for each in passages[1:]] == ["chapter", "prose", "prose", "chapter"]


def test_markdown_headings_and_tables() -> None:
    text = (
        "# 手册\n\n## 第一章 回访\n\n先问近况。\n\n| 客户 | 做法 |\n| --- | --- |\n| 老人 | 慢 |\n"
    )
    passages = passages_of(text)
    (table,) = of_kind(passages, PassageKind.TABLE)
    assert table.table is not None
    assert (table.table.header, table.table.rows) == (("客户", "做法"), (("老人", "慢"),))
    assert not table.table.inferred
    assert [each.path[-1] for each in of_kind(passages, PassageKind.CHAPTER)] == ["第一章 回访"]


@pytest.mark.parametrize(
    "text",
    [
        "一线网点包括一、二、三支行，周一、周二休息。",
        "他说第二、第三章以后再看。",
        "见（一）所述即可。",
    ],
)
def test_numbers_in_a_sentence_are_no_headings(text: str) -> None:
    (only,) = passages_of(f"开头。其中{text}")
    assert only.kind is PassageKind.PROSE


@pytest.mark.parametrize(
    ("run_in", "header", "rows"),
    [
        (
            "客户编号客户姓名联系方式回访日期优化建议"
            "10086021某某138XXXX56782024-03-05增加座椅10086022某某021-XXXX66662024-03-06提供老花镜",
            ("客户编号", "客户姓名", "联系方式", "回访日期", "优化建议"),
            (
                ("10086021", "某某", "138XXXX5678", "2024-03-05", "增加座椅"),
                ("10086022", "某某", "021-XXXX6666", "2024-03-06", "提供老花镜"),
            ),
        ),
        (
            "客户类型回访周期沟通渠道预期目标退休客户每月2次电话提升到访意愿小微企业主每季度1次上门拜访巩固结算往来",
            ("客户类型", "回访周期", "沟通渠道", "预期目标"),
            (
                ("退休客户", "每月2次", "电话", "提升到访意愿"),
                ("小微企业主", "每季度1次", "上门拜访", "巩固结算往来"),
            ),
        ),
    ],
)
def test_a_table_run_into_a_line_is_parted(
    run_in: str, header: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> None:
    table = run_in_table(run_in)
    assert table is not None
    assert (table.header, table.rows) == (header, rows)
    assert table.inferred


def test_a_line_without_a_header_is_no_table() -> None:
    assert run_in_table("今天天气不错，我们出去走走吧") is None


def test_objections_are_found_with_their_answers() -> None:
    text = (
        "# 异议\n\n“手续太麻烦”→“材料我先帮您理好，您来一趟就够”\n\n"
        "客户：没时间\n应对：我把要点发您，您有空再看\n"
    )
    found = [(p.text, p.answer) for p in of_kind(passages_of(text), PassageKind.OBJECTION)]
    assert found == [
        ("手续太麻烦", "材料我先帮您理好，您来一趟就够"),
        ("没时间", "我把要点发您，您有空再看"),
    ]


def test_bad_examples_are_not_offered_as_speech() -> None:
    text = "一、说法\n不说“这不归我们网点管理”，换成“您先坐，我来帮您想办法”。"
    said = [each.text for each in of_kind(passages_of(text), PassageKind.DIALOGUE)]
    assert said == ["您先坐，我来帮您想办法"]


def test_the_readable_text_has_headings_and_rows() -> None:
    text = readable(passages_of(HANDBOOK))
    assert "\n# 第二章常见场景与做法\n" in text
    assert "\n## 一、老年客户来访场景\n" in text
    assert "| 10086021 | 某某 | 138XXXX5678 | 2024-03-05 | 增加座椅 |" in text


@settings(max_examples=60, deadline=None)
@given(
    st.text(
        alphabet="第一二章、（）：“”→|#\n。；场景描述模板表格客户编号姓名类型案例1核心策略",
        max_size=80,
    )
)
def test_any_text_splits_into_places_of_the_source(text: str) -> None:
    for passage in passages_of(text):
        assert 0 <= passage.start <= passage.end <= len(text)
