"""Linked records → quads. Pure: no I/O, no clock; one dossier at a time, the same quads each time.

Three kinds of graph come out: the facts of a dossier (its own graph), the evidence for them, and the tables.
The builder copies the facts into the default graph, where they stand once however many dossiers state them.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph_build import ids
from graph_build.labels import instrument_labels
from graph_build.link import Instrument, Linked
from graph_build.model import Dossier, Names
from graph_build.model.base import Evidenced, Span
from graph_build.model.dossier import (
    GroupRecord,
    InstrumentRecord,
    OwnRelationRecord,
    PlanRecord,
    ResultRecord,
    TargetRecord,
    TaskRecord,
)
from graph_build.quads import Quad, date, decimal, integer, iri, text, uri
from ontology.namespaces import OA, RDF, RDFS, SKOS
from ontology.terms import CLASS_OF_KIND, RK

_TYPE = iri(RDF + "type")
_LABEL = iri(RDFS + "label")


def emit_dossier(linked: Linked, name: str) -> Iterator[Quad]:
    """All quads of one dossier: facts in its own graph, evidence in the evidence graph."""
    return _Emitter(linked, linked.records.dossiers[name]).run()


class _Emitter:
    def __init__(self, linked: Linked, dossier: Dossier) -> None:
        self.linked = linked
        self.dossier = dossier
        self.facts = iri(ids.graph(dossier.dossier))
        self.proofs = iri(ids.graph("evidence"))
        self.out: list[Quad] = []
        self._spans: set[Span] = set()

    def run(self) -> Iterator[Quad]:
        for record in self.dossier.instruments:
            self._mention(record)
        for relation in self.dossier.relations:
            self._relation(
                self._instrument(relation.subject).iri, relation.type, self._instrument(relation.object).iri, relation,
                relation.certainty,
            )  # fmt: skip
        for plan in self.dossier.plans:
            self._plan(self._instrument(plan.of).iri, plan.groups, plan.tasks)
        for target in self.dossier.targets:
            self._target(target)
        for result in self.dossier.results:
            self._result(result)
        for solution in self.dossier.solutions:
            of = self._instrument(solution.of).iri
            node = ids.solution(of, solution.number)
            self._typed(node, RK.SolutionGroup)
            self._names(node, RK.title, solution.title, label=True)
            self._fact(node, RK.number, text(solution.number))
            self._fact(of, RK.solutionGroup, iri(node))
            self._prove(node, solution)
        for body in self.dossier.bodies:
            self._relation(ids.source(self.dossier.source), "mentions", ids.body(body.body), body, "asserted")
        self._coverage()
        yield from self.out

    # -- small steps ------------------------------------------------------------------------------------------

    def _fact(self, subject: str, predicate: str, object_: str) -> None:
        self.out.append(Quad(iri(subject), iri(predicate), object_, self.facts))

    def _proof(self, subject: str, predicate: str, object_: str) -> None:
        self.out.append(Quad(iri(subject), iri(predicate), object_, self.proofs))

    def _typed(self, subject: str, class_: str) -> None:
        self._fact(subject, RDF + "type", iri(class_))

    def _names(self, subject: str, predicate: str, names: Names, *, label: bool = False) -> None:
        for lang, value in (("vi", names.vi), ("en", names.en)):
            if value is not None:
                self._fact(subject, predicate, text(value, lang))
                if label:
                    self._fact(subject, RDFS + "label", text(value, lang))

    def _instrument(self, reference: str) -> Instrument:
        return self.linked.instruments[self.linked.references[self.dossier.dossier][reference]]

    # -- evidence ---------------------------------------------------------------------------------------------

    def _evidence(self, record: Evidenced) -> list[str]:
        """IRIs of the places a record rests on: spans of the source, or the source itself."""
        slug = self.dossier.source
        if not record.at:
            return [ids.source(slug)]
        for span in record.at:
            if span not in self._spans:
                self._spans.add(span)
                self._span(slug, span)
        return [ids.evidence(slug, *span) for span in record.at]

    def _span(self, slug: str, span: Span) -> None:
        node, selector = ids.evidence(slug, *span), ids.selector(slug, *span)
        for class_ in (OA + "SpecificResource", RK.Evidence):
            self._proof(node, RDF + "type", iri(class_))
        self._proof(node, OA + "hasSource", iri(ids.source(slug)))
        self._proof(node, OA + "hasSelector", iri(selector))
        self._proof(node, RK.spanStart, integer(span.start))
        self._proof(node, RK.spanEnd, integer(span.end))
        if str(span) in self.dossier.spans:
            self._proof(node, RK.sha256, text(self.dossier.spans[str(span)]))
        self._proof(selector, RDF + "type", iri(OA + "TextPositionSelector"))
        self._proof(selector, OA + "start", integer(span.start))
        self._proof(selector, OA + "end", integer(span.end))

    def _prove(self, subject: str, record: Evidenced) -> None:
        for evidence in self._evidence(record):
            self._proof(subject, RK.evidence, iri(evidence))
        self._remarks(subject, record)

    def _remarks(self, subject: str, record: Evidenced) -> None:
        for printed in record.printed:
            self._proof(subject, RK.asPrinted, text(printed))
        if record.note is not None:
            self._proof(subject, RK.note, text(record.note, "en"))

    def _assert(self, subject: str, predicate: str, object_: str, record: Evidenced, certainty: str) -> str:
        node = ids.assertion(self.dossier.dossier, subject, predicate, object_)
        self._proof(node, RDF + "type", iri(RK.Assertion))
        for name, value in (("subject", subject), ("predicate", predicate), ("object", object_)):
            self._proof(node, RDF + name, iri(value))
        self._proof(node, RK.certainty, iri(ids.concept("certainty", certainty)))
        self._prove(node, record)
        return node

    def _relation(self, subject: str, relation: str, object_: str, record: Evidenced, certainty: str) -> None:
        predicate = str(getattr(RK, relation))
        self._fact(subject, predicate, iri(object_))
        self._assert(subject, predicate, object_, record, certainty)

    def _own_relation(self, subject: str, own: OwnRelationRecord, holder: Evidenced) -> None:
        """A relation of a task or group: it rests on the holder's place, with its own note."""
        record = Evidenced(at=holder.at, note=own.note)
        self._relation(subject, own.type, self._instrument(own.object).iri, record, own.certainty)

    # -- instruments ------------------------------------------------------------------------------------------

    def _mention(self, record: InstrumentRecord) -> None:
        item = self._instrument(record.key)
        for quad in instrument_facts(self.linked, item):
            self.out.append(quad._replace(graph=self.facts))
        node = self._assert(ids.source(self.dossier.source), RK.mentions, item.iri, record, "asserted")
        self._fact(ids.source(self.dossier.source), RK.mentions, iri(item.iri))
        self._proof(node, RK.mentionKind, iri(ids.concept("mention", record.mention)))

    # -- tasks ------------------------------------------------------------------------------------------------

    def _plan(self, plan: str, groups: tuple[GroupRecord, ...], loose: tuple[TaskRecord, ...]) -> None:
        for position, group in enumerate(groups, 1):
            node = ids.group(plan, group.number)
            self._typed(node, RK.TaskGroup)
            self._names(node, RK.title, group.title, label=True)
            self._fact(node, RK.number, text(group.number))
            self._fact(node, RK.position, integer(position))
            if group.area is not None:
                self._fact(node, RK.reformArea, iri(ids.concept("area", group.area)))
            if group.declared is not None:
                self._fact(node, RK.declaredTaskCount, integer(group.declared))
            self._fact(node, RK.listedTaskCount, integer(len(group.tasks)))
            self._relation(node, "groupOf", plan, group, "asserted")
            self._prove(node, group)
            for own in group.relations:
                self._own_relation(node, own, group)
            for place, task in enumerate(group.tasks, 1):
                self._task(plan, group, task, place)
        for place, task in enumerate(loose, 1):
            self._task(plan, None, task, place)
        self._fact(plan, RK.listedTaskCount, integer(len(loose) + sum(len(g.tasks) for g in groups)))

    def _task(self, plan: str, group: GroupRecord | None, task: TaskRecord, position: int) -> None:
        node = ids.task(plan, group.number if group else None, task.number or f"_{task.slug}")
        self._typed(node, RK.Task)
        self._names(node, RK.title, task.title, label=True)
        if task.number is not None:
            self._fact(node, RK.number, text(task.number))
        self._fact(node, RK.position, integer(position))
        if group is not None:
            self._fact(node, RK.inGroup, iri(ids.group(plan, group.number)))
        area = task.area or (group.area if group else None)
        if area is not None:
            self._fact(node, RK.reformArea, iri(ids.concept("area", area)))
        self._relation(node, "taskOf", plan, task, "asserted")
        self._prove(node, task)
        if task.deliverable is not None:
            product = ids.deliverable(node)
            self._typed(product, RK.Deliverable)
            self._names(product, RDFS + "label", task.deliverable)
            self._fact(node, RK.hasDeliverable, iri(product))
        for role, names, shortcut, printed in (
            ("lead", task.lead, RK.leadBody, task.lead_printed),
            ("coordinating", task.coordinating, RK.coordinatingBody, task.coordinating_printed),
        ):
            for name in names:
                self._responsible(node, role, self.linked.bodies[self.dossier.place, name], shortcut, printed)
        self._time(node, task)
        for own in task.relations:
            self._own_relation(node, own, task)

    def _responsible(self, task: str, role: str, body_id: str, shortcut: str, printed: str | None) -> None:
        body = ids.body(body_id)
        node = ids.responsibility(task, role, body_id)
        self._typed(node, RK.Responsibility)
        self._fact(node, RK.responsibilityFor, iri(task))
        self._fact(node, RK.responsibleBody, iri(body))
        self._fact(node, RK.role, iri(ids.concept("role", role)))
        self._fact(task, shortcut, iri(body))
        if printed is not None:
            self._proof(node, RK.asPrinted, text(printed))

    def _time(self, node: str, task: TaskRecord) -> None:
        time = task.time
        if time is None:
            return
        self._fact(node, RK.timingAsPrinted, text(time.printed, "vi"))
        self._fact(node, RK.timingKind, iri(ids.concept("timing", time.kind)))
        if time.starts is not None:
            self._fact(node, RK.startsOn, date(time.starts.first))
        if time.due is not None:
            self._fact(node, RK.dueOn, date(time.due.last))
        if time.recurrence is not None:
            self._fact(node, RK.recurrence, iri(ids.concept("recurrence", time.recurrence)))
        if time.recurrence_note is not None:
            self._fact(node, RK.recurrenceNote, text(time.recurrence_note, "en"))
        if time.condition is not None:
            self._fact(node, RK.condition, text(time.condition, "vi"))

    # -- targets and results ----------------------------------------------------------------------------------

    def _target(self, target: TargetRecord) -> None:
        of = self._instrument(target.of).iri
        node = ids.target(of, target.number)
        self._typed(node, RK.Target)
        self._names(node, RK.subjectText, target.subject, label=True)
        self._fact(node, RK.number, text(target.number))
        self._fact(node, RK.targetOf, iri(of))
        self._fact(node, RK.comparator, iri(ids.concept("comparator", target.comparator)))
        if target.index is not None:
            self._fact(node, RK.ofIndex, iri(ids.index(target.index)))
        if target.place is not None:
            self._fact(node, RK.place, iri(ids.place(target.place)))
        for predicate, figure in ((RK.value, target.value), (RK.valueMax, target.value_max)):
            if figure is not None:
                self._fact(node, predicate, decimal(figure))
        for predicate, number in (
            (RK.rankOutOf, target.out_of),
            (RK.year, target.year),
            (RK.untilYear, target.until),
        ):
            if number is not None:
                self._fact(node, predicate, integer(number))
        for predicate, word in ((RK.unit, target.unit), (RK.group, target.group)):
            if word is not None:
                self._fact(node, predicate, text(word))
        if target.baseline is not None:
            base = target.baseline
            self._fact(node, RK.baselineYear, integer(base.year))
            if base.value is not None:
                self._fact(node, RK.baselineValue, decimal(base.value))
            if base.rank is not None:
                self._fact(node, RK.baselineRank, integer(base.rank))
            if base.group is not None:
                self._fact(node, RK.baselineGroup, text(base.group))
        self._prove(node, target)

    def _result(self, result: ResultRecord) -> None:
        place = ids.place(result.place)
        if result.index is not None:
            node = ids.observation(result.index, result.dimension, result.place, result.year)
            self._fact(node, RK.ofIndex, iri(ids.index(result.index)))
            if result.dimension is not None:
                self._fact(node, RK.dimension, iri(ids.index(result.index, result.dimension)))
            index = self.linked.records.indices[result.index]
            name = self.linked.records.places[result.place].name
            label = Names(vi=f"{index.abbreviation} {result.year}, {name.vi}", en=f"{index.abbreviation} {result.year}, {name.en or name.vi}")  # fmt: skip # noqa: E501
        else:
            assert result.subject is not None
            assert result.slug is not None
            node = ids.result(result.place, result.year, result.slug)
            label = result.subject
            self._names(node, RK.subjectText, result.subject)
        self._typed(node, RK.Observation)
        self._names(node, RDFS + "label", label)
        self._fact(node, RK.place, iri(place))
        if result.of is not None:
            self._fact(node, RK.resultOf, iri(self._instrument(result.of).iri))
        for predicate, figure in ((RK.score, result.score), (RK.value, result.value)):
            if figure is not None:
                self._fact(node, predicate, decimal(figure))
        for predicate, number in (
            (RK.year, result.year),
            (RK.rank, result.rank),
            (RK.rankOutOf, result.out_of),
            (RK.rankChange, result.rank_change),
            (RK.baselineYear, result.baseline_year),
        ):
            if number is not None:
                self._fact(node, predicate, integer(number))
        for predicate, word in ((RK.group, result.group), (RK.unit, result.unit)):
            if word is not None:
                self._fact(node, predicate, text(word))
        if result.published is not None:
            self._fact(node, RK.publishedOn, date(result.published))
        self._prove(node, result)
        self._assert(node, RK.place, place, result, result.certainty)

    # -- coverage ---------------------------------------------------------------------------------------------

    def _coverage(self) -> None:
        source = ids.source(self.dossier.source)
        for position, record in enumerate(self.dossier.coverage, 1):
            node = ids.coverage(self.dossier.dossier, record.aspect, position)
            self._typed(node, RK.Coverage)
            self._fact(node, RK.coverageOf, iri(source))
            self._fact(node, RK.aspect, iri(ids.concept("aspect", record.aspect)))
            self._fact(node, RK.extent, iri(ids.concept("extent", record.extent)))
            if record.of is not None:
                self._fact(node, RK.coverageSubject, iri(self._instrument(record.of).iri))
            self._names(node, RDFS + "label", record.note)


def own_relations(plan: str, record: PlanRecord) -> Iterator[tuple[str, OwnRelationRecord]]:
    """The relations that groups and tasks of a plan have of their own: (IRI of the group or task, relation)."""
    for group in record.groups:
        for own in group.relations:
            yield ids.group(plan, group.number), own
        for task in group.tasks:
            for own in task.relations:
                yield ids.task(plan, group.number, task.number or f"_{task.slug}"), own
    for task in record.tasks:
        for own in task.relations:
            yield ids.task(plan, None, task.number or f"_{task.slug}"), own


def instrument_facts(linked: Linked, item: Instrument) -> Iterator[Quad]:
    """What all dossiers together say of an instrument; the graph is left to the caller."""
    node = iri(item.iri)

    def fact(predicate: str, object_: str) -> Quad:
        return Quad(node, iri(predicate), object_, "")

    yield fact(RDF + "type", iri(CLASS_OF_KIND[item.kind]))
    vi, en = instrument_labels(item, linked.records.places.get(item.place))
    yield fact(RDFS + "label", text(vi, "vi"))
    yield fact(RDFS + "label", text(en, "en"))
    yield fact(RK.instrumentKind, iri(ids.concept("kind", item.kind)))
    yield fact(RK.jurisdiction, iri(ids.place(item.place)))
    yield fact(RK.status, iri(ids.concept("status", item.status)))
    for issuer in item.issuers:
        yield fact(RK.issuedBy, iri(ids.body(issuer)))
    if item.number is not None:
        yield fact(RK.number, text(item.number))
    if item.title is not None:
        yield fact(RK.title, text(item.title.vi, "vi"))
        if item.title.en is not None:
            yield fact(RK.title, text(item.title.en, "en"))
    for other in item.other_titles:
        yield fact(SKOS + "altLabel", text(other, "vi"))
    for predicate, day in (
        (RK.issuedOn, item.issued),
        (RK.inForceFrom, item.in_force_from),
        (RK.noLongerInForceFrom, item.no_longer_in_force_from),
    ):
        if day is not None:
            yield fact(predicate, date(day))
    if item.year is not None:
        yield fact(RK.year, integer(item.year))
    if item.period is not None:
        yield fact(RK.periodStart, integer(int(item.period[:4])))
        yield fact(RK.periodEnd, integer(int(item.period[-4:])))
    if item.signed_by is not None:
        yield fact(RK.signedBy, text(item.signed_by))
    if item.declared_tasks is not None:
        yield fact(RK.declaredTaskCount, integer(item.declared_tasks))


def emit_tables(linked: Linked) -> Iterator[Quad]:
    """Places, bodies, indices and sources, in the graph of the tables."""
    graph = iri(ids.graph("tables"))
    records = linked.records

    def named(node: str, class_: str, names: Names) -> Iterator[Quad]:
        yield Quad(iri(node), _TYPE, iri(class_), graph)
        yield Quad(iri(node), _LABEL, text(names.vi, "vi"), graph)
        if names.en is not None:
            yield Quad(iri(node), _LABEL, text(names.en, "en"), graph)

    def fact(node: str, predicate: str, object_: str) -> Quad:
        return Quad(iri(node), iri(predicate), object_, graph)

    for key in sorted(records.places):
        place = records.places[key]
        node = ids.place(key)
        yield from named(node, RK.Place, place.name)
        for alias in place.aliases:
            yield fact(node, SKOS + "altLabel", text(alias))
        if place.within is not None:
            yield fact(node, RK.within, iri(ids.place(place.within)))
        if place.valid_from is not None:
            yield fact(node, RK.validFrom, date(place.valid_from))
        if place.valid_until is not None:
            yield fact(node, RK.validUntil, date(place.valid_until))
        if place.note is not None:
            yield fact(node, RK.note, text(place.note, "en"))
    for key in sorted(records.bodies):
        body = records.bodies[key]
        node = ids.body(key)
        yield from named(node, RK.CollectiveBody if body.collective else RK.Body, body.name)
        yield fact(node, RK.place, iri(ids.place(key.partition("/")[0])))
        for alias in body.aliases:
            yield fact(node, SKOS + "altLabel", text(alias, "vi"))
        if body.member_of is not None:
            yield fact(node, RK.memberOf, iri(ids.body(body.member_of)))
        if body.note is not None:
            yield fact(node, RK.note, text(body.note, "en"))
    for key in sorted(records.indices):
        index = records.indices[key]
        node = ids.index(key)
        yield from named(node, RK.Index, index.name)
        yield fact(node, SKOS + "notation", text(index.abbreviation))
        for alias in index.aliases:
            yield fact(node, SKOS + "altLabel", text(alias, "vi"))
        yield fact(node, RK.publisher, text(index.publisher))
        yield fact(node, RK.unit, text(index.unit))
        for dimension in index.dimensions:
            part = ids.index(key, dimension.id)
            yield from named(part, RK.IndexDimension, dimension.name)
            yield fact(part, RK.dimensionOf, iri(node))
    for key in sorted(records.sources):
        source = records.sources[key]
        node = ids.source(key)
        yield from named(node, RK.Source, Names(vi=source.title))
        for predicate, value in (
            (RK.publisher, source.publisher), (RK.file, source.file), (RK.sha256, source.sha256),
        ):  # fmt: skip
            if value is not None:
                yield fact(node, predicate, text(value))
        if source.length is not None:
            yield fact(node, RK.textLength, integer(source.length))
        if source.address is not None:
            yield fact(node, RK.address, uri(source.address))
        if source.published is not None:
            yield fact(node, RK.publishedOn, date(source.published))
