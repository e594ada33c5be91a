"""A cascade as an indented tree and as rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from queries.answer import Value
    from queries.trace import Node, Step, Trace

_WORDS = {
    "vi": {
        "implements": "thực hiện",
        "concretises": "cụ thể hóa",
        "promulgatedBy": "ban hành kèm theo",
        "taskOf": "nhiệm vụ của",
        "groupOf": "nhóm nhiệm vụ của",
        "inferred": "suy ra, không phải nguồn nêu",
        "disputed": "còn tranh cãi",
        "declared": "nguồn công bố {} nhiệm vụ",
        "listed": "liệt kê {}",
        "none": "không liệt kê nhiệm vụ nào",
        "nothing": "(không có gì được ghi nhận bên dưới)",
        "top": "(không có gì được ghi nhận bên trên)",
        "coverage": "Phạm vi đã đọc",
        "page": "trang",
        "by": "ban hành kèm theo",
        "sources": "Trang đã dẫn",
    },
    "en": {
        "implements": "implements",
        "concretises": "concretises",
        "promulgatedBy": "promulgated by",
        "taskOf": "task of",
        "groupOf": "group of",
        "inferred": "inferred, not stated by a source",
        "disputed": "disputed",
        "declared": "the source declares {} tasks",
        "listed": "{} listed",
        "none": "none of them listed",
        "nothing": "(nothing is recorded below it)",
        "top": "(nothing is recorded above it)",
        "coverage": "What was read",
        "page": "page",
        "by": "promulgated by",
        "sources": "Pages cited",
    },
}


def tree(trace: Trace, lang: str) -> str:
    """The cascade as text: each node with how it hangs on the one above, how sure that is, and where it is said."""
    words = _WORDS[lang]
    lines = [trace.root.label + _counts(trace.root, words)]
    pages: dict[str, str] = {}
    shown = {trace.root.iri, *(node.iri for node in trace.nodes)}
    if not trace.nodes:
        lines.append("  " + words["nothing" if trace.direction == "down" else "top"])
    for node in trace.nodes:
        step = node.steps[-1]
        # A group and its tasks are both one step from their plan; the tasks are shown below their group.
        indent = "  " * (node.depth + (node.type == "Task" and node.group in shown))
        grade = f", {words[step.certainty]}" if step.certainty != "asserted" else ""
        link = words.get(step.relation, step.relation)
        lines.append(f"{indent}{node.label}{_counts(node, words)}")
        lines.append(f"{indent}    [{link}{grade}; {'; '.join(_short(step, words, pages)) or '—'}]")
        said = node.promulgation
        if said is not None and node.promulgated_by_label is not None and said.to not in shown:
            places = "; ".join(_short(said, words, pages))
            lines.append(f"{indent}    ({words['by']} {node.promulgated_by_label}; {places})")
    if trace.coverage:
        lines.append(f"{words['coverage']}:")
        lines.extend(f"  - {note}" for note in trace.coverage)
    if pages:
        lines.append(f"{words['sources']}:")
        lines.extend(f"  {number}. {source}" for number, source in enumerate(pages.values(), 1))
    return "\n".join(lines)


def _short(step: Step, words: dict[str, str], pages: dict[str, str]) -> Iterator[str]:
    """Where a step is said; a page, whose address may be long, by a number that is explained below the tree."""
    for e in step.evidence:
        if e.file and e.start is not None:
            yield f"{e.file} {e.start}-{e.end}"
        else:
            key = e.address or e.iri
            pages.setdefault(key, f"{e.source}: {key}" if e.source else key)
            yield f"{words['page']} {list(pages).index(key) + 1}"


def _counts(node: Node, words: dict[str, str]) -> str:
    if node.declared is not None:
        listed = words["none"] if not node.listed else words["listed"].format(node.listed)
        return f" — {words['declared'].format(node.declared)}, {listed}"
    if node.listed:
        return f" — {words['listed'].format(node.listed)}"
    return ""


def _places(step: Step) -> Iterator[str]:
    for e in step.evidence:
        if e.file and e.start is not None:
            yield f"{e.file} {e.start}-{e.end}"
        else:
            yield e.address or e.source


def trace_rows(trace: Trace) -> list[dict[str, Value]]:
    """The cascade as rows, one a node."""
    if not trace.nodes:
        return [_row(trace, trace.root)]
    return [_row(trace, node) for node in trace.nodes]


def _row(trace: Trace, node: Node) -> dict[str, Value]:
    step = node.steps[-1] if node.steps else None
    return {
        "root": trace.root.label,
        "depth": node.depth,
        "type": node.type,
        "label": node.label,
        "relation": step.relation if step else None,
        "certainty": node.certainty,
        "issued_on": node.issued_on,
        "declared": node.declared,
        "listed": node.listed,
        "evidence": "; ".join(_places(step)) if step else None,
        "node_iri": node.iri,
        "root_iri": trace.root.iri,
    }
