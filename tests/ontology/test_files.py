"""The Turtle files as files: encoding, layout, and that every library reads them alike."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib.compare import isomorphic

import ontology
from ontology.namespaces import BASE

FILES = [ontology.core_path(), *ontology.concept_paths().values()]
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def blocks(path: Path) -> list[str]:
    """The statements of a file, as its blank lines part them, without comments and directives."""
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(("#", "@"))]
    return [block for block in "\n".join(kept).split("\n\n") if block.strip()]


def test_the_files_are_the_expected_ones() -> None:
    names = "area aspect certainty comparator extent kind mention recurrence role status timing"
    assert list(ontology.concept_paths()) == names.split()
    assert ontology.concepts().keys() == ontology.concept_paths().keys()


@each_file
def test_bytes_are_nfc_utf8_with_unix_lines(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert not re.search(r"\r|\t|\ufeff|\u00a0|[ ]$|\n\n\n", text, re.MULTILINE)
    assert text.endswith(".\n")


@each_file
def test_only_the_base_line_spells_the_base(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if BASE in line]
    assert lines == [f"@base <{BASE}> ."]


@each_file
def test_every_subject_has_one_block(path: Path) -> None:
    heads = [block.lstrip().split()[0] for block in blocks(path)]
    named = [head for head in heads if head != "[]"]
    assert len(set(named)) == len(named)


@each_file
def test_blocks_follow_one_order(path: Path) -> None:
    order = [
        *("rdfs:subClassOf", "rdfs:subPropertyOf", "owl:inverseOf", "rdfs:domain", "rdfs:range"),
        *("rk:expectedDatatype", "rdfs:label", "skos:notation", "skos:prefLabel", "skos:altLabel"),
        *("skos:definition", "rk:correspondsToClass", "skos:exactMatch", "skos:closeMatch"),
        *(
            "skos:relatedMatch",
            "skos:inScheme",
            "skos:topConceptOf",
            "skos:hasTopConcept",
            "rdfs:isDefinedBy",
        ),
    ]
    for block in blocks(path):
        if block.lstrip().startswith(("rk:", "<concept/")):
            found = re.findall(r"^    ([a-z]+:\w+)", block, re.MULTILINE)
            assert found == sorted(found, key=order.index), block


@each_file
def test_rdflib_and_oxigraph_read_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    graph = rdflib.Graph().parse(data=text, format="turtle")
    quads = list(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE))
    other = rdflib.Graph()
    lines = pyoxigraph.serialize((quad.triple for quad in quads), format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert lines is not None
    other.parse(data=lines.decode("utf-8"), format="nt")
    assert len(graph) == len(quads) > 0
    assert isomorphic(graph, other)
