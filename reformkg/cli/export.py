"""The command that gives the graph away: export."""

from __future__ import annotations

from pathlib import Path

import click

from reformkg import settings
from reformkg.cli.options import format_option, graph_option
from reformkg.cli.output import delimited, say, write


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="File to write (for csv: folder); default: standard output.",
)
@format_option("nq", "nt", "ttl", "trig", "jsonld", "csv", default="nq")
@click.option("--table", "table_name", help="For csv: only this table, to a file or to standard output.")
@graph_option
def export(output: Path | None, format_: str, table_name: str | None, graph: Path | None) -> int:
    """Export the graph as RDF, or tables of it as CSV.

    nq and trig hold all graphs; nt, ttl and jsonld hold the facts (the default graph).
    """
    from graph_build.location import current
    from queries.tables import TABLES, table

    built = current(graph or settings.read().graph)
    if format_ != "csv":
        from queries.results import export_graph

        write(export_graph(built, format_), output)
        return 0
    import queries

    used = queries.open(built)
    if table_name is not None and table_name not in TABLES:
        raise click.UsageError(f"There is no table “{table_name}”; there are {', '.join(TABLES)}.")
    if table_name is not None:
        columns, rows = table(used, table_name)
        write(delimited(columns, rows), output)
        return 0
    if output is None:
        raise click.UsageError(
            f"CSV is one file a table: name a folder with -o, or one table with --table ({', '.join(TABLES)})."
        )
    for name in TABLES:
        columns, rows = table(used, name)
        write(delimited(columns, rows), output / f"{name}.csv")
    say(f"Wrote {len(TABLES)} tables to {output}")
    return 0
