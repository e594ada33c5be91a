"""Writes docs/catalogue.md from the headers of the catalogue: ``python tools/catalogue_reference.py [--check]``."""

from __future__ import annotations

import re
import shlex
from itertools import groupby

from pages import ROOT, cell, main

from queries.catalogue import CatalogueQuery, catalogue

HEAD = """\
# The catalogue of queries

Generated from the headers in `queries/catalogue/` by `tools/catalogue_reference.py`: do not edit. `reformkg queries`
lists the same; `reformkg query NAME --format json` gives the rows with all columns, IRIs included.

A parameter takes what people write: a citation, a name, a year. One in brackets may be left out. Columns ending in
`_iri` hold the IRI of the thing in the column before, and are left out of tables on the screen.
"""


def _question(text: str) -> str:
    return re.sub(r"\{(\w+)\}", r"*\1*", cell(text))


def _part(query: CatalogueQuery) -> str:
    header = query.header
    example = " ".join(f"--param {key}={shlex.quote(str(value))}" for key, value in header.example.items())
    lines = [
        f"### {header.name}", "",
        f"{_question(header.question.en)}  \n{_question(header.question.vi)}", "",
        "```console", f"$ reformkg query {header.name} {example}".rstrip(), "```", "",
    ]  # fmt: skip
    if header.parameters:
        lines += ["| parameter | type | means |", "| --- | --- | --- |"]
        for key, parameter in header.parameters.items():
            shown = f"`{key}`" if parameter.required else f"[`{key}`]"
            lines.append(f"| {shown} | {parameter.type} | {cell(parameter.label.en)} · {cell(parameter.label.vi)} |")
        lines.append("")
    lines += ["| column | means |", "| --- | --- |"]
    for key, column in header.columns.items():
        if not key.endswith("_iri"):
            lines.append(f"| `{key}` | {cell(column.en)} · {cell(column.vi)} |")
    return "\n".join(lines)


def render(former: str) -> str:
    """The whole page."""
    parts = [HEAD.strip()]
    for topic, queries in groupby(catalogue().values(), key=lambda each: each.topic):
        parts += [f"## {topic}", *(_part(query) for query in queries)]
    return "\n\n".join(parts)


if __name__ == "__main__":
    main(ROOT / "docs" / "catalogue.md", render)
