"""What was read: the coverage statements that go with an answer, so that "none" differs from "not read"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ontology.namespaces import ID
from ontology.terms import CONCEPTS
from queries import terms
from queries.store import Store, select

_CHUNK = 400
_MOST = 8
"""How many things that share one statement are named; the rest is counted."""
_PART = re.compile(r"/(task|group|target|solution)/")
_PREFIXES = """PREFIX rk: <https://w3id.org/reformkg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""

_TEXTS = """  OPTIONAL {{ ?coverage rdfs:label ?own_note FILTER(LANG(?own_note) = {lang}) }}
  OPTIONAL {{ ?coverage rdfs:label ?any_note FILTER(LANG(?any_note) = "vi") }}
  OPTIONAL {{ ?about rdfs:label ?own_label FILTER(LANG(?own_label) = {lang}) }}
  OPTIONAL {{ ?about rdfs:label ?any_label FILTER(LANG(?any_label) = "vi") }}
  BIND(STR(COALESCE(?own_label, ?any_label)) AS ?label) BIND(STR(COALESCE(?own_note, ?any_note)) AS ?note)
"""
_OF_INSTRUMENTS = """SELECT DISTINCT ?rank ?about ?label ?note WHERE {{
  VALUES ?instrument {{ {things} }}
  VALUES ?aspect {{ {aspects} }}
  {{
    ?coverage rk:coverageSubject ?instrument . BIND(?instrument AS ?about) BIND(1 AS ?rank)
  }} UNION {{
    ?source rk:mentions ?instrument . ?coverage rk:coverageOf ?source .
    FILTER NOT EXISTS {{ ?coverage rk:coverageSubject ?subject }}
    BIND(?source AS ?about) BIND(2 AS ?rank)
  }}
  ?coverage rk:aspect ?aspect .
{texts}}} ORDER BY ?rank ?about ?note"""
_OF_SOURCES = """SELECT DISTINCT ?about ?label ?note WHERE {{
  {things}
  VALUES ?aspect {{ {aspects} }}
  ?coverage rk:coverageOf ?about ; rk:aspect ?aspect .
{texts}}} ORDER BY ?about ?note"""


def coverage_notes(
    store: Store, iris: Iterable[str], lang: str, aspects: Sequence[str] = ("tasks",)
) -> tuple[str, ...]:
    """What the dossiers say they cover of the instruments among `iris`, and of the sources that name them.

    Things of which the same is said share one line: "Plan 803 …: 80 tasks, counted; none listed."
    """
    instruments = sorted({i for i in iris if i.startswith(f"{ID}instrument/") and not _PART.search(i)})
    said: list[tuple[str, str]] = []
    for start in range(0, len(instruments), _CHUNK):
        things = " ".join(terms.iri(i) for i in instruments[start : start + _CHUNK])
        said += _said(store, _OF_INSTRUMENTS, things, lang, aspects)
    return _lines(said)


def source_coverage(store: Store, sources: Iterable[str] | None, lang: str, aspects: Sequence[str]) -> tuple[str, ...]:
    """What the dossiers of some sources (None: of all) say they cover."""
    if sources is None:
        return _lines(_said(store, _OF_SOURCES, "", lang, aspects))
    wanted = " ".join(terms.iri(s) for s in sorted(set(sources)))
    return _lines(_said(store, _OF_SOURCES, f"VALUES ?about {{ {wanted} }}", lang, aspects)) if wanted else ()


def _said(store: Store, pattern: str, things: str, lang: str, aspects: Sequence[str]) -> Iterator[tuple[str, str]]:
    wanted = " ".join(terms.iri(CONCEPTS["aspect"][a]) for a in aspects)
    texts = _TEXTS.format(lang=terms.string(lang))
    table = select(store, _PREFIXES + pattern.format(things=things, aspects=wanted, texts=texts))
    label, note = table.columns.index("label"), table.columns.index("note")
    for row in table.rows:
        about, text = row[label], row[note]
        if about is not None and text is not None:
            yield about.value, text.value


def _lines(said: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """One line a statement, with all that it is about, in the order in which they came."""
    about: dict[str, dict[str, None]] = {}
    for label, note in said:
        about.setdefault(note, {})[label] = None
    lines = []
    for note, labels in about.items():
        more = f"; … (+{len(labels) - _MOST})" if len(labels) > _MOST else ""
        lines.append(f"{'; '.join(list(labels)[:_MOST])}{more}: {note}")
    return tuple(lines)
