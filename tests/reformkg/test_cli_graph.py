"""Commands on records, graphs and pictures: build, check, schema, export, viz, demo."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

from graph_build import BuiltGraph
from queries.tables import TABLES
from tests.reformkg.program import process, run


def test_build_makes_the_graph_in_use(tmp_path: Path) -> None:
    done = run("build", "--out", str(tmp_path / "graph"))
    assert (done.code, done.out) == (0, "")
    assert f"Built {tmp_path / 'graph'}" in done.err
    assert "57 Task" in done.err
    assert "\r" not in done.err, "no progress bar outside a terminal"
    assert run("search", "30c").code == 0, "the graph that build last made is the one in use"
    again = run("build", "--out", str(tmp_path / "graph"))
    assert again.err == done.err


def test_a_failed_build_leaves_the_former_graph(tmp_path: Path, alone: Path) -> None:
    assert run("build", "--out", str(tmp_path / "graph")).code == 0
    (alone / "bad.yaml").write_text("dossier: bad\nsource: [\n")
    done = run("build", "--records", "bad.yaml", "--out", str(tmp_path / "graph"))
    assert (done.code, done.out) == (1, "")
    assert "bad.yaml" in done.err
    assert run("search", "30c").code == 0
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.doc").write_text("x")
    done = run("build", "--out", str(tmp_path / "mine"))
    assert done.code == 1
    assert "is not a graph folder" in done.err
    assert (tmp_path / "mine" / "thesis.doc").exists()


def test_check(alone: Path) -> None:
    done = run("check")
    assert done.code == 0, done.out
    (alone / "bad.yaml").write_text("dossier: bad\nunknown_key: 1\n")
    done = run("check", "bad.yaml")
    assert done.code == 1
    assert "bad.yaml" in done.out
    data = json.loads(run("check", "bad.yaml", "--format", "json").out)
    assert data["problems"]
    assert set(data["problems"][0]) == {"file", "line", "record", "severity", "reason", "remedy"}
    assert run("check", "--fix").code == 2
    assert run("check", "no-such.yaml").code == 2


def test_check_with_sources(sources_dir: Path) -> None:
    done = run("check", "--sources", str(sources_dir))
    assert done.code == 0, done.out[:2000]
    assert "places in sources compared" in done.err


def test_schema(alone: Path) -> None:
    names = run("schema").out.split()
    assert "dossier" in names
    for name in names:
        assert json.loads(run("schema", name).out)["$schema"]
    assert run("schema", "-o", "schemas").code == 0
    assert {p.name for p in (alone / "schemas").iterdir()} == {f"{n}.schema.json" for n in names}


# -- export ---------------------------------------------------------------------------------------------------------


def test_export_gives_the_golden_file(graph: Path, built_graph: BuiltGraph, alone: Path) -> None:
    assert run("export").out == built_graph.nquads.read_text("utf-8")
    done = run("export", "-o", "g.nq")
    assert done.out == ""
    assert (alone / "g.nq").read_bytes() == built_graph.nquads.read_bytes()


@pytest.mark.parametrize("format_", ["nt", "ttl", "trig", "jsonld"])
def test_export_reads_back(graph: Path, format_: str) -> None:
    kinds = {
        "nt": pyoxigraph.RdfFormat.N_TRIPLES, "ttl": pyoxigraph.RdfFormat.TURTLE, "trig": pyoxigraph.RdfFormat.TRIG,
        "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    }  # fmt: skip
    facts = set(pyoxigraph.parse(run("export", "--format", "nt").out, format=pyoxigraph.RdfFormat.N_TRIPLES))
    found = set(pyoxigraph.parse(run("export", "--format", format_).out, format=kinds[format_]))
    if format_ == "trig":
        assert {q for q in found if isinstance(q.graph_name, pyoxigraph.DefaultGraph)} == facts
        assert len(found) > len(facts)
    else:
        assert found == facts


def test_export_is_read_by_rdflib(graph: Path) -> None:
    facts = run("export", "--format", "nt").out
    turtle = rdflib.Graph().parse(data=run("export", "--format", "ttl").out, format="turtle")
    assert set(turtle) == set(rdflib.Graph().parse(data=facts, format="nt"))


def test_export_as_tables(graph: Path, alone: Path) -> None:
    done = run("export", "--format", "csv", "-o", "tables")
    assert done.code == 0
    assert {p.name for p in (alone / "tables").iterdir()} == {f"{n}.csv" for n in TABLES}
    tasks = list(csv.DictReader(io.StringIO((alone / "tables" / "tasks.csv").read_text("utf-8"))))
    assert len(tasks) == 57
    one = run("export", "--format", "csv", "--table", "tasks")
    assert one.out == (alone / "tables" / "tasks.csv").read_text("utf-8")


# -- pictures -------------------------------------------------------------------------------------------------------


def test_viz_writes_one_file_that_needs_no_network(graph: Path, alone: Path) -> None:
    done = run("viz", "cascade", "76/NQ-CP", "-o", "pictures/cascade.html")
    assert (done.code, done.out) == (0, "")
    assert "Wrote pictures/cascade.html" in done.err
    text = (alone / "pictures" / "cascade.html").read_text("utf-8")
    assert "803/KH-UBND" in text
    for tag in ('<script src="http', '<link href="http', '<link rel="stylesheet" href="http'):
        assert tag not in text
    assert [p.name for p in (alone / "pictures").iterdir()] == ["cascade.html"]


def test_viz_into_a_place_that_cannot_be_written(graph: Path) -> None:
    done = run("viz", "cascade", "76/NQ-CP", "-o", "/proc/x/cascade.html")
    assert (done.code, done.out) == (1, "")
    assert "cannot be written" in done.err


# -- demo and ask ---------------------------------------------------------------------------------------------------


def test_demo_builds_once_and_shows_the_main_job(tmp_path: Path) -> None:
    env = {"REFORMKG_HOME": str(tmp_path / "demo-home")}
    first = process("demo", env=env, cwd=tmp_path)
    assert first.code == 0, first.err
    assert "Building the graph" in first.err
    second = process("demo", env=env, cwd=tmp_path)
    assert second.code == 0
    assert "Building" not in second.err
    assert first.out == second.out
    for part in ("803/KH-UBND", "23/CT-TTg", "3037/QĐ-UBND", "80", "13/6/2013", "15/7/2021", "Hà Tĩnh"):
        assert part in first.out
    assert {p.name for p in tmp_path.iterdir()} == {"demo-home", "here"}
    english = process("demo", "--lang", "en", env=env, cwd=tmp_path)
    assert "the source declares 80 tasks, none of them listed" in english.out


@pytest.mark.parametrize("question", ["Which tasks derive from NQ 76/NQ-CP?", "Nhiệm vụ nào bắt nguồn từ NQ 76/NQ-CP?"])
def test_ask_keeps_both_resolutions_apart(graph: Path, question: str) -> None:
    done = run("ask", question, "--format", "json")
    assert done.code == 0
    data = json.loads(done.out)
    assert data["status"] == "answered"
    assert sorted(e["iri"].rpartition("/nq/")[2] for e in data["entities"]) == ["2013/76", "2021/76"]
    assert {r["instrument_iri"][-7:] for r in data["rows"]} == {"2013/76", "2021/76"}
    assert run("ask", question, "--format", "csv").out.splitlines()[0] == ",".join(data["columns"])
    assert data["summary"] in run("ask", question).out


def test_ask_never_guesses(graph: Path) -> None:
    done = run("ask", "Thời tiết hôm nay thế nào?", "--format", "json")
    assert done.code == 1
    assert json.loads(done.out)["status"] == "not_understood"
