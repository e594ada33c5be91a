"""The catalogue: SPARQL files with a header that says what they answer, from what, and in which columns.

A file is a valid query as it stands: each parameter is a line ``VALUES ?name_iri { … } # parameter`` that holds an
example's value, and running it replaces that line by the values asked for, serialised as RDF terms. The variable
is ``?name_iri`` for a thing, ``?name`` for a literal, and begins with ``asked_`` where what is found may lack the
property. An optional parameter that is not given loses its line, so that its variable is free.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import ryaml
from pydantic import BaseModel, ConfigDict, Field

from graph_build.errors import ParameterError, QueryError
from queries.terms import shown

ParameterType = Literal[
    "instrument", "item", "plan", "body", "place", "index", "area", "role", "source", "year", "date", "text"
]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Both(_Model):
    """A text in both languages."""

    vi: str
    en: str

    def in_(self, lang: str) -> str:
        """The text in one language."""
        return self.en if lang == "en" else self.vi


class Parameter(_Model):
    """A parameter: its type, what it means, and whether it may be left out."""

    type: ParameterType
    label: Both
    required: bool = True


class Column(_Model):
    """A column: its meaning in both languages, its unit, and where its value comes from.

    A column that the query selects holds what it selects. One named ``x`` beside a selected ``x_iri`` holds the
    label of that thing. One with `of` and `property` holds the labels of all objects that the property leads to,
    joined by ``; ``: the lead bodies of a task, the issuers of a plan.
    """

    vi: str
    en: str
    unit: str | None = None
    of: str | None = None
    property: str | None = None


class Header(_Model):
    """What a catalogue file says of itself."""

    name: str
    question: Both
    parameters: dict[str, Parameter] = Field(default_factory=dict)
    columns: dict[str, Column]
    example: dict[str, str | int] = Field(default_factory=dict)
    coverage: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CatalogueQuery:
    """One query of the catalogue."""

    topic: str
    header: Header
    text: str

    @property
    def name(self) -> str:
        """The name by which it is run."""
        return self.header.name

    def bind(self, terms: Mapping[str, list[str]]) -> str:
        """The query with each parameter's values put in.

        Args:
            terms: for each parameter the values, each an RDF term that the RDF library has serialised.

        Raises:
            ParameterError: a required parameter is missing, or one is not known.
        """
        for name in terms:
            if name not in self.header.parameters:
                raise self.no_parameter(name)
        for name, parameter in self.header.parameters.items():
            if parameter.required and not terms.get(name):
                raise ParameterError(
                    f"The query {self.name} needs the parameter `{name}` ({parameter.label.en}): --param {name}=…"
                )

        def put(match: re.Match[str]) -> str:
            values = terms.get(match[3], [])
            if not values:
                return f"{match[1]}# {match[3]}: any"
            return f"{match[1]}VALUES ?{match[2]} {{ {' '.join(values)} }}"

        return _PARAMETER.sub(put, self.text)

    def no_parameter(self, name: str) -> ParameterError:
        """The error for a parameter that this query does not have."""
        known = self.header.parameters
        near = difflib.get_close_matches(name, known, n=1)
        hint = f" Did you mean `{near[0]}`?" if near else ""
        names = ", ".join(f"`{n}`" for n in known) or "none"
        return ParameterError(f"The query {self.name} has no parameter `{shown(name)}`; it has {names}.{hint}")


_PARAMETER = re.compile(
    r"^([ \t]*)VALUES \?((?:asked_)?(\w+?)(?:_iri)?) \{[^}\n]*\}[ \t]*# parameter[ \t]*$", re.MULTILINE
)


def parse(text: str, topic: str) -> CatalogueQuery:
    """Reads one catalogue file: header lines begin with ``#:``, the rest is SPARQL."""
    lines = text.splitlines()
    head = "\n".join(line.removeprefix("#:").removeprefix(" ") for line in lines if line.startswith("#:"))
    body = "\n".join(line for line in lines if not line.startswith("#:")).strip() + "\n"
    header = Header.model_validate(ryaml.loads(head))
    declared = {match[3] for match in _PARAMETER.finditer(body)}
    if declared != set(header.parameters):
        raise QueryError(f"{header.name}: header and text disagree on the parameters {sorted(declared)}")
    return CatalogueQuery(topic, header, body)


@cache
def catalogue() -> Mapping[str, CatalogueQuery]:
    """All queries by name, in order of topic and name."""
    folder = Path(str(files("queries") / "catalogue"))
    found = {}
    for path in sorted(folder.glob("*/*.rq")):
        query = parse(path.read_text(encoding="utf-8"), path.parent.name)
        if query.name != path.stem:
            raise QueryError(f"the query in {path.name} calls itself {query.name}")
        found[query.name] = query
    return found
