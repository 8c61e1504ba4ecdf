"""Where a text speaks of a person by name, known or not: 令狐志远是我师兄, 冯天佑推荐了他.

Looser than what is said to be nobody's name: made to doubt who “他” is, not to contradict.
"""

from __future__ import annotations

from store.names.atoms import atoms_of, runs
from store.names.cues import cued_after, cued_before
from store.names.reading import CUE, PieceKind, read
from store.names.words import looks_like_name


def person_named(text: str) -> int | None:
    """Where the first stretch begins that the likeliest division of *text* reads as a person."""
    atoms = atoms_of(text)

    def cued(first: int, last: int) -> float:
        start, end = atoms[first].start, atoms[last - 1].end
        return CUE * (cued_before(text, start) + cued_after(text, end))

    for first, last in runs(atoms):
        for piece in read(atoms, first, last, known=(), cued=cued).pieces:
            start, end = atoms[piece.first].start, atoms[piece.last - 1].end
            if piece.kind is PieceKind.PERSON and _is_whole(text[start:end]):
                return start
    return None


def _is_whole(said: str) -> bool:
    return len(said) > 2 and looks_like_name(said)
