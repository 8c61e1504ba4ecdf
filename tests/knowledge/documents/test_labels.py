"""A document's own labels sort its lines; nothing of it is lost unsaid; nobody's number is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.documents import (
    DraftScript,
    ImportedDocument,
    RawDocument,
    clean,
    draft_markdown,
    import_document,
    propose,
    split,
)
from knowledge.handbook.format import Section

from .samples import write_docx

LABELLED = """开场白：您好，您的茶园贷款下月到期，我来跟您对一下日子。
话术一：要续的话，材料我列一张单子给您。
参考话术：不续也行，还款日我提前一天提醒您。
提问：今年茶叶卖得怎么样？
客户异议：续贷太麻烦了。
应答：材料我先替您理好，您来一趟就够。
客户说：利息能不能低一点？
您可以说：利率看审批，我把申请要的几样告诉您。
禁语：不得承诺一定能批。
注意：采茶季节不要上门。
下一步：三天内电话回访。
"""
ALONE = """茶园贷款

【开场白】
您好，您的茶园贷款下月到期。

【参考话术】
1. 要续的话，材料我列一张单子给您。
2. 不续也行，还款日我提前一天提醒您。

【客户异议】
续贷太麻烦了。
【应答】
材料我先替您理好，您来一趟就够。

【禁语】
不得承诺一定能批。
"""
TABLE = """# 茶园贷款

| 环节 | 话术 |
|---|---|
| 开场白 | 您好，您的茶园贷款下月到期。 |
| 提问 | 今年茶叶卖得怎么样？ |

| 客户异议 | 应答 |
|---|---|
| 续贷太麻烦了 | 材料我先替您理好，您来一趟就够。 |
"""


def draft_of(text: str) -> DraftScript:
    (draft,) = propose(split(clean(RawDocument("样本", text))), document="样本")
    return draft


def sorted_of(draft: DraftScript) -> dict[Section, list[str]]:
    found: dict[Section, list[str]] = {}
    for line in draft.lines:
        found.setdefault(line.section, []).append(line.text)
    return found


def test_a_labelled_line_goes_to_its_kind() -> None:
    draft = draft_of(LABELLED)
    found = sorted_of(draft)
    assert found[Section.OPENING] == ["您好，您的茶园贷款下月到期，我来跟您对一下日子。"]
    assert len(found[Section.POINTS]) == 2
    assert found[Section.QUESTIONS] == ["今年茶叶卖得怎么样？"]
    assert found[Section.AVOID] == ["不得承诺一定能批。"]
    assert found[Section.NOTES] == ["采茶季节不要上门。"]
    assert found[Section.ACTIONS] == ["三天内电话回访。"]
    assert [(each.text, each.answers[0].text) for each in draft.objections] == [
        ("续贷太麻烦了。", "材料我先替您理好，您来一趟就够。"),
        ("利息能不能低一点？", "利率看审批，我把申请要的几样告诉您。"),
    ]
    assert draft.missing == (Section.DISCLOSURES,)


def test_a_label_on_its_own_line_names_the_lines_below() -> None:
    draft = draft_of(ALONE)
    found = sorted_of(draft)
    assert found[Section.OPENING] == ["您好，您的茶园贷款下月到期。"]
    assert found[Section.POINTS] == [
        "要续的话，材料我列一张单子给您。",
        "不续也行，还款日我提前一天提醒您。",
    ]
    assert [each.text for each in draft.objections] == ["续贷太麻烦了。"]
    assert found[Section.AVOID] == ["不得承诺一定能批。"]


def test_a_tables_header_and_first_column_are_labels() -> None:
    draft = draft_of(TABLE)
    found = sorted_of(draft)
    assert found[Section.OPENING] == ["您好，您的茶园贷款下月到期。"]
    assert found[Section.QUESTIONS] == ["今年茶叶卖得怎么样？"]
    assert [each.text for each in draft.objections] == ["续贷太麻烦了"]


@pytest.mark.parametrize("label", ["客户", "说明书", "联系人", "提问环节已经结束", "问题不大"])
def test_other_words_are_no_labels(label: str) -> None:
    draft = draft_of(f"一、来访场景\n场景描述：茶农来访。\n{label}：明天下午三点在网点见面。\n")
    assert Section.QUESTIONS not in sorted_of(draft)
    assert draft.objections == ()


def test_what_was_not_recognised_is_not_said_to_be_absent() -> None:
    assert "原文里没有认出披露语" in draft_markdown(draft_of(LABELLED))
    assert "原文没有" not in draft_markdown(draft_of(LABELLED))


def imported(folder: Path, text: str) -> ImportedDocument:
    file = folder / "样本.md"
    file.write_text(text, encoding="utf-8")
    return import_document(file)


def test_labels_of_a_docx_count_too(tmp_path: Path) -> None:
    lines = [("", line) for line in LABELLED.splitlines()]
    document = import_document(write_docx(tmp_path / "茶园.docx", lines))
    (draft,) = document.drafts
    assert len(draft.objections) == 2
    assert document.report.left_out == ()


def test_what_comes_to_nothing_is_named(tmp_path: Path) -> None:
    report = imported(tmp_path, LABELLED + "\n## 其他\n到此为止。\n").report
    assert [each.text for each in report.left_out] == ["到此为止。"]


def test_nobodys_number_gets_into_a_draft(tmp_path: Path) -> None:
    document = imported(
        tmp_path, LABELLED + "注意：邻居老唐13900001234，身份证110101199003077635在场。\n"
    )
    (draft,) = document.drafts
    assert document.report.masked == {"手机号": 1, "身份证号": 1}
    shown = draft_markdown(draft) + "".join(passage.text for passage in document.passages)
    assert "1390000" not in shown
    assert "11010119" not in shown
    assert "邻居老唐×××" in shown
