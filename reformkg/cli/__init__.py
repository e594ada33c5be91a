"""The command line. Commands live in one module a family and are imported only when they are run."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from typing import NoReturn

import click

from reformkg import __version__

_COMMANDS = {
    "build": "records",
    "check": "records",
    "schema": "records",
    "query": "questions",
    "queries": "questions",
    "trace": "questions",
    "ask": "questions",
    "show": "questions",
    "search": "questions",
    "cite": "text",
    "viz": "pictures",
    "export": "export",
    "doctor": "machine",
    "demo": "machine",
}


class _Lazy(click.Group):
    """A group whose commands are imported when they are named: start-up pays for what runs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _COMMANDS.get(cmd_name)
        if module is None:
            return None
        command = getattr(importlib.import_module(f"reformkg.cli.{module}"), cmd_name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        import difflib

        if args and args[0] not in _COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            raise click.UsageError(f"There is no command “{args[0]}”.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="reformkg")
def cli() -> None:
    """Trace Vietnam's administrative reform: resolutions, programmes, plans, tasks, and what came of them.

    Lần theo cải cách hành chính: nghị quyết, chương trình, kế hoạch, nhiệm vụ và kết quả.
    """


def main() -> NoReturn:
    """Entry point: 0 done, 1 the work found a problem, 2 wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    status = 0
    try:
        result = cli.main(prog_name="reformkg", standalone_mode=False)
        status = result if isinstance(result, int) else 0
    except click.ClickException as error:
        error.show()
        status = 2
    except click.exceptions.Exit as error:
        status = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Stopped.", err=True)
        status = 1
    except SystemExit as error:
        # click leaves so where the reader of our output went away (`reformkg … | head -1`): nothing is wrong.
        gone = isinstance(error.__context__, BrokenPipeError)
        status = 0 if gone else error.code if isinstance(error.code, int) else 1
        if gone:
            _discard_output()
    except Exception as error:
        status = _failed(error)
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.flush()
    sys.exit(status)


def _failed(error: Exception) -> int:
    """Reports an error that a user can mend; any other one is a bug and keeps its traceback."""
    from graph_build.errors import ParameterError, ReformkgError

    if not isinstance(error, ReformkgError):
        raise error
    click.echo(f"{error}", err=True)
    return 2 if isinstance(error, ParameterError) else 1


def _discard_output() -> None:
    """Lets what is still buffered go nowhere, so that Python does not complain about it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
