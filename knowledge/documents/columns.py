"""How well a stretch of text fits the column it would stand in, judged by the column's name."""

from __future__ import annotations

import re
from functools import lru_cache

_VERBS = (
    "提升|促进|挖掘|降低|增加|巩固|新增|提供|针对|开展|测算|推送|安排|拜访|邀请|优化|建立|完成|跟进|提交|"
    "预约|发送|调整|补充|协助|推荐|上门|确认|核对|减少|加强|改用|扩大|缩短|稳定|留住"
)
_PRODUCTS = (
    "基金|理财|保险|年金险|贷款|存款|信托|贴现|融资|结算|信用卡|账户|经营贷|消费贷|保理|外汇|债券|国债|"
    "金融|组合|服务|保障|存单|票据|黄金"
)
_WAYS = "电话|短信|微信|面谈|座谈会|邮件|拜访|上门|网点|直播|视频|活动|沙龙|群"
_KINDS = (
    "客户|个人|企业|公司|群体|客群|白领|企业主|需求|老人|户主|学生|教师|员工|商户|高净值|职工|家庭"
)
_UNIT = "(?:[%次个分单笔倍天]|[万亿]?元|[万亿])"
_ANY = "[\u4e00-\u9fff]"
_FORMS: tuple[tuple[str, tuple[tuple[str, float], ...], float], ...] = (
    ("编号|序号|工号|代码", ((r"[A-Z]{0,3}\d{2,10}", 6),), -6),
    ("时间|日期", ((r"\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?", 6),), -4),
    ("规模|金额|余额|人数|收入", ((r"[\d,.]+(?:万元|亿元|万|亿|元|%)?", 5),), -4),
    (
        "联系方式|电话|手机",
        ((r"1[\dX*]{10}|0\d{2,3}-[\dX*]{7,8}", 8), (r"[X*]{2,11}", 6)),
        -4,
    ),
    ("周期|频率|频次", ((r"每.{1,4}\d+次", 8), (r"每(?:日|天|周|月|季度?|年|半年)|不定期", 5)), -2),
    (
        "姓名|负责人|责任人|经办",
        ((r"某某", 6), (rf"某{_ANY}{{1,4}}公司|{_ANY}{{2,8}}公司", 6), (rf"{_ANY}{{2,4}}", 2)),
        -3,
    ),
    (
        "类型|分层|类别|客群|对象",
        (
            (r"(?:小微|中小|科技|外贸|大型)(?:个人|企业)(?:高净值|客户|主)?", 6),
            (rf"(?!{_VERBS}){_ANY}{{2,6}}客户|(?:个人|企业)(?:高净值|客户|主)?", 5),
            (rf"{_ANY}{{2,8}}需求(?:\+.{{2,8}}需求)?", 5),
            (rf"(?!{_VERBS})[^，；：、\d]*(?:{_KINDS})", 3),
        ),
        -2,
    ),
    ("渠道", ((rf".{{0,10}}(?:{_WAYS})[+＋]?(?:.{{0,6}}(?:{_WAYS})[+＋]?)?", 4),), -1),
    (
        "反馈|指标|效果|结果",
        (
            (rf"(?:新增|成交|完成|达到|累计|{_ANY}{{2,8}}率)[^；]*\d{_UNIT}", 7),
            (rf"(?![率量额数值月日次]){_ANY}[^；]*\d{_UNIT}", 5),
            (rf"(?![率量额数值月日次]){_ANY}[^；]*\d[^；]*", 3),
        ),
        -1,
    ),
    (
        "步骤|流程",
        ((r"第[1一].{0,2}[月步周：].*；.*[^；]", 9), (r"(?:第1|第一|1[.、]|先).*[^；]", 4)),
        -2,
    ),
    ("话术|应对|异议", ((r"“[^”]+”→“.+”", 8), (r"“.+”", 4)), -2),
    ("描述|痛点", ((r"“[^”]+”", 5),), -1),
    ("依据|原因|背景", ((r"(?:客户|因|由于|企业|年龄|该).*", 3),), -1),
    (
        "产品|服务|组合|标签",
        (
            (rf"[^，：；\d]*[、+][^，：；\d]*(?:{_PRODUCTS})[”“]?(?:组合)?", 4),
            (rf"[^，：；\d]*(?:{_PRODUCTS})[”“]?(?:组合)?", 3),
            (r"[^，：；\d]*、[^，：；\d]*", 2),
        ),
        -1,
    ),
    ("目标", ((rf"(?:{_VERBS})[^\d]*", 4), (rf"(?:{_VERBS}).*", 2)), -1),
    ("计划|建议|动作|措施", ((rf"(?:{_VERBS}|\d{{1,2}}月|每|下周|本周).*", 4),), -1),
    ("内容|方向", ((r"[^\d]*、[^\d]*", 2), (r"[^\d]*", 1)), -2),
)
_COMPILED = tuple(
    (re.compile(names), tuple((re.compile(form), plus) for form, plus in forms), minus)
    for names, forms, minus in _FORMS
)
_Form = tuple[tuple[tuple[re.Pattern[str], float], ...], float]
_USUAL_LENGTH = 14
_CELL_COST = 1.5
"""Without a cost, cutting a row into two would always pay."""


@lru_cache(maxsize=256)
def _form_of(column: str) -> _Form | None:
    """The form that the end of the column's name asks for."""
    name = re.sub(r"[（(].*?[）)]", "", column)
    found = [
        (match.end(), at, (forms, minus))
        for at, (names, forms, minus) in enumerate(_COMPILED)
        for match in names.finditer(name)
    ]
    return max(found, key=lambda each: (each[0], -each[1]))[2] if found else None


def cell_fit(cell: str, column: str) -> float:
    """A score, above 0 where the text looks like the column's content."""
    score = -_CELL_COST - 0.03 * max(0, len(cell) - _USUAL_LENGTH)
    if cell.count("“") != cell.count("”") or cell.count("（") != cell.count("）"):
        return -60.0
    form = _form_of(column)
    if form is None:
        return score
    forms, minus = form
    return score + next((plus for pattern, plus in forms if pattern.fullmatch(cell)), minus)
