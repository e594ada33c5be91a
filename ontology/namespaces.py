"""IRI bases and prefixes: the only Python file that spells them.

To publish under another base, change `BASE` and run `python -m ontology.generate`, which rewrites the
``@base`` line of the Turtle files. Nothing else has to change.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

BASE: Final[str] = "https://w3id.org/reformkg/"
"""Where everything of ours lives; ends in a slash."""

ONTOLOGY: Final[str] = BASE + "ontology#"
"""Namespace of classes and properties (`rk:`)."""
ID: Final[str] = BASE + "id/"
"""Namespace of the things described (`rkid:`), minted by graph_build.ids."""
CONCEPT: Final[str] = BASE + "concept/"
"""Namespace of SKOS concepts (`rkc:`): scheme, slash, key."""

DCAT: Final[str] = "http://www.w3.org/ns/dcat#"
DCTERMS: Final[str] = "http://purl.org/dc/terms/"
ELI: Final[str] = "http://data.europa.eu/eli/ontology#"
OA: Final[str] = "http://www.w3.org/ns/oa#"
ORG: Final[str] = "http://www.w3.org/ns/org#"
OWL: Final[str] = "http://www.w3.org/2002/07/owl#"
PROV: Final[str] = "http://www.w3.org/ns/prov#"
QB: Final[str] = "http://purl.org/linked-data/cube#"
RDF: Final[str] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final[str] = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA: Final[str] = "https://schema.org/"
SKOS: Final[str] = "http://www.w3.org/2004/02/skos/core#"
VANN: Final[str] = "http://purl.org/vocab/vann/"
VOID: Final[str] = "http://rdfs.org/ns/void#"
XSD: Final[str] = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "rk": ONTOLOGY,
        "rkid": ID,
        "rkc": CONCEPT,
        "dcat": DCAT,
        "dcterms": DCTERMS,
        "eli": ELI,
        "oa": OA,
        "org": ORG,
        "owl": OWL,
        "prov": PROV,
        "qb": QB,
        "rdf": RDF,
        "rdfs": RDFS,
        "schema": SCHEMA,
        "skos": SKOS,
        "vann": VANN,
        "void": VOID,
        "xsd": XSD,
    }
)
"""Prefix → namespace, ours first. No namespace is the beginning of another."""


class UnknownPrefixError(ValueError):
    """A compact IRI uses a prefix that `PREFIXES` does not have."""


def compact(iri: str) -> str:
    """The compact form of an IRI (a CURIE; may hold slashes), or the IRI itself where no prefix fits.

    >>> compact("https://w3id.org/reformkg/ontology#implements")
    'rk:implements'
    >>> compact("https://w3id.org/reformkg/id/place/vn-an-giang")
    'rkid:place/vn-an-giang'
    >>> compact("https://example.org/x")
    'https://example.org/x'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def expand(curie: str) -> str:
    """The IRI of a compact IRI; an IRI with ``//`` after its scheme is returned as it is.

    >>> expand("rkc:role/lead")
    'https://w3id.org/reformkg/concept/role/lead'
    >>> expand("https://example.org/x")
    'https://example.org/x'

    Raises:
        UnknownPrefixError: there is no colon, or the prefix is not in `PREFIXES`.
    """
    prefix, colon, local = curie.partition(":")
    if colon and local.startswith("//"):
        return curie
    namespace = PREFIXES.get(prefix)
    if not colon or namespace is None:
        known = ", ".join(PREFIXES)
        raise UnknownPrefixError(f"{curie!r} is not a compact IRI with a known prefix; known are: {known}")
    return namespace + local
