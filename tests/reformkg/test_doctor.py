"""What doctor looks at, and what it says to do."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest

from reformkg import doctor
from tests.reformkg.program import run


def findings(graph: Path | None = None) -> dict[str, doctor.Finding]:
    return {f.what: f for f in doctor.examine(graph)}


def test_all_is_well(graph: Path) -> None:
    found = findings(graph)
    assert not [f for f in found.values() if f.level == "error"]
    assert {f"package {p}" for p in doctor.PACKAGES} <= set(found)
    assert set(doctor.LIBRARIES) <= set(found)
    assert "statements" in found["graph"].detail
    done = run("doctor")
    assert done.code == 0
    assert "Everything that is needed is here." in done.err
    assert "ok      Python: 3." in done.out


def test_no_graph_is_no_error() -> None:
    assert findings()["graph"] == doctor.Finding("missing", "graph", "none is built yet; run `reformkg build`")
    assert run("doctor").code == 0


def test_a_missing_library_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    real = metadata.version

    def version(name: str) -> str:
        if name == "pyvis":
            raise metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(metadata, "version", version)
    done = run("doctor")
    assert done.code == 1
    assert "ERROR   pyvis: is not installed; run `pip install pyvis`" in done.out
    assert "1 problem to mend." in done.err


def test_a_foreign_package_of_our_name_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    other = ModuleType("viz")
    other.__file__ = str(tmp_path / "viz" / "__init__.py")
    monkeypatch.setitem(sys.modules, "viz", other)
    found = findings()["package viz"]
    assert found.level == "error"
    assert "an environment of its own" in found.detail


def test_a_damaged_graph_and_bad_settings_are_errors(alone: Path, tmp_path: Path) -> None:
    (tmp_path / "g").mkdir()
    (tmp_path / "g" / "CURRENT").write_text("g-0123456789abcdef\n")
    done = run("doctor", "--graph", str(tmp_path / "g"))
    assert "graph: " in done.out
    (alone / "reformkg.toml").write_text("x = 1")
    done = run("doctor")
    assert done.code == 1
    assert "ERROR   settings: " in done.out


def test_a_graph_of_other_records_is_told(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "version_of_records", dict)
    assert [f.detail for f in doctor.examine() if "other records" in f.detail]
