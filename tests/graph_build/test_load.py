"""graph_build.load: which files are read, on top of what, and in which way."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from graph_build import RecordsError, examine
from graph_build.load import load, packaged_records, record_files, with_packaged
from graph_build.read import Lines, read_yaml
from tests.graph_build.conftest import MINIMAL, edit

NEW = """dossier: new-dossier
source: page-bac-ninh-69-kh-ubnd
place: vn-bac-ninh
coverage:
  - {aspect: relations, extent: partial, note: Một phần.}
"""


def test_every_record_is_read_and_known_by_its_place() -> None:
    records = load([MINIMAL])
    assert records.problems == []
    assert sorted(records.places) == ["vn", "vn-lam-ha"]
    assert sorted(records.dossiers) == ["page", "plan"]
    assert records.located["bodies", "vn/quoc-hoi"].path == ("bodies", 1)
    assert records.located["dossiers", "plan"].file == MINIMAL / "dossiers" / "plan.yaml"


def test_hashes_are_those_of_the_files() -> None:
    records = load([MINIMAL])
    content = (MINIMAL / "dossiers" / "plan.yaml").read_bytes()
    assert records.hashes["dossiers/plan.yaml"] == hashlib.sha256(content).hexdigest()
    assert len(records.hashes) == len(record_files([MINIMAL]))


@pytest.mark.parametrize("name", [".hidden.yaml", "._plan.yaml", "plan.yaml~", "plan.yaml.bak", "notes.md"])
def test_what_is_no_record_file_is_passed_over(records: Path, name: str) -> None:
    (records / "dossiers" / name).write_bytes(b"\xff\x00")
    assert load([records]).problems == []


def test_both_endings_count_and_a_folder_called_like_a_file_does_not(records: Path) -> None:
    (records / "dossiers" / "page.yaml").rename(records / "dossiers" / "page.yml")
    (records / "folder.yaml").mkdir()
    assert sorted(load([records]).dossiers) == ["page", "plan"]


def test_a_file_named_twice_is_read_once(records: Path) -> None:
    assert load([records, records / "places.yaml", records / "dossiers"]).problems == []


# -- on top of what --------------------------------------------------------------------------------------------


def test_without_paths_the_packaged_records_are_read() -> None:
    assert with_packaged(()) == record_files([packaged_records()])


def test_a_folder_with_a_table_of_places_stands_alone() -> None:
    assert with_packaged([MINIMAL]) == record_files([MINIMAL])


def test_a_copy_of_the_packaged_records_stands_alone(tmp_path: Path) -> None:
    shutil.copytree(packaged_records(), tmp_path / "copy")
    assert with_packaged([tmp_path / "copy"]) == record_files([tmp_path / "copy"])
    assert examine([tmp_path / "copy"])[1] == []


def test_a_new_dossier_is_read_on_top_of_the_packaged_records(tmp_path: Path) -> None:
    (tmp_path / "new-dossier.yaml").write_text(NEW, encoding="utf-8")
    linked, problems = examine([tmp_path / "new-dossier.yaml"])
    assert problems == []
    assert set(linked.records.dossiers) == {*examine()[0].records.dossiers, "new-dossier"}


@pytest.mark.parametrize(
    "name",
    [
        "dossiers/long-an-2022-par-index-article.yaml", "bodies/vn-long-an.yaml", "indices.yaml",
        "sources/long-an-2022-par-index-article.yaml",
    ],
)  # fmt: skip
@pytest.mark.parametrize("folder", ["", "some/where"])
def test_a_changed_copy_takes_the_place_of_the_packaged_file_of_its_name_and_kind(
    tmp_path: Path, name: str, folder: str
) -> None:
    """`sources/x.yaml` and `dossiers/x.yaml` share a name; the kind tells them apart wherever the copy lies."""
    copy = tmp_path / folder / Path(name).name
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(packaged_records() / name, copy)
    given = [tmp_path] if folder else [copy]
    read = with_packaged(given)
    assert packaged_records() / name not in read
    assert copy in read
    assert len(read) == len(with_packaged(()))
    assert examine(given)[1] == []


def test_a_broken_copy_still_takes_that_place(tmp_path: Path) -> None:
    copy = tmp_path / "long-an-2022-par-index-article.yaml"
    copy.write_text("dossier: long-an-2022-par-index-article\nplace: [\n", encoding="utf-8")
    _, problems = examine([copy])
    assert [p.file for p in problems] == [str(copy)]


def test_a_packaged_file_named_by_its_path_is_read_once() -> None:
    file = packaged_records() / "dossiers" / "long-an-2022-par-index-article.yaml"
    assert sorted(with_packaged([file])) == record_files([packaged_records()])


def test_a_folder_without_records_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(RecordsError, match="the folder holds no record file"):
        load([MINIMAL, tmp_path / "empty"])


# -- several processes -----------------------------------------------------------------------------------------


def test_two_processes_read_the_same() -> None:
    one, two = load(), load(jobs=2)
    assert (one.dossiers, one.bodies, one.sources, one.hashes) == (two.dossiers, two.bodies, two.sources, two.hashes)
    assert (one.located, one.problems) == (two.located, two.problems)


def test_two_processes_report_the_same(tmp_path: Path) -> None:
    shutil.copytree(packaged_records(), tmp_path / "copy")
    dossiers = sorted((tmp_path / "copy" / "dossiers").iterdir())
    dossiers[0].write_bytes(b"\xff")
    edit(dossiers[3], "coverage:\n", "coverag:\n")
    one, two = (examine([tmp_path / "copy"], jobs=jobs)[1] for jobs in (1, 2))
    assert one == two
    assert len(one) >= 3


def test_what_could_not_be_read_is_not_missed_elsewhere(records: Path) -> None:
    """A fault in a table is told once, not again at each place that points into it."""
    edit(records / "bodies.yaml", "  - id: vn-lam-ha/so-noi-vu\n", "  - ids: vn-lam-ha/so-noi-vu\n")
    _, problems = examine([records])
    assert {p.file for p in problems} == {str(records / "bodies.yaml")}
    assert {p.line for p in problems} == {12}


def test_a_citation_of_what_only_an_unread_dossier_holds_is_told_with_that_doubt(records: Path) -> None:
    edit(records / "dossiers" / "plan.yaml", "    to: nq76\n    at", "    to: 76/NQ-CP ngày 13/6/2013\n    at")
    assert examine([records])[1] == []
    edit(records / "dossiers" / "page.yaml", "place: vn\n", "plaec: vn\n")
    reasons = [p.reason for p in examine([records])[1] if p.file.endswith("plan.yaml")]
    assert reasons == [
        "“76/NQ-CP ngày 13/6/2013” leads to no instrument of the records (a dossier that could not be read may hold it)"
    ]


def test_the_small_record_set_is_plain_yaml() -> None:
    for file in record_files([MINIMAL]):
        assert read_yaml(file)[1] == []


def test_a_file_is_no_table_of_places_by_its_name_alone(tmp_path: Path) -> None:
    (tmp_path / "places-of-work.yaml").write_text(NEW.replace("new-dossier", "places-of-work"), encoding="utf-8")
    assert set(with_packaged(())) < set(with_packaged([tmp_path]))
    (tmp_path / "places.yaml").write_text("places:\n  - {id: vn, name: Việt Nam, type: country}\n", encoding="utf-8")
    assert with_packaged([tmp_path]) == record_files([tmp_path])


def test_the_lines_of_a_file_are_read_once_for_all_its_faulty_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []

    class Counted(Lines):
        def __init__(self, path: Path) -> None:
            made.append(path)
            super().__init__(path)

    monkeypatch.setattr("graph_build.load.Lines", Counted)
    rows = "  - {id: vn, name: Việt Nam, type: land}\n" * 3 + "  - {id: vn, name: Việt Nam, type: country}\n" * 3
    (tmp_path / "places.yaml").write_text(f"places:\n{rows}", encoding="utf-8")
    problems = load([tmp_path]).problems
    assert [p.line for p in problems] == [2, 3, 4, 6, 7]
    assert len(made) == 2  # once to read, once to add
