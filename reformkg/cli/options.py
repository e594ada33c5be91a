"""Options that several commands share, and the engine that they lead to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reformkg import settings

if TYPE_CHECKING:
    from queries import Engine

graph_option = click.option(
    "--graph", type=click.Path(path_type=Path), help="Graph folder (default: the one last built)."
)
endpoint_option = click.option("--endpoint", help="Ask this SPARQL 1.1 endpoint instead of a graph on disk.")
lang_option = click.option("--lang", type=click.Choice(["vi", "en"]), help="Language of labels (default: vi).")


def format_option(*formats: str, default: str) -> Callable[[Any], Any]:
    """``--format`` with its choices."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=default,
        show_default=True,
        help="Form of the output.",
    )


def engine(graph: Path | None, endpoint: str | None = None) -> Engine:
    """The engine that flags, environment and settings name."""
    import queries

    known = settings.read()
    if endpoint or (known.endpoint and graph is None):
        return queries.connect(endpoint or str(known.endpoint))
    return queries.open(graph or known.graph)


def language(lang: str | None) -> str:
    """The language that flag, environment and settings name."""
    return lang or settings.read().lang
