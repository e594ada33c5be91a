"""What follows from the facts: the closure that the builder adds, and the door to OWL reasoners.

The rules are the axioms of core.ttl, generated into `ontology.axioms`; this module knows no property by name.
`closure` covers what the axioms say about relations between named things: sub-properties, inverses,
transitivity, sub-classes, domains and ranges. Disjointness adds no triple; consistency is for a reasoner, on
what `load_owlready` returns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any, Final, TypeAlias

from ontology import axioms as generated
from ontology.namespaces import ONTOLOGY, RDF, compact

Triple: TypeAlias = tuple[str, str, str]
"""Subject, predicate, object: IRIs without brackets."""

_TYPE: Final = RDF + "type"


class CycleError(ValueError):
    """A transitive property that must order things leads back to where it began.

    Attributes:
        property: the IRI of the transitive property.
        cycle: the things on the cycle, each derived from the next and the last from the first; it begins
            with the least IRI, so the same facts give the same message.
        steps: the triples that make the cycle, as they were given.
    """

    def __init__(self, property: str, cycle: tuple[str, ...], steps: tuple[Triple, ...]) -> None:
        self.property = property
        self.cycle = cycle
        self.steps = steps
        stated = "; ".join(" ".join(compact(term) for term in step) for step in steps)
        super().__init__(
            f"{compact(property)} runs in a circle: {' → '.join(map(compact, (*cycle, cycle[0])))}. "
            f"It rests on: {stated}. Remove or correct one of these relations."
        )


@dataclass(frozen=True)
class Axioms:
    """The rules of an ontology, as stated; what they entail for one triple is worked out once.

    Attributes:
        superclasses: class → its stated super-classes.
        superproperties: property → its stated super-properties.
        inverses: pairs of properties that are each other's inverse.
        transitive: the transitive properties; taken to be free of circles.
        domains, ranges: property → classes of its subjects, of its objects.
    """

    superclasses: Mapping[str, tuple[str, ...]]
    superproperties: Mapping[str, tuple[str, ...]]
    inverses: tuple[tuple[str, str], ...]
    transitive: tuple[str, ...]
    domains: Mapping[str, tuple[str, ...]]
    ranges: Mapping[str, tuple[str, ...]]

    def classes_above(self, *classes: str) -> frozenset[str]:
        """The classes and all that contain them."""
        found = set(classes)
        waiting = list(classes)
        while waiting:
            for above in self.superclasses.get(waiting.pop(), ()):
                if above not in found:
                    found.add(above)
                    waiting.append(above)
        return frozenset(found)

    @cached_property
    def _inverse_of(self) -> Mapping[str, tuple[str, ...]]:
        table: dict[str, list[str]] = defaultdict(list)
        for one, other in self.inverses:
            table[one].append(other)
            table[other].append(one)
        return {name: tuple(others) for name, others in table.items()}

    def entailed(self, name: str) -> frozenset[tuple[str, bool]]:
        """Properties that hold wherever `name` does, itself among them; True: with the ends swapped."""
        found = {(name, False)}
        waiting = [(name, False)]
        while waiting:
            current, swapped = waiting.pop()
            nexts = [(above, swapped) for above in self.superproperties.get(current, ())]
            nexts += [(inverse, not swapped) for inverse in self._inverse_of.get(current, ())]
            for candidate in nexts:
                if candidate not in found:
                    found.add(candidate)
                    waiting.append(candidate)
        return frozenset(found)

    def end_types(self, name: str) -> tuple[frozenset[str], frozenset[str]]:
        """Classes of the subject and of the object of a triple with the property `name`."""
        subject: set[str] = set()
        object_: set[str] = set()
        for entailed, swapped in self.entailed(name):
            first, second = self.domains.get(entailed, ()), self.ranges.get(entailed, ())
            subject.update(second if swapped else first)
            object_.update(first if swapped else second)
        return self.classes_above(*subject), self.classes_above(*object_)


CORE: Final = Axioms(
    superclasses=generated.SUPERCLASSES,
    superproperties=generated.SUPERPROPERTIES,
    inverses=generated.INVERSES,
    transitive=generated.TRANSITIVE,
    domains=generated.DOMAINS,
    ranges=generated.RANGES,
)
"""The axioms of core.ttl."""


def closure(triples: Iterable[Triple], axioms: Axioms = CORE) -> list[Triple]:
    """The triples that follow from the given ones and are not among them, sorted.

    Time and memory grow with what goes in and what comes out (a shared ancestor reached on several ways is
    met once for each way). Literals take no part: give only triples whose object is an IRI. What the domain
    of a datatype property says of its subject is thus left out; valid records state that type anyway.

    >>> from ontology.terms import RK
    >>> [t for t in closure([("urn:plan", RK.implements, "urn:nq76"), ("urn:task", RK.taskOf, "urn:plan")])
    ...  if t[0] == "urn:task" and t[1] == RK.derivesFrom]  # doctest: +NORMALIZE_WHITESPACE
    [('urn:task', 'https://w3id.org/reformkg/ontology#derivesFrom', 'urn:nq76'),
     ('urn:task', 'https://w3id.org/reformkg/ontology#derivesFrom', 'urn:plan')]

    Raises:
        CycleError: a transitive property leads from a thing back to itself.
    """
    given = set(triples)
    rules: dict[str, frozenset[tuple[str, bool]]] = {}
    types: dict[str, set[str]] = defaultdict(set)
    inferred: set[Triple] = set()
    for subject, name, object_ in given:
        if name == _TYPE:
            types[subject].add(object_)
            continue
        if name not in rules:
            rules[name] = axioms.entailed(name)
        for entailed, swapped in rules[name]:
            inferred.add((object_, entailed, subject) if swapped else (subject, entailed, object_))

    for transitive in axioms.transitive:
        direct: dict[str, set[str]] = defaultdict(set)
        for subject, name, object_ in inferred:
            if name == transitive:
                direct[subject].add(object_)
        above = _above(transitive, direct, given, axioms)
        consequences = axioms.entailed(transitive)
        for subject, objects in above.items():
            for object_ in objects:
                for entailed, swapped in consequences:
                    inferred.add((object_, entailed, subject) if swapped else (subject, entailed, object_))

    ends = {name: axioms.end_types(name) for name in rules}
    for subject, name, object_ in given:
        if name != _TYPE:
            types[subject].update(ends[name][0])
            types[object_].update(ends[name][1])
    above_all: dict[frozenset[str], frozenset[str]] = {}
    for thing, classes in types.items():
        key = frozenset(classes)
        if key not in above_all:
            above_all[key] = axioms.classes_above(*key)
        inferred.update((thing, _TYPE, class_) for class_ in above_all[key])
    return sorted(inferred - given)


def _above(
    transitive: str, direct: Mapping[str, set[str]], given: set[Triple], axioms: Axioms
) -> dict[str, frozenset[str]]:
    """Everything reachable from each thing by one step or more; a depth-first walk without recursion."""
    done: dict[str, frozenset[str]] = {}
    for start in sorted(direct):
        if start in done:
            continue
        path = [start]
        on_path = {start}
        pending = [iter(sorted(direct[start]))]
        while path:
            following = next(pending[-1], None)
            if following is None:
                node = path.pop()
                pending.pop()
                on_path.discard(node)
                steps = direct.get(node, set())
                done[node] = frozenset(steps).union(*(done[step] for step in steps))
            elif following in on_path:
                raise _cycle(transitive, path[path.index(following) :], given, axioms)
            elif following not in done:
                path.append(following)
                on_path.add(following)
                pending.append(iter(sorted(direct.get(following, ()))))
    return done


def _cycle(transitive: str, nodes: list[str], given: set[Triple], axioms: Axioms) -> CycleError:
    """The error for a circle of things, with the given triples behind each step."""
    first = nodes.index(min(nodes))
    cycle = tuple(nodes[first:] + nodes[:first])
    pairs = dict.fromkeys(zip(cycle, (*cycle[1:], cycle[0]), strict=True))
    behind: dict[tuple[str, str], Triple] = {}
    for triple in sorted(given):
        subject, name, object_ = triple
        for entailed, swapped in axioms.entailed(name):
            pair = (object_, subject) if swapped else (subject, object_)
            if entailed == transitive and pair in pairs:
                behind.setdefault(pair, triple)
    return CycleError(transitive, cycle, tuple(behind[pair] for pair in pairs))


def load_owlready(*, data: str | None = None) -> Any:
    """An owlready2 World holding core.ttl, and `data` (Turtle) beside it if given.

    Owlready2 reads no Turtle, so rdflib turns it into N-Triples. Needs owlready2; running HermiT on the
    world (`owlready2.sync_reasoner(world)`) needs Java, too. HermiT refuses xsd:date: leave dates out of
    `data`.

    Returns:
        The owlready2.World; untyped, since owlready2 ships no types.
    """
    import owlready2
    import rdflib

    from ontology import core

    graph = rdflib.Graph()
    graph.parse(data=core(), format="turtle")
    if data is not None:
        graph.parse(data=data, format="turtle")
    world = owlready2.World()
    text = graph.serialize(format="nt", encoding="utf-8")
    world.get_ontology(ONTOLOGY).load(fileobj=BytesIO(text))
    return world
