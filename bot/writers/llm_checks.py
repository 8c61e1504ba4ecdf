"""A rephrased line held against the approved lines it was made from: what is wrong with it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from bot.writers.llm_figures import figures
from bot.writers.llm_privacy import TOKEN

MOST_SOURCES = 2
_KEPT = 0.5
_COVERED = 0.3
_KEPT_IN_CLAUSE = 0.3
_LONG_CLAUSE = 6
_SHORTEST, _LONGEST = 0.4, 1.5
_SLACK = 12
_PRODUCT_WORDS = re.compile(
    "理财|货币基金|货基|公积金|基金|年金|保险|保单|终身寿|寿险|信托|私募|存款|存单|定期|定存|国债|债券|"
    "短债|固收|股票|黄金|贵金属|外汇|结汇|远期|期权|期货|贷款|信用贷|授信|保理|贴现|票据|信用卡|结构性|"
    "净值型|定投|养老目标|现金管理|资管|私行|代发"
)
_NAME_MARKS = re.compile(
    "增利|添利|添益|丰利|享利|月利|周利|日利|稳利|稳盈|稳健|安享|优选|精选|尊享|悦享|臻享|私享|盈|"
    "宝(?![宝贵藏])|一号|二号|三号|[0-9]+号|系列|计划|款产品"
)
_BRANDED = re.compile(r"[A-Za-z][A-Za-z0-9.@/:_-]*|[“《「][^”》」]{1,20}[”》」]")
_CAUTIONS = re.compile(
    "风险|波动|涨|跌|亏|损失|为准|自愿|测评|代销|净值|本金|犹豫期|退保|手续费|费用|费率|同意|授权|"
    "双录|录音录像|说明书|合同|核实|核对|等级|提前|违约|征信|不是存款|发行"
)
_MARKUP = re.compile(r"[\x00-\x1f<>{}\[\]*#`|\\]|https?:")
_TWO_SIDED = re.compile(
    r"([一-鿿])[不没]\1|有没有|特别|分别|区别|级别|类别|性别|识别|个别|鉴别|告别|别[的人处样家]|非常|"
    r"无论|不管|不论|不过|不妨|差不多|对不起|不好意思|不仅|不但|不光|不只|未来|了不起|莫过于"
)
_NEGATION = re.compile("[不没未无别非勿莫甭]")
_CLAUSE = re.compile(r"[^，。！？；：、,!?;:…—]+")
_WORD = re.compile(r"[一-鿿]+")

Check = Callable[[str, str], str]


def faults(line: str, own: Sequence[str]) -> tuple[str, ...]:
    """What a line says otherwise than its sources do, each in a sentence; empty when faithful."""
    source = "".join(own)
    said, meant = unicodedata.normalize("NFKC", line), unicodedata.normalize("NFKC", source)
    found = (check(said, meant) for check in _CHECKS)
    return tuple(fault for fault in found if fault)


def _form(line: str, source: str) -> str:
    if not line.strip() or _MARKUP.search(TOKEN.sub("", line)):
        return "只写一行口语，不带格式符号、链接或换行"
    low, high = len(source) * _SHORTEST, len(source) * _LONGEST + _SLACK
    return "" if low <= len(line) <= high else "长短要和原话差不多"


def _persons(line: str, source: str) -> str:
    """Every token of the source stands in the line, and no other."""
    if set(TOKEN.findall(line)) != set(TOKEN.findall(source)):
        return "〔〕里的称呼要原样保留，也不能添"
    return "〔〕只能原样使用" if re.search("[〔〕]", TOKEN.sub("", line)) else ""


def _numbers(line: str, source: str) -> str:
    plain, meant = TOKEN.sub("", line), TOKEN.sub("", source)
    if figures(plain) != figures(meant):
        return "数字、比例、日期和时间要与原话一样，不增不减，次序不变"
    clauses = [(figures(c), _pairs(c)) for c in _CLAUSE.findall(meant)]
    for clause in _CLAUSE.findall(plain):
        if not (held := figures(clause)):
            continue
        near = [pairs for named, pairs in clauses if set(held) & set(named)]
        if near and not any(_share(_pairs(clause), pairs) >= _KEPT_IN_CLAUSE for pairs in near):
            return "数字说的是什么，要与原话一样"
    return ""


def _products(line: str, source: str) -> str:
    named = {m.group() for p in (_PRODUCT_WORDS, _NAME_MARKS) for m in p.finditer(line)}
    new = sorted(word for word in named if word not in source)
    return f"原话没有提到：{'、'.join(new)}" if new else ""


def _brands(line: str, source: str) -> str:
    new = [m.group() for m in _BRANDED.finditer(line) if m.group() not in source]
    return "不能添外文、链接、书名号或引号里的名称" if new else ""


def _cautions(line: str, source: str) -> str:
    lost = sorted({word for word in _CAUTIONS.findall(source) if word not in line})
    return f"原话里的提示不能少：{'、'.join(lost)}" if lost else ""


def _polarity(line: str, source: str) -> str:
    if len(_negations(line)) != len(_negations(source)):
        return "原话里的“不”“没”“别”等否定不能增减"
    asks, asked = "?" in line, "?" in source
    return "问句还是问句，陈述还是陈述" if asks != asked else ""


def _likeness(line: str, source: str) -> str:
    mine, theirs = _pairs(line), _pairs(source)
    if _share(mine, theirs) < _KEPT or _share(theirs, mine) < _COVERED:
        return "离原话太远，意思和主要用词要留着"
    for clause in _CLAUSE.findall(TOKEN.sub("", line)):
        if len(clause) >= _LONG_CLAUSE and _share(_pairs(clause), theirs) < _KEPT_IN_CLAUSE:
            return f"这一句原话里没有：{clause}"
    return ""


_CHECKS: tuple[Check, ...] = (
    _form,
    _persons,
    _numbers,
    _products,
    _brands,
    _cautions,
    _polarity,
    _likeness,
)


def _negations(text: str) -> list[str]:
    return _NEGATION.findall(_TWO_SIDED.sub("", text))


def _pairs(text: str) -> set[str]:
    """Pairs of neighbouring Chinese characters."""
    runs = _WORD.findall(TOKEN.sub("", text))
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)}


def _share(part: set[str], whole: set[str]) -> float:
    return len(part & whole) / len(part) if part else 1.0
