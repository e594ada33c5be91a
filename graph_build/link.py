"""Records → linked records: every name, key and citation led to the one thing that it stands for.

Instruments that several dossiers speak of are merged here by identity; nothing is guessed: a reference that
leads nowhere, or to several things, is a problem with its line and its remedy.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph_build import ids
from graph_build.bodies import BodyIndex
from graph_build.citations import KINDS, CitationError, Index, Known
from graph_build.errors import Problem
from graph_build.load import Located, Records
from graph_build.model import Dossier, Names
from graph_build.model.dossier import InstrumentRecord
from graph_build.read import Lines
from graph_build.walks import Path, identities, named_bodies, references, repeats, single_facts

_Told = tuple[object, Path, str]
"""What a dossier tells: the value, its path in the file, the record's name."""

_ONE_VALUE = ("issued", "in_force_from", "no_longer_in_force_from", "period", "signed_by", "declared_tasks")
"""What an instrument has once: dossiers must agree on it."""

_MENTION_WEIGHT = {"self": 0, "issued": 1, "cited": 2, "planned": 3}


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument as all dossiers together describe it. `path` is its identity (see `ids`)."""

    path: str
    kind: str
    number: str | None
    issuers: tuple[str, ...]
    place: str
    issued: dt.date | None
    year: int | None
    title: Names | None
    other_titles: tuple[str, ...]
    period: str | None
    signed_by: str | None
    in_force_from: dt.date | None
    no_longer_in_force_from: dt.date | None
    status: str
    declared_tasks: int | None

    @property
    def iri(self) -> str:
        """The instrument's IRI."""
        return ids.instrument(self.path)


@dataclass(slots=True)
class Linked:
    """Records with all references resolved.

    Attributes:
        records: what was loaded.
        instruments: merged instruments by path.
        references: per dossier, what each reference text leads to (instrument paths).
        bodies: what each (place, name) used by a dossier leads to (body ids).
        problems: all that does not hold together.
    """

    records: Records
    instruments: dict[str, Instrument] = field(default_factory=dict)
    references: dict[str, dict[str, str]] = field(default_factory=dict)
    bodies: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def issuer_names(self, name: str, place: str) -> tuple[tuple[str, ...], str | None]:
        """All names of the body that `name` stands for in `place`, and its code; `name` alone if it is unknown."""
        body = self.records.bodies.get(self.bodies.get((place, name), ""))
        return ((body.name.vi, *body.aliases), body.code) if body is not None else ((name,), None)


def link(records: Records) -> Linked:
    """Resolves all references of `records`; `problems` holds what cannot be resolved."""
    return _Linker(records).run()


class _Linker:
    def __init__(self, records: Records) -> None:
        self.records = records
        self.out = Linked(records)
        self.body_index = BodyIndex(records.bodies.values())
        self._lines: dict[str, Lines] = {}
        self._citations: Index | None = None

    def run(self) -> Linked:
        self._check_tables()
        mentions: dict[str, list[tuple[int, str, InstrumentRecord]]] = {}
        for name in sorted(self.records.dossiers):
            for path, mention in self._identify(self.records.dossiers[name]):
                mentions.setdefault(path, []).append(mention)
        for path in sorted(mentions):
            self.out.instruments[path] = self._merge(path, mentions[path])
        for name in sorted(self.records.dossiers):
            dossier = self.records.dossiers[name]
            self._resolve(dossier)
            self._check(dossier)
        self._check_figures()
        return self.out

    # -- problems ---------------------------------------------------------------------------------------------

    def problem(self, dossier: str, path: Path, record: str, reason: str, remedy: str) -> None:
        self._report("dossiers", dossier, path, record, reason, remedy)

    def _report(self, table: str, key: str, path: Path, record: str, reason: str, remedy: str) -> None:
        located: Located = self.records.located[table, key]
        file = str(located.file)
        lines = self._lines.setdefault(file, Lines(located.file))
        self.out.problems.append(Problem(file, lines.of((*located.path, *path)), record, reason, remedy))

    # -- tables -----------------------------------------------------------------------------------------------

    def _check_tables(self) -> None:
        places = self.records.places
        for key, place in places.items():
            if place.within is not None and place.within not in places:
                self._unknown("places", key, ("within",), f"places[{key}]", "place", place.within, places)
        codes: dict[tuple[str, str], str] = {}
        for key, body in self.records.bodies.items():
            where = key.partition("/")[0]
            if where not in places:
                self._unknown("bodies", key, ("id",), f"bodies[{key}]", "place", where, places)
            if body.member_of is not None and body.member_of not in self.records.bodies:
                self._unknown(
                    "bodies",
                    key,
                    ("member_of",),
                    f"bodies[{key}]",
                    "body",
                    body.member_of,
                    self.records.bodies,
                )
            if body.code is not None:
                first = codes.setdefault((where, body.code), key)
                if first != key:
                    self._report(
                        "bodies", key, ("code",), f"bodies[{key}]",
                        f"the code `{body.code}` is already that of {first}",
                        "give each issuing body of a place a code of its own: it stands in the IRIs",
                    )  # fmt: skip

    def _unknown(
        self,
        table: str,
        key: str,
        path: Path,
        record: str,
        what: str,
        value: str,
        known: Mapping[str, object],
    ) -> None:
        table_of = {"body": "bodies", "index": "indices"}.get(what, f"{what}s")
        if table_of in self.records.lost:
            return  # the table could not be read, which is reported; what is missing from it is not known
        self._report(
            table, key, path, record, f"there is no {what} `{value}`",
            f"{_did_you_mean(value, known)}correct it, or add it to the table of {table_of}",
        )  # fmt: skip

    # -- instruments ------------------------------------------------------------------------------------------

    def _identify(self, dossier: Dossier) -> Iterator[tuple[str, tuple[int, str, InstrumentRecord]]]:
        keys = self.out.references.setdefault(dossier.dossier, {})
        seen: dict[str, str] = {}
        for position, record in enumerate(dossier.instruments):
            at: Path = ("instruments", position)
            name = f"instruments[{record.key}]"
            if record.key in keys:
                self.problem(
                    dossier.dossier, (*at, "key"), name, f"the key `{record.key}` stands twice in this dossier",
                    "give each instrument a key of its own",
                )  # fmt: skip
                continue
            issuers = [self._body(dossier, text, (*at, "issuer"), name) for text in record.issuer]
            path = self._path(dossier, record, [i for i in issuers if i], (at, name))
            if path is None:
                keys[record.key] = ""
                continue
            keys[record.key] = path
            if path in seen:
                self.problem(
                    dossier.dossier, at, name,
                    f"this is the same instrument as `{seen[path]}` ({path})",
                    f"keep one record and list all its places in `at`: remove `{record.key}`",
                )  # fmt: skip
                continue
            seen[path] = record.key
            yield path, (_MENTION_WEIGHT[record.mention], dossier.dossier, record)

    def _path(self, dossier: Dossier, record: InstrumentRecord, issuers: list[str], at: tuple[Path, str]) -> str | None:
        if len(issuers) != len(record.issuer):
            return None
        codes = [self.records.bodies[i].code for i in issuers]
        if not all(codes):
            missing = next(i for i, code in zip(issuers, codes, strict=True) if not code)
            self.problem(
                dossier.dossier, (*at[0], "issuer"), at[1],
                f"the body {missing} issues an instrument but has no `code`",
                "add `code:` to its record in the body table; it stands in the IRIs of its instruments",
            )  # fmt: skip
            return None
        issuer_code = "-".join(str(code) for code in codes)
        kind = KINDS[record.kind]
        try:
            number = (
                f"_{record.slug}"
                if record.number is None
                else ids.number_segment(record.number, (*kind.symbols, *kind.abbreviations), issuer_code)
            )
        except ValueError as error:
            remedy = "write the number as the document's head does, for example 76/NQ-CP"
            self.problem(dossier.dossier, (*at[0], "number"), at[1], str(error), remedy)
            return None
        place = issuers[0].partition("/")[0]
        return ids.instrument_path(place, issuer_code, kind.code, _year(record), number)

    def _merge(self, path: str, mentions: list[tuple[int, str, InstrumentRecord]]) -> Instrument:
        ordered = [record for _, _, record in sorted(mentions, key=lambda m: (m[0], m[1]))]
        dates = {r.issued for r in ordered if r.issued}
        self._check_agreement(path, mentions)
        titles = [r.title for r in ordered if r.title]
        title = next((t for t in titles if t.en), titles[0] if titles else None)

        def first(name: str) -> object:
            return next((v for r in ordered if (v := getattr(r, name)) is not None), None)

        head = ordered[0]
        issuers = self.body_ids(head, mentions)
        statuses = {r.status for r in ordered}
        return Instrument(
            path=path,
            kind=head.kind,
            number=head.number,
            issuers=issuers,
            place=issuers[0].partition("/")[0],
            issued=min(dates) if dates else None,
            year=_year(head) or next((y for r in ordered if (y := _year(r))), None),
            title=title,
            other_titles=tuple(sorted({t.vi for t in titles} - ({title.vi} if title else set()))),
            period=first("period"),  # type: ignore[arg-type]
            signed_by=first("signed_by"),  # type: ignore[arg-type]
            in_force_from=first("in_force_from"),  # type: ignore[arg-type]
            no_longer_in_force_from=first("no_longer_in_force_from"),  # type: ignore[arg-type]
            status="issued" if "issued" in statuses else min(statuses),
            declared_tasks=first("declared_tasks"),  # type: ignore[arg-type]
        )

    def _check_agreement(self, path: str, mentions: list[tuple[int, str, InstrumentRecord]]) -> None:
        """Reports facts of an instrument that its dossiers tell differently, in each that is not of the majority."""
        for fact in _ONE_VALUE:
            told: dict[str, _Told] = {}
            for _, dossier, record in mentions:
                position = self.records.dossiers[dossier].instruments.index(record)
                at: Path = ("instruments", position, fact)
                told[dossier] = getattr(record, fact), at, f"instruments[{record.key}]"
            self._agree(fact, path, told)

    def _check_figures(self) -> None:
        """Reports facts of results, targets, groups and tasks that dossiers tell differently, as for instruments."""
        things: dict[tuple[str, str], dict[str, _Told]] = {}
        for name in sorted(self.records.dossiers):
            for thing, path, value, record in single_facts(self.records.dossiers[name], self.out.references[name]):
                # what stands twice in one dossier is a problem of its own
                things.setdefault((str(path[-1]), thing), {}).setdefault(name, (value, path, record))
        for (fact, thing), told in things.items():
            self._agree(fact, thing, told)

    def _agree(self, fact: str, thing: str, told: Mapping[str, _Told]) -> None:
        by_value: dict[object, list[str]] = {}
        for dossier, (value, _, _) in told.items():
            if value is not None:
                by_value.setdefault(value, []).append(dossier)
        if len(by_value) < 2:
            return
        most = max(len(holders) for holders in by_value.values())
        settled = sum(len(holders) == most for holders in by_value.values()) == 1
        listed = "; ".join(sorted(f"{value} ({', '.join(holders)})" for value, holders in by_value.items()))
        for holders in by_value.values():
            for dossier in holders if len(holders) < most or not settled else ():
                _, path, record = told[dossier]
                self.problem(
                    dossier, path, record, f"dossiers disagree on `{fact}` of {thing}: {listed}",
                    "check the sources: correct the wrong one; where a source errs, leave the key out there "
                    "and say so in `note`",
                )  # fmt: skip

    def body_ids(self, head: InstrumentRecord, mentions: list[tuple[int, str, InstrumentRecord]]) -> tuple[str, ...]:
        place = next(self.records.dossiers[d].place for _, d, r in mentions if r is head)
        return tuple(self.out.bodies[place, text] for text in head.issuer)

    # -- references -------------------------------------------------------------------------------------------

    def _body(self, dossier: Dossier, name: str, path: Path, record: str) -> str | None:
        if (dossier.place, name) in self.out.bodies:
            return self.out.bodies[dossier.place, name]
        found = self.body_index.resolve(name, dossier.place)
        if len(found) == 1:
            self.out.bodies[dossier.place, name] = found[0]
            return found[0]
        if found:
            reason = f"the name “{name}” stands for several bodies: {', '.join(found)}"
            remedy = "write the id of the one that is meant"
        elif "bodies" in self.records.lost:
            return None  # bodies that could not be read are reported; this may be one of them
        else:
            reason = f"no body of {dossier.place} or vn is called “{name}”"
            near = self.body_index.near(name, dossier.place)
            hint = f"did you mean {' or '.join(f'“{n}”' for n in near)}? " if near else ""
            remedy = f"{hint}Correct the name, or add the body (or this alias) to records/bodies/{dossier.place}.yaml"
        self.problem(dossier.dossier, path, record, reason, remedy)
        return None

    def _resolve(self, dossier: Dossier) -> None:
        for path, text, record in references(dossier):
            self._reference(dossier, text, path, record)
        for path, text, record in named_bodies(dossier):
            self._body(dossier, text, path, record)

    def _reference(self, dossier: Dossier, text: str, path: Path, record: str) -> None:
        known = self.out.references[dossier.dossier]
        if text in known:
            return
        if text in self.out.instruments:
            known[text] = text
            return
        found = self._cited(text, dossier.place)
        if len(found) == 1:
            known[text] = found[0]
        elif found:
            self.problem(
                dossier.dossier, path, record, f"“{text}” stands for several instruments: {', '.join(found)}",
                "add the date or the province, or write the path of the one that is meant",
            )  # fmt: skip
        else:
            unread = " (a dossier that could not be read may hold it)" if "dossiers" in self.records.lost else ""
            self.problem(
                dossier.dossier, path, record, f"“{text}” leads to no instrument of the records{unread}",
                f"{_did_you_mean(text, known)}use a `key` of this dossier, or add the instrument under `instruments:`",
            )  # fmt: skip

    def _cited(self, text: str, place: str) -> tuple[str, ...]:
        """The instruments that a citation may mean; what looks like a key is one, and no citation."""
        if re.fullmatch(r"[a-z][a-z0-9-]*", text):
            return ()
        if self._citations is None:
            self._citations = Index(known_instruments(self.out))
        try:
            return tuple(sorted(k.id for k in self._citations.lookup(text, place=place).matches))
        except CitationError:
            return ()

    # -- what must hold within a dossier ----------------------------------------------------------------------

    def _check(self, dossier: Dossier) -> None:
        name = dossier.dossier
        records = self.records
        if dossier.place not in records.places:
            self._unknown("dossiers", name, ("place",), "dossier", "place", dossier.place, records.places)
        if dossier.source not in records.sources:
            self._unknown("dossiers", name, ("source",), "dossier", "source", dossier.source, records.sources)
        for position, target in enumerate(dossier.targets):
            at: Path = ("targets", position)
            if target.index is not None and target.index not in records.indices:
                self._unknown(
                    "dossiers",
                    name,
                    (*at, "index"),
                    f"targets[{target.number}]",
                    "index",
                    target.index,
                    records.indices,
                )
            if target.place is not None and target.place not in records.places:
                self._unknown(
                    "dossiers",
                    name,
                    (*at, "place"),
                    f"targets[{target.number}]",
                    "place",
                    target.place,
                    records.places,
                )
        for position, result in enumerate(dossier.results):
            at = ("results", position)
            label = f"results[{result.slug or result.index}]"
            if result.index is not None and result.index not in records.indices:
                self._unknown("dossiers", name, (*at, "index"), label, "index", result.index, records.indices)
            if result.place not in records.places:
                self._unknown("dossiers", name, (*at, "place"), label, "place", result.place, records.places)
            if result.dimension is not None and result.index in records.indices:
                known = {d.id: d for d in records.indices[result.index].dimensions}
                if result.dimension not in known:
                    self._report(
                        "dossiers", name, (*at, "dimension"), label,
                        f"the index {result.index} has no dimension `{result.dimension}`",
                        f"{_did_you_mean(result.dimension, known)}correct it, or add it to the index's `dimensions`",
                    )  # fmt: skip
        for position, relation in enumerate(dossier.relations):
            ends = [self.out.references[name].get(end, "") for end in (relation.subject, relation.object)]
            if ends[0] and ends[0] == ends[1]:
                self.problem(
                    name, ("relations", position), f"relations[{position}]",
                    f"{ends[0]} stands in the relation {relation.type} to itself",
                    "correct `from` or `to`",
                )  # fmt: skip
        for path, key, record in identities(dossier, self.out.references[name]):
            if key is not None:
                self.problem(
                    name, path, record, f"`{key}` stands twice",
                    "numbers and slugs are identities: give each record of a plan one of its own",
                )  # fmt: skip
        for path, record, reason, remedy in repeats(dossier, self.out.references[name]):
            self.problem(name, path, record, reason, remedy)
        self._check_counts(dossier)

    def _check_counts(self, dossier: Dossier) -> None:
        for p, plan in enumerate(dossier.plans):
            for g, group in enumerate(plan.groups):
                if group.declared is not None and group.declared < len(group.tasks):
                    self.problem(
                        dossier.dossier, ("plans", p, "groups", g, "declared"), f"groups[{group.number}]",
                        f"{len(group.tasks)} tasks are listed, but only {group.declared} declared",
                        "count again; where the source contradicts itself, keep its figure in `note`",
                    )  # fmt: skip


def _year(record: InstrumentRecord) -> int | None:
    if record.issued is not None:
        return record.issued.year
    if record.year is not None:
        return record.year
    return ids.year_in_number(record.number) if record.number else None


def _did_you_mean(value: str, known: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(value, list(known), n=2, cutoff=0.7)
    return f"did you mean {' or '.join(f'`{n}`' for n in near)}? Otherwise " if near else ""


def known_instruments(linked: Linked) -> Iterator[Known]:
    """The instruments of the records, as the citation resolver knows them."""
    records = linked.records
    for path in sorted(linked.instruments):
        item = linked.instruments[path]
        place = records.places.get(item.place)
        names = tuple(n for i in item.issuers for n in (records.bodies[i].name.vi, *records.bodies[i].aliases))
        yield Known(
            id=path,
            kind=item.kind,
            number=item.number,
            year=item.year,
            date=item.issued,
            issuer=item.issuers[0],
            issuer_names=names,
            issuer_code=records.bodies[item.issuers[0]].code,
            place=item.place,
            place_names=(place.name.vi, *place.aliases) if place else (),
            titles=((item.title.vi, *((item.title.en,) if item.title.en else ())) if item.title else ())
            + item.other_titles,
        )
