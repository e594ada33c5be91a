"""The record types: what a curator may write, one file a family. They generate the JSON Schemas."""

from graph_build.model.base import Moment, Names, Record, Span
from graph_build.model.dossier import Dossier
from graph_build.model.tables import BodyRecord, IndexRecord, PlaceRecord, SourceRecord

__all__ = [
    "BodyRecord",
    "Dossier",
    "IndexRecord",
    "Moment",
    "Names",
    "PlaceRecord",
    "Record",
    "SourceRecord",
    "Span",
]
