"""The customers a free sentence speaks of: 等下给王建国打电话, 尾号8821的客户, jianguo那边怎么说.

Stretches of the sentence are looked up by index in the actor's book; what was written is then read
as a whole, so that a customer's name inside a longer one, or another firm's, is somebody else.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlmodel import Session

from store.actor import Actor, visible_owners
from store.customers.called import at_their_firms, bearers
from store.customers.calling import called_up
from store.customers.codes import coded, codes_in
from store.customers.firms import Known, brands, longer_firms, sounding_firms
from store.customers.judging import judge, longer_firm
from store.customers.latin import latin_names
from store.customers.lookup import Match, Named, matches_of
from store.customers.nearness import near_hits
from store.customers.sentence import Sentence, Window
from store.models import CustomerKind, KeyKind
from store.names.cues import addressed
from store.names.forms import COMPOUND_SURNAMES, has_dot, ordinary_words
from store.names.latin import ORDINARY_LATIN
from store.names.reading import Piece, PieceKind, read
from store.names.titles import surnames_spoken
from store.names.words import looks_like_name, surname_costs, word_costs

READ_AT_MOST = 4096
"""Characters of a message that are searched: a long note names its customer anywhere."""

_MOST_STRANGERS = 8
"""Strangers of a text for whom somebody near is looked for."""
_LIKE_A_NAME = 26.0
"""What a name costs at most that is one by its own look, cues aside."""
_SPELT = frozenset({KeyKind.PINYIN, KeyKind.GIVEN_PINYIN, KeyKind.INITIALS, KeyKind.ID})
_WRITTEN = frozenset({KeyKind.NAME, KeyKind.SHORT, KeyKind.GIVEN, KeyKind.CORE, KeyKind.CALLED})
_COSTS = {
    KeyKind.NAME: 9.0,
    KeyKind.SHORT: 9.0,
    KeyKind.SURNAME: 10.0,
    KeyKind.CALLED: 10.0,
    KeyKind.GIVEN: 11.0,
    KeyKind.CORE: 11.5,
}
_BRAND_COST, _TWO_CHARACTERS, _SPELT_COST, _TITLED_COST = 13.0, 11.0, 7.0, 12.0


def find_mentions(*, session: Session, actor: Actor, text: str, limit: int = 8) -> list[Named]:
    """Whom *text* speaks of, in its order; two alike are the hits of one name."""
    owners = visible_owners(session=session, actor=actor)
    searched = text[:READ_AT_MOST]
    if not owners or not searched.strip():
        return []
    named = _named(Sentence(searched, session, owners))[:limit]
    if not any(each.addressed for each in named):
        named += called_up(Sentence(searched, session, owners), besides=named)
    return list(at_their_firms(named, searched))


def _named(sentence: Sentence) -> list[Named]:
    windows = [
        window
        for window in sentence.windows(1)
        if len(window.key) >= 2 and window.key not in ORDINARY_LATIN
    ]
    codes, titled = list(codes_in(sentence.text)), _titled(sentence)
    keys = {each.key for group in (windows, codes, titled) for each in group}
    book = matches_of(session=sentence.session, owners=sentence.owners, keys=keys)
    known = _known(sentence, windows, book)
    spelt = latin_names(sentence, known, book)
    known = {span: meant for span, meant in known.items() if not _within(span, spelt)}
    found = [*coded(codes, book), *_spoken(sentence, known, titled, book)]
    found += [*longer_firms(sentence, known), *filter(None, spelt.values())]
    if not any(each.hits for each in found):
        found = [*sounding_firms(sentence), *found]
    return _apart(found, len(sentence.text))


def _within(span: tuple[int, int], wholes: Iterable[tuple[int, int]]) -> bool:
    return any(first <= span[0] and span[1] <= last for first, last in wholes)


def _titled(sentence: Sentence) -> list[Window]:
    """王总, 小李: the surname is the key."""
    starts = {atom.start: place for place, atom in enumerate(sentence.atoms)}
    ends = {atom.end: place + 1 for place, atom in enumerate(sentence.atoms)}
    return [
        Window(starts[start], ends[end], surname)
        for start, end, surname in surnames_spoken(sentence.text)
        if start in starts and end in ends
    ]


def _known(
    sentence: Sentence, windows: Iterable[Window], book: Mapping[str, Sequence[Match]]
) -> dict[tuple[int, int], list[Match]]:
    known: dict[tuple[int, int], list[Match]] = {}
    for window in windows:
        if window.key in book and (meant := _meant(sentence, window, book[window.key])):
            known[window.first, window.last] = meant
    return known | brands(sentence, known)


def _meant(sentence: Sentence, window: Window, found: Sequence[Match]) -> list[Match]:
    """The customers a stretch names most exactly, if it is a name here."""
    spelt = sentence.spelt(window.first, window.last)
    kinds = _WRITTEN | _SPELT if spelt else _WRITTEN
    if window.key in COMPOUND_SURNAMES:
        kinds |= {KeyKind.SURNAME}
    meant = [match for match in found if match.how in kinds]
    best = min(meant, key=lambda match: match.how, default=None)
    if best is None or not (spelt or _is_name(sentence, window, best)):
        return []
    return [match for match in meant if match.how is best.how]


def _is_name(sentence: Sentence, window: Window, match: Match) -> bool:
    """Whether a name that is a word as well (高明, 远航) is a name by the words around it."""
    ordinary = window.key in ordinary_words()
    if match.kind is CustomerKind.COMPANY and match.how is not KeyKind.NAME:
        words = word_costs()
        word = ordinary or window.key in words or all(each in words for each in window.key)
        end = sentence.place(window.first, window.last)[1]
        longer = longer_firm(sentence.text, end) is not None
        return not word or longer or sentence.company_cued(window.first, window.last)
    if match.how in (KeyKind.NAME, KeyKind.SURNAME, KeyKind.CALLED):
        return not ordinary or sentence.cued(window.first, window.last) > 0
    return not ordinary


def _spoken(
    sentence: Sentence,
    known: Known,
    titled: Iterable[Window],
    book: Mapping[str, Sequence[Match]],
) -> Iterator[Named]:
    spans = dict(known)
    pieces: list[Piece] = []
    for window in titled:
        span = window.first, window.last
        held = spans.get(span, [])
        meant = bearers(held, book.get(window.key, ()))
        if meant and (not held or held[0].how is KeyKind.CALLED):
            spans[span] = meant
        elif _stranger_titled(sentence, window):
            cost = _TITLED_COST - sentence.cued(window.first, window.last)
            pieces.append(Piece(window.first, window.last, PieceKind.TITLED, cost))
    pieces += (_piece(sentence, *span, meant) for span, meant in spans.items())
    pieces.sort(key=lambda piece: piece.first, reverse=True)
    strangers = _MOST_STRANGERS
    for first, last in sentence.runs:
        here: list[Piece] = []
        while pieces and pieces[-1].first < last:
            here.append(pieces.pop())
        reading = read(sentence.atoms, first, last, known=here, cued=sentence.cued)
        for place, piece in enumerate(reading.pieces):
            if piece.kind is PieceKind.KNOWN:
                judged = judge(sentence, reading, place, spans[piece.first, piece.last])
                yield from (judged,) if judged is not None else ()
            elif piece.kind in (PieceKind.PERSON, PieceKind.TITLED) and strangers:
                strangers -= 1
                stranger = _stranger(sentence, piece)
                yield from (stranger,) if stranger is not None else ()


def _stranger_titled(sentence: Sentence, window: Window) -> bool:
    """王总 of nobody's customers; not 员工, which is a word."""
    start, end = sentence.place(window.first, window.last)
    return window.key in surname_costs() and sentence.text[start:end] not in word_costs()


def _piece(sentence: Sentence, first: int, last: int, meant: Sequence[Match]) -> Piece:
    how = meant[0].how
    cost = _COSTS.get(how, _BRAND_COST)
    if how is KeyKind.NAME and last - first == 2:
        cost = _TWO_CHARACTERS
    if sentence.spelt(first, last):
        cost = _SPELT_COST
    return Piece(first, last, PieceKind.KNOWN, cost - sentence.cued(first, last))


def _stranger(sentence: Sentence, piece: Piece) -> Named | None:
    """A person of no customer's name: with those near, or clearly somebody."""
    start, end = sentence.place(piece.first, piece.last)
    said = sentence.text[start:end]
    called = addressed(sentence.text, start, end)
    cued = sentence.cued(piece.first, piece.last)
    if piece.kind is PieceKind.TITLED:
        return Named(said, start, end, (), False, called) if cued else None
    near = near_hits(
        session=sentence.session, owners=sentence.owners, said=said, start=start, end=end
    )
    like = piece.cost + cued <= _LIKE_A_NAME and looks_like_name(said)
    clear = called or (cued and (like or has_dot(said)))
    return Named(said, start, end, near, False, called) if near or clear else None


def _apart(found: Iterable[Named], length: int) -> list[Named]:
    """Of names that overlap the sure one, else the first and longest; in the text's order."""
    taken = bytearray(length)
    kept: list[Named] = []
    for each in sorted(found, key=lambda named: (not named.sure, named.start, -named.end)):
        if not any(taken[each.start : each.end]):
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
            kept.append(each)
    return sorted(kept, key=lambda named: named.start)
