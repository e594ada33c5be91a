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
            names = f"name: {{vi: '{body} tỉnh {p}', en: Body {b} of {p}}}, aliases: ['{body}']"
            yield f"- {{id: {place}/body-{b}, {names}}}\n"


def _dossier(name: str, p: int, year: int, tasks: int) -> Iterator[str]:
    yield f"""dossier: {name}
source: {name}
place: {_place(p)}
coverage:
- {{aspect: tasks, extent: listed, of: plan, note: {{vi: Đủ nhiệm vụ, en: All tasks}}}}
instruments:
- {{key: nq76, kind: resolution, number: 76/NQ-CP, issuer: Chính phủ, issued: 2021-07-15, mention: cited, at: 1-9}}
- key: programme
  kind: programme
  slug: cchc
  issuer: UBND tỉnh
  year: 2021
  title: Chương trình {p}
  mention: cited
  at: 10-19
- key: plan
  kind: plan
  number: {p + 1}/KH-UBND
  issuer: UBND tỉnh
  issued: {year}-12-20
  mention: self
  at: 20-29
relations:
- {{from: programme, type: implements, to: nq76, at: 30-39}}
- {{from: plan, type: concretises, to: programme, at: 40-49}}
plans:
- of: plan
  groups:
"""
    spans = ["1-9", "10-19", "20-29", "30-39", "40-49"]
    for g, section in enumerate(SECTIONS):
        start = 100 + g * 100_000
        spans.append(f"{start}-{start + 9}")
        yield f"  - {{number: {section}, title: Nhóm {section}, area: {AREAS[g]}, at: {spans[-1]}, tasks: [\n"
        for t in range(tasks // len(SECTIONS)):
            spans.append(f"{start + 10 + t * 100}-{start + 99 + t * 100}")
            quarter = f"{year + 1}-Q{t % 4 + 1}"
            yield f"""    {{number: {t + 1}, at: {spans[-1]}, deliverable: Báo cáo,
     title: {{vi: Nhiệm vụ {section}.{t + 1} năm {year} tỉnh {p}, en: Task {t + 1}}},
     lead: ['{BODIES[t % 4]}'], coordinating: ['{BODIES[4]}', '{BODIES[5]}'],
     time: {{printed: Quý {quarter}, kind: quarter, starts: {quarter}, due: {quarter}}}}},
"""
        yield "    ]}\n"
    yield "spans:\n"
    yield from (f"  {span}: {hashlib.sha256(span.encode()).hexdigest()}\n" for span in spans)
