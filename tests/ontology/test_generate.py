"""The generator: the modules are current, a stale one is noticed, a change of base reaches every file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ontology import generate
from ontology.namespaces import BASE, RDF
from ontology.terms import RK


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the ontology's folder to spoil."""
    folder = tmp_path / "ontology"
    shutil.copytree(generate.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_generated_modules_are_current() -> None:
    assert generate.main(["--check"]) == 0


@pytest.mark.parametrize("name", ["terms.py", "axioms.py"])
@pytest.mark.parametrize("spoil", ["change", "remove"])
def test_a_stale_module_is_named_and_mended(
    copy: Path, name: str, spoil: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good = (copy / name).read_bytes()
    if spoil == "remove":
        (copy / name).unlink()
    else:
        (copy / name).write_bytes(good + b"# more\n")
    assert generate.main(["--check"], copy) == 1
    assert f"{copy / name} is not current: run python -m ontology.generate" in capsys.readouterr().err
    assert generate.main([], copy) == 0
    assert (copy / name).read_bytes() == good


def test_another_base_reaches_every_turtle_file(copy: Path) -> None:
    for path in [copy / "core.ttl", *(copy / "concepts").glob("*.ttl")]:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(BASE, "https://example.org/old/"), encoding="utf-8")
    assert generate.main(["--check"], copy) == 1
    assert generate.main([], copy) == 0
    assert "example.org" not in (copy / "core.ttl").read_text(encoding="utf-8")
    assert generate.main(["--check"], copy) == 0


def test_a_file_without_a_base_line_is_refused() -> None:
    with pytest.raises(generate.GenerationError, match="exactly one line"):
        generate.rebased("@prefix rk: <ontology#> .\n")


def test_a_second_transitive_property_is_refused() -> None:
    texts = [
        *generate.turtle().values(),
        f"<{RK.within}> a <http://www.w3.org/2002/07/owl#TransitiveProperty> .",
    ]
    with pytest.raises(generate.GenerationError, match="exactly one transitive"):
        generate.render(texts)


def test_an_unexpected_vocabulary_is_refused() -> None:
    extra = f"<{RK.within}> <http://www.w3.org/2000/01/rdf-schema#range> <http://example.org/C> ."
    with pytest.raises(generate.GenerationError, match="no constant for the namespace"):
        generate.render([*generate.turtle().values(), extra])


def test_terms_import_without_an_rdf_library() -> None:
    code = (
        "import sys, ontology.terms, ontology.axioms, ontology.reasoning\n"
        "print([m for m in ('rdflib', 'owlready2', 'pyoxigraph') if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


def test_constants_are_iris() -> None:
    assert RK.implements == BASE + "ontology#implements"
    assert RK.Instrument.startswith(BASE)
    assert RDF.endswith("#")
