"""The concept schemes: complete, keyed, mapped."""

from __future__ import annotations

import pytest
import rdflib
from rdflib.namespace import RDF, RDFS, SKOS

from ontology import axioms
from ontology.namespaces import CONCEPT, ONTOLOGY
from ontology.terms import CLASS_OF_KIND, CONCEPTS, RK

KEYS = {
    "area": "institutions-2011 procedures-2011 apparatus-2011 personnel-2011 finance-2011 modernisation-2011 "
    "institutions-2021 procedures-2021 apparatus-2021 civil-service-2021 finance-2021 digital-2021 "
    "steering communication inspection one-stop quality-management satisfaction-survey",
    "aspect": "instruments relations tasks targets results bodies solutions",
    "certainty": "asserted inferred disputed",
    "comparator": "at-least at-most equal more-than less-than about between rank-within group-at-least "
    "improve-ranks-by increase-by-at-least increase qualitative",
    "extent": "complete listed counted described partial none not-covered",
    "kind": "constitution code law ordinance state-decree resolution decree decision directive circular "
    "joint-circular regulation rules programme action-programme plan scheme project conclusion notice "
    "official-letter telegram report submission guidance consolidated-text charter document",
    "mention": "self issued cited planned",
    "recurrence": "monthly quarterly half-yearly yearly continuous",
    "role": "lead coordinating",
    "status": "issued planned draft",
    "timing": "month quarter year range by-date recurring continuous conditional as-regulated",
}


def test_the_keys_are_the_agreed_ones() -> None:
    assert {scheme: sorted(keys) for scheme, keys in CONCEPTS.items()} == {
        scheme: sorted(keys.split()) for scheme, keys in KEYS.items()
    }


def test_iris_are_scheme_and_key() -> None:
    for scheme, keys in CONCEPTS.items():
        for key, iri in keys.items():
            assert iri == f"{CONCEPT}{scheme}/{key}"


def test_every_concept_and_scheme_is_named_and_defined(concept_graph: rdflib.Graph) -> None:
    for kind in (SKOS.Concept, SKOS.ConceptScheme):
        for node in concept_graph.subjects(RDF.type, kind):
            for predicate in (SKOS.prefLabel, SKOS.definition):
                values = [v for v in concept_graph.objects(node, predicate) if isinstance(v, rdflib.Literal)]
                assert sorted(str(v.language) for v in values) == ["en", "vi"], (node, predicate)


def test_notation_is_the_key_and_unique_in_its_scheme(concept_graph: rdflib.Graph) -> None:
    for concept in concept_graph.subjects(RDF.type, SKOS.Concept):
        (notation,) = concept_graph.objects(concept, SKOS.notation)
        assert str(concept).rpartition("/")[2] == str(notation)
        (scheme,) = concept_graph.objects(concept, SKOS.inScheme)
        assert (scheme, RDF.type, SKOS.ConceptScheme) in concept_graph
        assert (concept, SKOS.topConceptOf, scheme) in concept_graph
        assert (scheme, SKOS.hasTopConcept, concept) in concept_graph


def test_schemes_list_only_their_own(concept_graph: rdflib.Graph) -> None:
    for scheme, concept in concept_graph.subject_objects(SKOS.hasTopConcept):
        assert (concept, SKOS.topConceptOf, scheme) in concept_graph


def test_alternative_labels_differ_from_the_preferred(concept_graph: rdflib.Graph) -> None:
    for concept in concept_graph.subjects(RDF.type, SKOS.Concept):
        preferred = set(concept_graph.objects(concept, SKOS.prefLabel))
        alternative = list(concept_graph.objects(concept, SKOS.altLabel))
        assert not preferred & set(alternative), concept


def test_preferred_labels_tell_concepts_of_a_scheme_apart(concept_graph: rdflib.Graph) -> None:
    seen: set[tuple[rdflib.term.Node, rdflib.term.Node]] = set()
    for concept, label in concept_graph.subject_objects(SKOS.prefLabel):
        for scheme in concept_graph.objects(concept, SKOS.inScheme):
            assert (scheme, label) not in seen, label
            seen.add((scheme, label))


def test_every_kind_has_its_own_class() -> None:
    assert CLASS_OF_KIND.keys() == CONCEPTS["kind"].keys()
    below = {c for c in axioms.SUPERCLASSES if c != RK.Instrument} - {
        RK.Task,
        RK.TaskGroup,
        RK.CollectiveBody,
    }
    assert sorted(CLASS_OF_KIND.values()) == sorted(below)


def test_kinds_and_their_classes_have_one_label(core_graph: rdflib.Graph, concept_graph: rdflib.Graph) -> None:
    for key, class_ in CLASS_OF_KIND.items():
        assert class_ == ONTOLOGY + "".join(word.capitalize() for word in key.split("-"))
        labels = set(core_graph.objects(rdflib.URIRef(class_), RDFS.label))
        assert labels == set(concept_graph.objects(rdflib.URIRef(CONCEPTS["kind"][key]), SKOS.prefLabel))


@pytest.mark.parametrize("predicate", [SKOS.exactMatch, SKOS.closeMatch])
def test_area_matches_join_the_programmes_both_ways(concept_graph: rdflib.Graph, predicate: rdflib.URIRef) -> None:
    pairs = list(concept_graph.subject_objects(predicate))
    assert pairs
    for one, other in pairs:
        assert (other, predicate, one) in concept_graph
        assert {str(one)[-4:], str(other)[-4:]} == {"2011", "2021"}


def test_every_content_of_a_programme_has_one_match_in_the_other(concept_graph: rdflib.Graph) -> None:
    for key, iri in CONCEPTS["area"].items():
        matches = [
            other
            for predicate in (SKOS.exactMatch, SKOS.closeMatch)
            for other in concept_graph.objects(rdflib.URIRef(iri), predicate)
        ]
        assert len(matches) == (1 if key[-4:] in ("2011", "2021") else 0), key
