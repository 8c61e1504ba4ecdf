"""Whether the words around a match excuse it: negation, citation, quotation, a question.

A rhetorical question turns a negation back into a promise; a disclaimer that is taken back at once
(写着非保本…实际上) excuses nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

_SENTENCE_END = re.compile(r"[。！？；!?;\n]")
_CLAUSE_END = re.compile(r"[，,、：:。！？；!?;\n]")

_NOT_NEGATION = re.compile(
    "别担心|别怕|别犹豫|别慌|别急|别愁|不用担心|不用怕|不用愁|不用操心|不怕|没问题|没关系|没事|不瞒您|不骗您"
    "|不骗你|不比|不管|不论|无论|不仅|不但|不光|不止|不只|不得不|非得|非要|不错|不同于|无非|差不多"
    "|对不起|不好意思|要不然|要不|不然|除非|莫非|只不过|不过|不断|不妨|未来|不少|不如|没准|特别|别人"
    "|别家|别的|个别|区别|类别|级别|无忧|不用想|不用多想|非凡|非保本|不是外人|不方便|不见外|没多少|没几"
    "|不多|无限|无敌|无比|不一会|没办法|没想到|不用跑|不用来|不用您|无论如何|不然的话|非常|不用看"
)
_NEGATION = re.compile(
    "不得|不能|不可以|不可能|不可|不会|不是|不要|不应该|不应|不允许|不准|不许|不存在|不提供|不保证|不承诺|不构成"
    "|不代表|不等于|不意味|不等同|不属于|不参与|不接受|不支持|不建议|不宜|不需要|不收|不碰|不做|不搞|不敢|不便"
    "|没有|没法|没|未经|未|无法|无权|无|非|并非|绝非|请勿|切勿|勿|别|莫|禁止|严禁|切忌|拒绝|杜绝|谨防"
    "|警惕|防范|避免|谈不上|算不上|从不|从未|绝不|决不|抵制|取消|停止|防止|以免|不|远离|当心|小心|难以"
)
_RHETORICAL = re.compile(
    "谁说|难道|怎么会|怎么可能|怎么就|哪能|哪会|岂能|岂会|岂有|何必|哪有|哪来的|还能|凭什么说|什么叫|何曾"
    "|几时|什么时候|哪个敢说|不信|见过谁|听过谁|能不"
)
_AFTER_DENIAL = re.compile(
    "[^。！？；!?;\n]{0,12}?(?:是不可能|不可能|都是假|是假的|是骗|骗局|误导|违规|违法|被禁止|不准确|不合规|"
    "不被允许|不允许|要不得|不得|是红线|红线|违反|涉嫌|一律不|不可信|别信|不要信|都不能|是不对|不对的|"
    "的说法|属于|将被|会被|要被|应被|被处|被罚|被通报|处罚|举报|报警|投诉|不属实|无法|做不到|没有依据|"
    "我不能|我们不能|不能说|不能讲|不能写|不能用|不能做|不能办|不可以|是不行|不行的|行不通)"
)
_DENIED_INSIDE = re.compile(
    "不要[发转给导拍拷存传]|先别发|说不准|给不了|不是对|不敢说|不代表|没人能|还没过审|没报数|"
    "不能|不得|不可以|不可(?!能)|不建议|不要试图|严禁|禁止|不承诺|不保证|不确定|不许|无法|没法|恕不|请勿|不应|不便|"
    "不推荐|不介绍|不参与|不认可|拒绝|不合适|回绝|不等于|不等同|并非|不是|不在|岔开|不跟|不与|没有(?:返|礼)|没报|"
    "暂不|不着急|不提倡|不会(?:发|给|替|帮|提前|因)|别碰|远离|如实|解释|当场|违规|不成立|不存在"
)
_CITATION = re.compile(
    "不得|严禁|禁止|不允许|不准|违规|违法|红线|规定|办法|条例|条款规定|监管要求|合规要求|合规提示|合规培训|"
    "培训|通知|案例|处罚|被罚|罚款|通报|举报|上报|整改|抽查|自查|警示|谨防|防骗|诈骗|骗局|陷阱|制度|纪律|"
    "请勿|切勿|警惕|提醒大家|重申|须|应当|必须由|防范|反诈|如遇|如果有人|凡是|凡|任何人|遇到|若有人|检查发现"
)
_UNDO = re.compile(
    "其实|实际|私下|放心|走形式|走个形式|走过场|走个过场|格式|吓唬|吓人|别当真|管不着|没人管|变通|绕过|绕开|"
    "悄悄|偷偷|我跟您|咱们自己|自己人|嘴上|那是写给|那是给|懂的都懂|您懂|心里有数|没关系|不要紧|不碍事|不影响|"
    "但您|但我|但咱|不过您|不过我|不过咱|可您|可我|但这|但实|但是您|但是我|反正|说归说|照样|照买|照做"
)
_ASKED = re.compile(
    "(?:问|说|提到|以为|听说|觉得|认为|担心|声称|宣称|自称|号称|所谓|有人|如果有人|凡是|遇到|对方|骗子|网上|"
    "传言|打出|打着|宣传|类似|诸如|例如|比如|包括|像|写着|喊着|标榜|等话|字样|这类|这种)[^。！？!?\n]{0,14}$"
)
_ANSWERED = re.compile(
    "不能|不是|不会|并不|不对|没有|不保|无法|不得|拒绝|不准|误解|误会|澄清|解释|如实|合规|怎么回|如何回|该怎么|"
    "应该怎么|怎么答|怎么说明|怎么处理|核实|举报|警惕|不可信|说明|不行|不可以|报警|远离|别信|不要相信|谨慎|投诉|"
    "不符|不存在|纠正|劝|拦|告知|违规|禁止|严禁|不允许|一律|当心|不应|记录|反映|确认|提示"
)
_PROPER_WAY = re.compile(
    "(?:怎么|如何|怎样|该)[^，。！？!?\n]{0,6}(?:合规|拒绝|婉拒|澄清|如实|回绝|提醒|劝阻|劝|纠正|上报|举报|防范|识别|避免)"
    "|合规的?(?:劝|说法|话术|回答|做法|表达|方式|建议|措辞)|为什么不能|为什么不可以|为什么不让|能不能发|能不能说|可以说吗|能说吗|合规吗|违规吗|算不算|是否违规|是否合规|哪里违规|"
    "哪里不合规|有没有问题|有什么问题|行不行|是不是违规|可不可以"
)
_QUOTES = (("“", "”"), ("「", "」"), ("『", "』"), ("‘", "’"))
_LONGEST_QUOTE = 400
"""Characters around a match in which a quotation opens, closes and is answered."""
_QUESTION_OF_NEED = re.compile(
    "(?:您|你|客户|他|她)[^，。！？!?\n]{0,4}(?:是想|想|希望|需要|更看重|更在意|关心|要的是)"
)


class Scope:
    """One reading with its clauses, sentences and telling words, each found when first needed."""

    def __init__(self, text: str) -> None:
        self.text = text

    def excuse(self, start: int, end: int) -> str | None:
        """Why the match is no breach, in a word; None where nothing excuses it."""
        if self._negated(start):
            return "negation"
        if self._undone:
            return None
        return self._cited(start, end) or self._quoted(start, end) or self._asked(start)

    @cached_property
    def _undone(self) -> bool:
        return _UNDO.search(self.text) is not None

    @cached_property
    def _clause_starts(self) -> list[int]:
        return [0, *(match.end() for match in _CLAUSE_END.finditer(self.text))]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [0, *(match.end() for match in _SENTENCE_END.finditer(self.text))]

    @cached_property
    def _citations(self) -> list[tuple[int, int]]:
        return [match.span() for match in _CITATION.finditer(self.text)]

    @cached_property
    def _proper_ways(self) -> list[tuple[int, int]]:
        return [match.span() for match in _PROPER_WAY.finditer(self.text)]

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        starts = self._sentence_starts
        after = bisect_right(starts, end - 1)
        last = starts[after] if after < len(starts) else len(self.text)
        return starts[bisect_right(starts, start) - 1], last

    def _negated(self, start: int) -> bool:
        clause = self._clause_starts[bisect_right(self._clause_starts, start) - 1]
        before = self.text[max(clause, start - 16) : start]
        if not before:
            return False
        turns = len(_RHETORICAL.findall(before))
        plain = _RHETORICAL.sub("", _NOT_NEGATION.sub("", before))
        return (len(_NEGATION.findall(plain)) + turns) % 2 == 1

    def _cited(self, start: int, end: int) -> str | None:
        inside = self.text[start : end + 6]
        if _AFTER_DENIAL.match(self.text, end) or (
            _DENIED_INSIDE.search(inside) and not _RHETORICAL.search(inside)
        ):
            return "denied"
        first, last = self._sentence(start, end)
        for at in range(bisect_left(self._citations, (first, 0)), len(self._citations)):
            opened, closed = self._citations[at]
            if opened >= last:
                break
            if closed <= start or opened >= end:
                return "citation"
        if any(b <= start or a >= end for a, b in self._proper_ways):
            return "question"
        return None

    def _quoted(self, start: int, end: int) -> str | None:
        before = self.text[max(0, start - _LONGEST_QUOTE) : start]
        after = self.text[end : end + _LONGEST_QUOTE]
        inside = any(
            before.rfind(left) > before.rfind(right) and right in after for left, right in _QUOTES
        ) or (before.count('"') % 2 == 1 and '"' in after)
        told = inside or _ASKED.search(before[-24:])
        return "quotation" if told and _ANSWERED.search(after) else None

    def _asked(self, start: int) -> str | None:
        first, last = self._sentence(start, start + 1)
        asks = self.text[first:last].rstrip().endswith(("？", "?", "吗", "呢"))
        return "question" if asks and _QUESTION_OF_NEED.search(self.text, first, start) else None
