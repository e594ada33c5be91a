"""The worked example of docs/records.md is sound, complete, and answers as the page says."""

from __future__ import annotations

from pathlib import Path

import pytest

import graph_build
import queries
from graph_build.check import check
from graph_build.model import Dossier
from tests.conftest import ROOT
from tests.docs.reading import blocks

FOLDER = ROOT / "docs" / "examples"


def test_it_has_no_problem_even_against_its_source() -> None:
    report = check([FOLDER], sources=FOLDER)
    assert report.problems == ()


def test_what_the_page_shows_of_it_stands_in_it() -> None:
    dossier = (FOLDER / "thanh-son-2024-plan-15.yaml").read_text(encoding="utf-8")
    shown = [block for block in blocks(ROOT / "docs" / "records.md", "yaml") if not block.startswith("#")]
    assert len(shown) == 2
    for block in shown:
        lines = block.strip("\n").split("\n")
        assert any("\n".join(" " * indent + line for line in lines) in dossier for indent in range(12)), (
            f"the example no longer holds\n{block}"
        )


def test_it_uses_every_part_that_a_dossier_of_a_plan_has() -> None:
    import ryaml

    record = Dossier.model_validate(ryaml.loads((FOLDER / "thanh-son-2024-plan-15.yaml").read_text(encoding="utf-8")))
    unused = [key for key in Dossier.model_fields if key != "solutions" and not getattr(record, key)]
    assert unused == []
    assert len({entry.aspect for entry in record.coverage}) == 7


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> queries.Engine:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REFORMKG_HOME", str(tmp_path_factory.mktemp("home")))
        return queries.open(graph_build.build([FOLDER], out=tmp_path_factory.mktemp("graph")))


def below(engine: queries.Engine, instrument: str) -> set[tuple[str, str]]:
    answer = engine.run("tasks-deriving-from", {"instrument": instrument}, lang="en")
    rows = [row for row in answer.rows if "Thanh Son" in str(row["plan"])]
    return {(str(row["row"]), str(row["task"] or row["group"])) for row in rows}


def test_only_the_group_that_says_so_derives_from_36a(engine: queries.Engine) -> None:
    assert below(engine, "36a/NQ-CP") == {("group", "Digital transformation")}


def test_nothing_derives_from_what_one_part_carries_out(engine: queries.Engine) -> None:
    assert below(engine, "26/CT-TTg") == set()


def test_tasks_and_groups_derive_from_what_the_plan_implements(engine: queries.Engine) -> None:
    found = below(engine, "Nghị quyết 76/NQ-CP ngày 15/7/2021")
    assert len(found) == 3
    assert ("group", "Digital transformation") in found


def test_the_check_writes_the_hashes_that_the_page_leaves_to_it(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        text = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(text.partition("\n# SHA-256 of the NFC text")[0], encoding="utf-8")
    dossier = tmp_path / "thanh-son-2024-plan-15.yaml"
    assert "spans:" not in dossier.read_text(encoding="utf-8")
    assert check([tmp_path], sources=tmp_path, fix=True).fixed == (str(dossier),)
    assert dossier.read_text(encoding="utf-8") == (FOLDER / dossier.name).read_text(encoding="utf-8")


def test_a_changed_word_is_found(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        text = file.read_text(encoding="utf-8")
        (tmp_path / file.name).write_text(text.replace("Hàng quý\n", "Hàng năm\n"), encoding="utf-8")
    report = check([tmp_path], sources=tmp_path)
    assert any("not the one that was recorded" in problem.reason for problem in report.problems)


def test_the_messages_that_the_page_explains_are_messages_of_the_program() -> None:
    page = (ROOT / "docs" / "records.md").read_text(encoding="utf-8")
    table = page.partition("| message | what to do |\n| --- | --- |\n")[2].partition("\n\n")[0]
    explained = [message for row in table.split("\n") for message in row.split(" | ")[0].strip("| ").split(" · ")]
    assert len(explained) > 15
    sources = sorted((ROOT / "graph_build").rglob("*.py"))
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    assert [message for message in explained if message not in code] == []
