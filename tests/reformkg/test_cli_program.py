"""The program as a whole: exit codes, streams, encodings, help, start-up."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from reformkg import __version__
from reformkg.cli import _COMMANDS, cli
from tests.reformkg.program import ROOT, environment, process, run

PROGRAM = [sys.executable, "-c", "from reformkg.cli import main; main()"]


def commands(group: click.Group = cli, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = dict(commands())


def test_the_commands_of_the_contract_are_there() -> None:
    assert {"build", "check", "query", "queries", "trace", "ask", "show", "search", "cite", "viz", "export", "doctor",
            "demo"} <= set(_COMMANDS)  # fmt: skip


@pytest.mark.parametrize("path", list(ALL), ids=" ".join)
def test_every_command_is_documented_in_help(path: tuple[str, ...]) -> None:
    command = ALL[path]
    done = run(*path, "--help")
    assert done.code == 0
    assert done.err == ""
    assert done.out.startswith(f"Usage: reformkg {' '.join(path)}")
    assert command.help
    assert command.help.splitlines()[0].strip() in " ".join(done.out.split())
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.name} has no help"
            assert parameter.opts[-1] in done.out
        elif parameter.name:
            assert parameter.make_metavar(click.Context(command)) in done.out
    assert run(*path, "-h").out == done.out


def test_help_and_version() -> None:
    done = run("--help")
    assert all(f"\n  {name}" in done.out for name in _COMMANDS)
    assert run("--version").out == f"reformkg, version {__version__}\n"
    nothing = run()
    assert nothing.code == 2
    assert "Usage:" in nothing.err + nothing.out


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["qeury"], 2, "There is no command “qeury”. Did you mean “query”?"),
        (["zzz"], 2, "There is no command “zzz”."),
        (["search"], 2, "Missing argument 'TEXT'"),
        (["search", "x", "--tpye", "body"], 2, "Did you mean"),
        (["search", "x", "--type", "dog"], 2, "'dog' is not one of"),
        (["search", "x", "--limit", "0"], 2, "not in the range"),
        (["search", "xyzzy"], 1, "Không có gì mang tên “xyzzy”."),
        (["search", "xyzzy", "--lang", "en"], 1, "Nothing is called “xyzzy”."),
        (["search", "30c"], 0, ""),
        (["query", "nothing"], 1, "no query called “nothing”"),
        (["query", "tasks-deriving-fron", "-p", "instrument=76/NQ-CP"], 1, "Did you mean tasks-deriving-from"),
        (["query", "tasks-deriving-from"], 2, "needs the parameter `instrument` (instrument): --param instrument=…"),
        (["query", "tasks-deriving-from", "-p", "instrumnt=1"], 2, "Did you mean `instrument`?"),
        (["query", "tasks-deriving-from", "-p", "instrument"], 2, "write --param name=value"),
        (["query", "tasks-deriving-from", "-p", "instrument=9999/NQ-CP"], 1, "No instrument in the graph is called"),
        (["query", "results", "-p", "year=abc"], 2, "“abc” is not a whole number"),
        (["query", "results", "-p", "year=1900"], 1, ""),
        (["query", "results", "--format", "doc"], 2, "'doc' is not one of"),
        (["query", "results", "--format", "ttl"], 2, "is for CONSTRUCT"),
        (["query", "results", "--endpoint", "localhost"], 1, "must begin with http:// or https://"),
        (["query", "results", "--endpoint", "http://127.0.0.1:9/sparql"], 1, "cannot be reached"),
        (["query", "no-such.rq"], 1, "no-such.rq cannot be read"),
        (["trace", "9999/NQ-CP"], 1, "No instrument"),
        (["trace", "76/NQ-CP", "--depth", "0"], 2, "not in the range"),
        (["show", "blah"], 1, "called “blah”"),
        (["show", "http://example.org/none"], 1, "There is nothing at http://example.org/none"),
        (["queries", "--topic", "zzz"], 2, "there are cascade, evidence"),
        (["export", "--format", "csv"], 2, "name a folder with -o"),
        (["export", "--format", "csv", "--table", "zzz"], 2, "There is no table “zzz”"),
        (["export", "-o", "/proc/x/y"], 1, "/proc/x/y cannot be written"),
        (["schema", "zzz"], 2, "There is no schema “zzz”"),
        (["viz", "cascade", "76/NQ-CP"], 2, "Missing option '-o'"),
        (["viz", "cascade", "9999/NQ-CP", "-o", "x.html"], 1, "No instrument"),
        (["search", "x", "--graph", "/nowhere"], 1, "There is no graph in /nowhere. Run `reformkg build` first"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_exit_codes_and_messages(graph: Path, args: list[str], code: int, said: str) -> None:
    done = run(*args)
    assert done.code == code, done
    assert said in done.err
    if code:
        assert done.out == "" or args[0] == "query", "data only on standard output"
    if code == 1 and said:
        assert len(done.err.splitlines()) <= 3


def test_messages_hold_no_control_characters_of_the_input(graph: Path) -> None:
    for args in (["show", "a\x1b[31mb"], ["trace", "\x1b]0;x\x07/NQ-CP"], ["query", "results", "-p", "year=\x1b[2J"]):
        assert "\x1b" not in run(*args).err


# -- streams ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "PYTHONIOENCODING": None, "PYTHONUTF8": None, "LANG": None},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": None},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1", "LC_ALL": "POSIX"},
    ],
)
def test_output_is_utf_8_whatever_the_locale(graph: Path, env: dict[str, str | None]) -> None:
    done = process("search", "30c", env=env)
    assert done.code == 0
    assert "Nghị quyết 30c/NQ-CP (8/11/2011)" in done.out
    text = "Căn cứ Nghị quyết số 30c/NQ-CP ngày 08 tháng 11 năm 2011"
    cited = process("cite", "-", "--format", "csv", env=env, stdin=text.encode())
    assert "30c/NQ-CP" in cited.out
    asked = process("query", "-", "--format", "csv", env=env, stdin='SELECT ("đất" AS ?x) {}'.encode())
    assert (asked.code, asked.out) == (0, "x\nđất\n")


def test_a_pipe_gets_no_colour_and_no_wrapping(graph: Path) -> None:
    for env in ({"NO_COLOR": "1"}, {"NO_COLOR": None, "COLUMNS": "40", "FORCE_COLOR": None}):
        done = process("query", "tasks-of-plan", "-p", "plan=792/KH-UBND", env=env)
        assert "\x1b" not in done.out + done.err
        assert len(done.out.splitlines()) == 2 + 57, "one line a row"
        assert max(map(len, done.out.splitlines())) > 300


@pytest.mark.parametrize("color", [True, False])
def test_a_terminal_gets_a_table_of_its_width(graph: Path, color: bool) -> None:
    import os
    import pty

    leader, follower = pty.openpty()
    env = environment({"COLUMNS": "100", "LINES": "40", "TERM": "xterm-256color", "NO_COLOR": None if color else "1"})
    with subprocess.Popen([*PROGRAM, "search", "30c"], stdout=follower, stderr=follower, env=env) as child:
        os.close(follower)
        chunks = []
        try:
            while chunk := os.read(leader, 4096):
                chunks.append(chunk)
        except OSError:
            pass  # Linux says so when the other end is closed
        child.wait(60)
    os.close(leader)
    text = b"".join(chunks).decode()
    assert "30c/NQ-CP" in text
    assert "│" in text
    assert all(len(line) <= 100 for line in text.splitlines())
    if not color:
        assert "\x1b[3" not in text


@pytest.mark.parametrize(
    "args", ["export", "export --format trig", "queries", "trace 30c/NQ-CP", "--help", "search a --limit 900"]
)
def test_the_reader_may_go_away(graph: Path, args: str) -> None:
    script = f'{sys.executable} -c "from reformkg.cli import main; main()" {args} | head -1; echo ${{PIPESTATUS[0]}}'
    found = subprocess.run(
        ["bash", "-c", script], capture_output=True, env=environment(), cwd=ROOT, timeout=60, check=True
    )
    assert found.stderr == b""
    assert found.stdout.splitlines()[-1] == b"0"


def test_little_is_imported_before_a_command_is_known() -> None:
    code = "import sys, reformkg.cli; print(*sorted(m for m in sys.modules if '.' not in m))"
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), cwd=ROOT, check=True
    )
    heavy = {
        "graph_build", "queries", "viz", "ontology", "pyoxigraph", "rdflib", "networkx", "pydantic", "pyvis",
        "owlready2", "rich", "ryaml", "SPARQLWrapper", "pandas",
    }  # fmt: skip
    assert not heavy & set(found.stdout.split())


def test_help_imports_no_store() -> None:
    code = (
        "import sys\nfrom reformkg.cli import cli\ncli.main(['--help'], standalone_mode=False)\n"
        "print(*sorted(m for m in sys.modules if '.' not in m), file=sys.stderr)"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment(), cwd=ROOT, check=True
    )
    assert not {"pyoxigraph", "rdflib", "pydantic", "networkx"} & set(found.stderr.split())


def test_an_interrupt_is_no_traceback(monkeypatch: pytest.MonkeyPatch, graph: Path) -> None:
    def interrupted(*args: object, **options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("queries.search.find", interrupted)
    done = run("search", "x")
    assert (done.code, done.out) == (1, "")
    assert "Stopped." in done.err


def test_a_bug_keeps_its_traceback(monkeypatch: pytest.MonkeyPatch, graph: Path) -> None:
    def broken(*args: object, **options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("queries.search.find", broken)
    monkeypatch.setattr(sys, "argv", ["reformkg", "search", "x"])
    from reformkg.cli import main

    with pytest.raises(ZeroDivisionError):
        main()
