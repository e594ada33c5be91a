"""Writes ontology/terms.py and ontology/axioms.py from the Turtle files, and keeps their ``@base`` current.

Run ``python -m ontology.generate`` after changing a Turtle file or `ontology.namespaces.BASE`;
``--check`` writes nothing and exits 1 if a file is not what would be written.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from ontology import namespaces
from ontology.namespaces import BASE, CONCEPT, ONTOLOGY

FOLDER: Final = Path(__file__).parent
_BASE_LINE: Final = re.compile(r"^@base <[^>]*> \.$", re.MULTILINE)
_HEADER: Final = '''"""{what}

Generated from the Turtle files by ``python -m ontology.generate``: do not edit.
"""

from __future__ import annotations

'''
_IMPORTS: Final = """\
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

"""
_EXTERNAL: Final[Mapping[str, str]] = {
    namespaces.OA: "OA",
    namespaces.ORG: "ORG",
    namespaces.RDF: "RDF",
    namespaces.SKOS: "SKOS",
    namespaces.XSD: "XSD",
}


class GenerationError(ValueError):
    """The Turtle files hold something that the generated constants cannot express."""


def rebased(text: str) -> str:
    """The text of a Turtle file with its one ``@base`` line set to `BASE`."""
    if len(_BASE_LINE.findall(text)) != 1:
        raise GenerationError("a Turtle file of ours has exactly one line '@base <…> .'")
    return _BASE_LINE.sub(f"@base <{BASE}> .", text)


def turtle(folder: Path = FOLDER) -> dict[Path, str]:
    """The Turtle files of the ontology and the concepts, rebased, by path."""
    paths = [folder / "core.ttl", *sorted((folder / "concepts").glob("*.ttl"))]
    return {path: rebased(path.read_text(encoding="utf-8")) for path in paths}


def render(texts: Iterable[str]) -> dict[str, str]:
    """The generated modules, file name → Python text, from the texts of the Turtle files."""
    graph = rdflib.Graph()
    for text in texts:
        graph.parse(data=text, format="turtle")
    return {"axioms.py": _axioms(graph), "terms.py": _terms(graph)}


def _own(graph: rdflib.Graph, *kinds: rdflib.URIRef) -> list[str]:
    """Local names of our terms of the given OWL kinds, sorted."""
    found = {str(term) for kind in kinds for term in graph.subjects(RDF.type, kind)}
    return sorted(iri.removeprefix(ONTOLOGY) for iri in found if iri.startswith(ONTOLOGY))


def _name(iri: str) -> str:
    """How the generated modules write an IRI."""
    if iri.startswith(ONTOLOGY):
        return f"RK.{iri.removeprefix(ONTOLOGY)}"
    for namespace, constant in _EXTERNAL.items():
        if iri.startswith(namespace):
            return f'{constant} + "{iri.removeprefix(namespace)}"'
    raise GenerationError(f"no constant for the namespace of {iri}; add it to ontology.generate._EXTERNAL")


def _terms(graph: rdflib.Graph) -> str:
    lines = [_HEADER.format(what="The terms of the ontology and the keys of its concepts, as constants.")]
    lines.append(_IMPORTS + "from ontology.namespaces import CONCEPT, ONTOLOGY\n\n")
    lines.append(f'VERSION: Final[str] = "{_version(graph)}"\n"""owl:versionInfo of core.ttl."""\n\n\n')
    lines.append('class RK:\n    """IRIs of the terms of core.ttl (`rk:`)."""\n')
    for title, kinds in (
        ("classes", (OWL.Class,)),
        ("object properties", (OWL.ObjectProperty,)),
        ("datatype properties", (OWL.DatatypeProperty,)),
        ("annotation properties", (OWL.AnnotationProperty,)),
    ):
        lines.append(f"\n    # {title}\n")
        lines += [f'    {name}: Final[str] = ONTOLOGY + "{name}"\n' for name in _own(graph, *kinds)]
    lines.append("\n\nCONCEPTS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(\n    {\n")
    for scheme, keys in _concepts(graph).items():
        lines.append(f'        "{scheme}": MappingProxyType(\n            {{\n')
        lines += [f'                "{key}": CONCEPT + "{scheme}/{key}",\n' for key in keys]
        lines.append("            }\n        ),\n")
    lines.append('    }\n)\n"""Scheme → key → IRI of the concept, both sorted."""\n\n')
    lines.append("CLASS_OF_KIND: Final[Mapping[str, str]] = MappingProxyType(\n    {\n")
    lines += [f'        "{key}": {name},\n' for key, name in _kinds(graph)]
    lines.append('    }\n)\n"""Key of a kind of instrument → IRI of its class."""\n')
    return "".join(lines)


def _axioms(graph: rdflib.Graph) -> str:
    body: list[str] = []
    body += _table("SUPERCLASSES", "Class → its stated super-classes.", _related(graph, RDFS.subClassOf))
    body += _table("SUPERPROPERTIES", "Property → its stated super-properties.", _related(graph, RDFS.subPropertyOf))
    body.append("INVERSES: Final[tuple[tuple[str, str], ...]] = (\n")
    body += [
        f"    ({_name(one)}, {_name(other)}),\n"
        for other, inverses in _related(graph, OWL.inverseOf).items()
        for one in inverses
    ]
    body.append(')\n"""Pairs: the property in whose sense facts are recorded, its inverse."""\n\n')
    transitive = _own(graph, OWL.TransitiveProperty)
    if len(transitive) != 1:
        raise GenerationError("ontology.reasoning is made for exactly one transitive property")
    body.append(f"TRANSITIVE: Final[tuple[str, ...]] = (RK.{transitive[0]},)\n")
    body.append('"""The transitive properties."""\n\n')
    body += _table("DOMAINS", "Property → classes of its subjects.", _ends(graph, RDFS.domain))
    body += _table("RANGES", "Object property → classes of its objects.", _ends(graph, RDFS.range))
    body.append("DISJOINT: Final[tuple[frozenset[str], ...]] = (\n")
    for group in _disjoint(graph):
        body.append("    frozenset(\n        {\n")
        body += [f"            {_name(iri)},\n" for iri in group]
        body.append("        }\n    ),\n")
    body.append(')\n"""Groups of classes of which nothing belongs to two (nor to sub-classes of two)."""\n\n')
    body.append("DATATYPES: Final[Mapping[str, str]] = MappingProxyType(\n    {\n")
    expected = rdflib.URIRef(ONTOLOGY + "expectedDatatype")
    for name in _own(graph, OWL.DatatypeProperty):
        datatype = graph.value(rdflib.URIRef(ONTOLOGY + name), expected)
        body.append(f"        RK.{name}: {_name(str(datatype))},\n")
    body.append('    }\n)\n"""Datatype property → the datatype that its values must have."""\n')
    text = "".join(body)
    used = [constant for constant in _EXTERNAL.values() if re.search(rf"\b{constant} \+ ", text)]
    imports = f"from ontology.namespaces import {', '.join(used)}\nfrom ontology.terms import RK\n\n"
    what = "The axioms of core.ttl as constants, for ontology.reasoning and the builder."
    return _HEADER.format(what=what) + _IMPORTS + imports + text


def _table(name: str, doc: str, rows: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield f"{name}: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(\n    {{\n"
    for key, values in rows.items():
        inner = ", ".join(map(_name, values)) + ("," if len(values) == 1 else "")
        yield f"        {_name(key)}: ({inner}),\n"
    yield f'    }}\n)\n"""{doc}"""\n\n'


def _related(graph: rdflib.Graph, predicate: rdflib.URIRef) -> dict[str, list[str]]:
    """Our terms → the named terms that `predicate` links them to, both sorted."""
    rows: dict[str, list[str]] = {}
    for subject, object_ in sorted(graph.subject_objects(predicate)):
        if str(subject).startswith(ONTOLOGY) and isinstance(object_, rdflib.URIRef):
            rows.setdefault(str(subject), []).append(str(object_))
    return rows


def _ends(graph: rdflib.Graph, predicate: rdflib.URIRef) -> dict[str, list[str]]:
    """Our object and datatype properties → named classes that their domain or range entails.

    A union entails the classes that all its members belong to; datatypes are left out.
    """
    rows: dict[str, list[str]] = {}
    for subject, object_ in sorted(graph.subject_objects(predicate)):
        if not str(subject).startswith(ONTOLOGY) or str(object_).startswith(namespaces.XSD):
            continue
        classes = [str(object_)] if isinstance(object_, rdflib.URIRef) else _common(graph, object_)
        if classes:
            rows.setdefault(str(subject), []).extend(classes)
    return rows


def _common(graph: rdflib.Graph, union: rdflib.term.Node) -> list[str]:
    members = graph.value(union, OWL.unionOf)
    if members is None:
        raise GenerationError("a domain or range is a named class or a union of named classes")
    above = [set(graph.transitive_objects(member, RDFS.subClassOf)) for member in Collection(graph, members)]
    common = set.intersection(*above)
    covered = {up for one in common for up in graph.transitive_objects(one, RDFS.subClassOf) if up != one}
    return sorted(str(one) for one in common - covered)


def _disjoint(graph: rdflib.Graph) -> list[list[str]]:
    groups = []
    for node in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        members = graph.value(node, OWL.members)
        assert members is not None
        groups.append(sorted(str(member) for member in Collection(graph, members)))
    return sorted(groups)


def _concepts(graph: rdflib.Graph) -> dict[str, list[str]]:
    """Scheme → keys of its concepts, both read from the IRIs and sorted."""
    rows: dict[str, list[str]] = {}
    for concept in sorted(str(concept) for concept in graph.subjects(RDF.type, SKOS.Concept)):
        scheme, _, key = concept.removeprefix(CONCEPT).partition("/")
        rows.setdefault(scheme, []).append(key)
    return rows


def _kinds(graph: rdflib.Graph) -> list[tuple[str, str]]:
    link = rdflib.URIRef(ONTOLOGY + "correspondsToClass")
    return sorted(
        (str(concept).removeprefix(CONCEPT + "kind/"), _name(str(class_)))
        for concept, class_ in graph.subject_objects(link)
    )


def _version(graph: rdflib.Graph) -> str:
    return str(graph.value(rdflib.URIRef(BASE + "ontology"), OWL.versionInfo))


def main(arguments: Sequence[str] | None = None, folder: Path = FOLDER) -> int:
    """Writes the generated files, or with ``--check`` compares them. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ontology.generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is stale")
    check = parser.parse_args(arguments).check
    texts = turtle(folder)
    wanted = {**texts, **{folder / name: text for name, text in render(texts.values()).items()}}
    stale = [path for path, text in wanted.items() if not path.is_file() or path.read_bytes() != text.encode()]
    for path in stale:
        if check:
            print(f"{path} is not current: run python -m ontology.generate", file=sys.stderr)
        else:
            path.write_text(wanted[path], encoding="utf-8", newline="\n")
            print(f"wrote {path}", file=sys.stderr)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
