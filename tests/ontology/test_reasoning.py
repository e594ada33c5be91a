"""The closure: what core.ttl entails, no more and no less; circles are refused."""

from __future__ import annotations

import random

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ontology
from ontology.axioms import DATATYPES, SUPERCLASSES
from ontology.namespaces import ONTOLOGY, RDF, SKOS
from ontology.reasoning import CORE, Axioms, CycleError, Triple, closure
from ontology.terms import RK

TYPE = RDF + "type"
NAMES = [f"urn:n:{number}" for number in range(7)]
OBJECT_PROPERTIES = sorted(
    ({*CORE.superproperties, *CORE.domains, *CORE.ranges} | {name for pair in CORE.inverses for name in pair})
    - DATATYPES.keys()
)


def oriented(name: str, lower: str, higher: str) -> Triple:
    """A triple whose cascade direction, if it has one, leads from the lower to the higher name."""
    return (higher, name, lower) if (RK.derivesFrom, True) in CORE.entailed(name) else (lower, name, higher)


def acyclic() -> st.SearchStrategy[list[Triple]]:
    """Triples over a few names; the cascade among them leads upwards only."""
    ends = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1])
    related = st.builds(
        lambda name, pair: oriented(name, min(pair), max(pair)), st.sampled_from(OBJECT_PROPERTIES), ends
    )
    typed = st.tuples(st.sampled_from(NAMES), st.just(TYPE), st.sampled_from(sorted(SUPERCLASSES)))
    return st.lists(st.one_of(related, typed), max_size=15)


# --- examples ---------------------------------------------------------------------------------------------


def test_a_task_derives_from_all_above_it_and_not_from_grounds_or_citations() -> None:
    given_ = [
        ("urn:task", RK.taskOf, "urn:plan"),
        ("urn:plan", RK.concretises, "urn:programme"),
        ("urn:decision", RK.promulgates, "urn:programme"),
        ("urn:programme", RK.implements, "urn:resolution"),
        ("urn:plan", RK.hasLegalBasis, "urn:law"),
        ("urn:plan", RK.cites, "urn:circular"),
        ("urn:plan", RK.implementsInPart, "urn:scheme"),
        ("urn:plan", RK.plansToAmend, "urn:rules"),
    ]
    result = set(closure(given_))
    above = {o for s, p, o in result if s == "urn:task" and p == RK.derivesFrom}
    assert above == {"urn:plan", "urn:programme", "urn:decision", "urn:resolution"}
    assert ("urn:resolution", RK.hasDerived, "urn:task") in result
    assert ("urn:plan", RK.hasTask, "urn:task") in result
    assert ("urn:plan", RK.relatesTo, "urn:law") in result
    assert ("urn:law", RK.legalBasisOf, "urn:plan") in result
    assert ("urn:task", RK.relatesTo, "urn:plan") not in result


def test_inverses_may_be_what_is_recorded() -> None:
    assert ("urn:task", RK.derivesFrom, "urn:plan") in closure([("urn:plan", RK.hasTask, "urn:task")])


def test_types_follow_from_classes_domains_and_ranges() -> None:
    result = closure([("urn:a", TYPE, RK.ActionProgramme), ("urn:t", RK.leadBody, "urn:b")])
    types = {(s, o) for s, p, o in result if p == TYPE}
    assert {("urn:a", RK.Programme), ("urn:a", RK.Instrument), ("urn:a", RK.PolicyItem)} <= types
    assert ("urn:b", RK.Body) in types
    # The domain is a union: Task or TaskGroup. Which one is not entailed, what both are is.
    assert {o for s, o in types if s == "urn:t"} == {RK.PolicyItem}


def test_ranges_of_other_vocabularies_are_followed() -> None:
    assert ("urn:c", TYPE, SKOS + "Concept") in closure([("urn:r", RK.role, "urn:c")])


def test_nothing_follows_from_nothing_or_from_what_the_ontology_does_not_know() -> None:
    assert closure([]) == []
    assert closure([("urn:a", "urn:p", "urn:b"), ("urn:a", TYPE, "urn:C")]) == []


def test_long_chains_need_no_recursion() -> None:
    length = 1200
    chain = [(f"urn:{n:05}", RK.implements, f"urn:{n + 1:05}") for n in range(length)]
    derived = [t for t in closure(chain) if t[1] == RK.derivesFrom]
    assert len(derived) == length * (length + 1) // 2


# --- circles ----------------------------------------------------------------------------------------------


def test_a_circle_is_named_with_the_relations_behind_it() -> None:
    facts = [
        ("urn:c", RK.promulgates, "urn:b"),
        ("urn:a", RK.implements, "urn:b"),
        ("urn:a", RK.hasTask, "urn:c"),
        ("urn:z", RK.implements, "urn:a"),
    ]
    with pytest.raises(CycleError) as caught:
        closure(facts)
    assert caught.value.cycle == ("urn:a", "urn:b", "urn:c")
    assert caught.value.property == RK.derivesFrom
    assert caught.value.steps == (facts[1], facts[0], facts[2])
    assert str(caught.value) == (
        "rk:derivesFrom runs in a circle: urn:a → urn:b → urn:c → urn:a. It rests on: "
        "urn:a rk:implements urn:b; urn:c rk:promulgates urn:b; urn:a rk:hasTask urn:c. "
        "Remove or correct one of these relations."
    )


def test_a_thing_that_implements_itself_is_a_circle() -> None:
    with pytest.raises(CycleError, match="urn:a → urn:a"):
        closure([("urn:a", RK.implements, "urn:a")])


def test_circles_of_other_relations_are_allowed() -> None:
    assert closure([("urn:a", RK.cites, "urn:b"), ("urn:b", RK.cites, "urn:a"), ("urn:a", RK.cites, "urn:a")])


@given(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=12))
def test_circles_are_found_exactly_where_there_are_any(pairs: list[tuple[str, str]]) -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(pairs)
    facts = [(a, RK.implements, b) for a, b in pairs]
    if nx.is_directed_acyclic_graph(graph):
        closure(facts)
        return
    with pytest.raises(CycleError) as caught:
        closure(facts)
    cycle = caught.value.cycle
    assert cycle[0] == min(cycle)
    assert set(zip(cycle, (*cycle[1:], cycle[0]), strict=True)) <= set(pairs)
    assert len(set(cycle)) == len(cycle)


# --- properties -------------------------------------------------------------------------------------------


@given(acyclic(), st.randoms(use_true_random=False))
def test_order_does_not_matter_and_nothing_given_is_repeated(facts: list[Triple], shuffler: random.Random) -> None:
    result = closure(facts)
    assert result == sorted(set(result))
    assert not set(result) & set(facts)
    shuffler.shuffle(facts)
    assert closure(facts) == result


@given(acyclic())
def test_a_second_pass_adds_nothing(facts: list[Triple]) -> None:
    assert closure([*facts, *closure(facts)]) == []


@given(acyclic(), acyclic())
def test_more_facts_never_take_a_consequence_away(facts: list[Triple], more: list[Triple]) -> None:
    everything = {*facts, *more, *closure([*facts, *more])}
    assert set(closure(facts)) <= everything


@given(acyclic())
def test_nothing_derives_from_itself_and_the_reach_is_that_of_networkx(facts: list[Triple]) -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for subject, name, object_ in facts:
        for entailed, swapped in CORE.entailed(name):
            if entailed == RK.derivesFrom:
                graph.add_edge(*((object_, subject) if swapped else (subject, object_)))
    expected = set(nx.transitive_closure_dag(graph).edges())
    found = {(s, o) for s, p, o in {*facts, *closure(facts)} if p == RK.derivesFrom}
    assert found == expected
    assert not [pair for pair in found if pair[0] == pair[1]]


# --- an oracle: OWL RL rules in SPARQL over the Turtle itself, not over the generated constants -------------

_RULES = (
    # prp-spo1, prp-inv1, prp-inv2, prp-trp, prp-dom, prp-rng, cax-sco
    "?x ?q ?y } WHERE { ?p rdfs:subPropertyOf ?q . ?x ?p ?y",
    "?y ?q ?x } WHERE { ?p owl:inverseOf ?q . ?x ?p ?y",
    "?y ?p ?x } WHERE { ?p owl:inverseOf ?q . ?x ?q ?y",
    "?x ?p ?z } WHERE { ?p a owl:TransitiveProperty . ?x ?p ?y . ?y ?p ?z",
    "?x a ?c } WHERE { ?p rdfs:domain ?c . ?x ?p ?y",
    "?y a ?c } WHERE { ?p rdfs:range ?c . ?x ?p ?y",
    "?x a ?d } WHERE { ?c rdfs:subClassOf ?d . ?x a ?c",
    # what all members of a union are, the union is: OWL 2 DL entails it, OWL RL leaves it out
    """?x a ?d } WHERE { ?x a ?u . ?u owl:unionOf/rdf:first ?f . ?f rdfs:subClassOf* ?d . ?d a owl:Class
        FILTER NOT EXISTS { ?u owl:unionOf/rdf:rest*/rdf:first ?m
            FILTER NOT EXISTS { ?m rdfs:subClassOf* ?d } }""",
)
_PREFIXES = (
    "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> PREFIX owl: <http://www.w3.org/2002/07/owl#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)


def oracle(facts: list[Triple]) -> set[Triple]:
    """All triples about the names that the rules yield, the given ones left out."""
    store = ox.Store()
    store.load(ontology.core().encode("utf-8"), format=ox.RdfFormat.TURTLE)
    store.extend(ox.Quad(*map(ox.NamedNode, fact)) for fact in facts)
    size = -1
    while size != len(store):
        size = len(store)
        for rule in _RULES:
            store.update(f"{_PREFIXES} INSERT {{ {rule} }}")
    names = set(NAMES)
    found: set[Triple] = set()
    for quad in store:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            triple = (quad.subject.value, quad.predicate.value, quad.object.value)
            if triple[0] in names:
                found.add(triple)
    return found - set(facts)


@pytest.mark.parametrize("seed", range(25))
def test_the_closure_is_what_the_rules_yield_from_the_turtle(seed: int) -> None:
    rng = random.Random(seed)
    facts: list[Triple] = []
    for _ in range(rng.randint(3, 14)):
        lower, higher = sorted(rng.sample(NAMES, 2))
        facts.append(oriented(rng.choice(OBJECT_PROPERTIES), lower, higher))
    facts += [(rng.choice(NAMES), TYPE, rng.choice(sorted(SUPERCLASSES))) for _ in range(3)]
    assert set(closure(facts)) == oracle(facts)


@pytest.mark.parametrize("name", OBJECT_PROPERTIES, ids=lambda name: name.removeprefix(ONTOLOGY))
def test_each_property_alone_entails_what_the_rules_yield(name: str) -> None:
    facts: list[Triple] = [(NAMES[0], name, NAMES[1])]
    assert set(closure(facts)) == oracle(facts)


def test_axioms_may_be_others_than_ours() -> None:
    family = Axioms(
        superclasses={},
        superproperties={"parent": ("ancestor",)},
        inverses=(("parent", "child"),),
        transitive=("ancestor",),
        domains={"parent": ("Person",)},
        ranges={},
    )
    assert closure([("a", "parent", "b"), ("c", "child", "b")], family) == [
        *(("a", "ancestor", "b"), ("a", "ancestor", "c"), ("a", TYPE, "Person")),
        *(("b", "ancestor", "c"), ("b", "child", "a"), ("b", TYPE, "Person"), ("b", "parent", "c")),
    ]
