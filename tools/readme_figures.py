"""Writes what the packaged records hold into both READMEs: ``python tools/readme_figures.py [--check]``."""

from __future__ import annotations

import argparse
import sys

from pages import ROOT, section

from graph_build.builder import graph_content, read_records
from ontology.namespaces import ONTOLOGY
from ontology.terms import CLASS_OF_KIND

WORDS = {
    "README.md": (
        ("in the graph", "number"),
        "documents read in full, with their text as evidence",
        "web pages read for a few facts and links only",
        "instruments (resolutions, decisions, programmes, plans, …)",
        "tasks, one by one",
        "task groups",
        "targets",
        "measured results",
        "bodies, collective ones such as “departments and agencies” among them",
    ),
    "README.vi.md": (
        ("trong đồ thị", "số lượng"),
        "tài liệu đọc toàn văn, có vị trí trích dẫn làm bằng chứng",
        "trang web chỉ lấy một số dữ kiện và liên kết",
        "văn bản (nghị quyết, quyết định, chương trình, kế hoạch, …)",
        "nhiệm vụ, ghi từng nhiệm vụ một",
        "nhóm nhiệm vụ",
        "mục tiêu, chỉ tiêu",
        "kết quả đo lường",
        "cơ quan, gồm cả cách gọi chung như “các sở, ban, ngành”",
    ),
}


def figures() -> tuple[int, ...]:
    """What there is, in the order of the words."""
    linked = read_records()
    count = graph_content(linked).resources
    held = [linked.records.sources[each.source].file is not None for each in linked.records.dossiers.values()]
    classes = {iri.removeprefix(ONTOLOGY) for iri in CLASS_OF_KIND.values()}
    return (
        held.count(True), held.count(False), sum(n for name, n in count.items() if name in classes), count["Task"],
        count["TaskGroup"], count["Target"], count["Observation"], count["Body"] + count["CollectiveBody"],
    )  # fmt: skip


def main() -> None:
    """Writes both pages anew, or says which is not current."""
    parser = argparse.ArgumentParser(description="Writes the figures in both READMEs.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where a page is not current")
    only_check = parser.parse_args().check
    numbers = figures()
    for name, (head, *words) in WORDS.items():
        path = ROOT / name
        rows = [f"| {said} | {number} |" for said, number in zip(words, numbers, strict=True)]
        former = path.read_text(encoding="utf-8")
        content = section(former, "figures", "\n".join([f"| {head[0]} | {head[1]} |", "| --- | ---: |", *rows]))
        if content != former and only_check:
            sys.exit(f"{name} is not current. Run: .venv/bin/python tools/readme_figures.py")
        if content != former:
            path.write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
