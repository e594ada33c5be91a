"""Flags over environment over reformkg.toml over defaults."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_build import BuiltGraph
from graph_build.errors import ReformkgError
from reformkg import settings
from reformkg.settings import Settings
from tests.reformkg.program import run


def test_defaults() -> None:
    assert settings.read() == Settings(None, None, None, "vi")


def test_environment_over_file(alone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (alone / "reformkg.toml").write_text('graph = "one"\nlang = "en"\nendpoint = "http://a/"\nsources = "~/s"\n')
    assert settings.read() == Settings(Path("one"), "http://a/", Path("~/s").expanduser(), "en")
    monkeypatch.setenv("REFORMKG_GRAPH", "two")
    monkeypatch.setenv("REFORMKG_LANG", "vi")
    monkeypatch.setenv("REFORMKG_ENDPOINT", "")
    assert settings.read() == Settings(Path("two"), "http://a/", Path("~/s").expanduser(), "vi")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("graph = ", "not well-formed TOML"),
        ('grpah = "x"', "`grpah` is not a setting; the settings are endpoint, graph, lang, sources"),
        ("graph = 5", "`graph` must be a text in quotation marks"),
        ('lang = "fr"', "“fr” in the settings is not known; use vi or en"),
    ],
)
def test_a_bad_file_is_said(alone: Path, text: str, message: str) -> None:
    (alone / "reformkg.toml").write_text(text)
    with pytest.raises(ReformkgError, match=message):
        settings.read()
    done = run("search", "x")
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") <= 2


def test_bytes_that_are_no_text_are_said(alone: Path) -> None:
    (alone / "reformkg.toml").write_bytes(b'graph = "\xff"')
    with pytest.raises(ReformkgError, match="not well-formed TOML"):
        settings.read()


def test_the_graph_that_is_used(alone: Path, built_graph: BuiltGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = str(built_graph.folder.parent)
    nothing = run("search", "30c")
    assert (nothing.code, nothing.out) == (1, "")
    assert "Run `reformkg build` first, or name another folder with --graph" in nothing.err
    assert run("search", "30c", "--graph", folder).code == 0
    (alone / "reformkg.toml").write_text(f'graph = "{folder}"\n')
    assert run("search", "30c").code == 0
    monkeypatch.setenv("REFORMKG_GRAPH", "/nowhere")
    assert "/nowhere" in run("search", "30c").err
    assert run("search", "30c", "--graph", folder).code == 0


def test_the_language_of_the_settings(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nghị quyết 30c" in run("search", "30c").out
    monkeypatch.setenv("REFORMKG_LANG", "en")
    assert "Resolution 30c" in run("search", "30c").out
    assert "Nghị quyết 30c" in run("search", "30c", "--lang", "vi").out
