"""Owlready2 loads the ontology; HermiT (with Java) finds it consistent and agrees with the closure."""

from __future__ import annotations

from typing import Any

import owlready2
import pytest

from ontology import axioms
from ontology.namespaces import ONTOLOGY, RDF
from ontology.reasoning import Triple, closure, load_owlready
from ontology.terms import RK
from tests.conftest import needs_program

EX = "https://example.org/x/"
TYPE = RDF + "type"


@pytest.fixture
def java() -> str:
    """The program that HermiT runs on."""
    return needs_program("java", "apt install default-jre-headless")


def turtle(*facts: Triple) -> str:
    return "".join(f"<{s}> <{p}> <{o}> .\n" for s, p, o in facts)


def reason(world: Any, **options: bool) -> None:
    with world.get_ontology(ONTOLOGY):
        owlready2.sync_reasoner(world, debug=0, **options)


def test_owlready_knows_every_term() -> None:
    world = load_owlready()
    classes = {class_.iri for class_ in world.classes()}
    assert {name for group in axioms.DISJOINT for name in group} <= classes
    properties = {found.iri for found in world.properties()}
    assert {RK.derivesFrom, RK.hasDerived, RK.number, RK.issuedOn} <= properties
    assert set(axioms.DATATYPES) <= properties


@pytest.mark.usefixtures("java")
def test_the_ontology_is_consistent_and_every_class_can_have_members() -> None:
    world = load_owlready()
    reason(world)
    assert list(world.inconsistent_classes()) == []


@pytest.mark.usefixtures("java")
@pytest.mark.parametrize(
    "mistake",
    [
        pytest.param(((EX + "a", TYPE, RK.Law), (EX + "a", TYPE, RK.Decision)), id="two kinds"),
        pytest.param(((EX + "a", TYPE, RK.ActionProgramme), (EX + "a", TYPE, RK.Plan)), id="and a sub-kind"),
        pytest.param(((EX + "t", RK.taskOf, EX + "b"), (EX + "b", TYPE, RK.Body)), id="task of a body"),
        pytest.param(((EX + "t", RK.leadBody, EX + "p"), (EX + "p", TYPE, RK.Place)), id="led by a place"),
        pytest.param(((EX + "t", RK.taskOf, EX + "p"), (EX + "t", TYPE, RK.TaskGroup)), id="group as task"),
        pytest.param(((EX + "t", RK.replaces, EX + "p"), (EX + "t", TYPE, RK.Task)), id="task that replaces"),
        pytest.param(((EX + "o", RK.targetOf, EX + "p"), (EX + "o", TYPE, RK.Observation)), id="no target"),
    ],
)
def test_a_planted_mistake_is_inconsistent(mistake: tuple[Triple, ...]) -> None:
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        reason(load_owlready(data=turtle(*mistake)))


@pytest.mark.usefixtures("java")
def test_hermit_finds_nothing_that_the_closure_lacks() -> None:
    facts: list[Triple] = [
        (EX + "decision", RK.promulgates, EX + "programme"),
        (EX + "programme", TYPE, RK.ActionProgramme),
        (EX + "programme", RK.concretises, EX + "resolution"),
        (EX + "plan", RK.implements, EX + "programme"),
        (EX + "plan", RK.hasLegalBasis, EX + "law"),
        (EX + "plan", RK.implementsInPart, EX + "scheme"),
        (EX + "group", RK.groupOf, EX + "plan"),
        (EX + "task", RK.taskOf, EX + "plan"),
        (EX + "task", RK.inGroup, EX + "group"),
        (EX + "task", RK.leadBody, EX + "body"),
    ]
    world = load_owlready(data=turtle(*facts))
    reason(world, infer_property_values=True)
    found: set[Triple] = set()
    for triple in world.as_rdflib_graph():
        subject, name, object_ = map(str, triple)
        if subject.startswith(EX) and not object_.startswith(str(owlready2.owl.base_iri)):
            found.add((subject, name, object_))
    assert (EX + "task", RK.derivesFrom, EX + "resolution") in found
    assert found <= {*facts, *closure(facts)}
