"""The words on the pictures, in Vietnamese and English.

Names of classes, relations and grades of certainty come from the ontology; only what the page itself says
stands here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

import ontology
from ontology.namespaces import CONCEPT, ONTOLOGY

LANGUAGES: Final = ("vi", "en")

_WORDS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        # the page
        "title": ("Chuỗi chính sách từ {}", "Policy cascade from {}"),
        "title_up": ("Chuỗi chính sách dẫn tới {}", "Policy cascade leading to {}"),
        "nothing": ("Không có gì để vẽ", "Nothing to draw"),
        "nothing_note": ("Câu trả lời không có dòng nào.", "The answer has no rows."),
        "picture": ("Hình", "Picture"),
        "picture_help": (
            "Hình vẽ chuỗi chính sách. Phím mũi tên đi từ ô này sang ô khác, Enter mở hoặc thu gọn, "
            "Esc bỏ chọn. Bảng bên dưới có đủ mọi ô của hình.",
            "Drawing of the cascade. Arrow keys go from card to card, Enter opens or closes one, "
            "Esc clears the selection. The table below holds every card.",
        ),
        "noscript": (
            "Trình duyệt không chạy JavaScript nên không vẽ hình; bảng dưới đây có đủ mọi ô và mọi bước.",
            "JavaScript is off, so there is no drawing; the table below holds every card and every step.",
        ),
        "hint": (
            "Bấm một ô để xem căn cứ, bấm +/− để mở hoặc thu gọn. Kéo để di chuyển, Ctrl + lăn chuột để "
            "phóng to, thu nhỏ.",
            "Click a card for its evidence, +/− to open or close. Drag to move, Ctrl + wheel to zoom.",
        ),
        "search": ("Tìm trong hình", "Find in the picture"),
        "search_hint": ("số hoặc tên, có dấu hay không", "number or name, accents optional"),
        "found": ("{n} kết quả, đang xem {i}", "{n} found, showing {i}"),
        "found_none": ("Không tìm thấy", "Not found"),
        "next": ("Tiếp", "Next"),
        "zoom_in": ("Phóng to", "Zoom in"),
        "zoom_out": ("Thu nhỏ", "Zoom out"),
        "fit": ("Toàn cảnh", "Whole picture"),
        "start": ("Về đầu", "Back to start"),
        "open_all": ("Mở tất cả", "Open all"),
        "close_all": ("Thu gọn", "Close all"),
        "open": ("Mở các mục bên dưới", "Open what is below"),
        "close": ("Thu gọn các mục bên dưới", "Close what is below"),
        "dismiss": ("Đóng", "Close"),
        "show": ("Xem trong hình", "Show in the picture"),
        # the legend
        "legend": ("Chú giải", "Legend"),
        "legend_arrow": (
            "mũi tên đi từ văn bản trên xuống cái bắt nguồn từ nó",
            "an arrow leads from an instrument to what derives from it",
        ),
        "legend_asserted": ("nét liền: {}", "solid: {}"),
        "legend_inferred": ("nét đứt: {}", "dashed: {}"),
        "legend_disputed": ("nét chấm: {}", "dotted: {}"),
        "legend_border": (
            "viền đứt: chuỗi dẫn tới ô này có bước không do nguồn nói rõ",
            "dashed border: some step of the chain to this card is not stated by a source",
        ),
        "legend_beside": (
            "văn bản ban hành, đặt ngay dưới văn bản được ban hành kèm theo nó",
            "an instrument that promulgates, set below what it promulgates",
        ),
        "legend_counts": (
            "“công bố” là số nhiệm vụ mà văn bản tự nêu; “liệt kê” là số nhiệm vụ được ghi lại từng việc",
            "“declared” is the number that the instrument states; “listed” are the tasks recorded one by one",
        ),
        # cards and rows
        "declared": ("công bố {}", "declared {}"),
        "listed": ("liệt kê {}", "listed {}"),
        "tier": ("tầng {}", "tier {}"),
        "root": ("gốc", "root"),
        "band_note": ("{} mục bắt nguồn từ đây", "{} items derive from here"),
        "band_note_up": ("bắt nguồn từ {} mục", "derives from {} items"),
        "band_none": (
            "Chưa ghi nhận gì bắt nguồn từ văn bản này; chưa ghi nhận không có nghĩa là không có.",
            "Nothing is recorded as deriving from it; not recorded does not mean that there is none.",
        ),
        "band_none_up": (
            "Chưa ghi nhận văn bản nào ở trên; chưa ghi nhận không có nghĩa là không có.",
            "Nothing is recorded above it; not recorded does not mean that there is none.",
        ),
        # the table
        "list": ("Danh sách", "List"),
        "col_label": ("Tên", "Name"),
        "col_type": ("Loại", "Type"),
        "col_tier": ("Tầng", "Tier"),
        "col_declared": ("Công bố", "Declared"),
        "col_listed": ("Liệt kê", "Listed"),
        "col_certainty": ("Độ chắc chắn", "Certainty"),
        "col_evidence": ("Từng bước và căn cứ", "Steps and evidence"),
        "chain": ("Cả chuỗi: {} bước", "Whole chain: {} steps"),
        "more_links": ("Liên kết khác", "Other links"),
        "no_evidence": ("chưa ghi căn cứ", "no evidence recorded"),
        "characters": ("ký tự {}–{}", "characters {}–{}"),
        "note": ("Ghi chú: {}", "Note: {}"),
        "promulgates": ("ban hành {}", "promulgates {}"),
        "promulgated_by": ("do {} ban hành", "promulgated by {}"),
        "unstated": ("chưa nêu trong chuỗi này", "not stated in this cascade"),
        "coverage": ("Đã đọc những gì", "What was read"),
        "coverage_none": (
            "Không có ghi chú nào về phạm vi đã đọc: không thấy ở đây không có nghĩa là không có.",
            "No note on what was read: not found here does not mean that there is none.",
        ),
        "cut": (
            "Câu trả lời đã bị cắt bớt: còn dòng không vẽ.",
            "The answer was cut: some rows are not drawn.",
        ),
        # relations, short enough for an arrow; others take the name of the ontology
        "relation_promulgatedBy": ("ban hành", "promulgates"),
        "relation_inGroup": ("thuộc nhóm", "in group"),
    }
)


def words(lang: str) -> Mapping[str, str]:
    """All words of the page in one language, by key; ValueError for a language other than vi and en."""
    if lang not in LANGUAGES:
        raise ValueError(f"pictures speak {' and '.join(map(repr, LANGUAGES))}, not {lang!r}")
    column = LANGUAGES.index(lang)
    return MappingProxyType({key: both[column] for key, both in _WORDS.items()})


@lru_cache(maxsize=1)
def _ontology_names() -> Mapping[tuple[str, str], str]:
    from rdflib import RDFS, SKOS, Graph, Literal  # here: it takes longer to import than a page to make

    graph = Graph().parse(data=ontology.core(), format="turtle")
    graph.parse(data=ontology.concepts()["certainty"], format="turtle")
    names: dict[tuple[str, str], str] = {}
    for predicate in (RDFS.label, SKOS.prefLabel):
        for subject, name in graph.subject_objects(predicate):
            if isinstance(name, Literal) and name.language:
                names[str(subject), name.language] = str(name)
    return MappingProxyType(names)


def term(name: str, lang: str) -> str:
    """The name of a class or property of the ontology; the bare name where the ontology has none.

    >>> term("Plan", "vi"), term("implements", "en"), term("Unheard", "vi")
    ('kế hoạch', 'implements', 'Unheard')
    """
    return _ontology_names().get((ONTOLOGY + name, lang), name)


def certainty(grade: str, lang: str) -> str:
    """The name of a grade of certainty.

    >>> certainty("inferred", "vi"), certainty("disputed", "en")
    ('suy ra', 'disputed')
    """
    return _ontology_names().get((f"{CONCEPT}certainty/{grade}", lang), grade)


def relation(name: str, lang: str) -> str:
    """A relation in the few words that an arrow has room for."""
    return words(lang).get(f"relation_{name}") or term(name, lang)


def counts(declared: int | None, listed: int | None, lang: str) -> str:
    """How many tasks are declared and how many listed, or nothing where neither is known.

    >>> counts(20, 0, "vi"), counts(None, 57, "en"), counts(None, None, "vi")
    ('công bố 20 · liệt kê 0', 'listed 57', '')
    """
    own = words(lang)
    parts = [own[key].format(n) for key, n in (("declared", declared), ("listed", listed)) if n is not None]
    return " · ".join(parts)
