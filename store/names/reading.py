"""How a stretch of text divides into words and names, weighed as a whole.

王建国庆祝生日 holds 王建国, 王建国庆打电话 does not: every division into words, customers,
strangers and single characters has a cost, the cheapest is what was written. A name that could as
well be a longer one is doubtful.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from store.names.atoms import Atom, Gap
from store.names.words import NO_WORD, given_cost, given_costs, surname_costs, word_costs

CUE = 2.5
"""What a word beside a name that leads up to one, or is said of one, takes off its cost."""
_PERSON = 6.5
_SHORT_NAME, _LONG_NAME = 1.0, 5.0
_LONGEST_WORD = 4
_LATIN_WORD = 8.0
_DOUBT = 2.5
_USUAL_GIVEN, _HALF = 5.5, 3.0
_SAID_OF_PEOPLE = frozenset("刚新大家达进运远越小公人发起均利期望")
"""Usual in given names, and more usual as words behind a name: 刚, 大, 家."""
_FOREIGN = 16.0
_LONGEST_FOREIGN = 12
_NEVER_FOREIGN = frozenset(
    "的了是在不没也都还又就有把被跟和给吗呢吧很太正已再去到从对与或叫这那能会办想要说问嫌可该应做"
)
"""Characters that no sound of a foreign name is written with."""
_OF_VERBS = frozenset("了过着完")
_SAID_OFTEN = 12.5
"""What a word behind a name costs at most that ends it, whatever follows."""

Cued = Callable[[int, int], float]
"""How much cues around atoms from first to last take off."""


class PieceKind(Enum):
    """What a stretch of text is read as."""

    WORD = "word"
    HALF = "half"
    """A character that is a word, and as often a piece of a name: 明, 建."""
    REST = "rest"
    """A character that is no word by itself."""
    PERSON = "person"
    TITLED = "titled"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Piece:
    """Atoms from `first` to before `last` read as one thing; a known one by its `key`."""

    first: int
    last: int
    kind: PieceKind
    cost: float
    key: str = ""


@dataclass(frozen=True)
class Reading:
    """The cheapest division of a stretch, and the pieces of it that may be part of another name."""

    pieces: tuple[Piece, ...]
    doubtful: frozenset[Piece]


def read(
    atoms: Sequence[Atom], first: int, last: int, *, known: Iterable[Piece], cued: Cued
) -> Reading:
    """Divide atoms *first* to before *last*, which no hard gap parts."""
    pieces = [*known, *_words(atoms, first, last), *_people(atoms, first, last, cued)]
    ahead = _cheapest(pieces, first, last)
    behind = _cheapest_behind(pieces, first, last)
    path = _path(pieces, ahead, first, last)
    whole = ahead[last]
    rivals: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    for piece in pieces:
        through = ahead[piece.first] + piece.cost + behind[piece.last]
        if piece.kind is PieceKind.PERSON and through <= whole + _DOUBT:
            for place in range(piece.first, piece.last):
                rivals[place].add((piece.first, piece.last))
    doubtful = (
        piece
        for piece in path
        if piece.kind is PieceKind.KNOWN
        and any(
            rivals[place] - {(piece.first, piece.last)} for place in range(piece.first, piece.last)
        )
    )
    return Reading(tuple(path), frozenset(doubtful))


def _words(atoms: Sequence[Atom], first: int, last: int) -> Iterator[Piece]:
    costs = word_costs()
    for start in range(first, last):
        if atoms[start].latin:
            yield Piece(start, start + 1, PieceKind.WORD, _LATIN_WORD)
            continue
        yield Piece(start, start + 1, *_single(atoms[start].said))
        for end in _tight_ends(atoms, start, min(last, start + _LONGEST_WORD)):
            if (cost := costs.get(_said(atoms, start, end))) is not None:
                yield Piece(start, end, PieceKind.WORD, cost)


def _single(character: str) -> tuple[PieceKind, float]:
    alone = word_costs().get(character)
    if alone is None:
        return PieceKind.REST, NO_WORD
    if character not in _SAID_OF_PEOPLE and given_costs().get(character, NO_WORD) <= _USUAL_GIVEN:
        return PieceKind.HALF, alone + _HALF
    return PieceKind.WORD, alone


def _people(atoms: Sequence[Atom], first: int, last: int, cued: Cued) -> Iterator[Piece]:
    """Whatever is formed as a Chinese name: a surname and a given name of one or two characters."""
    surnames = surname_costs()
    for start in range(first, last):
        for end in _tight_ends(atoms, start, min(last, start + 4)):
            for behind in (start + 1, start + 2):
                surname = surnames.get(_said(atoms, start, behind))
                if surname is not None and behind < end:
                    given = sum(given_cost(atom.said) for atom in atoms[behind:end])
                    cost = _PERSON + surname + given + _by_length(end - behind)
                    yield Piece(start, end, PieceKind.PERSON, cost - cued(start, end))
    yield from _foreign(atoms, first, last, cued)


def _by_length(given: int) -> float:
    return {1: _SHORT_NAME, 2: 0.0}.get(given, _LONG_NAME)


def _foreign(atoms: Sequence[Atom], first: int, last: int, cued: Cued) -> Iterator[Piece]:
    """Names with a dot between their parts; where the first begins is for the words to say."""
    for dot in range(first + 1, last):
        if atoms[dot].gap is Gap.DOT and not atoms[dot].latin:
            for start in range(max(first, dot - 5), dot):
                bound = dotted_end(atoms, dot, min(last, start + _LONGEST_FOREIGN))
                for end in range(dot + 1, bound + 1):
                    if all(atom.gap in (Gap.NONE, Gap.DOT) for atom in atoms[start + 1 : end]):
                        cost = _FOREIGN + (end - start) * 3.0
                        yield Piece(start, end, PieceKind.PERSON, cost - cued(start, end))


def dotted_end(atoms: Sequence[Atom], dot: int, last: int) -> int:
    """Behind which atom the name with a dot before atom *dot* ends, at *last* at the latest.

    It ends before 想, 可以 and whatever else is a word.
    """
    costs = word_costs()
    for place in range(dot + 1, last):
        if atoms[place].gap is Gap.DOT:
            continue
        done = place + 1 < len(atoms) and atoms[place + 1].said in _OF_VERBS
        if done or atoms[place].said in _NEVER_FOREIGN:
            return place
        for end in _tight_ends(atoms, place, min(last + 1, place + 3, len(atoms))):
            if costs.get(_said(atoms, place, end), NO_WORD) <= _SAID_OFTEN:
                return place
    return last


def dotted_start(atoms: Sequence[Atom], dot: int, first: int) -> int:
    """Which atom the part before the dot of atom *dot* begins with, *first* at the earliest."""
    for place in range(dot - 1, first - 1, -1):
        if atoms[place].said in _NEVER_FOREIGN:
            return place + 1
        if atoms[place].gap is not Gap.NONE:
            return place
    return first


def _tight_ends(atoms: Sequence[Atom], start: int, bound: int) -> Iterator[int]:
    """Ends of stretches from *start* of two Chinese characters or more, nothing between them."""
    for end in range(start + 2, bound + 1):
        if atoms[start].latin or atoms[end - 1].latin or atoms[end - 1].gap is not Gap.NONE:
            return
        yield end


def _said(atoms: Sequence[Atom], first: int, last: int) -> str:
    return "".join(atom.said for atom in atoms[first:last])


def _cheapest(pieces: Sequence[Piece], first: int, last: int) -> dict[int, float]:
    """The least cost of dividing what stands before each place."""
    starting: defaultdict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        starting[piece.first].append(piece)
    cost = dict.fromkeys(range(first, last + 1), float("inf")) | {first: 0.0}
    for place in range(first, last):
        for piece in starting[place]:
            cost[piece.last] = min(cost[piece.last], cost[place] + piece.cost)
    return cost


def _cheapest_behind(pieces: Sequence[Piece], first: int, last: int) -> dict[int, float]:
    ending: defaultdict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        ending[piece.last].append(piece)
    cost = dict.fromkeys(range(first, last + 1), float("inf")) | {last: 0.0}
    for place in range(last, first, -1):
        for piece in ending[place]:
            cost[piece.first] = min(cost[piece.first], cost[place] + piece.cost)
    return cost


def _path(pieces: Sequence[Piece], ahead: dict[int, float], first: int, last: int) -> list[Piece]:
    ending: defaultdict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        ending[piece.last].append(piece)
    path: list[Piece] = []
    place = last
    while place > first:
        piece = min(ending[place], key=lambda each: ahead[each.first] + each.cost)
        path.append(piece)
        place = piece.first
    return path[::-1]
