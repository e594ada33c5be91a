"""Sentences about instruments, their relations and evidence, and about targets, results and coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from queries.answer import Value
from queries.ask.asked import Asked
from queries.ask.say import Rows, _inferred, _list, _n, _names, _readings, both
from queries.lookup import Thing


def derives(lower: Sequence[Thing], upper: Sequence[Thing], rows: Rows, above: Rows, lang: str) -> str:
    """Whether one instrument derives from another."""
    said = []
    for thing in upper:
        hit = [r for r in rows if r["upper_iri"] == thing.iri]
        if hit:
            sure = any(r["certainty"] == "asserted" for r in hit)
            how = both(
                lang,
                "nguồn nêu" if sure else "do người biên tập suy luận",
                "stated by a source" if sure else "inferred by curators",
            )
            said.append(
                both(
                    lang,
                    f"Có: {_names(lower, lang)} bắt nguồn từ {thing.label(lang)} ({how}).",
                    f"Yes: {_names(lower, lang)} derives from {thing.label(lang)} ({how}).",
                )
            )
        else:
            tops = _list(str(r["upper"]) for r in above)
            beside = (
                both(lang, f" Có ghi là bắt nguồn từ: {tops}.", f" It is recorded as deriving from: {tops}.")
                if tops
                else ""
            )
            said.append(
                both(
                    lang,
                    f"Dữ liệu không ghi {_names(lower, lang)} bắt nguồn từ {thing.label(lang)}.{beside}",
                    f"The graph does not record that {_names(lower, lang)} derives from {thing.label(lang)}.{beside}",
                )
            )
    return " ".join(said)


def chain(items: Sequence[Thing], rows: Rows, lang: str) -> str:
    """What each thing derives from, up to the top."""
    said = []
    for thing in items:
        own = [r for r in rows if r["item_iri"] == thing.iri]
        if not own:
            said.append(
                both(
                    lang,
                    f"{thing.label(lang)}: dữ liệu không ghi văn bản nào mà nó bắt nguồn.",
                    f"{thing.label(lang)}: the graph records nothing that it derives from.",
                )
            )
            continue
        direct = [str(r["upper"]) for r in own if r["lower_iri"] == thing.iri]
        lowers = {r["lower_iri"] for r in own}
        tops = [str(r["upper"]) for r in own if r["upper_iri"] not in lowers]
        text = both(
            lang,
            f"{thing.label(lang)}: trực tiếp từ {_list(direct)}; lên đến {_list(tops)}.",
            f"{thing.label(lang)}: directly from {_list(direct)}; up to {_list(tops)}.",
        )
        count = sum(1 for r in own if r["certainty"] != "asserted")
        if count:
            text += both(
                lang,
                f" {count} trong {len(own)} liên kết là suy luận của người biên tập.",
                f" {count} of {len(own)} links {'is' if count == 1 else 'are'} inferred by curators.",
            )
        said.append(text)
    return _readings(items, lang) + " ".join(said)


def evidence(items: Sequence[Thing], rows: Rows, lang: str) -> str:
    """In how many places of which sources each thing stands."""
    said = []
    for thing in items:
        own = [r for r in rows if r["item_iri"] == thing.iri]
        if own:
            per = Counter(str(r["source"]) for r in own)
            count = _n(len(own), lang, "chỗ trong nguồn", "passage", "passages")
            said.append(f"{thing.label(lang)}: {count} – {_list(f'{s} ({c})' for s, c in per.items())}.")
        else:
            said.append(
                both(
                    lang,
                    f"{thing.label(lang)}: không ghi bằng chứng.",
                    f"{thing.label(lang)}: no evidence is recorded.",
                )
            )
    return _readings(items, lang) + " ".join(said)


def per_thing(things: Sequence[Thing], rows: Rows, column: str, shown: str, lang: str) -> str:
    """For each plan the solutions, counted and named."""
    said = []
    for thing in things:
        own = [r for r in rows if r[column] == thing.iri]
        if own:
            count = _n(len(own), lang, "giải pháp", "solution", "solutions")
            said.append(f"{thing.label(lang)}: {count} – {_list(str(r[shown]) for r in own)}.")
        else:
            said.append(
                both(
                    lang,
                    f"{thing.label(lang)}: không ghi giải pháp nào.",
                    f"{thing.label(lang)}: no solution is recorded.",
                )
            )
    return _readings(things, lang) + " ".join(said)


def implementing(things: Sequence[Thing], rows: Rows, lang: str, places: Sequence[Thing], years: Sequence[int]) -> str:
    """What implements each instrument, directly or through others, by kind and certainty."""
    said = []
    within = _list([*(p.label(lang) for p in places), *(str(y) for y in years)])
    where = f" ({within})" if within else ""
    for thing in things:
        own = [r for r in rows if r["instrument_iri"] == thing.iri]
        if not own:
            said.append(
                both(
                    lang,
                    f"{thing.label(lang)}: dữ liệu không ghi văn bản nào{where} thực hiện văn bản này.",
                    f"{thing.label(lang)}: the graph records nothing{where} that implements it.",
                )
            )
            continue
        kinds = _list(f"{c} {k}" for k, c in Counter(str(r["kind"]) for r in own).items())
        count = _n(len(own), lang, "văn bản thực hiện", "instrument implements it", "instruments implement it")
        direct = sum(1 for r in own if r.get("relation"))
        part = sum(1 for r in own if r.get("relation") == "implementsInPart")
        text = both(
            lang,
            f"{thing.label(lang)}: {count}{where} ({kinds}), {direct} trực tiếp, {len(own) - direct} qua văn bản khác",
            f"{thing.label(lang)}: {count}{where} ({kinds}), {direct} directly and {len(own) - direct} through others",
        )
        if part:
            text += both(lang, f", {part} chỉ thực hiện một phần", f", {part} in part only")
        said.append(f"{text}: {_list(str(r['plan']) for r in own)}.{_inferred(own, lang)}")
    return _readings(things, lang) + " ".join(said)


_WHAT = {
    "legal_bases": ("căn cứ pháp lý", "legal bases"),
    "based_on": ("văn bản lấy văn bản này làm căn cứ", "instruments based on it"),
    "relations": ("quan hệ", "relations"),
    "amendments": ("quan hệ sửa đổi, thay thế, bãi bỏ", "amendments, replacements or repeals"),
    "amendedBy": ("văn bản sửa đổi văn bản này", "instruments that amend it"),
    "amends": ("văn bản được văn bản này sửa đổi", "instruments that it amends"),
    "replacedBy": ("văn bản thay thế văn bản này", "instruments that replace it"),
    "replaces": ("văn bản bị văn bản này thay thế", "instruments that it replaces"),
    "promulgates": ("văn bản do văn bản này ban hành", "instruments that it promulgates"),
    "repealedBy": ("văn bản bãi bỏ văn bản này", "instruments that repeal it"),
    "repeals": ("văn bản bị văn bản này bãi bỏ", "instruments that it repeals"),
}
_NAMES = {
    "amends": ("sửa đổi", "amends"),
    "amendedBy": ("được sửa đổi bởi", "amended by"),
    "implements": ("thực hiện", "implements"),
    "concretises": ("cụ thể hóa", "concretises"),
    "hasLegalBasis": ("căn cứ vào", "based on"),
    "cites": ("dẫn chiếu", "cites"),
    "promulgates": ("ban hành", "promulgates"),
    "promulgatedBy": ("được ban hành bởi", "promulgated by"),
    "implementsInPart": ("thực hiện một phần", "implements in part"),
    "replaces": ("thay thế", "replaces"),
}


def _relation(name: object, lang: str) -> str:
    text = str(name)
    known = _NAMES.get(text.removeprefix("← "))
    words = both(lang, *known) if known else text.removeprefix("← ")
    return f"← {words}" if text.startswith("← ") else words


def related(what: str, only: Sequence[str], things: Sequence[Thing], rows: Rows, beside: Rows, lang: str) -> str:
    """The relations of each instrument; where the one asked for is not recorded, those that are."""
    vi, en = _WHAT[only[0] if only else what]
    said = []
    for thing in things:
        own = [r for r in rows if r["instrument_iri"] == thing.iri]
        if own:
            detailed = what in ("relations", "amendments") and not only
            shown = [f"{_relation(r['relation'], lang)}: {r['other']}" if detailed else str(r["other"]) for r in own]
            said.append(f"{thing.label(lang)}: {len(own)} {both(lang, vi, en)} – {_list(shown)}.{_inferred(own, lang)}")
            continue
        text = both(
            lang, f"{thing.label(lang)}: dữ liệu không ghi {vi}.", f"{thing.label(lang)}: the graph records no {en}."
        )
        other = [r for r in beside if r["instrument_iri"] == thing.iri and not str(r["relation"]).startswith("←")]
        if other:
            shown = [f"{_relation(r['relation'], lang)} {r['other']}" for r in other]
            text += both(lang, f" Có ghi: {_list(shown, 5)}.", f" Recorded are: {_list(shown, 5)}.")
        said.append(text)
    return _readings(things, lang) + " ".join(said)


def of_place(places: Sequence[Thing], bodies: Sequence[Thing], years: Sequence[int], rows: Rows, lang: str) -> str:
    """How many instruments of a province, issued and only planned."""
    who = _names(bodies or places, lang)
    when = both(lang, f" năm {_list(years)}", f" in {_list(years)}") if years else ""
    if not rows:
        return both(
            lang, f"Dữ liệu không ghi văn bản nào của {who}{when}.", f"The graph records no instrument of {who}{when}."
        )
    states = _list(f"{c} {s}" for s, c in Counter(str(r["status"]) for r in rows).items())
    names = _list(str(r["instrument"]) for r in rows)
    count = _n(len(rows), lang, "văn bản được ghi", "instrument is recorded", "instruments are recorded")
    text = f"{who}{when}: {count} ({states}): {names}."
    if years:
        text += both(
            lang,
            " Năm là năm ban hành; văn bản không rõ năm không được tính.",
            " The year is that of issue; instruments of unknown year are not counted.",
        )
    return text


def _about(asked: Asked) -> str:
    lang = asked.lang
    return ", ".join(
        [*(t.label(lang) for t in (*asked.cited, *asked.places, *asked.indices)), *(str(y) for y in asked.years)]
    )


def _beside(rows: Rows, lang: str, year: str = "year") -> str:
    """What is there of another index or year, so that nothing found is not all that is said."""
    found = sorted({(str(r["index"]), str(r.get(year) or "?")) for r in rows if r.get("index")})
    if not found:
        return ""
    return both(
        lang,
        f" Có ghi: {_list(f'{i} ({y})' for i, y in found)}.",
        f" Recorded are: {_list(f'{i} ({y})' for i, y in found)}.",
    )


def targets(asked: Asked, rows: Rows, other: Rows) -> str:
    """The targets that were set."""
    lang = asked.lang
    if not rows:
        return both(
            lang,
            f"Dữ liệu không ghi mục tiêu nào – {_about(asked)}.",
            f"The graph records no target – {_about(asked)}.",
        ) + _beside(other, lang)
    per_plan = _list(f"{p}: {c}" for p, c in Counter(str(r["plan"]) for r in rows).items())
    count = _n(len(rows), lang, "mục tiêu được ghi", "target is recorded", "targets are recorded")
    return f"{count} – {_about(asked)} ({per_plan}): {_list((_target(row) for row in rows), 6)}."


def _target(row: object) -> str:
    assert isinstance(row, dict)
    value = f"{_number(row['value'])}" if row.get("value") is not None else str(row.get("target_group") or "")
    if row.get("value_max") is not None:
        value += f"–{_number(row['value_max'])}"
    unit = _unit(row)
    out_of = f"/{row['out_of']}" if row.get("out_of") else ""
    said = " ".join(p for p in (str(row.get("comparator") or ""), f"{value}{unit}{out_of}".strip()) if p)
    return f"{row['target']} ({said}{', ' + str(row['year']) if row.get('year') else ''})"


def _unit(row: Mapping[str, Value]) -> str:
    """What stands behind a figure: nothing where the unit is plain from what is counted or ranked."""
    unit = str(row.get("unit") or "")
    return {"percent": "%", "rank": "", "group": "", "count": "", "": ""}.get(unit, f" {unit}")


def _score(row: Mapping[str, Value], lang: str) -> str:
    """A score with the unit of its index: a share is not a number of points."""
    number = _number(row["score"])
    if row.get("unit") == "percent":
        return f"{number}%"
    return both(lang, f"{number} điểm", f"score {number}")


def _number(value: object) -> str:
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def results(asked: Asked, rows: Rows, other: Rows) -> str:
    """What was measured: score, rank, group."""
    lang = asked.lang
    if not rows:
        return both(
            lang, f"Dữ liệu không ghi kết quả nào – {_about(asked)}.", f"The graph records no result – {_about(asked)}."
        ) + _beside(other, lang)
    said = []
    for row in rows[:8]:
        parts = []
        if row.get("score") is not None:
            parts.append(_score(row, lang))
        if row.get("rank") is not None:
            out_of = f"/{row['out_of']}" if row.get("out_of") else ""
            parts.append(both(lang, f"hạng {row['rank']}{out_of}", f"rank {row['rank']}{out_of}"))
        change = row.get("rank_change")
        if isinstance(change, int) and change:
            parts.append(
                both(
                    lang,
                    f"{'tăng' if change > 0 else 'giảm'} {abs(change)} bậc",
                    f"{'up' if change > 0 else 'down'} {abs(change)} places",
                )
            )
        if row.get("result_group"):
            parts.append(both(lang, f"nhóm {row['result_group']}", f"group {row['result_group']}"))
        if row.get("value") is not None and row.get("score") is None:
            parts.append(f"{_number(row['value'])}{_unit(row)}".strip())
        said.append(f"{row['result']}: {', '.join(parts)}")
    more = f"; … (+{len(rows) - 8})" if len(rows) > 8 else ""
    only = "" if asked.places else both(
        lang, " Chỉ gồm kết quả mà các nguồn đã đọc có nêu.", " Only results that the sources read so far state."
    )  # fmt: skip
    return f"{'; '.join(said)}{more}.{_inferred(rows, lang)}{only}"


def coverage(rows: Rows, lang: str) -> str:
    """What was read, and to what extent."""
    if not rows:
        return both(lang, "Không có ghi chú riêng về phạm vi đọc.", "There is no statement of coverage of its own.")
    found = Counter((str(r["aspect"]), str(r["extent"])) for r in rows)
    count = len({r["source_iri"] for r in rows})
    head = _n(count, lang, "nguồn đã đọc", "source was read", "sources were read")
    return f"{head}: {_list((f'{a} – {e} ({c})' for (a, e), c in sorted(found.items())), 30)}."
