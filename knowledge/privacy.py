"""Masks personal data at one boundary: before a language model, in log lines, in exports.

Where two kinds fit the same characters the one that identifies a person wins: identity card, then
bank card, mobile, landline, e-mail, names, address. Full width and spaced digits are read too.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from knowledge.unseen import UNSEEN

_GAP = r"[\s\-·.]?"
_DIGIT_BEFORE, _DIGIT_AFTER = r"(?<![0-9])", r"(?![0-9])"
_PROVINCE = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|"
    "贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_PLACE = r"[\u4e00-\u9fff0-9a-z]"
_ROAD = r"[\u4e00-\u9fff]{1,8}?(?:路|街|大道|大街|巷|胡同|弄|道)"
_NUMBER = r"[0-9一二三四五六七八九十百甲乙]{1,5}号"
_PARTS = "小区|花园|苑|村|社区|大厦|广场|公寓|城|园|院|栋|幢|座|单元|楼|层|室|号|户"
_WITHIN = rf"(?:{_PLACE}{{0,12}}?(?:{_PARTS})){{0,5}}"
_LEAD_IN = re.compile(
    r"^[^省市区县路]{0,6}?(?:住在|地址是|地址|寄到|送到|位于|在|住|到|去|来|于|是)"
)


@dataclass(frozen=True)
class PersonalData:
    """One masked passage: `kind`, its offsets in the text as given, and what stands for it."""

    kind: str
    start: int
    end: int
    value: str
    token: str


@dataclass(frozen=True)
class Masked:
    """A text without personal data, and the way back."""

    text: str
    found: tuple[PersonalData, ...]

    def restore(self, text: str) -> str:
        """`text` with every token of this masking replaced by what it stood for."""
        values = {each.token: each.value for each in self.found}
        if not values:
            return text
        pattern = "|".join(map(re.escape, sorted(values, key=len, reverse=True)))
        return re.sub(pattern, lambda token: values[token.group()], text)


@dataclass(frozen=True)
class _Recogniser:
    """A kind of personal data: its pattern over folded text, and what makes a match real."""

    kind: str
    label: str
    pattern: re.Pattern[str]
    is_real: Callable[[str], bool] = field(default=lambda value: True)


def is_identity_card(value: str) -> bool:
    """Eighteen characters with the GB 11643 check digit."""
    compact = _compact(value).upper()
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", compact):
        return False
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(compact, weights, strict=False))
    return "10X98765432"[total % 11] == compact[17]


def is_bank_card(value: str) -> bool:
    """Fifteen to nineteen digits that pass the Luhn check."""
    digits = [int(char) for char in _compact(value)]
    if not 15 <= len(digits) <= 19:
        return False
    doubled = [digit * 2 if at % 2 else digit for at, digit in enumerate(reversed(digits))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _spaced(count: str, first: str = "[0-9]") -> str:
    return f"{first}(?:{_GAP}[0-9]){count}"


_RECOGNISERS = (
    _Recogniser(
        "id_card",
        "身份证",
        re.compile(_DIGIT_BEFORE + _spaced("{16}", "[1-9]") + f"{_GAP}[0-9xX](?![0-9a-zA-Z])"),
        is_identity_card,
    ),
    _Recogniser(
        "bank_card",
        "银行卡",
        re.compile(_DIGIT_BEFORE + _spaced("{14,18}", "[1-9]") + _DIGIT_AFTER),
        is_bank_card,
    ),
    _Recogniser(
        "mobile",
        "手机",
        re.compile(
            rf"(?:(?:\+|00)86{_GAP}|{_DIGIT_BEFORE})1{_GAP}[3-9](?:{_GAP}[0-9]){{9}}(?![0-9])"
        ),
    ),
    _Recogniser(
        "landline",
        "电话",
        re.compile(
            rf"{_DIGIT_BEFORE}(?:\(0[0-9]{{2,3}}\)\s?|0[0-9]{{2,3}}[\s-])[2-9][0-9]{{6,7}}"
            rf"(?:[-转\s][0-9]{{1,5}})?{_DIGIT_AFTER}|{_DIGIT_BEFORE}[48]00-?[0-9]{{3}}-?[0-9]{{4}}{_DIGIT_AFTER}"
        ),
    ),
    _Recogniser(
        "email",
        "邮箱",
        re.compile(
            r"(?<![\w.+-])[a-zA-Z0-9][\w.+-]{0,63}@[a-zA-Z0-9-]{1,63}(?:\.[a-zA-Z0-9-]{1,63}){1,8}",
            re.ASCII,
        ),
    ),
    _Recogniser(
        "address",
        "地址",
        re.compile(
            rf"(?:(?:{_PROVINCE})(?:省|市|自治区)?)?(?:[\u4e00-\u9fff]{{2,6}}?[市州县区旗]){{0,3}}?"
            rf"{_ROAD}{_NUMBER}{_WITHIN}"
            rf"|(?:(?:{_PROVINCE})(?:省|市)?)?(?:[\u4e00-\u9fff]{{2,5}}?[市州县区]){{1,3}}"
            rf"[\u4e00-\u9fff]{{2,10}}?(?:小区|花园|家园|公寓|大厦|苑|村)[0-9一二三四五六七八九十]+(?:栋|幢|号楼|座|号|室){_WITHIN}"
        ),
    ),
)
_TOKEN = re.compile(r"〔[^〔〕]{1,12}〕")
_LABELS = {each.kind: each.label for each in _RECOGNISERS} | {"name": "姓名"}


_SECRET = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}|(?<=://)[^/\s@]{1,256}(?=@)")
"""A bot's token; the user and password of a URL."""
_UNLOGGED = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{UNSEEN}]")
"""What would break a log line, or write over it on a terminal."""
_LONG_NUMBER = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){9,17}[ -]?[0-9xX](?![0-9])")


def mask(text: str, *, names: Iterable[str] = ()) -> Masked:
    """Replaces personal data by tokens such as 〔手机1〕; `names` come from the record."""
    folded, source = _folded(text)
    taken: list[tuple[int, int, str]] = []
    covered = bytearray(len(folded))
    for kind, start, end in _candidates(folded, names):
        if end > start and not any(covered[start:end]):
            covered[start:end] = b"\x01" * (end - start)
            taken.append((start, end, kind))
    return _masked(text, [(source[s], source[e - 1] + 1, kind) for s, e, kind in sorted(taken)])


def mask_note(text: str) -> str:
    """A manager's words as they are kept: personal data masked, and any other long number too.

    A card or identity number with a slip in it fails its check digit and is one all the same.
    """
    return _LONG_NUMBER.sub("〔号码〕", mask(text).text)


def place_of(error: BaseException | None) -> str:
    """The error's type and innermost place, without its message, which may hold content."""
    trace, place = error.__traceback__ if error is not None else None, ""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is not None:
        code = trace.tb_frame.f_code
        place = f" at {code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} in {code.co_name}"
    return f"{type(error).__name__}{place}"


class PrivacyFilter(logging.Filter):
    """Masks a log record's message, tokens and passwords too, and never drops the record.

    Of an error only its kind and place are left: what it says may hold anything.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        super().__init__()
        self._names = tuple(names)

    def filter(self, record: logging.LogRecord) -> bool:
        said = _SECRET.sub("〔密钥〕", record.getMessage())
        record.msg = _UNLOGGED.sub("�", mask(said, names=self._names).text)
        record.args = None
        if record.exc_info:
            record.exc_text = f"error={place_of(record.exc_info[1])}"
        record.stack_info = None
        return True


def _folded(text: str) -> tuple[str, list[int]]:
    """The text with width folded and invisible characters dropped, and each one's source."""
    chars: list[str] = []
    source: list[int] = []
    for at, char in enumerate(text):
        for part in unicodedata.normalize("NFKC", char):
            if unicodedata.category(part) != "Cf":
                chars.append(part)
                source.append(at)
    return "".join(chars), source


def _compact(value: str) -> str:
    return re.sub(r"[\s\-·.]", "", value)


def _candidates(folded: str, names: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    numbers = [each for each in _RECOGNISERS if each.kind != "address"]
    for recogniser in numbers:
        yield from _matches(recogniser, folded)
    known = {unicodedata.normalize("NFKC", name).strip() for name in names}
    for name in sorted((name for name in known if len(name) >= 2), key=len, reverse=True):
        yield from (("name", *match.span()) for match in re.finditer(re.escape(name), folded))
    yield from _matches(_RECOGNISERS[-1], folded)


def _matches(recogniser: _Recogniser, folded: str) -> Iterator[tuple[str, int, int]]:
    for match in recogniser.pattern.finditer(folded):
        start = match.start()
        if recogniser.kind == "address" and (lead_in := _LEAD_IN.match(match.group())):
            start += lead_in.end()
        if recogniser.is_real(folded[start : match.end()]):
            yield recogniser.kind, start, match.end()


def _masked(text: str, spans: list[tuple[int, int, str]]) -> Masked:
    tokens: dict[tuple[str, str], str] = {}
    held = frozenset(_TOKEN.findall(text))
    counts: dict[str, int] = {}
    found: list[PersonalData] = []
    parts: list[str] = []
    at = 0
    for start, end, kind in spans:
        value = text[start:end]
        if (kind, value) not in tokens:
            tokens[kind, value] = _fresh_token(held, kind, counts)
        found.append(PersonalData(kind, start, end, value, tokens[kind, value]))
        parts += [text[at:start], tokens[kind, value]]
        at = end
    return Masked("".join([*parts, text[at:]]), tuple(found))


def _fresh_token(held: frozenset[str], kind: str, counts: dict[str, int]) -> str:
    """The next token of this kind that the text does not hold already."""
    while True:
        counts[kind] = counts.get(kind, 0) + 1
        token = f"〔{_LABELS[kind]}{counts[kind]}〕"
        if token not in held:
            return token
