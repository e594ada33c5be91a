"""graph_build.verify and .check: every place against its hash, every fact against the words at its place."""

from __future__ import annotations

import datetime as dt
import doctest
import hashlib
import re
import shutil
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

import graph_build.verify
from graph_build import Problem, examine
from graph_build.check import check
from graph_build.read import read_yaml
from graph_build.text import sha256_nfc
from graph_build.verify import Passages, check_sources, figures_in, find_dates, spans_of, with_hashes
from tests.conftest import ROOT
from tests.graph_build.conftest import MINIMAL, Run, edit


@pytest.fixture
def dossier(records: Path) -> Path:
    return records / "dossiers" / "plan.yaml"


@pytest.fixture
def text(records: Path) -> Path:
    return records / "texts" / "plan.txt"


def found(records: Path) -> list[Problem]:
    """What the sources say against the records, which hold together by themselves."""
    linked, problems = examine([records])
    assert problems == []
    return list(check_sources(linked, records / "texts"))


def test_docstring_examples_hold() -> None:
    assert doctest.testmod(graph_build.verify).failed == 0


def test_the_small_record_set_is_verified(records: Path) -> None:
    assert found(records) == []
    report = check([records], sources=records / "texts")
    assert (report.problems, report.dossiers, report.spans, report.failed) == ((), 2, 14, False)


def test_the_worked_example_of_the_documentation_is_verified() -> None:
    report = check([ROOT / "docs" / "examples"], sources=ROOT / "docs" / "examples")
    here = [p for p in report.problems if "docs/examples" in p.file]
    assert here == []
    assert "thanh-son-2024-plan-15" in examine([ROOT / "docs" / "examples"])[0].records.dossiers


# -- facts that the source does not print ----------------------------------------------------------------------

WRONG = {
    "number of an instrument": ("number: 76/NQ-CP", "number: 77/NQ-CP", "instruments[nq76]", "number = 77/NQ-CP"),
    "date of an instrument": ("issued: 2024-01-10", "issued: 2024-01-11", "instruments[kh15]", "issued = 2024-01-11"),
    "day in force": (
        "    issued: 2015-06-19\n",
        "    issued: 2015-06-19\n    in_force_from: 2016-01-01\n",
        "instruments[luat]",
        "in_force_from = 2016-01-01",
    ),
    "day no longer in force": (
        "    issued: 2015-06-19\n",
        "    issued: 2015-06-19\n    no_longer_in_force_from: 2025-07-01\n",
        "instruments[luat]",
        "no_longer_in_force_from = 2025-07-01",
    ),
    "year of an instrument": ("    issued: 2015-06-19\n", "    year: 2014\n", "instruments[luat]", "year = 2014"),
    "signer": (
        "    issued: 2015-06-19\n",
        "    issued: 2015-06-19\n    signed_by: Nguyễn Văn A\n",
        "instruments[luat]",
        "signed_by = Nguyễn Văn A",
    ),
    "period": (
        "    issued: 2015-06-19\n",
        "    issued: 2015-06-19\n    period: 2015-2020\n",
        "instruments[luat]",
        "period = 2020",
    ),
    "declared tasks": (
        "    issued: 2015-06-19\n",
        "    issued: 2015-06-19\n    declared_tasks: 80\n",
        "instruments[luat]",
        "declared_tasks = 80",
    ),
    "title of a group": ("vi: Cải cách thể chế", "vi: Cải cách bộ máy", "groups[I]", "title = Cải cách bộ máy"),
    "declared count of a group": ("declared: 2", "declared: 20", "groups[I]", "declared = 20"),
    "number of a task": (
        "- number: 1\n            title: {vi: Rà",
        "- number: 3\n            title: {vi: Rà",
        "tasks[I/3]",
        "number = 3",
    ),
    "title of a task": ("vi: Rà soát thủ tục hành chính", "vi: Rà soát thủ tục", "tasks[I/1]", None),
    "another title of a task": (
        "vi: Rà soát thủ tục hành chính",
        "vi: Bãi bỏ thủ tục",
        "tasks[I/1]",
        "title = Bãi bỏ thủ tục",
    ),
    "deliverable": ("vi: Báo cáo, en", "vi: Tờ trình, en", "tasks[I/1]", "deliverable = Tờ trình"),
    "lead body": ("lead: Sở Nội vụ", "lead: Sở Tài chính", "tasks[I/1]", "lead = Sở Tài chính"),
    "coordinating body": (
        "coordinating: Sở Tư pháp",
        "coordinating: Sở Tài chính",
        "tasks[I/2]",
        "coordinating = Sở Tài chính",
    ),
    "printed cell": (
        "các Sở: Tư pháp, Tài chính",
        "các Sở: Tài chính, Tư pháp",
        "tasks[I/1]",
        "coordinating_printed = ",
    ),
    "time of a task": ("printed: Quý III/2024", "printed: Quý IV/2024", "tasks[I/1]", "time = Quý IV/2024"),
    "value of a target": ("value: '87.20'", "value: '87.21'", "targets[1]", "value = 87.21"),
    "year of a target": ("    year: 2024\n", "    year: 2025\n", "targets[1]", "year = 2025"),
    "range of a target": ("value: '87.20'", "value: '87.20'\n    out_of: 34", "targets[1]", "out_of = 34"),
    "baseline of a target": (
        "value: '87.20'",
        "value: '87.20'\n    baseline: {year: 2019}",
        "targets[1]",
        "baseline = 2019",
    ),
    "group of a target": ("value: '87.20'", "value: '87.20'\n    group: A", "targets[1]", "group = A"),
    "score": ("score: '85.3'", "score: '85.4'", "results[par-index 2023]", "score = 85.4"),
    "rank": ("rank: 21", "rank: 12", "results[par-index 2023]", "rank = 12"),
    "range of a rank": ("out_of: 63", "out_of: 64", "results[par-index 2023]", "out_of = 64"),
    "change of rank": ("rank_change: 4", "rank_change: -5", "results[par-index 2023]", "rank_change = 5"),
    "group of a result": ("group: B", "group: C", "results[par-index 2023]", "group = C"),
    "year of a result": ("    year: 2023\n", "    year: 2021\n", "results[par-index 2021]", "year = 2021"),
    "day of publication": (
        "rank: 21",
        "rank: 21\n    published: 2024-04-17",
        "results[par-index 2023]",
        "published = 2024-04-17",
    ),
    "body": (
        "    printed: ỦY BAN NHÂN DÂN TỈNH LÂM HẠ\n",
        "",
        "bodies[vn-lam-ha/so-noi-vu]",
        "body = vn-lam-ha/so-noi-vu",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_fact_that_is_not_printed_there_is_found(records: Path, dossier: Path, what: str) -> None:
    old, new, record, words = WRONG[what]
    if what == "body":
        edit(dossier, "- body: vn-lam-ha/ubnd", "- body: vn-lam-ha/so-noi-vu")
    edit(dossier, old, new)
    if what == "number of an instrument":
        edit(records / "dossiers" / "page.yaml", "  - {from: nq76,", "  - {from: nq76-2013,")
    problems = found(records)
    if words is None:  # the beginning of what is printed there is printed there
        assert problems == []
        return
    assert len(problems) == 1
    assert problems[0].file == str(dossier)
    assert problems[0].record == record
    assert f"the source does not print {words}" in problems[0].reason
    assert "`not_printed`" in problems[0].remedy
    key = words.partition(" = ")[0]
    line = dossier.read_text(encoding="utf-8").split("\n")[(problems[0].line or 0) - 1]
    assert key in line or what in ("range of a rank", "change of rank")


def test_a_fact_that_was_settled_otherwise_is_excused_with_a_note(records: Path, dossier: Path) -> None:
    edit(dossier, "issued: 2024-01-10", "issued: 2024-01-11\n    not_printed: issued\n    note: By the signature.")
    assert found(records) == []


def test_a_slip_is_excused_by_its_printed_form(records: Path, dossier: Path, text: Path) -> None:
    given = text.read_text(encoding="utf-8")
    changed = given.replace("76/NQ-CP", "76/N-QCP")
    text.write_text(changed, encoding="utf-8")
    edit(
        records / "sources.yaml",
        hashlib.sha256(given.encode()).hexdigest(),
        hashlib.sha256(changed.encode()).hexdigest(),
    )
    dossier.write_text(re.sub(r"spans:.*", "", dossier.read_text(encoding="utf-8"), flags=re.DOTALL), encoding="utf-8")
    assert [p.reason for p in check([records], sources=text.parent, fix=True).problems] == [
        "the source does not print number = 76/NQ-CP there"
    ]
    edit(dossier, "    number: 76/NQ-CP\n", "    number: 76/NQ-CP\n    printed: 76/N-QCP\n")
    assert found(records) == []


def test_a_printed_form_that_is_not_printed_is_found(records: Path, dossier: Path) -> None:
    edit(dossier, "printed: ỦY BAN NHÂN DÂN TỈNH LÂM HẠ", "printed: UBND TỈNH LÂM HẠ")
    [problem] = found(records)
    assert problem.reason == "“UBND TỈNH LÂM HẠ” is not printed there"
    assert "copy the words" in problem.remedy


# -- places and hashes -----------------------------------------------------------------------------------------


def test_a_shifted_place_is_found(records: Path, dossier: Path) -> None:
    """The hash of the right place stands under the name of the wrong one, as after a careless edit."""
    content = dossier.read_text(encoding="utf-8")
    dossier.write_text(content.replace("178-239", "179-240"), encoding="utf-8")
    [problem] = found(records)
    assert problem.record == "relations[kh15 implements nq76]"
    assert "the text at 179-240 is not the one that was recorded (it begins “hực hiện" in problem.reason


def test_a_changed_hash_is_found(records: Path, dossier: Path) -> None:
    edit(dossier, "  178-239: de26", "  178-239: ae26")
    [problem] = found(records)
    assert "the text at 178-239 is not the one that was recorded" in problem.reason


def test_the_hash_of_a_reading_is_compared_too(records: Path, dossier: Path) -> None:
    edit(dossier, "  416-433: f8", "  416-433: e8")
    [problem] = found(records)
    assert (problem.record, problem.line) == ("readings[0]", 8)


def test_a_changed_text_is_found(records: Path, text: Path) -> None:
    edit(text, "Quý III/2024", "Quý IV/2024 ")
    reasons = [p.reason for p in found(records)]
    assert reasons[0].endswith("is not the one that was read (its SHA-256 differs)")
    assert "the text at 315-411 is not the one that was recorded (it begins “1 | Rà soát" in reasons[1]
    assert "the source does not print time = Quý III/2024 there" in reasons[2]
    assert len(reasons) == 3


def test_a_text_that_grew_longer_at_its_end_is_found(records: Path, text: Path) -> None:
    with text.open("a", encoding="utf-8") as file:
        file.write("\n")
    [problem] = found(records)
    assert "its SHA-256 differs" in problem.reason


def test_the_length_in_the_source_table_is_compared(records: Path) -> None:
    edit(records / "sources.yaml", "length: 731", "length: 732")
    [problem] = found(records)
    assert problem.reason == "the source table gives plan 732 code points, but it has 731"


@pytest.mark.parametrize(("content", "words"), [(None, "is not there"), (b"\xff\xfe", "is not UTF-8")])
def test_a_text_that_cannot_be_read_is_one_problem(
    records: Path, text: Path, content: bytes | None, words: str
) -> None:
    text.unlink()
    if content is not None:
        text.write_bytes(content)
    [problem] = found(records)
    assert words in problem.reason
    assert (problem.record, problem.line) == ("source", 3)


def test_a_hash_in_nfc_holds_for_the_decomposed_text(records: Path) -> None:
    """The hash is of the NFC form of the words; offsets are those of the text as it is."""
    dossier = examine([records])[0].records.dossiers["plan"]
    words = "Đề án"
    decomposed = unicodedata.normalize("NFD", words)
    assert len(decomposed) > len(words)
    assert with_hashes("", dossier.model_copy(update={"spans": {}}), "")  # spans beyond the text get no hash
    assert sha256_nfc(decomposed) == hashlib.sha256(words.encode()).hexdigest()


# -- recording hashes ------------------------------------------------------------------------------------------


def strip(dossier: Path) -> str:
    """Takes the machine's section off a dossier; returns what was there before."""
    content = dossier.read_text(encoding="utf-8")
    dossier.write_text(content.partition("\n# SHA-256 of the NFC text")[0], encoding="utf-8")
    return content


def test_fix_writes_the_section_as_it_was(records: Path, dossier: Path, text: Path) -> None:
    content = strip(dossier)
    assert len(examine([records])[1]) > 10
    report = check([records], sources=text.parent, fix=True)
    assert (report.problems, report.fixed) == ((), (str(dossier),))
    assert dossier.read_text(encoding="utf-8") == content
    assert check([records], sources=text.parent, fix=True).fixed == ()


def test_fix_keeps_comments_wherever_they_stand(records: Path, dossier: Path, text: Path) -> None:
    """Among them one at the left edge above the section, which a careless pattern takes for its beginning."""
    edit(dossier, "\nrelations:\n", "\n# what the preamble says, written by hand\nrelations:\n")
    edit(dossier, "    number: 76/NQ-CP\n", "    number: 76/NQ-CP  # of 2021\n")
    body = strip(dossier).partition("\n# SHA-256 of the NFC text")[0]
    for at in ("0-27", "0-26", "0-27"):
        dossier.write_text(
            dossier.read_text(encoding="utf-8").replace("    at: 0-27\n", f"    at: {at}\n"), encoding="utf-8"
        )
        check([records], sources=text.parent, fix=True)
        content = dossier.read_text(encoding="utf-8").replace(f"    at: {at}\n", "    at: 0-27\n")
        assert content.startswith(body + "\n# SHA-256 of the NFC text")
        assert content.count("# SHA-256") == content.count("\nspans:") == 1
        dossier.write_text(content, encoding="utf-8")


def test_keys_and_comments_below_the_section_are_kept(records: Path, dossier: Path, text: Path) -> None:
    start = text.read_text(encoding="utf-8").index("Sở Nội vụ")
    span = f"{start}-{start + 9}"
    edit(dossier, "bodies:\n  - body: vn-lam-ha/ubnd\n    printed: ỦY BAN NHÂN DÂN TỈNH LÂM HẠ\n    at: 0-27\n", "")
    with dossier.open("a", encoding="utf-8") as file:
        file.write(f"\n# the bodies\nbodies:\n  - {{body: vn-lam-ha/so-noi-vu, at: {span}}}\n")
    report = check([records], sources=text.parent, fix=True)
    content = dossier.read_text(encoding="utf-8")
    assert report.problems == ()
    assert f"# the bodies\nbodies:\n  - {{body: vn-lam-ha/so-noi-vu, at: {span}}}\n\n# SHA-256 of" in content
    assert f"  {span}: " in content
    assert "  0-27: " not in content  # nothing rests on it any more


def test_fix_never_overwrites_a_hash(records: Path, dossier: Path, text: Path) -> None:
    edit(dossier, "  178-239: de26", "  178-239: ae26")
    edit(dossier, "    at: 0-27\n", "    at: 0-6\n")
    report = check([records], sources=text.parent, fix=True)
    assert report.fixed == (str(dossier),)
    assert "  178-239: ae26" in dossier.read_text(encoding="utf-8")
    assert any("178-239 is not the one that was recorded" in p.reason for p in report.problems)


def test_fix_records_nothing_from_a_text_that_is_not_the_one_that_was_read(
    records: Path, dossier: Path, text: Path
) -> None:
    strip(dossier)
    before = dossier.read_text(encoding="utf-8")
    edit(text, "Quý III/2024", "Quý IV/2024 ")
    report = check([records], sources=text.parent, fix=True)
    assert report.failed
    assert report.fixed == ()
    assert dossier.read_text(encoding="utf-8") == before


def test_fix_records_nothing_beyond_the_text(records: Path, dossier: Path, text: Path) -> None:
    edit(dossier, "    at: 0-27\n", "    at: 0-2700\n")
    report = check([records], sources=text.parent, fix=True)
    assert report.failed
    assert "  0-2700: " not in dossier.read_text(encoding="utf-8")


def test_fix_leaves_dossiers_alone_that_were_not_named(records: Path, dossier: Path, text: Path) -> None:
    strip(dossier)
    (records / "dossiers" / "third.yaml").write_text(
        dossier.read_text(encoding="utf-8").replace("dossier: plan", "dossier: third"), encoding="utf-8"
    )
    linked = examine([records])[0]
    assert graph_build.check.record_hashes(linked, text.parent, [dossier]) == ([str(dossier)], [])


def test_what_is_written_can_be_read(records: Path) -> None:
    dossier = examine([records])[0].records.dossiers["plan"]
    source = (records / "texts" / "plan.txt").read_text(encoding="utf-8")
    content = with_hashes("dossier: x\n", dossier.model_copy(update={"spans": {}}), source)
    (records / "x.yaml").write_text(content, encoding="utf-8")
    data, problems = read_yaml(records / "x.yaml")
    assert problems == []
    assert data == {"dossier": "x", "spans": dossier.spans}
    assert set(dossier.spans) == {str(s) for s in spans_of(dossier)}


# -- the command -----------------------------------------------------------------------------------------------


def test_the_command_compares_with_the_sources(run: Run, records: Path) -> None:
    outcome = run("check", records, "--sources", records / "texts")
    assert (outcome.status, outcome.out) == (0, "")
    assert "2 dossiers checked, 14 places in sources compared: no problems." in outcome.err
    edit(records / "dossiers" / "plan.yaml", "rank: 21", "rank: 12")
    outcome = run("check", records, "--sources", records / "texts")
    assert outcome.status == 1
    assert "plan.yaml:93: error [results[par-index 2023]]: the source does not print rank = 12 there" in outcome.out


def test_the_command_fixes_on_demand_only(run: Run, records: Path, dossier: Path) -> None:
    strip(dossier)
    before = dossier.read_text(encoding="utf-8")
    assert run("check", records, "--sources", records / "texts").status == 1
    assert dossier.read_text(encoding="utf-8") == before
    outcome = run("check", records, "--sources", records / "texts", "--fix", "--format", "json")
    assert outcome.status == 0
    assert outcome.json == {"problems": [], "dossiers": 2, "spans": 14, "fixed": [str(dossier)]}
    assert run("check", records, "--fix").status == 2


# -- words, figures, days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("Sở Nội vụ", True), ("sở  nội\nvụ", True), ("SỞ NỘI VỤ", True), ("Sở Nội", True), ("Nội vụ", True),
        ("Sở N", False), ("ội vụ", False), ("12", True), ("1", False), ("2", False), ("hòa giải", True),
        ("“một cửa”", True), ("một cửa", True), ("A", False), ("(12", True), ("Sở Tư pháp", False),
    ],
)  # fmt: skip
def test_words_stand_there_as_words(words: str, there: bool) -> None:
    passages = Passages(["Sở Nội vụ (12 việc), An Giang", "hoà giải “một cửa”"])
    assert passages.has(words) is there


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("96,9%", ["96.9", "969"]), ("87.20", ["87.20", "8720"]), ("1.818", ["1.818", "1818"]),
        ("1.234,5", ["12345", "1234.5"]), ("1,234.5", ["12345", "1234.5"]), ("20/63", ["20", "63"]),
        ("Q3", ["3"]), ("không", []), ("01", ["1"]), ("1.818.000", ["1818000", "1818.000"]),
    ],
)  # fmt: skip
def test_figures_under_every_reading(text: str, figures: list[str]) -> None:
    assert set(figures_in(text)) == {Decimal(f) for f in figures}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ngày 15/7/2021", ["2021-07-15"]), ("ngày 15 tháng 7 năm 2021", ["2021-07-15"]),
        ("15-07-2021", ["2021-07-15"]), ("15.07.2021", ["2021-07-15"]),
        ("từ 13/6/ 2011 đến 8/11/2011", ["2011-06-13", "2011-11-08"]),
        ("ngày 31/02/2021", []), ("20/63", []), ("July 15, 2021", ["2021-07-15"]),
    ],
)  # fmt: skip
def test_days_in_every_form(text: str, days: list[str]) -> None:
    assert find_dates(text) == {dt.date.fromisoformat(d) for d in days}


def test_the_small_record_set_was_not_changed_by_these_tests(tmp_path: Path) -> None:
    shutil.copytree(MINIMAL, tmp_path / "copy")
    assert check([tmp_path / "copy"], sources=tmp_path / "copy" / "texts", fix=True).fixed == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [("spans:\n", "spans :\n"), ("spans:\n", "spans:\n# a comment\n"), ("  178-239:", "# a comment\n  178-239:")],
)
def test_fix_finds_its_section_however_it_is_written(
    records: Path, dossier: Path, text: Path, old: str, new: str
) -> None:
    edit(dossier, old, new)
    edit(dossier, "    at: 674-730\n", "    at: 674-729\n")
    report = check([records], sources=text.parent, fix=True)
    assert (report.problems, report.fixed) == ((), (str(dossier),))
    assert read_yaml(dossier)[1] == []
    assert ("# a comment" in dossier.read_text(encoding="utf-8")) == ("# a comment" in new)


def test_fix_leaves_a_file_alone_that_it_would_break(records: Path, dossier: Path, text: Path) -> None:
    edit(dossier, "spans:\n", '"spans":\n')
    edit(dossier, "    at: 674-730\n", "    at: 674-729\n")
    before = dossier.read_bytes()
    report = check([records], sources=text.parent, fix=True)
    assert report.fixed == ()
    assert any("would no longer be readable" in p.reason for p in report.problems)
    assert dossier.read_bytes() == before
