"""Mangled in, readable out; what is lost is marked and nothing is made up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.documents import CUT_OFF, LOST, RawDocument, clean

from .samples import ARTICLE, HANDBOOK, torn


def cleaned(text: str) -> str:
    return clean(RawDocument("样本", text)).text


@pytest.mark.parametrize(
    ("mangled", "readable"),
    [
        ("營業(yè)廳(tīng)的服務(wù)", "营业厅的服务"),
        ("管理(lǐ)要跟上", "管理要跟上"),
        ("好嗎(ma)", "好吗"),
        ("服務(wù，要好", "服务（wù，要好"),
        ("产品(如存单)和(KYC)流程(fee)", "产品（如存单）和（KYC）流程（fee）"),
        ("利率(年化)为3.5%,期限1,000天", "利率（年化）为3.5%，期限1,000天"),
        ("時間:9:30-17:00", "时间：9:30-17:00"),
        ("看著急,是名著", "看着急，是名著"),
        ("客户\ue010经理\ufffd\ufffd来了", f"客户{LOST}经理{LOST}来了"),
        ("錄入口?;下一步", f"录入口{LOST}；下一步"),
        ("您有空嗎?我等您", "您有空吗？我等您"),
        ("再看一遍?zèng)吧", f"再看一遍{LOST}吧"),
        ("余额锟斤拷不足", f"余额{LOST}不足"),
        ("å®¢æˆ·ç»\u008fç\u0090†来访", "客户经理来访"),
        ("请通过/网点办理", f"请通过{LOST}/网点办理"),
        ("ＡＰＰ第１２页说明", "APP第12页说明"),
        ("零\u200b宽\ufeff字", "零宽字"),
    ],
)
def test_a_line_comes_out_readable(mangled: str, readable: str) -> None:
    assert cleaned(mangled) == readable


@pytest.mark.parametrize(
    "sentence",
    ["客户的资产配置方案，应当与风险等级相符", "请问您对这笔钱有什么打算", "银行员工要守规定"],
)
def test_bytes_torn_apart_are_put_back_and_only_the_missing_ends_are_marked(sentence: str) -> None:
    mangled = f"前文說明{torn(sentence)}，后文。"
    whole = cleaned(sentence)
    assert cleaned(mangled) == f"前文说明{LOST}{whole[1:-1]}{LOST}，后文。"


def test_a_lost_byte_is_recovered_where_the_pinyin_note_leaves_one_possibility() -> None:
    assert cleaned("年?duì)I收入") == "年营收入"
    assert cleaned("影響?zhàn)B老的事") == "影响养老的事"


def test_an_ordinary_question_is_not_taken_for_torn_bytes() -> None:
    text = "您最近好嗎?我们明天见面聊聊产品,可以嗎?好的"
    assert cleaned(text) == "您最近好吗？我们明天见面聊聊产品，可以吗？好的"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("某某手册_第3页", "页码"),
        ("第3页 共9页", "页码"),
        ("- 12 -", "页码"),
        ("已阅读3页,还剩8页未读", "阅读提示"),
        ("阅读量：1024", "阅读提示"),
        ("相关推荐", "阅读提示"),
        ("立即下载文档", "下载提示"),
        ("版权所有 某某公司", "版权声明"),
        ("提交评论", "评论框"),
        ("0/150", "评论框"),
        ("某某频道 2024-05-06 09:30", "网页署名"),
        ("来源:某某日报", "网页署名"),
        ("内部资料 严禁外传", "水印"),
    ],
)
def test_furniture_goes_and_is_counted(line: str, name: str) -> None:
    document = clean(RawDocument("样本", f"开头一段话。\n{line}\n结尾一段话。"))
    assert document.text == "开头一段话。\n结尾一段话。"
    assert document.removed[name] == 1


@pytest.mark.parametrize(
    "line",
    [
        "请客户下载手机银行后自行操作。",
        "版权费用不在报销范围。",
        "来源：客户转介绍的名单要逐条核对后再登记进入系统，并且注明转介绍人的姓名、日期与联系方式以备查",
        "第3页的表格由主管填写。",
        "分步执行说明：",
    ],
)
def test_the_documents_own_lines_stay(line: str) -> None:
    assert line in cleaned(f"开头。\n{line}\n结尾。")


def test_heads_that_run_through_the_pages_go() -> None:
    pages = [f"某行零售条线 {n}\n这一页讲第{n}件事。\n保密 {n}" for n in "123"]
    document = clean(RawDocument("样本", "\f".join(pages)))
    assert document.text.split() == ["这一页讲第1件事。", "这一页讲第2件事。", "这一页讲第3件事。"]
    assert document.removed["页眉页脚"] == 6


def test_a_whole_mangled_handbook_reads_as_simplified_chinese() -> None:
    document = clean(RawDocument("样本", HANDBOOK))
    assert document.title == "网点服务手册"
    assert document.text.startswith("网点服务手册服务好每一位来访客人")
    assert document.text.endswith(f"商户留了下{CUT_OFF}")
    assert not set("網點務閱評論") & set(document.text)
    assert [each.why for each in document.unrestored] == ["原文在此中断"]


def test_a_repeated_summary_goes() -> None:
    text = cleaned(ARTICLE)
    assert text.count("每天早上开门前") == 1
    assert not any(each in text for each in ("摘要", "频道", "相关推荐"))


def test_offsets_point_into_the_source() -> None:
    source = "營業(yè)廳(tīng)里,客戶?;等候\n第2页\n叫號"
    document = clean(RawDocument("样本", source))
    at = document.text.index("叫号")
    start, end = document.source(at, at + 2)
    assert source[start:end] == "叫號"
    assert [source[each.offset] for each in document.unrestored] == ["?"]


_MESSY = st.text(
    alphabet=st.one_of(
        st.sampled_from(
            "客戶的資產?,;:()（）“”一二三、第章yèǎ\n\f\r\t |#*\ue010\ufffdÃå®¢�锟斤拷著"
        ),
        st.characters(),
    ),
    max_size=120,
)


@settings(max_examples=150, deadline=None)
@given(_MESSY)
def test_cleaning_never_fails_and_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(RawDocument("样本", text))
    assert len(once.origins) == len(once.text)
    assert all(origin < len(text) for origin in once.origins)
    assert clean(RawDocument("样本", once.text)).text == once.text


def test_lines_broken_by_a_page_are_joined_and_headings_are_not() -> None:
    long = "客户进门以后先问好再请他坐下慢慢说清楚来意，"
    text = f"第一章 迎客\n{long}\n然后递上一杯温水。\n{long[:-1]}\n第二章 送客\n送到门口。"
    document = clean(RawDocument("样本", text, "pdf"))
    assert document.text == text.replace(f"{long}\n", long)
    assert document.removed["断行"] == 1
