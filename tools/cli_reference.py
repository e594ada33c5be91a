"""Writes docs/cli.md from the program's own help: ``python tools/cli_reference.py [--check]``."""

from __future__ import annotations

import click
from pages import ROOT, cell, main

from reformkg.cli import cli

HEAD = """\
# The commands

Generated from the program's help by `tools/cli_reference.py`: do not edit. `reformkg COMMAND --help` shows the same.

Exit status: 0 done; 1 the work found a problem (invalid records, no answer, nothing found); 2 wrong usage. Data goes to
standard output, everything else to standard error.

Settings: a flag goes before the environment, the environment before a file `reformkg.toml` in the current folder, and
that before the default.

| environment | `reformkg.toml` | means | default |
| --- | --- | --- | --- |
| `REFORMKG_GRAPH` | `graph` | graph folder | the one last built |
| `REFORMKG_ENDPOINT` | `endpoint` | SPARQL 1.1 endpoint to ask instead of a graph on disk | none |
| `REFORMKG_SOURCES` | `sources` | folder of the source texts, for `check` | none |
| `REFORMKG_LANG` | `lang` | language of labels: `vi` or `en` | `vi` |
| `REFORMKG_HOME` | – | where the default graph is kept, and which one was built last | the user's data folder |
"""


def commands() -> list[tuple[str, click.Command]]:
    """Every command that does something, by its full name: (``viz cascade``, command)."""
    found = []
    context = click.Context(cli, info_name="reformkg")
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        found += list(_leaves(name, command, context))
    return found


def _leaves(name: str, command: click.Command, above: click.Context) -> list[tuple[str, click.Command]]:
    if not isinstance(command, click.Group):
        return [(name, command)]
    context = click.Context(command, info_name=name, parent=above)
    leaves = []
    for own in command.list_commands(context):
        below = command.get_command(context, own)
        assert below is not None
        leaves += _leaves(f"{name} {own}", below, context)
    return leaves


def _usage(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=f"reformkg {name}")
    return " ".join(["reformkg", name, *command.collect_usage_pieces(context)])


def _options(name: str, command: click.Command) -> list[str]:
    context = click.Context(command, info_name=name)
    rows = []
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if not isinstance(parameter, click.Option) or record is None or "--help" in parameter.opts:
            continue
        rows.append(f"| `{cell(record[0])}` | {cell(record[1])} |")
    return rows


def _part(name: str, command: click.Command) -> str:
    lines = [f"## {name}", "", "```", _usage(name, command), "```", "", (command.help or "").strip()]
    options = _options(name, command)
    if options:
        lines += ["", "| option | means |", "| --- | --- |", *options]
    return "\n".join(lines)


def render(former: str) -> str:
    """The whole page."""
    found = commands()
    listed = [
        f"- [`{name}`](#{name.replace(' ', '-')}): {command.get_short_help_str(limit=200)}" for name, command in found
    ]
    return "\n\n".join([HEAD.strip(), "\n".join(listed), *(_part(*each) for each in found)])


if __name__ == "__main__":
    main(ROOT / "docs" / "cli.md", render)
