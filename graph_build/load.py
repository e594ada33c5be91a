"""Record files → validated records. Reads, validates, reports every problem at once; resolves nothing yet."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from graph_build.errors import Problem, RecordsError
from graph_build.model import BodyRecord, Dossier, IndexRecord, PlaceRecord, SourceRecord
from graph_build.model.base import shown
from graph_build.read import Lines, kind_of, read_yaml

TABLES: dict[str, type[PlaceRecord | BodyRecord | IndexRecord | SourceRecord]] = {
    "places": PlaceRecord,
    "bodies": BodyRecord,
    "indices": IndexRecord,
    "sources": SourceRecord,
}
RESERVED = frozenset({"evidence", "inferred", "ontology", "tables"})
"""Names of graphs that are not a dossier's."""

R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Located:
    """Where a record stands: its file and its path within it."""

    file: Path
    path: tuple[str | int, ...]


@dataclass(slots=True)
class Records:
    """All records as read, with where each stands.

    `hashes` has the SHA-256 of each file by its shown name. `lost` names the tables of which something could not
    be read: that a record of these is not there says nothing.
    """

    places: dict[str, PlaceRecord] = field(default_factory=dict)
    bodies: dict[str, BodyRecord] = field(default_factory=dict)
    indices: dict[str, IndexRecord] = field(default_factory=dict)
    sources: dict[str, SourceRecord] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    located: dict[tuple[str, str], Located] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    sha256: str
    kind: str
    records: tuple[tuple[tuple[str | int, ...], Any], ...]
    problems: tuple[Problem, ...]


def packaged_records() -> Path:
    """The folder of the curated records that come with the package."""
    with as_file(files("graph_build") / "records") as folder:
        return folder


def record_files(paths: Sequence[Path]) -> list[Path]:
    """The record files at `paths` (files, or folders with files at any depth), sorted by path."""
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found.update(
                p
                for p in path.rglob("*")
                if p.suffix in {".yaml", ".yml"} and not p.name.startswith(".") and p.is_file()
            )
        else:
            found.add(path)
    return sorted(found)


def with_packaged(paths: Sequence[Path]) -> list[Path]:
    """`paths`, read on top of the packaged records; a folder with a table of places in ``places….yaml`` stands alone.

    A given file takes the place of the packaged file that has the same name and holds records of the same kind.

    Raises:
        RecordsError: a given folder holds no record file at all.
    """
    packaged = record_files([packaged_records()])
    if not paths:
        return packaged
    empty = [p for p in paths if p.is_dir() and not record_files([p])]
    if empty:
        remedy = "name a folder that holds .yaml files, or leave it out to use the packaged records"
        raise RecordsError([Problem(str(p), None, "", "the folder holds no record file", remedy) for p in empty])
    given = record_files(paths)
    if any(p.is_dir() and any(_all_places(f) for f in record_files([p])) for p in paths):
        return given
    own = {p.resolve() for p in given}
    names: dict[str, list[Path]] = {}
    for path in given:
        names.setdefault(path.name, []).append(path)
    kept = [
        p
        for p in packaged
        if p.resolve() not in own and kind_of(p) not in {kind_of(other) for other in names.get(p.name, ())}
    ]
    return kept + given


def _all_places(file: Path) -> bool:
    """Whether a file is the table of places of a whole record set; one of another name only adds some."""
    return file.name.startswith("places") and kind_of(file) == "places"


def load(paths: Sequence[Path] = (), *, jobs: int = 1) -> Records:
    """Reads all records at `paths` (by default the packaged ones).

    Args:
        paths: files and folders; see `with_packaged`.
        jobs: processes to read with.

    Returns:
        The records that could be read; `problems` names what could not, each with file, line and remedy.
    """
    records = Records()
    todo = with_packaged(paths)
    if jobs > 1 and len(todo) > 4 * jobs:
        with ProcessPoolExecutor(max_workers=jobs) as pool:
            results: Iterable[_File] = list(pool.map(_read_file, todo, chunksize=max(1, len(todo) // (8 * jobs))))
    else:
        results = map(_read_file, todo)
    for result in results:
        _add(records, result)
    return records


def _read_file(path: Path) -> _File:
    data, problems = read_yaml(path)
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        sha256 = ""
    if problems:
        return _File(path, sha256, kind_of(path) or "", (), tuple(problems))
    if isinstance(data, dict) and "dossier" in data:
        return _dossier_file(path, sha256, data)
    if isinstance(data, dict) and len(data) == 1 and (table := next(iter(data))) in TABLES:
        return _table_file(path, sha256, table, data[table])
    if not data:
        reason = "the file is empty"
    elif not isinstance(data, dict):
        reason = f"this is not a record file: it holds {'a list' if isinstance(data, list) else 'a single text'}"
    else:
        reason = f"this is not a record file: its keys are {', '.join(f'`{key}`' for key in data)}"
    remedy = "begin with `dossier:`, or hold one of `places:`, `bodies:`, `indices:`, `sources:` and nothing else"
    return _File(path, sha256, "", (), (Problem(str(path), 1, "", reason, remedy),))


def _dossier_file(path: Path, sha256: str, data: dict[str, Any]) -> _File:
    try:
        return _File(path, sha256, "dossiers", (((), Dossier.model_validate(data)),), ())
    except ValidationError as error:
        return _File(path, sha256, "dossiers", (), tuple(_problems(Lines(path), error, Dossier, data, ())))


def _table_file(path: Path, sha256: str, table: str, rows: Any) -> _File:
    if not isinstance(rows, list):
        problem = Problem(str(path), 1, table, "expected a list of records", "begin each record with `- id:`")
        return _File(path, sha256, table, (), (problem,))
    found: list[tuple[tuple[str | int, ...], Any]] = []
    problems: list[Problem] = []
    lines = Lines(path)
    for position, row in enumerate(rows):
        try:
            found.append(((table, position), TABLES[table].model_validate(row)))
        except ValidationError as error:
            problems.extend(_problems(lines, error, TABLES[table], row, (table, position)))
    return _File(path, sha256, table, tuple(found), tuple(problems))


def _problems(
    lines: Lines, error: ValidationError, model: type[BaseModel], data: Any, base: tuple[str | int, ...]
) -> Iterable[Problem]:
    items = error.errors(include_url=False)
    for item in items:
        if item["type"] == "too_short" and any(i["loc"][: len(item["loc"])] == item["loc"] != i["loc"] for i in items):
            continue  # the list is short only because its items are faulty
        location = (*base, *item["loc"])
        reason, remedy = _explain(item, model)
        yield Problem(str(lines.path), lines.of(location), _record_name(data, item["loc"], base), reason, remedy)


def _record_name(data: Any, location: tuple[str | int, ...], base: tuple[str | int, ...]) -> str:
    """Names the record as a curator would: ``instruments[nq76]``, ``plans[0].groups[I].tasks[3].time``."""
    name = str(base[0]) if base else ""
    if base and isinstance(data, dict):
        name += f"[{data.get('id', base[1])}]"
    node = data
    for step in location:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            node = None
        if isinstance(step, int):
            label: object = step
            if isinstance(node, dict):
                label = next((node[k] for k in ("key", "id", "number", "slug") if k in node), step)
            name += f"[{label}]"
        else:
            name += f".{step}" if name else step
    return name


def _explain(item: Any, model: type[BaseModel]) -> tuple[str, str]:
    """Pydantic's finding in the words of a curator: (reason, remedy)."""
    kind, message, value = item["type"], str(item["msg"]), item.get("input")
    key = str(item["loc"][-1]) if item["loc"] else ""
    what = "this" if key.isdigit() or not key else f"`{key}`"
    if kind == "extra_forbidden":
        known = _keys_at(model, item["loc"][:-1])
        near = difflib.get_close_matches(key, known, n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(f'`{k}`' for k in known)}."
        return f"the key `{key}` is not known here", f"{hint} Correct or remove it"
    if kind == "missing":
        return f"the key `{key}` is missing", "add it; docs/records.md says what it holds"
    if kind == "too_short":
        return f"`{key}` is empty", "give at least one"
    if kind in _TYPES:
        expected, remedy = _TYPES[kind]
        return f"{what} should be {expected}, not {shown(value)}", remedy
    if kind in _BOUNDS:
        sign, bound = _BOUNDS[kind]
        return f"{what} should be {sign} {item['ctx'][bound]}, not {shown(value)}", "correct it"
    if kind == "literal_error":
        expected = str(item["ctx"]["expected"]).replace("'", "`")
        near = difflib.get_close_matches(str(value), expected.replace("`", "").replace(" or ", ", ").split(", "), n=1)
        hint = f"did you mean `{near[0]}`? " if near else ""
        return f"`{value}` is not one of the values that `{key}` may have", f"{hint}Use one of {expected}"
    if kind == "value_error":
        reason, _, remedy = message.removeprefix("Value error, ").partition("; ")
        return reason, remedy or "correct it as docs/records.md shows"
    if kind == "string_pattern_mismatch":
        return (
            f"`{value}` does not have the form of `{key}`",
            f"write it as the pattern {item['ctx']['pattern']} demands",
        )
    return f"{message[:1].lower()}{message[1:]} (found {value!r})"[:300], "correct it as docs/records.md shows"


_TYPES = {
    "model_type": ("a record", "write its keys below it, each as `key: value`"),
    "model_attributes_type": ("a record", "write its keys below it, each as `key: value`"),
    "dict_type": ("a record", "write its keys below it, each as `key: value`"),
    "tuple_type": ("a list", "write each item on a line of its own, after `- `"),
    "string_type": ("text", "write text here, in quotes if it looks like something else"),
    "int_type": ("a whole number", "write digits without quotes"),
    "bool_type": ("true or false", "write true or false without quotes"),
    "bool_parsing": ("true or false", "write true or false without quotes"),
}
"""What pydantic calls a wrong type: (what is expected, remedy)."""

_BOUNDS = {"greater_than_equal": ("at least", "ge"), "less_than_equal": ("at most", "le")}


def _keys_at(model: type[BaseModel], location: tuple[str | int, ...]) -> list[str]:
    """The keys that a record may have at a place within `model`, as they are written in a file."""
    for step in location:
        if isinstance(step, str):
            fields = {f.alias or name: f.annotation for name, f in model.model_fields.items()}
            model = next(_models_in(fields.get(step)), model)
    return [f.alias or name for name, f in model.model_fields.items()]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _add(records: Records, result: _File) -> None:
    parent = result.path.parent.name
    records.hashes[f"{parent}/{result.path.name}" if parent else result.path.name] = result.sha256
    records.problems.extend(result.problems)
    if result.problems:
        records.lost.add(result.kind)
    lines = Lines(result.path)
    for path, record in result.records:
        if isinstance(record, Dossier):
            _add_one(records, "dossiers", records.dossiers, record.dossier, record, path, lines)
            _check_name(records, record, lines)
        else:
            table: dict[str, Any] = getattr(records, result.kind)
            _add_one(records, result.kind, table, record.id, record, path, lines)


def _add_one(
    records: Records, kind: str, table: dict[str, R], key: str, record: R, path: tuple[str | int, ...], lines: Lines
) -> None:
    if key in table:
        first = records.located[kind, key].file
        line = lines.of((*path, "dossier" if kind == "dossiers" else "id"))
        records.problems.append(
            Problem(
                str(lines.path), line, f"{kind}[{key}]",
                f"the id `{key}` stands twice; it was first given in {first}",
                "give each record an id of its own, or remove one of the two",
            )
        )  # fmt: skip
        return
    table[key] = record
    records.located[kind, key] = Located(lines.path, path)


def _check_name(records: Records, dossier: Dossier, lines: Lines) -> None:
    if dossier.dossier in RESERVED:
        reason, remedy = f"`{dossier.dossier}` is the name of a graph of our own", "choose another name"
    elif lines.path.stem != dossier.dossier:
        reason = f"the dossier calls itself `{dossier.dossier}`, but its file is {lines.path.name}"
        remedy = f"name the file {dossier.dossier}.yaml"
    else:
        return
    records.problems.append(Problem(str(lines.path), lines.of(("dossier",)), "dossier", reason, remedy))
