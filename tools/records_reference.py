"""Writes the reference of keys and values in docs/records.md: ``python tools/records_reference.py [--check]``.

Types come from the record model, what a key means from ``records_reference.toml`` beside this file, and what a value
means from the ontology's concepts.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
from pages import ROOT, cell, main, section

import ontology
from graph_build.model.base import Evidenced
from graph_build.schemas import schemas
from ontology.namespaces import CONCEPT, ONTOLOGY, RDFS, SKOS

MEANINGS: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"),
)
TITLES = {
    "Dossier": "The dossier", "Evidenced": "What rests on a place in the source", "ReadingRecord": "`readings`",
    "CoverageRecord": "`coverage`", "InstrumentRecord": "`instruments`", "RelationRecord": "`relations`",
    "PlanRecord": "`plans`", "GroupRecord": "`groups` of a plan", "TaskRecord": "`tasks` of a plan or group",
    "TimeRecord": "`time` of a task", "OwnRelationRecord": "`relations` of a task or group",
    "TargetRecord": "`targets`", "BaselineRecord": "`baseline` of a target", "ResultRecord": "`results`",
    "SolutionRecord": "`solutions`", "BodyMentionRecord": "`bodies`", "SourceRecord": "Table of sources: `sources`",
    "BodyRecord": "Table of bodies: `bodies`", "PlaceRecord": "Table of places: `places`",
    "IndexRecord": "Table of indices: `indices`", "DimensionRecord": "`dimensions` of an index",
}  # fmt: skip
VALUES = {
    "kind": ("kind", "Kinds of instrument"), "type": ("relation", "Types of relation"),
    "mention": ("mention", "`mention`"), "status": ("status", "`status`"), "certainty": ("certainty", "`certainty`"),
    "aspect": ("aspect", "`aspect` of coverage"), "extent": ("extent", "`extent` of coverage"),
    "comparator": ("comparator", "`comparator` of a target"), "timing": ("timing", "`kind` of a time"),
    "recurrence": ("recurrence", "`recurrence` of a time"), "area": ("area", "Reform areas"),
}  # fmt: skip
LISTED = {("TimeRecord", "kind"): "timing", ("RelationRecord", "type"): "type", ("InstrumentRecord", "kind"): "kind"}
COMMON = tuple(Evidenced.model_fields)


def definitions() -> dict[str, dict[str, Any]]:
    """The JSON Schema of every record type, by its name."""
    found: dict[str, dict[str, Any]] = {}
    for name, text in schemas().items():
        schema = json.loads(text)
        if name == "dossier":
            found["Dossier"] = schema
        found.update(schema["$defs"])
    return found


def described_type(record: str, key: str, schema: dict[str, Any]) -> str:
    """A key's type, as a curator would say it."""
    options = [each for each in schema.get("anyOf", [schema]) if each.get("type") != "null"]
    if any(each.get("type") == "array" for each in options) and len(options) > 1:
        return "text or list of texts"
    schema = options[0]
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return "text, or `vi` and `en`" if name == "Names" else f"one [{_linked(name)}]({_anchor(name)})"
    if schema.get("type") == "array":
        items = schema["items"]
        if "$ref" in items:
            name = items["$ref"].rpartition("/")[2]
            return f"list of [{_linked(name)}]({_anchor(name)})"
        return "text or list of texts"
    if "enum" in schema:
        table = LISTED.get((record, key), key)
        if table in VALUES and (key not in {"kind", "type"} or (record, key) in LISTED):
            return f"[one of these](#{_slug(VALUES[table][1])})"
        return ", ".join(f"`{value}`" for value in schema["enum"])
    return _plain_type(key, schema)


def _plain_type(key: str, schema: dict[str, Any]) -> str:
    by_pattern = {
        "page": "place: `120-140`, `120-140, 300-312` or `page`", "Q[1-4]": "period", r"^\d{4}-\d{2}-\d{2}$": "day",
        r"\.\d+": "figure", "^vn": "id", "[a-z0-9]+": "lower-case name", r"\d{4}(-\d{4})?": "years",
        "{64}": "hash", "a-z]": "lower-case name",
    }  # fmt: skip
    if "pattern" in schema:
        return next(said for part, said in by_pattern.items() if part in schema["pattern"])
    if schema.get("minimum") == 1945:
        return "year"
    return {"integer": "whole number", "boolean": "`true` or `false`", "object": "place: hash"}.get(
        str(schema.get("type")), "text"
    )


def _linked(name: str) -> str:
    return TITLES[name].partition(" of ")[0].strip("`")


def _anchor(name: str) -> str:
    return f"#{_slug(TITLES[name])}"


def _slug(title: str) -> str:
    """The anchor that Markdown readers give a heading."""
    return "".join(c for c in title.lower().replace(" ", "-") if c.isalnum() or c in "-_")


def record_tables() -> Iterator[str]:
    """One table of keys for each record type."""
    schema_of = definitions()
    schema_of["Evidenced"] = Evidenced.model_json_schema()
    for name, title in TITLES.items():
        properties = schema_of[name]["properties"]
        required = set(schema_of[name].get("required", ()))
        evidenced = name != "Evidenced" and set(COMMON) <= set(properties)
        own = list(MEANINGS.get(name, {}))  # in the order of the file, which is that of the model
        odd = ", ".join(sorted({key for key in properties if not (evidenced and key in COMMON)} ^ set(own)))
        if odd:
            raise SystemExit(f"tools/records_reference.toml and the model differ on the keys of {name}: {odd}")
        lines = [f"#### {title}", ""]
        if evidenced:
            lines += [f"Also has [what rests on a place]({_anchor('Evidenced')}): `at`, `printed`, …", ""]
        lines += ["| key | needed | holds | means |", "| --- | --- | --- | --- |"]
        lines += [
            f"| `{key}` | {'yes' if key in required else ''} | {described_type(name, key, properties[key])} "
            f"| {cell(MEANINGS[name][key])} |"
            for key in own
        ]
        yield "\n".join(lines)
    unknown = set(MEANINGS) - set(TITLES) - {"Names"}
    if unknown:
        raise SystemExit(f"tools/records_reference.toml has tables of no record: {', '.join(sorted(unknown))}")


def value_tables() -> Iterator[str]:
    """One table for each list of values: the key, its Vietnamese name, what it means."""
    schema_of = definitions()
    where = {"kind": ("InstrumentRecord", "kind"), "type": ("RelationRecord", "type"),
             "timing": ("TimeRecord", "kind")}  # fmt: skip
    for name, (scheme, title) in VALUES.items():
        record, key = where.get(name, ("", name))
        values = next(
            _enum(each["properties"][key])
            for owner, each in schema_of.items()
            if key in each.get("properties", {}) and (not record or owner == record)
        )
        texts = _relation_texts() if scheme == "relation" else _concept_texts(scheme)
        strangers = ", ".join(sorted(set(values) - set(texts)))
        if strangers:
            raise SystemExit(f"the model has values that the ontology does not define ({scheme}): {strangers}")
        lines = [f"#### {title}", "", "| value | Vietnamese | means |", "| --- | --- | --- |"]
        lines += [f"| `{value}` | {cell(texts[value][0])} | {cell(texts[value][1])} |" for value in values]
        yield "\n".join(lines)


def _enum(schema: dict[str, Any]) -> list[str]:
    return next(each["enum"] for each in schema.get("anyOf", [schema]) if "enum" in each)


def _concept_texts(scheme: str) -> dict[str, tuple[str, str]]:
    return _texts(ontology.concepts()[scheme], f"{CONCEPT}{scheme}/", SKOS + "prefLabel")


def _relation_texts() -> dict[str, tuple[str, str]]:
    return _texts(ontology.core(), ONTOLOGY, RDFS + "label")


def _texts(turtle: str, base: str, label: str) -> dict[str, tuple[str, str]]:
    """By the last part of each IRI under `base`: (Vietnamese label, English definition)."""
    labels: dict[str, str] = {}
    meanings: dict[str, str] = {}
    for triple in pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE):
        if not isinstance(triple.subject, pyoxigraph.NamedNode) or not isinstance(triple.object, pyoxigraph.Literal):
            continue
        key = triple.subject.value.removeprefix(base)
        if triple.predicate.value == label and triple.object.language == "vi":
            labels[key] = triple.object.value
        elif triple.predicate.value == SKOS + "definition" and triple.object.language == "en":
            meanings[key] = triple.object.value
    return {key: (labels[key], meanings.get(key, "")) for key in labels}


def render(former: str) -> str:
    """The page with its reference written anew; the rest of it is written by hand."""
    content = "\n\n".join(["### Keys", *record_tables(), "### Values", *value_tables()])
    return section(former, "reference", content)


if __name__ == "__main__":
    main(ROOT / "docs" / "records.md", render)
