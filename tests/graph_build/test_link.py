"""graph_build.link: every name, key and citation leads to the one thing that it stands for, or to a problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_build import examine
from graph_build.bodies import BodyIndex
from graph_build.link import Linked, known_instruments, link
from graph_build.load import load
from graph_build.model import BodyRecord, Names
from graph_build.walks import named_bodies, references
from tests.graph_build.conftest import MINIMAL, edit

KH15 = "vn-lam-ha/ubnd/kh/2024/15"
NQ76 = "vn/cp/nq/2021/76"


def test_keys_lead_to_instruments(linked: Linked) -> None:
    assert linked.references["plan"]["kh15"] == KH15
    assert linked.references["plan"]["luat"] == "vn/qh/luat/2015/_to-chuc-chinh-quyen-dia-phuong"
    assert linked.references["plan"]["nq76"] == linked.references["page"]["nq76"] == NQ76


def test_the_two_76_nq_cp_are_two(linked: Linked) -> None:
    assert linked.instruments["vn/cp/nq/2013/76"] != linked.instruments[NQ76]


def test_bodies_are_found_by_name_alias_and_id(linked: Linked) -> None:
    assert linked.bodies["vn-lam-ha", "UBND tỉnh"] == "vn-lam-ha/ubnd"
    assert linked.bodies["vn-lam-ha", "Chính phủ"] == linked.bodies["vn", "Chính phủ"] == "vn/chinh-phu"
    assert linked.bodies["vn-lam-ha", "vn-lam-ha/ubnd"] == "vn-lam-ha/ubnd"


def test_what_several_dossiers_tell_is_put_together(linked: Linked) -> None:
    """Dossier `page` has the title, which `plan` does not give."""
    item = linked.instruments[NQ76]
    assert item.title == Names(vi="Ban hành Chương trình tổng thể", en="Promulgating the Overall Programme")
    assert (item.number, item.issuers, item.place, item.year) == ("76/NQ-CP", ("vn/chinh-phu",), "vn", 2021)


def test_a_second_title_is_kept_beside_the_first(records: Path) -> None:
    edit(
        records / "dossiers" / "plan.yaml",
        "    issued: 2021-07-15\n",
        "    issued: 2021-07-15\n    title: Chương trình tổng thể cải cách hành chính\n",
    )
    linked, problems = examine([records])
    assert problems == []
    assert linked.instruments[NQ76].title == Names(vi="Ban hành Chương trình tổng thể", en="Promulgating the Overall Programme")  # fmt: skip # noqa: E501
    assert linked.instruments[NQ76].other_titles == ("Chương trình tổng thể cải cách hành chính",)


def test_an_instrument_that_one_dossier_announces_and_another_issues_is_issued(records: Path) -> None:
    file = edit(records / "dossiers" / "plan.yaml", "    issued: 2021-07-15\n", "    year: 2021\n    status: planned\n")
    linked, problems = examine([records])
    assert problems == []
    assert linked.instruments[NQ76].status == "issued"
    assert str(linked.instruments[NQ76].issued) == "2021-07-15"
    edit(file, "status: planned", "status: draft")
    assert examine([records])[0].instruments[NQ76].status == "issued"


def test_the_order_of_files_decides_nothing(records: Path) -> None:
    forward = examine([records])[0]
    folder = records / "dossiers"
    for old, new in (("page", "zz"), ("plan", "aa")):
        edit(folder / f"{old}.yaml", f"dossier: {old}\n", f"dossier: {new}\n").rename(folder / f"{new}.yaml")
    backward, problems = examine([records])
    assert problems == []
    assert backward.instruments == forward.instruments


@pytest.mark.parametrize(
    ("citation", "path"),
    [
        ("76/NQ-CP ngày 15/7/2021", NQ76),
        ("Nghị quyết số 76/NQ-CP ngày 13/6/2013 của Chính phủ", "vn/cp/nq/2013/76"),
        (NQ76, NQ76),
        ("15/KH-UBND", KH15),
        ("Kế hoạch 15/KH-UBND Lâm Hạ", KH15),
    ],
)
def test_a_citation_may_stand_for_a_key(records: Path, citation: str, path: str) -> None:
    edit(
        records / "dossiers" / "plan.yaml",
        "    type: hasLegalBasis\n    to: luat\n",
        f"    type: cites\n    to: {citation}\n",
    )
    linked, _ = examine([records])
    assert linked.references["plan"].get(citation) == path


@pytest.mark.parametrize("key", ["nq76x", "nq-76", "kh15-", "luat-to-chuc", "nghi"])
def test_what_looks_like_a_key_is_never_read_as_a_citation(records: Path, key: str) -> None:
    edit(records / "dossiers" / "plan.yaml", "    to: luat\n", f"    to: {key}\n")
    _, problems = examine([records])
    assert [p.reason for p in problems] == [f"“{key}” leads to no instrument of the records"]


def test_a_relation_that_is_no_derivation_may_run_both_ways(records: Path) -> None:
    """Only derivation orders things: two instruments may well cite each other."""
    edit(
        records / "dossiers" / "page.yaml",
        "relations:\n",
        "relations:\n"
        "  - {from: nq76, type: cites, to: nq76-2013, at: page}\n"
        "  - {from: nq76-2013, type: cites, to: nq76, at: page}\n",
    )
    assert examine([records])[1] == []


def test_each_circle_of_derivations_is_told(records: Path) -> None:
    edit(
        records / "dossiers" / "page.yaml",
        "relations:\n",
        "relations:\n"
        "  - {from: nq76, type: implements, to: nq76-2013, at: page}\n"
        "  - {from: nq76-2013, type: implements, to: nq76, at: page}\n"
        "  - {from: nq76, type: implements, to: ctr, at: page}\n",
    )
    _, problems = examine([records])
    assert [(p.line, p.record) for p in problems] == [(37, "relations[0]"), (39, "relations[2]")]
    assert all("in a circle" in p.reason for p in problems)


def test_the_circle_through_three_dossiers_names_all_of_them(records: Path) -> None:
    cited = "{kind: resolution, issuer: Chính phủ, year: 2020, mention: cited, at: page, "
    for here, there in (("a", "b"), ("b", "c"), ("c", "a")):
        (records / "dossiers" / f"{here}.yaml").write_text(
            f"dossier: {here}\nsource: page\nplace: vn\n"
            "coverage:\n  - {aspect: relations, extent: partial, note: Một phần.}\n"
            f"instruments:\n  - {cited}key: x, slug: {here}, title: X}}\n  - {cited}key: y, slug: {there}, title: Y}}\n"
            "relations:\n  - {from: x, type: implements, to: y, at: page}\n",
            encoding="utf-8",
        )
    _, problems = examine([records])
    assert len(problems) == 1
    assert problems[0].file.endswith("a.yaml")
    for name in "abc":
        assert f"{records}/dossiers/{name}.yaml:10" in problems[0].reason


def test_a_group_may_declare_more_than_is_listed(records: Path) -> None:
    edit(records / "dossiers" / "plan.yaml", "declared: 2", "declared: 20")
    assert examine([records])[1] == []


def test_the_same_number_in_two_groups_or_two_plans_is_no_duplicate(records: Path) -> None:
    edit(
        records / "dossiers" / "plan.yaml",
        "\ntargets:\n",
        "      - number: II\n        title: Nhóm II\n        at: 282-314\n        tasks:\n"
        "          - {number: 1, title: Việc khác, at: 282-314}\n"
        "  - of: nq76\n    tasks:\n      - {number: 1, title: Việc khác, at: 282-314}\n\ntargets:\n",
    )
    assert examine([records])[1] == []


def test_every_reference_of_every_record_is_looked_at(linked: Linked) -> None:
    dossier = linked.records.dossiers["plan"]
    assert {path[0] for path, _, _ in references(dossier)} == {"relations", "plans", "targets", "solutions", "coverage"}
    assert {name for _, name, _ in named_bodies(dossier)} == {
        "Sở Nội vụ", "Sở Tư pháp", "Sở Tài chính", "UBND tỉnh", "vn-lam-ha/ubnd",
    }  # fmt: skip


def test_linking_reads_nothing_and_gives_the_same_each_time() -> None:
    records = load([MINIMAL])
    one, other = link(records), link(records)
    assert one.instruments == other.instruments
    assert one.references == other.references


def test_instruments_as_citations_know_them(linked: Linked) -> None:
    known = {k.id: k for k in known_instruments(linked)}
    assert known[KH15].place_names == ("Lâm Hạ", "tỉnh Lâm Hạ")
    assert "UBND tỉnh" in known[KH15].issuer_names
    assert "Overall Programme 2021–2030" in known["vn/cp/ctr/2021/_tong-the-2021-2030"].titles


# -- bodies ----------------------------------------------------------------------------------------------------

BODIES = BodyIndex(
    [
        BodyRecord(id="vn/bo-noi-vu", name=Names(vi="Bộ Nội vụ"), aliases=("Thanh tra",)),
        BodyRecord(id="vn-a/so-noi-vu", name=Names(vi="Sở Nội vụ"), aliases=("Sở NV",)),
        BodyRecord(id="vn-b/so-noi-vu", name=Names(vi="Sở Nội vụ tỉnh B"), aliases=("Sở Nội vụ", "Thanh tra")),
        BodyRecord(id="vn-b/thanh-tra", name=Names(vi="Thanh tra tỉnh"), aliases=("Thanh tra",)),
    ]
)


@pytest.mark.parametrize(
    ("name", "place", "found"),
    [
        ("Sở Nội vụ", "vn-a", ["vn-a/so-noi-vu"]),
        ("Sở Nội vụ", "vn-b", ["vn-b/so-noi-vu"]),
        ("SỞ NỘI  VỤ", "vn-a", ["vn-a/so-noi-vu"]),
        ("Bộ Nội vụ", "vn-a", ["vn/bo-noi-vu"]),
        ("Thanh tra", "vn-a", ["vn/bo-noi-vu"]),
        ("Thanh tra", "vn-b", ["vn-b/so-noi-vu", "vn-b/thanh-tra"]),
        ("Sở Nội vụ tỉnh B", "vn-a", ["vn-b/so-noi-vu"]),
        ("Sở Nội vụ", "vn", ["vn-a/so-noi-vu", "vn-b/so-noi-vu"]),
        ("vn-b/thanh-tra", "vn-a", ["vn-b/thanh-tra"]),
        ("Sở Nội", "vn-a", []),
        ("", "vn-a", []),
    ],
)
def test_a_name_is_looked_up_near_first_and_never_guessed(name: str, place: str, found: list[str]) -> None:
    assert list(BODIES.resolve(name, place)) == found


def test_near_names_are_shown_as_they_are_written() -> None:
    assert BODIES.near("Sở Nôi vụ", "vn-a")[0] == "Sở Nội vụ"
    assert BODIES.near("vn-b/thanh-tr", "vn-a")[0] == "vn-b/thanh-tra"
    assert BODIES.near("xyz", "vn-a") == []


def test_two_dossiers_may_tell_the_same_of_a_result_and_leave_things_out(records: Path) -> None:
    edit(
        records / "dossiers" / "page.yaml",
        "relations:\n",
        "results:\n  - {index: par-index, place: vn-lam-ha, year: 2023, score: '85.30', at: page}\n\nrelations:\n",
    )
    assert examine([records])[1] == []
