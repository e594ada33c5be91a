"""Records → a finished graph on disk: quads, closure, sorted N-Quads, store, manifest, swapped in whole."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import Literal

import pyoxigraph

import ontology
from graph_build import ids, location
from graph_build.emit import emit_dossier, emit_tables, own_relations
from graph_build.errors import BuildError, MissingExtraError, Problem, RecordsError
from graph_build.link import Linked, link
from graph_build.load import load
from graph_build.location import BuiltGraph
from graph_build.quads import Quad, iri
from graph_build.read import Lines
from graph_build.verify import check_spans
from ontology.namespaces import RDF
from ontology.reasoning import CycleError, closure
from ontology.terms import RK

Progress = Callable[[str, int, int], None]
"""Called with (step, done, of how many)."""

_EVIDENCE = iri(ids.graph("evidence"))
_INFERRED = iri(ids.graph("inferred"))
_ONTOLOGY = iri(ids.graph("ontology"))
_TYPE = iri(RDF + "type")
_CYCLES_SHOWN = 10


def _silent(step: str, done: int, total: int) -> None:
    pass


def read_records(paths: Sequence[Path] = (), *, jobs: int = 1) -> Linked:
    """Reads and links records.

    Raises:
        RecordsError: with every problem found; nothing is written.
    """
    linked, problems = examine(paths, jobs=jobs)
    errors = [p for p in problems if p.severity == "error"]
    if errors:
        raise RecordsError(errors)
    return linked


def examine(paths: Sequence[Path] = (), *, jobs: int = 1) -> tuple[Linked, list[Problem]]:
    """Reads and links records; all problems, in the order of file and line."""
    records = load(paths, jobs=jobs)
    linked = link(records)
    unique = dict.fromkeys([*records.problems, *linked.problems, *check_spans(linked), *_cycles(linked)])
    return linked, sorted(unique, key=lambda p: (p.file, p.line or 0, p.record, p.reason))


def _cycles(linked: Linked) -> Iterator[Problem]:
    """A problem for each circle of derivations, at the first relation of it that a dossier states.

    Only relations between instruments are looked at: nothing derives from a task or a group.
    """
    stated: dict[tuple[str, str, str], list[tuple[str, int]]] = {}
    for name in sorted(linked.records.dossiers):
        paths = linked.references[name]
        for position, relation in enumerate(linked.records.dossiers[name].relations):
            ends = [ids.instrument(path) for r in (relation.subject, relation.object) if (path := paths.get(r))]
            if len(ends) == 2 and ends[0] != ends[1]:  # else it is a problem of its own
                stated.setdefault((ends[0], str(getattr(RK, relation.type)), ends[1]), []).append((name, position))
    for _ in range(_CYCLES_SHOWN):
        try:
            closure(stated)
        except CycleError as error:
            yield _cycle_problem(linked, error, [stated.pop(step) for step in error.steps])
        else:
            return


def _cycle_problem(linked: Linked, error: CycleError, stated: list[list[tuple[str, int]]]) -> Problem:
    places: list[tuple[str, int | None, str]] = []
    rests: list[str] = []
    for (subject, predicate, object_), holders in zip(error.steps, stated, strict=True):
        for name, position in holders:
            located = linked.records.located["dossiers", name]
            line = Lines(located.file).of((*located.path, "relations", position))
            places.append((str(located.file), line, f"relations[{position}]"))
            words = f"{_short(subject)} {predicate.rpartition('#')[2]} {_short(object_)}"
            rests.append(f"{words} ({located.file}:{line})")
    circle = " → ".join(_short(node) for node in (*error.cycle, error.cycle[0]))
    return Problem(
        *min(places), f"instruments derive from each other in a circle: {circle}; it rests on {'; '.join(rests)}",
        "nothing derives from itself: correct the direction of one of these relations, or remove it",
    )  # fmt: skip


def _short(node: str) -> str:
    return node.removeprefix(ids.instrument(""))


def _resources(facts: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """The statements between resources, as bare IRIs, which is what the closure works on."""
    for subject, predicate, object_ in facts:
        if object_[0] == "<":
            yield subject[1:-1], predicate[1:-1], object_[1:-1]


@dataclass(frozen=True, slots=True)
class Content:
    """The whole graph as text: sorted lines of N-Quads, and what they hold."""

    lines: list[str]
    facts: int
    resources: dict[str, int]


def graph_content(linked: Linked, *, jobs: int = 1, engine: str = "local", progress: Progress = _silent) -> Content:
    """Facts (default graph), dossiers, evidence, inferences and ontology, as sorted lines of N-Quads."""
    lines: set[str] = set()
    facts: set[tuple[str, str, str]] = set()

    def add(quad_list: Iterable[Quad]) -> None:
        for quad in quad_list:
            lines.add(quad.line())
            if quad.graph != _EVIDENCE:
                facts.add(quad[:3])

    names = sorted(linked.records.dossiers)
    add(emit_tables(linked))
    for done, quad_list in enumerate(_emit_all(linked, names, jobs, engine), 1):
        add(quad_list)
        progress("records → statements", done, len(names))
    progress("inference", 0, 1)
    resources = Counter(o[1:-1].rpartition("#")[2] for s, p, o in facts if p == _TYPE)
    for subject, predicate, object_ in closure(_resources(facts)):
        triple = (iri(subject), iri(predicate), iri(object_))
        lines.add(Quad(*triple, _INFERRED).line())
        facts.add(triple)
    for below, above in asserted_chains(linked):
        lines.add(Quad(iri(below), iri(RK.assertedlyDerivesFrom), iri(above), _EVIDENCE).line())
    for triple in _ontology_triples():
        lines.add(Quad(*triple, _ONTOLOGY).line())
        facts.add(triple)
    lines.update(f"{s} {p} {o} .\n" for s, p, o in facts)
    progress("inference", 1, 1)
    return Content(sorted(lines), len(facts), dict(sorted(resources.items())))


def asserted_chains(linked: Linked) -> list[tuple[str, str]]:
    """What derives from what by links that sources state throughout, without tasks and groups by mere membership.

    A task or group hangs together with its plan for certain, so its certainty is that of its plan; only links
    of its own are counted here. A link that any dossier disputes does not count, whoever else states it.
    """
    by_certainty: dict[str, set[tuple[str, str, str]]] = {"asserted": set(), "inferred": set(), "disputed": set()}
    for name, dossier in linked.records.dossiers.items():
        paths = linked.references[name]
        for relation in dossier.relations:
            one, other = (ids.instrument(paths[r]) for r in (relation.subject, relation.object))
            by_certainty[relation.certainty].add((one, str(getattr(RK, relation.type)), other))
        for plan in dossier.plans:
            of = ids.instrument(paths[plan.of])
            for item, own in own_relations(of, plan):
                triple = (item, str(getattr(RK, own.type)), ids.instrument(paths[own.object]))
                by_certainty[own.certainty].add(triple)
    stated = by_certainty["asserted"] - by_certainty["disputed"]
    return sorted((s, o) for s, p, o in closure(stated) if p == RK.derivesFrom)


def _emit_all(linked: Linked, names: list[str], jobs: int, engine: str) -> Iterator[list[Quad]]:
    if engine == "dask":
        yield from _emit_dask(linked, names, jobs)
    elif jobs > 1 and len(names) > 4 * jobs:
        with ProcessPoolExecutor(jobs, initializer=_share, initargs=(linked,)) as pool:
            yield from pool.map(_emit_shared, names, chunksize=max(1, len(names) // (8 * jobs)))
    else:
        for name in names:
            yield list(emit_dossier(linked, name))


def _emit_dask(linked: Linked, names: list[str], jobs: int) -> Iterator[list[Quad]]:
    try:
        from dask.base import compute
        from dask.delayed import delayed
    except ImportError:
        raise MissingExtraError(
            "--engine dask needs the package dask: install it with `pip install 'reformkg[dask]'`, "
            "or build with --engine local."
        ) from None
    shared = delayed(linked)
    tasks = [delayed(_emit_list)(shared, name) for name in names]
    yield from compute(*tasks, scheduler="processes", num_workers=max(1, jobs))  # type: ignore[no-untyped-call]


def _emit_list(linked: Linked, name: str) -> list[Quad]:
    return list(emit_dossier(linked, name))


_shared: dict[str, Linked] = {}


def _share(linked: Linked) -> None:
    """Hands a worker process the records once, instead of with every task."""
    _shared["linked"] = linked


def _emit_shared(name: str) -> list[Quad]:
    return list(emit_dossier(_shared["linked"], name))


def _ontology_triples() -> Iterator[tuple[str, str, str]]:
    """Terms and concepts with their labels; axioms over blank nodes stay in the ontology's own files."""
    for turtle in (ontology.core(), *ontology.concepts().values()):
        for triple in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE):
            if not isinstance(triple.subject, pyoxigraph.NamedNode) or isinstance(triple.object, pyoxigraph.BlankNode):
                continue
            yield str(triple.subject), str(triple.predicate), str(triple.object)


def build(
    records: Sequence[str | Path] = (),
    out: str | Path | None = None,
    *,
    jobs: int = 1,
    engine: Literal["local", "dask"] = "local",
    progress: Progress = _silent,
) -> BuiltGraph:
    """Builds the graph and puts it in place of the former one.

    Args:
        records: record files and folders; by default the packaged records.
        out: graph folder; by default ``REFORMKG_GRAPH``, or one of our own.
        jobs: processes to read and emit with.
        engine: ``local`` (processes of this machine) or ``dask`` (the Dask package).
        progress: called as the work advances.

    Returns:
        The finished graph.

    Raises:
        RecordsError: the records do not hold together; the former graph stays.
        BuildError: the folder cannot be used; the former graph stays.
    """
    folder = location.build_folder() if out is None else Path(out)
    progress("reading records", 0, 1)
    linked = read_records([Path(p) for p in records], jobs=jobs)
    progress("reading records", 1, 1)
    content = graph_content(linked, jobs=jobs, engine=engine, progress=progress)
    temporary = location.prepare(folder)
    try:
        return _finish(linked, content, temporary, folder, progress)
    except OSError as error:
        raise BuildError(f"the graph could not be written: {error}. The former graph is untouched.") from None
    finally:
        shutil.rmtree(temporary, ignore_errors=True)  # it is gone where the build succeeded


def _finish(linked: Linked, content: Content, temporary: Path, folder: Path, progress: Progress) -> BuiltGraph:
    encoded = "".join(content.lines).encode()
    (temporary / "graph.nq").write_bytes(encoded)
    described = _manifest(linked, content, encoded)
    manifest = json.dumps(described, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    progress("filling the store", 0, 1)
    store = pyoxigraph.Store(str(temporary / "store"))
    store.bulk_load(path=str(temporary / "graph.nq"), format=pyoxigraph.RdfFormat.N_QUADS)
    store.flush()
    del store
    (temporary / "manifest.json").write_text(manifest, encoding="utf-8")
    progress("filling the store", 1, 1)
    name = f"g-{hashlib.sha256(encoded + manifest.encode()).hexdigest()[:16]}"
    return location.put_in_place(temporary, folder, name)


def _manifest(linked: Linked, content: Content, encoded: bytes) -> dict[str, object]:
    return {
        "format": 1,
        "reformkg": _version("reformkg"),
        "ontology": ontology.version(),
        "pyoxigraph": _version("pyoxigraph"),
        "statements": len(content.lines),
        "facts": content.facts,
        "resources": content.resources,
        "dossiers": sorted(linked.records.dossiers),
        "records": dict(sorted(linked.records.hashes.items())),
        "sha256": hashlib.sha256(encoded).hexdigest(),
    }


def _version(package: str) -> str:
    try:
        return installed_version(package)
    except PackageNotFoundError:
        return "unknown"
