"""Names of the graph as questions write them: bodies, places, indices, areas; and plans named by province and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph_build.text import fold
from ontology.namespaces import ID
from queries.ask.lexicon import Phrases, table
from queries.lookup import Lookup, Thing
from queries.store import Store, select


def place_id(iri: str) -> str:
    """The id of a place, and of the place of an instrument or body, from its IRI: ``vn-an-giang``.

    >>> place_id("https://w3id.org/reformkg/id/instrument/vn-an-giang/ubnd/kh/2017/792")
    'vn-an-giang'
    """
    return iri.removeprefix(ID).split("/")[1]


def kind_code(iri: str) -> str:
    """The kind in an instrument's IRI: ``kh``, ``nq``."""
    parts = iri.removeprefix(ID).split("/")
    return parts[3] if len(parts) > 3 else ""


def name_phrases(lookup: Lookup) -> Phrases:
    """All names of bodies, places, indices and areas; `value` is ``type IRI``."""
    phrases = Phrases()
    for iri, thing in lookup.places.items():
        if place_id(iri) != "vn":
            for name in {thing.vi, thing.en, *thing.names}:
                phrases.add(name, f"place {iri}")
    for iri, thing in lookup.indices.items():
        for name in {thing.vi, thing.en, *thing.names}:
            phrases.add(name, f"index {iri}")
    more = table("forms")["areas"]
    for iri, thing in lookup.areas.items():
        others = more.get(iri.rpartition("/")[2].rpartition("-")[0], [])
        assert isinstance(others, list)
        for name in {thing.vi, thing.en, *thing.names, *others}:
            phrases.add(name, f"area {iri}")
    for iri, thing in lookup.bodies.items():
        for name in set(_body_names(thing, lookup.places)):
            phrases.add(name, f"body {iri}")
    return phrases


def _body_names(body: Thing, places: dict[str, Thing]) -> Iterator[str]:
    """A body's names, with and without its province, and in the short forms of offices."""
    place = places.get(body.place)
    local = place is not None and place_id(body.place) != "vn"
    for name in (body.vi, body.en, *body.names):
        for form in _without_place(name, place) if local and place else (name,):
            yield form
            yield from _short_forms(form)


def _without_place(name: str, place: Thing) -> Iterator[str]:
    yield name
    for own in (place.vi, place.en):
        for tail in (
            f" tỉnh {own}",
            f" của {own}",
            f" {own}",
            f" of {own} Province",
            f" of {own}",
            f" in {own} Province",
        ):
            if name.endswith(tail):
                short = name.removesuffix(tail)
                if len(short.split()) > 1:
                    yield short
    if name.endswith(" tỉnh"):
        yield name.removesuffix(" tỉnh")


def _short_forms(name: str) -> Iterator[str]:
    for long, shorts in table("forms")["short"].items():
        assert isinstance(shorts, list)
        if long in name:
            for short in shorts:
                yield name.replace(long, str(short))
    for head in ("Department of ", "Ministry of ", "People's Committee of "):
        if name.startswith(head) and " Province" not in name:
            yield f"{name.removeprefix(head)} {head.removesuffix(' of ')}"


@dataclass(frozen=True, slots=True)
class Titled:
    """An instrument with its titles and the years it is for."""

    iri: str
    titles: tuple[str, ...]
    first: int | None
    last: int | None


_TITLES = """PREFIX rk: <https://w3id.org/reformkg/ontology#>
SELECT DISTINCT ?iri ?title ?first ?last WHERE {
  ?iri rk:status ?status ; rk:title ?t . BIND(STR(?t) AS ?title)
  OPTIONAL { ?iri rk:periodStart ?first } OPTIONAL { ?iri rk:periodEnd ?last }
} ORDER BY ?iri ?title"""


def titled(store: Store) -> dict[str, Titled]:
    """All instruments with a title."""
    found: dict[str, Titled] = {}
    result = select(store, _TITLES)
    for row in result.rows:
        cell = {c: t.value for c, t in zip(result.columns, row, strict=True) if t}
        before = found.get(cell["iri"])
        titles = (*(before.titles if before else ()), cell["title"])
        found[cell["iri"]] = Titled(cell["iri"], titles, _year(cell.get("first")), _year(cell.get("last")))
    return found


def _year(value: str | None) -> int | None:
    match = re.match(r"\d{4}", value or "")
    return int(match[0]) if match else None


_REFORM_TITLE = re.compile(
    r"(?:ke hoach|chuong trinh|nghi quyet ban hanh chuong trinh|ban hanh chuong trinh)?\s*(?:tong the )?"
    r"cai cach(?: hanh chinh)?(?: nha nuoc)?\s*(?:cua )?(?:tinh |thanh pho )?(?P<place>[a-z -]*?)\s*"
    r"(?:nam |giai doan )?(?P<first>\d{4})(?:\s*-\s*(?P<last>\d{4}))?(?P<rest>.*)"
)


def reform_plans(
    all_titled: dict[str, Titled], *, place: str | None, first: int, last: int | None, kinds: tuple[str, ...]
) -> list[str]:
    """The reform plans or programmes for one year, or a span of years, of a province (or of any).

    A title such as "Kế hoạch thi tìm kiếm sáng kiến cải cách hành chính năm 2018" is not one.
    """
    found = []
    for iri, thing in all_titled.items():
        if place is not None and place_id(iri) != place:
            continue
        if place is None and last is not None and place_id(iri) != "vn":
            continue
        for title in thing.titles:
            match = _REFORM_TITLE.fullmatch(fold(title).replace("–", "-"))
            if match is None or int(match["first"]) != first or (int(match["last"]) if match["last"] else None) != last:
                continue
            if match["rest"] not in ("", " cua so", " tinh " + match["place"]) and not match["rest"].startswith(
                " tinh "
            ):
                continue
            if kind_code(iri) in kinds or kind_code(iri) in ("qd", "nq"):
                found.append(iri)
                break
    exact = {place_id(i) for i in found if kind_code(i) in kinds}
    return sorted(i for i in found if kind_code(i) in kinds or place_id(i) not in exact)
