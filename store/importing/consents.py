"""The terms cell: ``wealth:written:2026-11-28:2028-11-28:影像003``, entries parted by semicolons.

A sixth part is when the scope was withdrawn; parts that are unknown stay empty.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time

from store.customers.consents import LONGEST_EVIDENCE, bare
from store.customers.records import ConsentTerms
from store.importing.days import day
from store.importing.values import CellRefused, cell_text, choice, quoted
from store.models import ConsentForm, ConsentScope

_PARTS = 6
_FORM = (
    "授权明细要写成 范围:形式:签署日期:有效期至:凭证，"
    "例如 wealth:written:2026-11-28:2028-11-28:影像003"
)
_AT = "%Y%m%dT%H%M%SZ"


def consent_terms(cell: object) -> tuple[ConsentTerms, ...]:
    """What is known of each scope, one entry a scope, in order."""
    written = [part for part in re.split("[;；\n]+", cell_text(cell)) if part.strip()]
    found = [_terms(part) for part in written]
    if len({each.scope for each in found}) < len(found):
        raise CellRefused("同一项授权写了两次")
    return tuple(sorted(found, key=lambda each: each.scope))


def terms_cell(terms: Iterable[ConsentTerms]) -> str:
    """The same as a cell; scopes of which nothing more is known are left out."""
    return ";".join(":".join(_written(each)).rstrip(":") for each in terms if not bare(each))


def disagreement(scopes: Collection[ConsentScope], terms: Iterable[ConsentTerms]) -> str:
    """Why the two cells of a row cannot both be true; "" where they can."""
    for each in terms:
        if (each.withdrawn_at is None) is not (each.scope in scopes):
            return f"{each.scope.label}授权在授权范围和授权明细里不一致"
    return ""


def contradictions(terms: Iterable[ConsentTerms], *, today: date) -> Iterator[str]:
    """What of the terms cannot be true."""
    for each in terms:
        if each.agreed_on is not None and each.agreed_on > today:
            yield f"{each.scope.label}授权日期 {each.agreed_on} 在今天之后"
        if each.agreed_on is not None and each.run_out(each.agreed_on):
            yield f"{each.scope.label}授权 {each.valid_until} 到期，早于签署日期 {each.agreed_on}"


def _terms(written: str) -> ConsentTerms:
    parts = [part.strip() for part in written.replace("：", ":").split(":")]
    if len(parts) > _PARTS:
        raise CellRefused(f"“{quoted(written)}”：{_FORM}")
    scope, form, agreed, until, evidence, gone = (*parts, *[""] * _PARTS)[:_PARTS]
    if len(evidence) > LONGEST_EVIDENCE:
        raise CellRefused(f"凭证超过 {LONGEST_EVIDENCE} 个字")
    return ConsentTerms(
        choice(scope, ConsentScope),
        choice(form, ConsentForm) if form else None,
        day(agreed) if agreed else None,
        day(until) if until else None,
        evidence or None,
        _withdrawn(gone) if gone else None,
    )


def _withdrawn(written: str) -> datetime:
    try:
        return datetime.strptime(written, _AT).replace(tzinfo=UTC)
    except ValueError:
        return datetime.combine(day(written), time(), tzinfo=UTC)


def _written(terms: ConsentTerms) -> Iterator[str]:
    yield terms.scope.value
    yield terms.form.value if terms.form else ""
    yield str(terms.agreed_on or "")
    yield str(terms.valid_until or "")
    yield terms.evidence or ""
    yield f"{terms.withdrawn_at.astimezone(UTC):{_AT}}" if terms.withdrawn_at else ""
