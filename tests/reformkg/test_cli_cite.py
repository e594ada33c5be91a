"""cite: a text, standard input, lines of JSON with bad ones among them."""

from __future__ import annotations

import csv
import io
import json

import pytest

from tests.reformkg.program import run

TEXT = "Căn cứ Nghị quyết số 30c/NQ-CP ngày 08 tháng 11 năm 2011 của Chính phủ và Quyết định 225/QĐ-TTg"
KEYS = ["kind", "number", "year", "date", "issuer", "start", "end", "number_start", "number_end"]


def test_offsets_are_code_points_of_the_text_as_given() -> None:
    for text in (TEXT, f"𝄞 ế {TEXT}"):
        found = json.loads(run("cite", text, "--format", "json").out)
        assert [c["number"] for c in found] == ["30c/NQ-CP", "225/QĐ-TTg"]
        assert [text[c["start"] : c["end"]] for c in found] == ["Nghị quyết số 30c/NQ-CP", "Quyết định 225/QĐ-TTg"]
        assert [text[c["number_start"] : c["number_end"]] for c in found] == ["30c/NQ-CP", "225/QĐ-TTg"]
        assert found[0]["date"] == "2011-11-08"


@pytest.mark.parametrize("args", [["-"], []])
def test_standard_input(args: list[str]) -> None:
    done = run("cite", *args, "--format", "csv", stdin=TEXT.encode())
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert list(rows[0]) == KEYS
    assert [r["number"] for r in rows] == ["30c/NQ-CP", "225/QĐ-TTg"]


def test_nothing_found() -> None:
    done = run("cite", "không có gì")
    assert (done.code, done.out) == (1, "")
    assert "No citation found." in done.err
    done = run("cite", "không có gì", "--format", "json")
    assert (done.code, json.loads(done.out)) == (1, [])


def test_lines_of_json() -> None:
    lines = [json.dumps({"id": i, "text": TEXT}, ensure_ascii=i > 0).encode() for i in range(3)]
    done = run("cite", "--jsonl", stdin=b"\n".join(lines) + b"\n")
    assert done.code == 0
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert [r["id"] for r in rows] == [0, 1, 2]
    assert set(rows[0]) == {"id", "citations"}
    assert set(rows[0]["citations"][0]) >= set(KEYS)


def test_bad_lines_are_said_and_the_others_answered() -> None:
    good = json.dumps({"id": "x", "text": TEXT}).encode()
    bad = [b"{", b"[]", b"{}", b'{"id": 1, "text": 5}', b"\xff", b"null"]
    done = run("cite", "--jsonl", stdin=b"\n".join([good, *bad, b"", good]))
    assert done.code == 1
    assert len(done.out.splitlines()) == 2
    for number in range(2, 2 + len(bad)):
        assert f"line {number}: not read" in done.err


def test_jsonl_takes_no_text() -> None:
    assert run("cite", "--jsonl", "text").code == 2


def test_half_a_character_is_no_reason_to_stop() -> None:
    done = run("cite", "--jsonl", stdin=b'{"id": 1, "text": "\\ud800 30c/NQ-CP"}\n')
    assert done.code == 0
    assert json.loads(done.out)["citations"][0]["number"] == "30c/NQ-CP"
