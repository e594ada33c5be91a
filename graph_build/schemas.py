"""JSON Schemas of the record files, generated from the model, so that editors complete and check them."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict

from graph_build.model import BodyRecord, Dossier, IndexRecord, PlaceRecord, SourceRecord


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Places(_Table):
    places: list[PlaceRecord]


class _Bodies(_Table):
    bodies: list[BodyRecord]


class _Indices(_Table):
    indices: list[IndexRecord]


class _Sources(_Table):
    sources: list[SourceRecord]


_FILES: dict[str, tuple[type[BaseModel], str]] = {
    "dossier": (Dossier, "A dossier: all that one source document says"),
    "places": (_Places, "Places"),
    "bodies": (_Bodies, "Bodies"),
    "indices": (_Indices, "Indices"),
    "sources": (_Sources, "Sources"),
}


def schemas() -> dict[str, str]:
    """The schema of each kind of record file (JSON Schema 2020-12), as JSON text."""
    found = {}
    for name, (model, title) in _FILES.items():
        body: dict[str, Any] = model.model_json_schema(by_alias=True)
        head = {"$schema": "https://json-schema.org/draft/2020-12/schema", **body, "title": title}
        _bilingual(head)
        found[name] = json.dumps(head, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return found


def _bilingual(schema: dict[str, Any]) -> None:
    """A bilingual text may be written as plain text, which is then Vietnamese."""
    names = schema.get("$defs", {}).get("Names")
    if names is not None:
        schema["$defs"]["Names"] = {"anyOf": [{"type": "string", "minLength": 1}, names]}
