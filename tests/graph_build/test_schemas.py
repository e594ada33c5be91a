"""graph_build.schemas: the JSON Schemas in graph_build/schema are current, and say what the model says."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from graph_build.load import packaged_records, record_files
from graph_build.model import BodyRecord, Dossier, IndexRecord, PlaceRecord, SourceRecord
from graph_build.model.base import Record
from graph_build.read import kind_of, read_yaml
from graph_build.schemas import schemas
from tests.conftest import ROOT
from tests.graph_build.conftest import MINIMAL, Run

FOLDER = ROOT / "graph_build" / "schema"
FILES = [*record_files([packaged_records()]), *record_files([MINIMAL])]
ROWS = {"places": PlaceRecord, "bodies": BodyRecord, "indices": IndexRecord, "sources": SourceRecord}


@cache
def schema(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.schema.json").read_text(encoding="utf-8"))


def test_the_committed_schemas_are_current() -> None:
    """Write them anew with `reformkg schema -o graph_build/schema`."""
    assert {p.name: p.read_text(encoding="utf-8") for p in FOLDER.iterdir()} == {
        f"{name}.schema.json": text for name, text in schemas().items()
    }


def test_the_command_writes_and_prints_them(run: Run, tmp_path: Path) -> None:
    assert run("schema").out.split() == list(schemas())
    assert run("schema", "dossier").out == schemas()["dossier"]
    assert run("schema", "-o", tmp_path / "schema").status == 0
    assert len(list((tmp_path / "schema").iterdir())) == len(schemas())
    assert run("schema", "dosier").status == 2


def test_definitions_have_the_keys_of_the_model() -> None:
    definitions = schema("dossier")["$defs"] | {"Dossier": schema("dossier")}
    for table, row in ROWS.items():
        definitions |= schema(table)["$defs"]
        assert set(schema(table)["properties"]) == {table}
        assert row.__name__ in definitions
    models = {m.__name__: m for m in _below(Record)}
    for name, definition in definitions.items():
        definition = definition.get("anyOf", [definition])[-1]  # a bilingual text may be plain text, too
        keys = [f.alias or key for key, f in models[name].model_fields.items()]
        assert list(definition["properties"]) == sorted(keys)
        assert definition["additionalProperties"] is False
        needed = [f.alias or key for key, f in models[name].model_fields.items() if f.is_required()]
        assert definition.get("required", []) == needed


def _below(model: type[Record]) -> list[type[Record]]:
    return [m for sub in model.__subclasses__() for m in (sub, *_below(sub))]


@pytest.mark.parametrize("file", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_every_record_file_fits_its_schema(file: Path) -> None:
    kind = kind_of(file)
    assert kind is not None
    name = "dossier" if kind == "dossiers" else kind
    data, _ = read_yaml(file)
    assert list(misfits(data, schema(name), schema(name), "")) == []


@pytest.mark.parametrize(
    "change",
    [
        {"titel": "x"}, {"place": "hanoi"}, {"coverage": []}, {"coverage": None}, {"instruments": "x"},
        {"instruments": [{"key": "a", "kind": "plann", "number": 1, "issuer": "x", "mention": "self", "at": "page"}]},
        {"instruments": [{"key": "a", "kind": "plan", "number": 1, "issuer": "x", "mention": "self", "at": "5"}]},
        {"instruments": [{"key": "a", "kind": "plan", "number": 1, "issuer": "x", "mention": "self"}]},
        {"results": [{"place": "vn", "year": 3000, "at": "page"}]},
        {"results": [{"place": "vn", "year": 2020, "score": 5.5, "at": "page"}]},
    ],
)  # fmt: skip
def test_the_schema_refuses_what_the_model_refuses(change: dict[str, Any]) -> None:
    data = {"dossier": "x", "source": "x", "place": "vn"}
    data |= {"coverage": [{"aspect": "tasks", "extent": "none", "note": "x"}]} | change
    assert list(misfits(data, schema("dossier"), schema("dossier"), ""))
    with pytest.raises(ValueError, match="validation error"):
        Dossier.model_validate(data)


# -- as much of JSON Schema as our schemas use -------------------------------------------------------------------

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,), "integer": (int,), "null": (type(None),), "object": (dict,), "array": (list,), "boolean": (bool,),
}  # fmt: skip
REMARKS = {"$defs", "$schema", "title", "description", "default"}


def misfits(data: Any, rule: Any, root: Any, at: str) -> list[str]:
    """What of `data` does not fit a schema; a keyword that this function does not know is a misfit, too."""
    found = [f"{at}: unknown keyword {k}" for k in set(rule) - REMARKS - {
        "$ref", "anyOf", "type", "enum", "const", "pattern", "minLength", "minimum", "maximum", "items", "minItems",
        "properties", "patternProperties", "additionalProperties", "required",
    }]  # fmt: skip
    if "$ref" in rule:
        found += misfits(data, root["$defs"][rule["$ref"].rpartition("/")[2]], root, at)
    if "anyOf" in rule:
        ways = [misfits(data, way, root, at) for way in rule["anyOf"]]
        found += [] if any(not way for way in ways) else sorted(ways, key=len)[0]
    if "type" in rule:
        names = rule["type"] if isinstance(rule["type"], list) else [rule["type"]]
        fits = any(isinstance(data, TYPES[n]) and (n == "boolean" or not isinstance(data, bool)) for n in names)
        if not fits:
            return [*found, f"{at}: {data!r} is not of type {names}"]
    if "enum" in rule and data not in rule["enum"]:
        found.append(f"{at}: {data!r} is none of {rule['enum']}")
    if "const" in rule and data != rule["const"]:
        found.append(f"{at}: {data!r} is not {rule['const']!r}")
    if isinstance(data, str):
        if len(data) < rule.get("minLength", 0) or not re.search(rule.get("pattern", ""), data):
            found.append(f"{at}: {data!r} does not fit {rule.get('pattern')}")
    elif isinstance(data, int):
        if not rule.get("minimum", data) <= data <= rule.get("maximum", data):
            found.append(f"{at}: {data} is out of bounds")
    elif isinstance(data, list):
        if len(data) < rule.get("minItems", 0):
            found.append(f"{at}: too few items")
        found += [m for i, item in enumerate(data) for m in misfits(item, rule.get("items", {}), root, f"{at}[{i}]")]
    elif isinstance(data, dict):
        found += _object_misfits(data, rule, root, at)
    return found


def _object_misfits(data: dict[str, Any], rule: Any, root: Any, at: str) -> list[str]:
    found = [f"{at}: {key} is missing" for key in rule.get("required", []) if key not in data]
    for key, value in data.items():
        rules = [r for p, r in rule.get("patternProperties", {}).items() if re.search(p, key)]
        if key in rule.get("properties", {}):
            rules.append(rule["properties"][key])
        if not rules and rule.get("additionalProperties", True) is False:
            found.append(f"{at}: unknown key {key}")
        found += [m for r in rules for m in misfits(value, r, root, f"{at}.{key}")]
    return found
