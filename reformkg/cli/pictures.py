"""The command that draws: viz."""

from __future__ import annotations

from pathlib import Path

import click

from reformkg.cli.options import endpoint_option, engine, graph_option, lang_option, language
from reformkg.cli.output import say


@click.group()
def viz() -> None:
    """Draw pictures: each one self-contained HTML file that needs no network."""


@viz.command()
@click.argument("citation")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The HTML file.")
@click.option("--up", "direction", flag_value="up", help="What it derives from.")
@click.option("--down", "direction", flag_value="down", default="down", help="What derives from it (default).")
@click.option("--depth", type=click.IntRange(min=1), help="Steps to go at most.")
@graph_option
@endpoint_option
@lang_option
def cascade(
    citation: str, output: Path, direction: str, depth: int | None, graph: Path | None, endpoint: str | None,
    lang: str | None,
) -> int:  # fmt: skip
    """Draw the cascade below (or above) everything that CITATION stands for."""
    import queries
    from viz import cascade as draw

    known = language(lang)
    used = engine(graph, endpoint)
    traces = queries.trace(citation, "up" if direction == "up" else "down", engine=used, depth=depth, lang=known)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        draw(traces, lang=known).save(output)
    except OSError as error:
        from graph_build.errors import ReformkgError

        raise ReformkgError(f"{output} cannot be written: {error.strerror}.") from None
    say(f"Wrote {output} ({sum(len(t.nodes) + 1 for t in traces)} nodes)")
    return 0
