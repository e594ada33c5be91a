"""A fact falsified in a real dossier is found against its source: number, kind, issuer, time, title."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graph_build.check import check
from graph_build.load import packaged_records

FALSIFIED = [
    ("an-giang-2022-reform-article", "number: 3037/QĐ-UBND", "number: 3073/QĐ-UBND", "number"),
    ("an-giang-2022-reform-article", "number: 803/KH-UBND", "number: 805/KH-UBND", "number"),
    ("an-giang-2022-reform-article", "kind: resolution", "kind: decree", "kind"),
    ("an-giang-2022-reform-article", "issuer: Chính phủ\n    issued", "issuer: Bộ Tài chính\n    issued", "issuer"),
    ("tra-vinh-2020-plan-168-article", "number: 168-KH/TU", "number: 169-KH/TU", "number"),
    ("tra-vinh-2020-plan-168-article", "number: 20/2008/NĐ-CP", "number: 20/2009/NĐ-CP", "number"),
    ("an-giang-2017-plan-792", "kind: year, starts: 2018, due: 2018}", "kind: year, starts: 2018, due: 2028}", "time"),
    ("an-giang-2017-plan-792", "starts: 2018-08", "starts: 2018-01", "time"),
    ("an-giang-2017-plan-792", "giai đoạn 2016-2020\n", "giai đoạn 2116-2020\n", "title"),
    ("ha-giang-2023-reform-article", "267 ", "277 ", "subject"),
]


@pytest.mark.parametrize(("dossier", "true", "false", "key"), FALSIFIED)
def test_a_falsified_fact_is_found(
    tmp_path: Path, sources_dir: Path, dossier: str, true: str, false: str, key: str
) -> None:
    shutil.copytree(packaged_records(), tmp_path / "records")
    file = tmp_path / "records" / "dossiers" / f"{dossier}.yaml"
    text = file.read_text(encoding="utf-8")
    assert true in text
    file.write_text(text.replace(true, false, 1), encoding="utf-8")
    report = check([tmp_path / "records"], sources=sources_dir)
    assert report.failed
    assert [p.reason for p in report.problems if f"does not print {key} = " in p.reason]
