"""The sentences of an answer, in both languages. Counts come from the rows, and say what they count."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from graph_build.days import day_en, day_vi
from queries.answer import Value
from queries.ask.asked import Asked, Problem
from queries.ask.symbols import Reading
from queries.lookup import Thing

Rows = Sequence[Mapping[str, Value]]
_MANY = 12


def both(lang: str, vi: str, en: str) -> str:
    """One of two wordings."""
    return en if lang == "en" else vi


def _list(items: Iterable[object], most: int = _MANY) -> str:
    """Items joined, the rest counted."""
    found = list(dict.fromkeys(str(i) for i in items))
    more = f"; … (+{len(found) - most})" if len(found) > most else ""
    return "; ".join(found[:most]) + more


def _n(count: int, lang: str, vi: str, en: str, en_many: str) -> str:
    return both(lang, f"{count} {vi}", f"{count} {en if count == 1 else en_many}")


def _names(things: Iterable[Thing], lang: str) -> str:
    return _list(t.label(lang) for t in things)


def _readings(things: Sequence[Thing], lang: str) -> str:
    """Names all readings of a citation where there are several."""
    if len(things) < 2:
        return ""
    return both(
        lang,
        f"Có {len(things)} văn bản được hỏi đến, trả lời riêng từng văn bản: {_names(things, lang)}. ",
        f"{len(things)} instruments are meant and kept apart: {_names(things, lang)}. ",
    )


def _inferred(rows: Rows, lang: str) -> str:
    count = sum(1 for r in rows if r.get("certainty") in ("inferred", "disputed"))
    if not count:
        return ""
    return both(
        lang,
        f" {count} trong số đó dựa trên liên kết do người biên tập suy luận, nguồn không nêu.",
        f" {count} of them {'rests' if count == 1 else 'rest'} on links that curators inferred; no source states them.",
    )


# -- why there is no answer -----------------------------------------------------------------------------------


def empty_or_long(question: str, lang: str, longest: int) -> str:
    """The question is empty or too long."""
    if not question.strip():
        return both(lang, "Chưa có câu hỏi.", "There is no question.")
    return both(lang, f"Câu hỏi dài quá {longest} ký tự.", f"The question is longer than {longest} characters.")


def not_read(reading: Reading, lang: str) -> str:
    """Which words stop a question from being understood; empty if none does."""
    for kind, vi, en in (
        ("NOT", "Câu hỏi có ý phủ định hoặc loại trừ", "The question denies or leaves something out"),
        ("COMPARE", "Câu hỏi so sánh hoặc xếp hạng các kết quả", "The question compares or ranks"),
        ("WHY", "Câu hỏi hỏi nguyên nhân", "The question asks for reasons"),
        ("DONE", "Câu hỏi hỏi về tiến độ thực hiện", "The question asks what has been completed"),
    ):
        found = reading.of(kind)
        if found and not reading.of("UNKNOWN"):
            words = _list(f"“{s.text}”" for s in found)
            return both(
                lang,
                f"{vi} ({words}); chưa trả lời được loại câu hỏi này.",
                f"{en} ({words}); such questions cannot be answered yet.",
            )
    unknown = reading.of("UNKNOWN")
    if unknown:
        words = _list(f"“{s.text}”" for s in unknown)
        return both(
            lang,
            f"Không hiểu {words} trong câu hỏi, nên không trả lời để khỏi đoán sai.",
            f"The question has words that are not understood: {words}. It is not answered, rather than guessed at.",
        )
    return ""


def no_pattern(lang: str) -> str:
    """Every word is known, but not what is asked."""
    return both(
        lang,
        "Chưa rõ câu hỏi muốn biết điều gì, nên không trả lời để khỏi đoán sai.",
        "It is not clear what is asked; it is not answered, rather than guessed at.",
    )


def problem(found: Problem, lang: str) -> str:
    """A name that stands for nothing, for something else, or for too many things."""
    names = _names(found.things, lang)
    if found.kind == "contradicted":
        return both(
            lang,
            f"Trong dữ liệu không có “{found.text}”. Mang số này chỉ có: {names}.",
            f"There is no “{found.text}” in the graph. Under this number it has only: {names}.",
        )
    if found.kind == "ambiguous":
        return both(
            lang,
            f"“{found.text}” có thể là {len(found.things)} đối tượng khác nhau; "
            f"xin nêu rõ tỉnh, năm hoặc ngày: {names}.",
            f"“{found.text}” stands for {len(found.things)} different things; "
            f"please add the province, year or day: {names}.",
        )
    return both(lang, f"Trong dữ liệu không có “{found.text}”.", f"There is no “{found.text}” in the graph.")


def sources(labels: Sequence[str], lang: str) -> tuple[str, ...]:
    """All that was read, where nothing that was read is about what is asked."""
    return (
        both(
            lang,
            f"Không nguồn nào đã đọc nói về điều này. Đã đọc {len(labels)} nguồn: {_list(labels, 30)}.",
            f"No source that was read is about this. {len(labels)} sources were read: {_list(labels, 30)}.",
        ),
    )


# -- tasks ----------------------------------------------------------------------------------------------------


def deriving(asked: Asked, upper: Sequence[Thing], plans: Sequence[Thing], rows: Rows, amends: Rows) -> str:
    """What derives from each instrument: tasks listed, tasks only counted, instruments not read."""
    lang = asked.lang
    parts = []
    for thing in upper:
        own = [r for r in rows if r["instrument_iri"] == thing.iri and r["row"] != "none"]
        parts.append(f"{thing.label(lang)}: {_one_deriving(asked, thing, plans, own, amends)}")
    return "\n".join([r for r in (_readings(upper, lang).strip(),) if r] + parts)


def _one_deriving(asked: Asked, thing: Thing, plans: Sequence[Thing], rows: Rows, amends: Rows) -> str:
    lang = asked.lang
    if not rows:
        within = _names([*plans, *asked.places], lang)
        where = both(lang, f" của {within}", f" of {within}") if within else ""
        text = both(
            lang,
            f"trong dữ liệu không có nhiệm vụ hay văn bản nào{where} bắt nguồn từ văn bản này.",
            f"nothing{where} in the graph derives from it.",
        )
        does = [str(r["other"]) for r in amends if r["instrument_iri"] == thing.iri and r["relation"] == "amends"]
        if does:
            text += both(lang, f" Văn bản này sửa đổi {_list(does)}.", f" It amends {_list(does)}.")
        return text
    tasks = [r for r in rows if r["row"] == "task"]
    groups = [r for r in rows if r["row"] == "group"]
    unread = [r for r in rows if r["row"] == "instrument"]
    said = []
    if tasks:
        per_plan = Counter(str(r["plan"]) for r in tasks)
        listed = _list(f"{p}: {c}" for p, c in per_plan.items())
        count = _n(len(tasks), lang, "nhiệm vụ được liệt kê", "task is listed", "tasks are listed")
        said.append(f"{count} ({listed}).{_inferred(tasks, lang)}")
    else:
        said.append(
            both(
                lang,
                "không có nhiệm vụ nào được liệt kê trong các nguồn đã đọc.",
                "no task is listed in what was read.",
            )
        )
    said += _group_counts(groups, lang)
    if unread:
        count = _n(
            len(unread), lang, "văn bản bên dưới chưa được đọc nhiệm vụ",
            "instrument below it whose tasks were not read",
            "instruments below it whose tasks were not read",
        )  # fmt: skip
        head = both(lang, "Ngoài ra có ", "Further, there " + ("is " if len(unread) == 1 else "are "))
        said.append(f"{head}{count}.{_inferred(unread, lang)}")
    return " ".join(said)


def _group_counts(groups: Rows, lang: str) -> list[str]:
    """For each plan: how many tasks its groups declare, none of them listed."""
    said = []
    for plan in dict.fromkeys(str(r["plan"]) for r in groups):
        own = [r for r in groups if r["plan"] == plan]
        declared = [int(d) for r in own if isinstance(d := r.get("declared"), int)]
        if declared:
            text = both(
                lang,
                f"{plan}: {sum(declared)} nhiệm vụ được nguồn công bố trong {len(own)} nhóm, "
                "không liệt kê nhiệm vụ nào.",
                f"{plan}: its source declares {sum(declared)} tasks in "
                f"{len(own)} {'group' if len(own) == 1 else 'groups'} and lists none of them.",
            )
        else:
            text = both(
                lang,
                f"{plan}: {len(own)} nhóm nhiệm vụ được mô tả, không có số nhiệm vụ và không liệt kê.",
                f"{plan}: {len(own)} groups of tasks are described; they are neither counted nor listed.",
            )
        said.append(text + _inferred(own, lang))
    return said


def plan_tasks(plans: Sequence[Thing], rows: Rows, groups: Rows, lang: str) -> str:
    """The tasks of plans: listed one by one, only counted, or not read."""
    said = []
    for plan in plans:
        own = [r for r in rows if r["plan_iri"] == plan.iri]
        counted = [r for r in groups if r["plan_iri"] == plan.iri and not r.get("listed")]
        if own:
            in_groups = len({r.get("group") for r in own if r.get("group")})
            within = both(lang, f" trong {in_groups} nhóm", f" in {in_groups} groups") if in_groups else ""
            count = _n(len(own), lang, "nhiệm vụ được liệt kê", "task is listed", "tasks are listed")
            said.append(f"{plan.label(lang)}: {count}{within}.")
        elif counted:
            said += _group_counts(counted, lang)
        else:
            said.append(
                both(
                    lang,
                    f"{plan.label(lang)}: chưa có nhiệm vụ nào được ghi trong dữ liệu.",
                    f"{plan.label(lang)}: no task is recorded in the graph.",
                )
            )
    return _readings(plans, lang) + " ".join(said)


def counted_only(groups: Rows, lang: str) -> str:
    """Adds what a plan declares where no listed task fits."""
    said = _group_counts([r for r in groups if not r.get("listed")], lang)
    return (" " + " ".join(said)) if said else ""


_ROLES = {"lead": ("chủ trì", "leads"), "coordinating": ("phối hợp", "coordinates"),
          None: ("chủ trì hoặc phối hợp", "leads or coordinates")}  # fmt: skip


def filtered_tasks(
    asked: Asked,
    duties: Sequence[tuple[Thing, str | None]],
    dates: tuple[dt.date, dt.date] | None,
    plans: Sequence[Thing],
    upper: Sequence[Thing],
    rows: Rows,
) -> str:
    """How many tasks fit all that was asked, and in whose plans."""
    lang = asked.lang
    conditions = [
        both(lang, f"{b.label(lang)} {_ROLES[role][0]}", f"{b.label(lang)} {_ROLES[role][1]}") for b, role in duties
    ]
    conditions += [both(lang, f"lĩnh vực {a.label(lang)}", f"area “{a.label(lang)}”") for a in asked.areas]
    conditions += [both(lang, f"thuộc {p.label(lang)}", f"of {p.label(lang)}") for p in (*plans, *asked.places)]
    conditions += [both(lang, f"bắt nguồn từ {p.label(lang)}", f"deriving from {p.label(lang)}") for p in upper]
    tasks = [r for r in rows if r.get("task_iri")]
    if dates:
        conditions.append(_time_words(asked, dates))
    what = ", ".join(conditions)
    if tasks:
        count = _n(len(tasks), lang, "nhiệm vụ được liệt kê", "listed task", "listed tasks")
        per_plan = _list(f"{p}: {c}" for p, c in Counter(str(r["plan"]) for r in tasks).items())
        text = f"{count} – {what} ({per_plan})."
    else:
        text = both(lang, f"Không có nhiệm vụ nào được liệt kê – {what}.", f"No listed task – {what}.")
    groups = [r for r in rows if r.get("row") == "group"]
    if asked.areas and not tasks and not groups:
        text += both(
            lang,
            " Lĩnh vực được ghi theo nhóm nhiệm vụ của kế hoạch; nhiệm vụ xếp ở nhóm khác vẫn có thể nói đến điều này.",
            " Areas are recorded by the task groups of plans; a task of another group may still concern this.",
        )
    if groups:
        text += " " + " ".join(_group_counts(groups, lang))
    if dates and not asked.has("DUE", "START"):
        first, last = dates[0].isoformat(), dates[1].isoformat()
        within = sum(1 for r in tasks if str(r.get("starts_on") or "") >= first and str(r.get("due_on") or "9") <= last)
        if tasks and within < len(tasks):
            text += both(
                lang,
                f" {within} trong số đó nằm trọn trong thời gian này, số còn lại chỉ có một phần thời gian trùng.",
                f" {within} of them lie wholly in that time; the others overlap with it.",
            )
    if dates:
        text += both(
            lang,
            " Nhiệm vụ không ghi ngày tháng (thường xuyên, hàng quý …) không được tính.",
            " Tasks without dates (regular, quarterly …) are not counted.",
        )
    return text


def _time_words(asked: Asked, dates: tuple[dt.date, dt.date]) -> str:
    lang = asked.lang
    first, last = (both(lang, day_vi(d), day_en(d)) for d in dates)
    how = (
        ("đến hạn", "due")
        if asked.has("DUE")
        else ("bắt đầu", "starting")
        if asked.has("START")
        else ("thời gian", "running")
    )
    return both(lang, f"{how[0]} từ {first} đến {last}", f"{how[1]} from {first} to {last}")


def one_task(rows: Rows, lang: str) -> str:
    """One task with its bodies, deliverable and time."""
    none = both(lang, "không ghi", "not stated")
    return " ".join(
        both(
            lang,
            f"{r['plan']}, nhiệm vụ {r['number']} ({r['group']}): {r['task']}. Chủ trì: {r['lead'] or none}. "
            f"Phối hợp: {r['coordinating'] or none}. Sản phẩm: {r['deliverable'] or none}. "
            f"Thời gian: {r['timing'] or none}.",
            f"{r['plan']}, task {r['number']} ({r['group']}): {r['task']}. Lead: {r['lead'] or none}. "
            f"Coordinating: {r['coordinating'] or none}. Deliverable: {r['deliverable'] or none}. "
            f"Time: {r['timing'] or none}.",
        )
        for r in rows
    )


def no_task(text: str, plans: Sequence[Thing], groups: Rows, lang: str) -> str:
    """A task that is asked for by number is not recorded."""
    return both(
        lang,
        f"Không có “{text}” trong {_names(plans, lang)} theo dữ liệu.{counted_only(groups, lang)}",
        f"There is no “{text}” in {_names(plans, lang)} as recorded.{counted_only(groups, lang)}",
    )


def groups(plans: Sequence[Thing], rows: Rows, lang: str) -> str:
    """The groups of plans with their counts."""
    said = []
    for plan in plans:
        own = [r for r in rows if r["plan_iri"] == plan.iri]
        declared = sum(int(d) for r in own if isinstance(d := r.get("declared"), int))
        listed = sum(int(d) for r in own if isinstance(d := r.get("listed"), int))
        if not own:
            said.append(
                both(
                    lang,
                    f"{plan.label(lang)}: không ghi nhóm nhiệm vụ nào.",
                    f"{plan.label(lang)}: no task group is recorded.",
                )
            )
            continue
        counts = both(
            lang,
            f"{declared} nhiệm vụ được nguồn công bố, {listed} nhiệm vụ được liệt kê",
            f"{declared} tasks declared by the source, {listed} listed",
        ) if declared else both(lang, f"{listed} nhiệm vụ được liệt kê", f"{listed} tasks listed")  # fmt: skip
        said.append(
            f"{plan.label(lang)}: {_n(len(own), lang, 'nhóm nhiệm vụ', 'task group', 'task groups')}; {counts}."
        )
    return _readings(plans, lang) + " ".join(said)
