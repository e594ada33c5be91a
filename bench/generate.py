"""Synthetic records of our shape: provinces, yearly plans, annexes of tasks, in the record format itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

SECTIONS = ("I", "II", "III", "IV", "V", "VI")
AREAS = (
    "institutions-2021",
    "procedures-2021",
    "apparatus-2021",
    "civil-service-2021",
    "finance-2021",
    "digital-2021",
)
BODIES = ("Sở Nội vụ", "Sở Tài chính", "Sở Tư pháp", "Văn phòng UBND tỉnh", "Các sở, ban, ngành", "UBND cấp huyện")


def write_records(folder: Path, *, places: int, years: int = 5, tasks: int = 60) -> int:
    """Writes a whole record set and returns the number of tasks.

    Args:
        folder: where to write; must be empty or new.
        places: provinces, each with a programme and a plan a year.
        years: plans a province.
        tasks: tasks a plan.
    """
    (folder / "dossiers").mkdir(parents=True)
    (folder / "places.yaml").write_text("".join(_places(places)), encoding="utf-8")
    (folder / "bodies.yaml").write_text("".join(_bodies(places)), encoding="utf-8")
    (folder / "indices.yaml").write_text("indices: []\n", encoding="utf-8")
    sources = ["sources:\n"]
    for p in range(places):
        for y in range(years):
            name = f"plan-{p:04d}-{2021 + y}"
            digest = hashlib.sha256(name.encode()).hexdigest()
            sources.append(f"- {{id: {name}, title: Kế hoạch {name}, kind: full-text, file: {name}.txt, ")
            sources.append(f"sha256: {digest}, length: 9999999}}\n")
            text = "".join(_dossier(name, p, 2021 + y, tasks))
            (folder / "dossiers" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "sources.yaml").write_text("".join(sources), encoding="utf-8")
    return places * years * tasks


def _place(p: int) -> str:
    return "vn-p" + "".join(chr(97 + int(d)) for d in f"{p:04d}")


def _places(count: int) -> Iterator[str]:
    yield "places:\n- {id: vn, name: {vi: Việt Nam, en: Viet Nam}, type: country}\n"
    for p in range(count):
        yield f"- {{id: {_place(p)}, name: {{vi: Tỉnh {p}, en: Province {p}}}, type: province, within: vn}}\n"


def _bodies(count: int) -> Iterator[str]:
    yield "bodies:\n- {id: vn/chinh-phu, name: {vi: Chính phủ, en: Government}, code: cp}\n"
    for p in range(count):
        place = _place(p)
        yield f"- {{id: {place}/ubnd, name: {{vi: UBND tỉnh {p}}}, aliases: [UBND tỉnh], code: ubnd}}\n"
        for b, body in enumerate(BODIES):
            yield f"- {{id: {place}/body-{b}, name: {{vi: '{body} tỉnh {p}', en: Body {b} of {p}}}, aliases: ['{body}']}}\n"


def _dossier(name: str, p: int, year: int, tasks: int) -> Iterator[str]:
    yield f"dossier: {name}\nsource: {name}\nplace: {_place(p)}\n"
    yield "coverage:\n- {aspect: tasks, extent: listed, of: plan, note: {vi: Đủ nhiệm vụ, en: All tasks}}\n"
    yield "instruments:\n"
    yield "- {key: nq76, kind: resolution, number: 76/NQ-CP, issuer: Chính phủ, issued: 2021-07-15, mention: cited, at: 1-9}\n"
    yield f"- {{key: programme, kind: programme, slug: cchc, issuer: UBND tỉnh, year: 2021, title: Chương trình {p}, "
    yield "mention: cited, at: 10-19}\n"
    yield f"- {{key: plan, kind: plan, number: {p + 1}/KH-UBND, issuer: UBND tỉnh, issued: {year}-12-20, mention: self, at: 20-29}}\n"
    yield "relations:\n- {from: programme, type: implements, to: nq76, at: 30-39}\n"
    yield "- {from: plan, type: concretises, to: programme, at: 40-49}\nplans:\n- of: plan\n  groups:\n"
    spans = ["1-9", "10-19", "20-29", "30-39", "40-49"]
    for g, section in enumerate(SECTIONS):
        start = 100 + g * 100_000
        spans.append(f"{start}-{start + 9}")
        yield f"  - number: {section}\n    title: Nhóm {section}\n    area: {AREAS[g]}\n    at: {start}-{start + 9}\n    tasks:\n"
        for t in range(tasks // len(SECTIONS)):
            at = f"{start + 10 + t * 100}-{start + 99 + t * 100}"
            spans.append(at)
            quarter = t % 4 + 1
            yield f"    - number: {t + 1}\n      title: {{vi: Nhiệm vụ {section}.{t + 1} năm {year} tỉnh {p}, en: Task {t + 1}}}\n"
            yield f"      deliverable: Báo cáo\n      lead: ['{BODIES[t % 4]}']\n      coordinating: ['{BODIES[4]}', '{BODIES[5]}']\n"
            yield f"      time: {{printed: Quý {quarter}/{year + 1}, kind: quarter, starts: {year + 1}-Q{quarter}, due: {year + 1}-Q{quarter}}}\n"
            yield f"      at: {at}\n"
    yield "spans:\n"
    yield from (f"  {span}: {hashlib.sha256(span.encode()).hexdigest()}\n" for span in spans)
