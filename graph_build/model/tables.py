"""Records of the tables that dossiers point into: places, bodies, indices, sources."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from graph_build.model.base import BodyId, Date, Names, PlaceId, Record, Slug, Text, Texts, Year


class PlaceRecord(Record):
    """A country or a unit of it, as it existed between two days."""

    id: PlaceId
    name: Names
    type: Literal["country", "province", "city"]
    aliases: Texts = ()
    within: PlaceId | None = None
    gso_code: Text | None = None
    valid_from: Date | None = None
    valid_until: Date | None = None
    note: Text | None = None


class BodyRecord(Record):
    """A body that issues instruments or is responsible for tasks.

    `id` is ``<place>/<slug>``. `code` is the segment that stands for the body in the IRIs of its
    instruments (``ubnd``, ``cp``, ``ttg``). `aliases` are the other names that sources use. A collective
    body ("các sở, ban, ngành") is a body of its own and is never expanded to members.
    """

    id: BodyId
    name: Names
    aliases: Texts = ()
    code: Slug | None = None
    collective: bool = False
    member_of: BodyId | None = None
    valid_from: Date | None = None
    valid_until: Date | None = None
    note: Text | None = None


class DimensionRecord(Record):
    """A dimension, sub-dimension or sub-index of an index."""

    id: Slug
    name: Names


class IndexRecord(Record):
    """An index by which provinces are measured."""

    id: Slug
    abbreviation: Text
    name: Names
    aliases: Texts = ()
    publisher: Text
    unit: Slug
    scale: Text
    better: Literal["higher", "lower"] = "higher"
    first_year: Year | None = None
    dimensions: tuple[DimensionRecord, ...] = ()
    note: Text | None = None


class SourceRecord(Record):
    """A document that dossiers are read from.

    A source with `file` is held as text: `sha256` is the hash of that file's bytes and `length` its number
    of code points. A source without one is a page that is known by its `address`.
    """

    id: Slug
    title: Text
    kind: Literal["news-article", "full-text", "web-page", "dataset"]
    publisher: Text | None = None
    published: Date | None = None
    address: Text | None = None
    file: Text | None = None
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")] | None = None
    length: Annotated[int, Field(strict=True, ge=1)] | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _can_be_found_again(self) -> SourceRecord:
        if self.file is None and self.address is None:
            raise ValueError("the source cannot be found again; give its `file` or its `address`")
        if self.file is not None and (self.file in {".", ".."} or "/" in self.file or "\\" in self.file):
            raise ValueError("`file` is a path; give the file's name only")
        if self.file is not None and (self.sha256 is None or self.length is None):
            raise ValueError("the source has a `file` but no `sha256` or no `length`; add what is missing")
        return self
