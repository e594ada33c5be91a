"""An answer: status, rows, evidence, coverage, and the SPARQL that ran. The one shape that all views read."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from graph_build.errors import MissingExtraError

if TYPE_CHECKING:
    import pandas
    import polars

Value = str | int | float | bool | None
Status = Literal["answered", "no_data", "ambiguous", "not_understood"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in a source. `file`, `start` and `end` are None for a page known by its address only.

    Attributes:
        source: the source's title.
        file: its text file, by name.
        start: first code point of the passage.
        end: the code point after the passage.
        iri: IRI of the passage, or of the source.
        address: where the source was published, if known.
    """

    source: str
    file: str | None
    start: int | None
    end: int | None
    iri: str
    address: str | None = None

    def to_dict(self) -> dict[str, Value]:
        """The evidence as JSON has it."""
        return {
            "source": self.source, "file": self.file, "start": self.start, "end": self.end, "iri": self.iri,
            "address": self.address,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that a question names, and what it was understood as."""

    text: str
    iri: str
    label: str

    def to_dict(self) -> dict[str, Value]:
        """The entity as JSON has it."""
        return {"text": self.text, "iri": self.iri, "label": self.label}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question or a catalogue query gave.

    `rows` are dictionaries of plain values by column; an IRI stands in a column whose name ends in ``_iri``.
    `coverage` says what was read, so that "none recorded" differs from "not read".
    """

    question: str
    language: str
    status: Status
    intent: str | None
    summary: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[dict[str, Value], ...] = ()
    entities: tuple[Entity, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    coverage: tuple[str, ...] = ()
    sparql: str = ""
    candidates: tuple[str, ...] = ()
    cut: bool = False

    def with_(self, **changes: Any) -> Answer:
        """A copy with some parts replaced."""
        return replace(self, **changes)

    def to_dict(self) -> dict[str, Any]:
        """The answer as `ask --format json` prints it (see ``contracts.md``)."""
        return {
            "question": self.question,
            "language": self.language,
            "status": self.status,
            "intent": self.intent,
            "entities": [e.to_dict() for e in self.entities],
            "summary": self.summary,
            "columns": list(self.columns),
            "rows": [dict(r) for r in self.rows],
            "evidence": [e.to_dict() for e in self.evidence],
            "coverage": list(self.coverage),
            "sparql": self.sparql,
            "candidates": list(self.candidates),
            "cut": self.cut,
        }

    def to_json(self) -> str:
        """The answer as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a pandas data frame."""
        try:
            import pandas
        except ImportError:
            raise MissingExtraError("to_pandas() needs pandas: `pip install 'reformkg[pandas]'`.") from None
        return pandas.DataFrame([dict(r) for r in self.rows], columns=list(self.columns))

    def to_polars(self) -> polars.DataFrame:
        """The rows as a polars data frame."""
        try:
            import polars
        except ImportError:
            raise MissingExtraError("to_polars() needs polars: `pip install 'reformkg[polars]'`.") from None
        return polars.DataFrame(
            {c: [r.get(c) for r in self.rows] for c in self.columns}, strict=False, infer_schema_length=None
        )

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(c)}</th>" for c in self.columns)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{html.escape(str(r.get(c) if r.get(c) is not None else ''))}</td>" for c in self.columns)
            + "</tr>"
            for r in self.rows
        )
        notes = "".join(f"<li>{html.escape(c)}</li>" for c in self.coverage)
        return f"<p>{html.escape(self.summary)}</p><table><tr>{head}</tr>{body}</table><ul>{notes}</ul>"
