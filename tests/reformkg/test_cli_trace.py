"""trace, show and search on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.reformkg.program import run

ROW = "vn-an-giang/ubnd/kh/2017/792/task/I/1"


def test_the_tree_shows_the_main_job(graph: Path) -> None:
    out = run("trace", "76/NQ-CP 2021").out
    for part in (
        "Nghị quyết 76/NQ-CP (15/7/2021)", "Chỉ thị 23/CT-TTg", "ban hành kèm theo Quyết định 3037/QĐ-UBND",
        "Kế hoạch 803/KH-UBND (An Giang, 23/12/2021) — nguồn công bố 80 nhiệm vụ, không liệt kê nhiệm vụ nào",
        "suy ra, không phải nguồn nêu", "Phạm vi đã đọc:", "Bắc Ninh", "Đồng Tháp", "Hà Tĩnh",
    ):  # fmt: skip
        assert part in out
    english = run("trace", "76/NQ-CP 2021", "--lang", "en").out
    assert "the source declares 80 tasks, none of them listed" in english
    assert "What was read:" in english


def test_long_addresses_stand_once_below_the_tree(graph: Path) -> None:
    lines = run("trace", "76/NQ-CP 2021").out.splitlines()
    start = lines.index("Trang đã dẫn:")
    assert not [line for line in lines[:start] if "http" in line]
    pages = lines[start + 1 :]
    assert all("http" in line for line in pages)
    assert len(pages) == len(set(pages)) >= 5
    assert f"trang {len(pages)}" in "\n".join(lines[:start])


def test_both_readings_are_shown_apart(graph: Path) -> None:
    done = run("trace", "76/NQ-CP")
    one, two = done.out.split("\n\n")
    assert one.startswith("Nghị quyết 76/NQ-CP (13/6/2013)")
    assert "(không có gì được ghi nhận bên dưới)" in one
    assert two.startswith("Nghị quyết 76/NQ-CP (15/7/2021)")
    both = json.loads(run("trace", "76/NQ-CP", "--format", "json").out)
    assert [t["root"]["issuedOn"] for t in both] == ["2013-06-13", "2021-07-15"]


def test_json_of_one_reading_is_one_object(graph: Path) -> None:
    data = json.loads(run("trace", ROW, "--up", "--format", "json").out)
    assert data["direction"] == "up"
    assert data["root"]["type"] == "Task"
    assert [n for n in data["nodes"] if n["number"] == "30c/NQ-CP"]
    assert not [n for n in data["nodes"] if n["number"] == "76/NQ-CP"]


def test_rows(graph: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("trace", "30c/NQ-CP", "--format", "csv").out)))
    assert len([r for r in rows if r["type"] == "Task"]) == 57
    assert all(r["evidence"] and r["certainty"] and r["node_iri"].startswith("http") for r in rows)
    assert run("trace", "30c/NQ-CP", "--format", "md").out.startswith("| root | depth |")
    empty = list(csv.DictReader(io.StringIO(run("trace", "76/NQ-CP 2013", "--format", "csv").out)))
    assert len(empty) == 1
    assert empty[0]["depth"] == "0"


def test_depth(graph: Path) -> None:
    data = json.loads(run("trace", "76/NQ-CP 2021", "--depth", "1", "--format", "json").out)
    assert {n["depth"] for n in data["nodes"]} == {1}


def test_tasks_stand_below_their_group(graph: Path) -> None:
    lines = run("trace", "792/KH-UBND").out.splitlines()
    group, first, following = (
        next(i for i, line in enumerate(lines) if line.strip().partition(" — ")[0] == wanted)
        for wanted in (
            "Cải cách thể chế",
            "Chương trình công tác năm 2018 của UBND tỉnh",
            "Cải cách thủ tục hành chính",
        )
    )
    assert group < first < following

    def indent(line: str) -> int:
        return len(line) - len(line.lstrip())

    assert indent(lines[first]) > indent(lines[group])


# -- show -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "head", "part"),
    [
        ("803/KH-UBND", "Kế hoạch 803/KH-UBND (An Giang, 23/12/2021)", "số nhiệm vụ được nêu: 80"),
        ("Sở Nội vụ tỉnh An Giang", "Sở Nội vụ tỉnh An Giang", "chủ trì"),
        ("An Giang", "An Giang", "tên khác: tỉnh An Giang"),
        ("PAR INDEX", "Chỉ số cải cách hành chính", "PAR INDEX"),
        ("an-giang-2022-reform-article", "An Giang: Nỗ lực", "000_b3482d422f906fb9.txt"),
        ("https://w3id.org/reformkg/id/place/vn-an-giang", "An Giang", "nằm trong: Việt Nam"),
        ("https://w3id.org/reformkg/ontology#Task", "nhiệm vụ", "định nghĩa:"),
        (ROW, "Kế hoạch cải cách hành chính năm 2018", "003_e61befbfe928924c.txt, 34578-34825"),
    ],
)
def test_show(graph: Path, name: str, head: str, part: str) -> None:
    done = run("show", name)
    assert done.code == 0
    assert done.out.startswith(head)
    assert part in done.out
    data = json.loads(run("show", name, "--format", "json").out)
    assert set(data) >= {"iri", "label", "type", "facts", "relations", "incoming", "evidence"}
    assert data["type"]


def test_show_says_what_is_inferred(graph: Path) -> None:
    assert "Quyết định 3504/QĐ-UBND (Hà Tĩnh, 22/10/2021)  [inferred]" in run("show", "76/NQ-CP 2021").out


def test_show_of_several_things(graph: Path) -> None:
    assert run("show", "76/NQ-CP").out.count("\n\n") == 1
    assert len(json.loads(run("show", "76/NQ-CP", "--format", "json").out)) == 2


# -- search ---------------------------------------------------------------------------------------------------------


def test_search(graph: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("search", "so noi vu", "--format", "csv", "--type", "body").out)))
    assert rows
    assert {r["type"] for r in rows} == {"Body"}
    assert all("Sở Nội vụ" in r["label"] for r in rows)
    assert json.loads(run("search", "30c", "--format", "json").out)[0]["label"] == "Nghị quyết 30c/NQ-CP (8/11/2011)"
    assert len(run("search", "an giang", "--limit", "2").out.splitlines()) == 4
