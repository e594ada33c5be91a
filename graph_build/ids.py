"""The IRIs of everything in the graph: one pure, injective function each.

All segments are ASCII and come from closed tables or checked slugs, so that two different things never get
one IRI; `tests/graph_build/test_ids.py` holds that as a property. Base and layout: ``model.md``, "IRIs".
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from urllib.parse import quote

from ontology.namespaces import CONCEPT, ID

_GENERIC_ISSUERS = re.compile(r"(TW|TU|UB|UBND|HĐND|HĐBT|CP|TTG|QH\d*|UBTVQH\d*|HĐNN\d*|LB|LBTC)")
_YEAR_IN_NUMBER = re.compile(r"^\s*\d+[a-zđ]?\s*/\s*(\d{4})\b", re.IGNORECASE)


def year_in_number(number: str) -> int | None:
    """The year that a normative number carries.

    >>> year_in_number("63/2010/NĐ-CP"), year_in_number("76/NQ-CP")
    (2010, None)
    """
    match = _YEAR_IN_NUMBER.match(number)
    return int(match[1]) if match else None


def number_segment(number: str, kind_codes: Sequence[str], issuer_code: str) -> str:
    """What of a number identifies the instrument once kind, issuer and year are known.

    Leading zeros go; the letter stays, and đ (which follows d: 30d, 30đ) becomes dd; a series suffix or
    department stays.

    >>> number_segment("30c/NQ-CP", ["NQ"], "cp"), number_segment("07/CT-TTg", ["CT"], "ttg")
    ('30c', '7')
    >>> number_segment("1389/QĐ-UBND-HC", ["QĐ"], "ubnd")
    '1389-hc'
    >>> number_segment("587/SNV-CCHC&VTLT", ["CV"], "snv")
    '587-cchc~vtlt'
    """
    match = re.match(r"\s*0*([0-9]+)([A-Za-zĐđ]?)(?![A-Za-zĐđ])", number)
    if match is None:
        raise ValueError(f"the number {number!r} does not begin with digits")
    rest = re.sub(r"^\s*/\s*\d{4}(?=\s*[/-])", "", number[match.end() :])
    kinds = {k.upper() for k in kind_codes}
    extra = [
        token
        for token in re.split(r"[/\-.\s]+", rest)
        if token
        and token.upper() not in kinds
        and not _GENERIC_ISSUERS.fullmatch(token.upper())
        and _ascii(token) not in issuer_code.split("-")
    ]
    letter = match[2].lower().replace("đ", "dd")
    return "-".join([match[1] + letter, *(_ascii(token) for token in extra)])


def _ascii(token: str) -> str:
    """Lower-case ASCII of a code; đ → d, & → ~; other letters by the bytes of their UTF-8, as ~xx."""
    return quote(token.lower().replace("đ", "d").replace("&", "~"), safe="~").replace("%", "~").lower()


def instrument_path(place: str, issuer_code: str, kind_code: str, year: int | None, number: str) -> str:
    """The path by which records and people name an instrument; `number` is a segment or ``_<slug>``.

    >>> instrument_path("vn-an-giang", "ubnd", "kh", 2017, "792")
    'vn-an-giang/ubnd/kh/2017/792'
    """
    segments = (place, issuer_code, kind_code, "_" if year is None else str(year), number)
    for segment in segments:
        if not re.fullmatch(r"[a-z0-9_~-]+", segment):
            raise ValueError(f"{segment!r} cannot stand in an IRI")
    return "/".join(segments)


def instrument(path: str) -> str:
    """IRI of an instrument from its path."""
    return f"{ID}instrument/{path}"


def task(instrument_iri: str, group: str | None, number: str) -> str:
    """IRI of a task: ``…/task/I/1``, or ``…/task/1`` in a plan without groups."""
    return f"{instrument_iri}/task/" + "/".join(quote(s, safe="") for s in ((group,) if group else ()) + (number,))


def group(instrument_iri: str, number: str) -> str:
    """IRI of a task group: ``…/group/I``."""
    return f"{instrument_iri}/group/{quote(number, safe='')}"


def target(instrument_iri: str, number: str) -> str:
    """IRI of a target: ``…/target/1``."""
    return f"{instrument_iri}/target/{quote(number, safe='')}"


def solution(instrument_iri: str, number: str) -> str:
    """IRI of a group of solutions: ``…/solution/1``."""
    return f"{instrument_iri}/solution/{quote(number, safe='')}"


def deliverable(task_iri: str) -> str:
    """IRI of a task's deliverable."""
    return f"{task_iri}/deliverable"


def responsibility(task_iri: str, role: str, body_id: str) -> str:
    """IRI of one body's responsibility for a task."""
    return f"{task_iri}/responsibility/{role}/{body_id}"


def place(place_id: str) -> str:
    """IRI of a place."""
    return f"{ID}place/{place_id}"


def body(body_id: str) -> str:
    """IRI of a body."""
    return f"{ID}body/{body_id}"


def index(index_id: str, dimension: str | None = None) -> str:
    """IRI of an index, or of one of its dimensions."""
    return f"{ID}index/{index_id}" + (f"/dimension/{dimension}" if dimension else "")


def observation(index_id: str, dimension: str | None, place_id: str, year: int) -> str:
    """IRI of an index's result: ``observation/par-index/vn-long-an/2021``."""
    return f"{ID}observation/{index_id}/" + (f"{dimension}/" if dimension else "") + f"{place_id}/{year}"


def result(place_id: str, year: int, slug: str) -> str:
    """IRI of a measured result that no index covers; ``_`` is no index's name."""
    return f"{ID}observation/_/{place_id}/{year}/{slug}"


def source(slug: str) -> str:
    """IRI of a source."""
    return f"{ID}source/{slug}"


def evidence(slug: str, start: int, end: int) -> str:
    """IRI of a place in a source, as an RFC 5147 character range.

    >>> evidence("x", 12, 40).endswith("id/source/x#char=12,40")
    True
    """
    return f"{source(slug)}#char={start},{end}"


def selector(slug: str, start: int, end: int) -> str:
    """IRI of the Web Annotation selector of such a place."""
    return f"{source(slug)}/selector/{start}-{end}"


def graph(name: str) -> str:
    """IRI of a named graph."""
    return f"{ID}graph/{name}"


def coverage(dossier: str, aspect: str, position: int) -> str:
    """IRI of one statement of a dossier's coverage."""
    return f"{ID}coverage/{dossier}/{aspect}/{position}"


def assertion(dossier: str, subject: str, predicate: str, object_: str) -> str:
    """IRI of what one dossier says of one relation; the triple's hash keeps it short and injective."""
    digest = hashlib.sha256("\n".join((subject, predicate, object_)).encode()).hexdigest()
    return f"{ID}assertion/{dossier}/{digest[:24]}"


def concept(scheme: str, key: str) -> str:
    """IRI of a SKOS concept."""
    return f"{CONCEPT}{scheme}/{key}"
