"""core.ttl: complete in both languages, and within OWL 2 DL as far as its structure can be checked here.

The whole profile was checked with the OWL API's OWL2DLProfile, too; these tests keep the rules that a
change is likely to break.
"""

from __future__ import annotations

import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS, XSD

import ontology
from ontology import axioms
from ontology.namespaces import BASE, ONTOLOGY
from ontology.terms import RK

KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
ONTOLOGY_IRI = rdflib.URIRef(BASE + "ontology")
BUILT_IN = (str(RDF), str(RDFS), str(OWL))
# OWL 2, 4: the datatype map, as far as we use it. xsd:date, xsd:gYear and rdf:langString are not in it.
DATATYPE_MAP = {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.anyURI}


def own(graph: rdflib.Graph) -> list[rdflib.URIRef]:
    found = {s for kind in KINDS for s in graph.subjects(RDF.type, kind) if isinstance(s, rdflib.URIRef)}
    return sorted(s for s in found if str(s).startswith(ONTOLOGY))


def languages(graph: rdflib.Graph, term: rdflib.term.Node, predicate: rdflib.URIRef) -> list[str]:
    return sorted(str(v.language) for v in graph.objects(term, predicate) if isinstance(v, rdflib.Literal))


def test_ontology_header(core_graph: rdflib.Graph) -> None:
    header = {str(p).rpartition("/")[2]: o for p, o in core_graph.predicate_objects(ONTOLOGY_IRI)}
    assert core_graph.value(ONTOLOGY_IRI, OWL.versionIRI) == rdflib.URIRef(f"{ONTOLOGY_IRI}/{ontology.version()}")
    assert core_graph.value(ONTOLOGY_IRI, OWL.versionInfo) == rdflib.Literal(ontology.version())
    assert {"title", "description", "license"} <= set(header)
    assert not list(core_graph.triples((None, OWL.imports, None)))


def test_every_term_is_labelled_and_defined_once_in_each_language(core_graph: rdflib.Graph) -> None:
    terms = own(core_graph)
    assert len(terms) > 150
    for term in terms:
        for predicate in (RDFS.label, SKOS.definition):
            assert languages(core_graph, term, predicate) == ["en", "vi"], (term, predicate)
        assert list(core_graph.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY_IRI], term


@pytest.mark.parametrize("language", ["vi", "en"])
def test_labels_tell_terms_apart(core_graph: rdflib.Graph, language: str) -> None:
    seen: dict[tuple[rdflib.term.Node | None, str], rdflib.URIRef] = {}
    for term in own(core_graph):
        for label in core_graph.objects(term, RDFS.label):
            if isinstance(label, rdflib.Literal) and label.language == language:
                key = (core_graph.value(term, RDF.type), str(label))
                assert key not in seen, (term, seen.get(key))
                seen[key] = term


def test_definitions_are_sentences(core_graph: rdflib.Graph) -> None:
    for term in own(core_graph):
        for definition in core_graph.objects(term, SKOS.definition):
            assert str(definition)[0].isupper(), definition
            assert str(definition).endswith("."), definition


def test_classes_are_nouns_and_properties_begin_small(core_graph: rdflib.Graph) -> None:
    for term in own(core_graph):
        name = str(term).removeprefix(ONTOLOGY)
        assert name.isidentifier()
        assert name[0].isupper() == ((term, RDF.type, OWL.Class) in core_graph), name


def test_every_term_has_one_kind(core_graph: rdflib.Graph) -> None:
    for subject in set(core_graph.subjects(RDF.type, None)):
        kinds = [kind for kind in KINDS if (subject, RDF.type, kind) in core_graph]
        assert len(kinds) <= 1, subject


def test_everything_used_is_declared(core_graph: rdflib.Graph, concept_graph: rdflib.Graph) -> None:
    both = core_graph + concept_graph
    declared = {s for kind in KINDS for s in core_graph.subjects(RDF.type, kind)}
    predicates = {p for p in both.predicates() if not str(p).startswith(BUILT_IN)}
    assert predicates - declared == set()
    used = {term for triple in both for term in triple if str(term).startswith(ONTOLOGY)}
    assert used - declared == set()
    classes = {c for c in both.objects(None, RDF.type) if not str(c).startswith(BUILT_IN)}
    assert classes - declared == set()


def test_sub_properties_join_properties_of_one_kind(core_graph: rdflib.Graph) -> None:
    for lower, upper in core_graph.subject_objects(RDFS.subPropertyOf):
        assert (lower, RDF.type, OWL.ObjectProperty) in core_graph
        assert (upper, RDF.type, OWL.ObjectProperty) in core_graph


def test_no_hierarchy_runs_in_a_circle(core_graph: rdflib.Graph) -> None:
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for start in set(core_graph.subjects(predicate, None)):
            for above in core_graph.objects(start, predicate):
                assert start not in core_graph.transitive_objects(above, predicate), start


def test_inverses_come_in_pairs(core_graph: rdflib.Graph) -> None:
    members = [term for pair in core_graph.subject_objects(OWL.inverseOf) for term in pair]
    assert len(set(members)) == len(members)


def non_simple(graph: rdflib.Graph) -> set[rdflib.term.Node]:
    """OWL 2 structural specification, 11: composite properties and all above them, inverses included."""
    found = set(graph.subjects(RDF.type, OWL.TransitiveProperty))
    found |= set(graph.subjects(OWL.propertyChainAxiom, None))
    while True:
        more = {above for one in found for above in graph.objects(one, RDFS.subPropertyOf)}
        more |= {other for one in found for other in graph.objects(one, OWL.inverseOf)}
        more |= {other for one in found for other in graph.subjects(OWL.inverseOf, one)}
        if more <= found:
            return found
        found |= more


def test_non_simple_properties_are_few_and_unrestricted(core_graph: rdflib.Graph) -> None:
    found = non_simple(core_graph)
    assert {str(term) for term in found} == {RK.derivesFrom, RK.hasDerived}
    forbidden_types = (
        *(OWL.FunctionalProperty, OWL.InverseFunctionalProperty),
        *(OWL.AsymmetricProperty, OWL.IrreflexiveProperty),
    )
    for term in found:
        assert not [kind for kind in forbidden_types if (term, RDF.type, kind) in core_graph]
        # nothing but the hierarchy and the inverses speaks of them: no restriction, no disjointness
        assert set(core_graph.predicates(None, term)) <= {RDFS.subPropertyOf, OWL.inverseOf}
        assert not list(core_graph.objects(term, OWL.propertyDisjointWith))


def test_the_cascade_is_carried_by_the_agreed_properties(core_graph: rdflib.Graph) -> None:
    derives = rdflib.URIRef(RK.derivesFrom)
    under = {str(p) for p in core_graph.transitive_subjects(RDFS.subPropertyOf, derives)} - {RK.derivesFrom}
    assert under == {RK.implements, RK.concretises, RK.promulgatedBy, RK.taskOf, RK.groupOf}
    assert not list(core_graph.objects(derives, RDFS.subPropertyOf))


def test_all_relations_of_the_model_are_under_relates_to(core_graph: rdflib.Graph) -> None:
    names = [
        *("hasLegalBasis", "implements", "concretises", "implementsInPart", "promulgates", "elaborates"),
        *("amends", "plansToAmend", "replaces", "repeals", "corrects", "consolidates", "suspends", "cites"),
        *("proposedIn", "considers", "interprets", "reportsOn"),
    ]
    relates = rdflib.URIRef(RK.relatesTo)
    under = {str(p) for p in core_graph.transitive_subjects(RDFS.subPropertyOf, relates)} - {RK.relatesTo}
    assert under == {ONTOLOGY + name for name in names}
    inverted = {term for pair in axioms.INVERSES for term in pair}
    assert under <= inverted


def test_domains_and_ranges_are_classes_unions_or_mapped_datatypes(core_graph: rdflib.Graph) -> None:
    for predicate in (RDFS.domain, RDFS.range):
        for subject, end in core_graph.subject_objects(predicate):
            if (subject, RDF.type, OWL.DatatypeProperty) in core_graph and predicate == RDFS.range:
                assert end in DATATYPE_MAP, subject
            elif isinstance(end, rdflib.URIRef):
                assert (end, RDF.type, OWL.Class) in core_graph, subject
            else:
                union = core_graph.value(end, OWL.unionOf)
                assert union is not None
                members = list(Collection(core_graph, union))
                assert len(members) > 1
                assert all((member, RDF.type, OWL.Class) in core_graph for member in members)


def test_datatype_properties_say_what_they_expect(core_graph: rdflib.Graph) -> None:
    expected = rdflib.URIRef(RK.expectedDatatype)
    for term in core_graph.subjects(RDF.type, OWL.DatatypeProperty):
        if str(term).startswith(ONTOLOGY):
            (datatype,) = core_graph.objects(term, expected)
            stated = list(core_graph.objects(term, RDFS.range))
            assert stated == ([datatype] if datatype in DATATYPE_MAP else []), term
            assert axioms.DATATYPES[str(term)] == str(datatype)


def test_every_kind_of_instrument_but_the_unstated_is_disjoint_with_the_others() -> None:
    kinds = {class_ for class_, above in axioms.SUPERCLASSES.items() if RK.Instrument in above}
    assert kinds - {RK.Document} in [set(group) for group in axioms.DISJOINT]


def test_disjoint_classes_do_not_contain_each_other(core_graph: rdflib.Graph) -> None:
    for group in axioms.DISJOINT:
        for one in group:
            above = {str(c) for c in core_graph.transitive_objects(rdflib.URIRef(one), RDFS.subClassOf)}
            assert above & group == {one}
