"""Whether a customer's name in a sentence is the whole of the name said there.

启明星 in 启明星辰公司, 恒丰 in 恒丰银行 and 王建国 in 王建国庆 name somebody else.
"""

import re
from collections.abc import Sequence

from store.customers.called import fitting
from store.customers.lookup import Match, Named
from store.customers.sentence import Sentence
from store.models import CustomerKind, KeyKind
from store.names.atoms import Gap
from store.names.cues import (
    addressed,
    addressed_before,
    cued_after,
    cued_before,
    is_author,
    works_with_others,
)
from store.names.forms import COMPOUND_SURNAMES, HAN, LEGAL_FORM, PLACES, TRADE, has_dot
from store.names.reading import Piece, PieceKind, Reading, dotted_end, dotted_start
from store.names.surnames import COMMON
from store.names.words import surname_costs, word_costs

_LONG_ENOUGH = 4
"""Characters of a name that can hardly be the end of another."""
_LONG_PART = 5
"""Characters a part of a name with a dot has at most."""
_LEADING = "和向同找从"
"""Surnames that lead up to a name more often: 和志远聊了."""
_FAMILIAR = "小老"
_FOLLOWING = "的在是不没也都还又就有把被跟和给了吗呢吧啊很太正已刚再去到从对与或同叫这那能会办别"
"""Characters that follow a name as words of their own."""
_LEGAL = re.compile(f"{LEGAL_FORM}|集团")
_FURTHER = re.compile(f"(?:大|小|新|老)?(?P<trade>{TRADE})")
_NOT_IN_FIRMS = "的了和跟与是在这那该本我他她它们家个要想问说给去把被"
_LONGER_FIRM = re.compile(rf"(?:(?![{_NOT_IN_FIRMS}])[{HAN}]){{1,5}}?(?:有限|股份)?(?:公司|集团)")
_PLACE_BEHIND = re.compile(r"小学|中学|大学|路|街|大道|门(?!口)|村|镇|牌|广场|大厦|小区")
_SHOP = re.compile(
    "超市|饭店|饭庄|酒家|酒楼|大酒店|餐厅|面馆|火锅|烧烤|茶楼|药店|药房|诊所|书店|理发店|便利店|商行|五金店|专卖店|"
    "小学|中学|幼儿园|工作室|律所"
)
_OF_PEOPLE = frozenset(
    "理财 保险 基金 信托 黄金 手机 管理 服务 咨询 教育 环境 信息 数据 汽车 装修 房产 地产 财富 "
    "租赁 担保 投资 旅游 检测 认证 支付 人寿 公寓 小区 二手车 租车 快递 家具 珠宝".split()
)
_FORM = re.compile("集团|股份|控股|合伙|[总分]公司|企业|厂|店")
"""What a firm is called by, beyond 公司: 远航集团 is not 远航公司."""
_PLACE_BEFORE = re.compile(f"(?:{PLACES})(?:省|市)?$")
_LEANING = {
    CustomerKind.PERSON: frozenset({PieceKind.REST, PieceKind.HALF, PieceKind.PERSON}),
    CustomerKind.COMPANY: frozenset({PieceKind.REST}),
}
_BY_LETTERS = frozenset(
    {KeyKind.PINYIN, KeyKind.GIVEN_PINYIN, KeyKind.INITIALS, KeyKind.ID, KeyKind.TAIL}
)


def judge(sentence: Sentence, reading: Reading, place: int, meant: Sequence[Match]) -> Named | None:
    """Whom the piece at *place* names; None where it names nobody one would ask about."""
    piece = reading.pieces[place]
    start, end = sentence.place(piece.first, piece.last)
    how = meant[0].how
    if how in _BY_LETTERS:
        return _named(sentence, start, end, meant, sure=True)
    if how in (KeyKind.SURNAME, KeyKind.CALLED):
        if _surname_alone(sentence, reading, place):
            fit = fitting(sentence.text[start:end], meant)
            return _named(sentence, start, end, fit or meant, sure=bool(fit))
        return _of_that_surname(sentence, reading, place)
    if (dotted := _dotted(sentence, piece, meant)) is not None:
        return _named(sentence, *dotted, meant, sure=False)
    longer = _longer(sentence, reading, place, meant[0].kind)
    other = piece in reading.doubtful or _runs_on(sentence, reading, place)
    if how is KeyKind.GIVEN:
        return _given(sentence, start, end, () if longer or other else meant)
    if longer or other:
        return _named(sentence, *(longer or (start, end)), meant, sure=False)
    if meant[0].kind is CustomerKind.COMPANY:
        return _firm(sentence, start, end, meant)
    return _person(sentence, start, end, meant)


def longer_firm(text: str, end: int) -> int | None:
    """Where a firm's name ends that goes on behind *end*: 启明星 + 辰公司."""
    longer = _LONGER_FIRM.match(text, end)
    return longer.end() if longer else None


def _named(
    sentence: Sentence, start: int, end: int, meant: Sequence[Match], *, sure: bool
) -> Named:
    how = None if sure else "other"
    hits = {match.customer_id: match.hit(start=start, end=end, how=how) for match in meant}
    called = addressed(sentence.text, start, end)
    return Named(sentence.text[start:end], start, end, tuple(hits.values()), sure, called)


def _person(sentence: Sentence, start: int, end: int, meant: Sequence[Match]) -> Named | None:
    """A whole name; an author's is nobody's here, a shop called by it is another's."""
    text = sentence.text
    if is_author(text, start, end):
        return None
    if start > 0 and text[start - 1 : start + 1] in COMPOUND_SURNAMES:
        return _named(sentence, start - 1, end, meant, sure=False)
    return _named(sentence, start, end, meant, sure=_SHOP.match(text, end) is None)


def _given(sentence: Sentence, start: int, end: int, meant: Sequence[Match]) -> Named | None:
    """A given name said by itself; one behind another surname is a stranger's.

    *meant* is empty where the name said is longer, or a firm's.
    """
    text = sentence.text
    if text[max(0, start - 2) : start] in COMPOUND_SURNAMES:
        return _named(sentence, start - 2, end, (), sure=False)
    before = text[start - 1 : start]
    if before in surname_costs() and not _leads(text, start, end):
        return _named(sentence, start - 1, end, (), sure=False)
    if not meant or (start > 0 and not (cued_before(text, start) or cued_after(text, end))):
        return None
    if _LONGER_FIRM.match(text, end) or _PLACE_BEHIND.match(text, end) or _trades(text, end):
        return None
    return _named(sentence, start, end, meant, sure=True)


def _leads(text: str, start: int, end: int) -> bool:
    """Whether a surname before a given name is a word that leads up to it: 和志远聊了."""
    before = text[start - 1]
    if before not in _LEADING or addressed_before(text, start - 1):
        return False
    return before in "和找" or not cued_after(text, end)


def _trades(text: str, end: int) -> bool:
    """Whether a name is a firm's by the word behind it; what people have (理财) makes none."""
    further = _FURTHER.match(text, end)
    return further is not None and further["trade"] not in _OF_PEOPLE


def _firm(sentence: Sentence, start: int, end: int, meant: Sequence[Match]) -> Named:
    """Another line of business, a longer brand or another place make it another firm."""
    text, names = sentence.text, [match.name for match in meant]
    sure = True
    while (further := _FURTHER.match(text, end)) is not None:
        trade = further["trade"]
        sure = sure and any(trade in name for name in names)
        end = further.end()
    if (legal := _LEGAL.match(text, end)) is not None:
        end = legal.end()
        forms = _FORM.findall(legal.group())
        sure = sure and any(all(form in name for form in forms) for name in names)
    elif (longer := longer_firm(text, end)) is not None:
        end, sure = longer, False
    where = _PLACE_BEFORE.search(text, max(0, start - 5), start)
    if where is not None:
        start = where.start()
        sure = sure and any(where.group() in name for name in names)
    return _named(sentence, start, end, meant, sure=sure)


def _surname_alone(sentence: Sentence, reading: Reading, place: int) -> bool:
    """Whether 小蔡 is all that is said (not 小蔡苗), of a customer (not 柜台小蔡)."""
    text, pieces = sentence.text, reading.pieces
    start, end = sentence.place(pieces[place].first, pieces[place].last)
    compound = text[start:end] in COMPOUND_SURNAMES
    if compound and not (cued_before(text, start) or cued_after(text, end)):
        return False
    if _runs_on(sentence, reading, place) or works_with_others(text, start):
        return False
    if text[max(0, start - 2) : start] in COMPOUND_SURNAMES or _inside_a_name(text, start):
        return False
    if not (compound or text[start] in _FAMILIAR) or place + 1 == len(pieces):
        return True
    behind = pieces[place + 1]
    if sentence.atoms[behind.first].gap is not Gap.NONE or text[end] in _FOLLOWING:
        return True
    word = behind.kind is PieceKind.WORD and behind.last - behind.first > 1
    return word or cued_after(text, end)


def _inside_a_name(text: str, start: int) -> bool:
    """Whether 小秦 at *start* goes on from a surname: 许小秦."""
    return text[start] in _FAMILIAR and text[max(0, start - 1) : start] in set(COMMON)


def _of_that_surname(sentence: Sentence, reading: Reading, place: int) -> Named | None:
    """A stranger whose name holds a customer's surname: 司徒敏之, 许小秦."""
    piece, behind = reading.pieces[place], reading.pieces[place + 1 : place + 2]
    start, end = sentence.place(piece.first, piece.last)
    if _inside_a_name(sentence.text, start):
        return _named(sentence, start - 1, end, (), sure=False)
    if sentence.text[start:end] not in COMPOUND_SURNAMES or not behind:
        return None
    if behind[0].kind is not PieceKind.KNOWN or sentence.atoms[behind[0].first].gap is not Gap.NONE:
        return None
    return _named(sentence, start, sentence.place(piece.first, behind[0].last)[1], (), sure=False)


def _runs_on(sentence: Sentence, reading: Reading, place: int) -> bool:
    """Whether a word begins in the name and leaves over what is none: 高建平台, 刘桂芝麻酱."""
    if place + 1 == len(reading.pieces):
        return False
    piece, behind = reading.pieces[place], reading.pieces[place + 1]
    first = sentence.atoms[behind.first]
    whole_word = behind.last - behind.first > 1 and behind.kind is not PieceKind.PERSON
    if first.gap is not Gap.NONE or whole_word or first.said in _FOLLOWING:
        return False
    if cued_after(sentence.text, first.start):
        return False
    return sentence.atoms[piece.last - 1].said + first.said in word_costs()


def _longer(
    sentence: Sentence, reading: Reading, place: int, kind: CustomerKind
) -> tuple[int, int] | None:
    """The whole of what is said where characters that are no word lean on the name."""
    pieces, first, last = reading.pieces, place, place
    leaning = _LEANING[kind]

    def leans(at: int, later: int) -> bool:
        tight = sentence.atoms[pieces[later].first].gap is Gap.NONE
        return tight and pieces[at].kind in leaning

    short = pieces[place].last - pieces[place].first < _LONG_ENOUGH
    while short and first > 0 and leans(first - 1, first):
        first -= 1
    while (
        last + 1 < len(pieces)
        and leans(last + 1, last + 1)
        and not _told(sentence, pieces[last + 1])
    ):
        last += 1
    if first == last:
        return None
    return sentence.place(pieces[first].first, pieces[last].last)


def _dotted(sentence: Sentence, piece: Piece, meant: Sequence[Match]) -> tuple[int, int] | None:
    """The whole of a name with a dot that only begins or ends as a customer's does."""
    if not any(has_dot(match.name) for match in meant):
        return None
    atoms, first, last = sentence.atoms, piece.first, piece.last
    if last < len(atoms) and atoms[last].gap is Gap.DOT and not atoms[last].latin:
        last = dotted_end(atoms, last, min(len(atoms), last + _LONG_PART))
    while first > 0 and atoms[first].gap is Gap.DOT and not atoms[first - 1].latin:
        first = dotted_start(atoms, first, max(0, first - _LONG_PART))
    if (first, last) == (piece.first, piece.last):
        return None
    return sentence.place(first, last)


def _told(sentence: Sentence, piece: Piece) -> bool:
    """Whether what reads as a person behind a name is said of him: 能买固 in 邹文静能买固收."""
    first = sentence.atoms[piece.first]
    return piece.kind is PieceKind.PERSON and (
        first.said in _FOLLOWING or cued_after(sentence.text, first.start)
    )
