from __future__ import annotations

import hashlib
import html.parser
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import viz
from queries.trace import Node, Trace
from tests.viz import made
from viz import text
from viz.marks import MARKS

HOSTILE = [
    "<img src=x onerror=\"document.title='owned'\">",
    "</script><script>document.title='owned'</script>",
    "<!--<script>",
    "\"'`${alert(1)}{{7*7}}{% raw %}",
    "a\u2028b\u2029c\x00d\x0be",
    "\u202eevil\u202c \u2067rtl עברית",
    "javascript:alert(1)",
    "constructor",
    "&lt;script&gt;",
]


class Reader(html.parser.HTMLParser):
    """Elements and attributes of a page, the texts of its scripts and styles, and the cells of its tables."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in self.raw:
            self.raw[tag].append("")
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.raw:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open:
            self.raw[self.open[-1]][-1] += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [a for t, a in self.elements if t == tag]


def embedded(page: str, name: str) -> Any:
    match = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.S)
    assert match is not None
    return json.loads(match[1])


def hostile_trace(text_: str) -> Trace:
    """An ordinary cascade with the text in every field that holds text."""
    trace = made.an_giang()

    def soil(node: Node) -> Node:
        steps = tuple(replace(s, note=text_, evidence=tuple(soiled)) for s in node.steps)
        return replace(node, label=text_, number=text_, issued_on=text_, place=text_, steps=steps)

    soiled = [replace(e, source=text_, file=text_, address=text_, iri=text_) for e in made.SEEN]
    nodes = tuple(soil(n) for n in trace.nodes)
    strange = made.node(text_, text_, text_, replace(made.step(text_, text_, made.NQ76, text_), note=text_))
    return replace(trace, root=soil(trace.root), nodes=(*nodes, strange), coverage=(text_,))


def test_nothing_is_loaded_from_anywhere() -> None:
    page = viz.cascade([made.an_giang(), made.lonely(), made.plan_of(57, 8)]).html
    read = Reader(page)
    assert not [
        t for t, _ in read.elements if t in {"link", "img", "iframe", "object", "embed", "base", "video", "audio"}
    ]
    for _, attributes in read.elements:
        assert not {"src", "href", "xlink:href", "srcset", "action", "data", "poster", "background"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
        assert "style" not in attributes
    for style in read.raw["style"]:
        assert "url(" not in style
        assert "@import" not in style
    own = read.raw["script"][-1]
    assert not re.search(r"https?:|fetch|XMLHttpRequest|innerHTML|import\(|eval|document\.write", own)


def test_the_policy_forbids_loading_and_names_exactly_the_scripts_and_styles_of_the_page() -> None:
    read = Reader(viz.cascade(made.an_giang()).html)
    [policy] = [m["content"] for m in read.all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert policy is not None
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy

    def hashes(contents: list[str]) -> list[str]:
        return [f"'sha256-{b64encode(hashlib.sha256(c.encode()).digest()).decode()}'" for c in contents]

    runs = [c for c, a in zip(read.raw["script"], read.all("script"), strict=True) if "type" not in a]
    assert len(runs) == 2
    assert f"script-src {' '.join(hashes(runs))};" in policy
    assert f"style-src {' '.join(hashes(read.raw['style']))};" in policy


@pytest.mark.parametrize("hostile", HOSTILE)
def test_data_is_never_markup(hostile: str) -> None:
    clean = Reader(viz.cascade(made.an_giang()).html)
    read = Reader(viz.cascade(hostile_trace(hostile), title=hostile, labels={made.DECISION: hostile}).html)
    assert len(read.all("script")) == len(clean.all("script"))
    assert {t for t, _ in read.elements} == {t for t, _ in clean.elements}
    assert read.raw["script"][-2:] == clean.raw["script"][-2:]
    page = viz.cascade(hostile_trace(hostile), title=hostile).html
    for part in re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', page, re.S):
        assert not re.search("[<>&\u2028\u2029]", part)
    one_line = " ".join(hostile.split())
    assert one_line in {n["label"] for n in embedded(page, "cascade-nodes")}


def test_names_of_nodes_are_not_data() -> None:
    page = viz.cascade(hostile_trace(HOSTILE[0])).html
    assert all(re.fullmatch(r"n\d+", n["id"]) for n in embedded(page, "cascade-nodes"))


def test_the_same_input_gives_the_same_bytes() -> None:
    def again(seed: str) -> str:
        code = (
            "import hashlib, viz; from tests.viz import made; "
            "print(hashlib.sha256(viz.cascade([made.an_giang(), made.plan_of(57, 8)]).html.encode()).hexdigest())"
        )
        root = Path(__file__).parents[2]
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        done = subprocess.run(
            [sys.executable, "-c", code], env=env, cwd=root, capture_output=True, text=True, check=True
        )
        return done.stdout

    assert again("1") == again("2")


def test_the_list_has_everything_that_the_picture_has() -> None:
    for source in ([made.an_giang(), made.lonely()], made.plan_of(57, 8), made.upward()):
        page = viz.cascade(source).html
        listed = re.findall(r'<tr data-node="(n\d+)"', page)
        assert sorted(listed) == sorted(n["id"] for n in embedded(page, "cascade-nodes"))
        assert len(listed) == len(set(listed))


def test_every_step_has_its_evidence() -> None:
    page = viz.cascade(made.an_giang()).html
    row = page[page.index("Kế hoạch 803/KH-UBND (An Giang)</bdi></span>") :]
    row = row[: row.index("</tr>")]
    assert "Bài báo về An Giang" in row
    assert "000.txt, ký tự 12–40" in row
    assert row.count("cụ thể hóa") == 2, "its own step, and the same in the whole chain"
    assert "Liên kết khác: 1" in row
    assert "Cả chuỗi: 2 bước" in row


def test_counts_say_what_is_declared_and_what_is_listed() -> None:
    assert "công bố 20 · liệt kê 0" in {
        n["card"]["counts"] for n in embedded(viz.cascade(made.an_giang()).html, "cascade-nodes")
    }
    assert "declared 20 · listed 0" in {
        n["card"]["counts"] for n in embedded(viz.cascade(made.an_giang(), lang="en").html, "cascade-nodes")
    }


def test_unsure_links_are_said_in_words_and_in_the_legend() -> None:
    page = viz.cascade(made.an_giang()).html
    assert "nét đứt: suy ra" in page
    assert "Suy ra từ tên." in page
    assert {e["link"]["unsure"] for e in embedded(page, "cascade-edges")} == {"", "suy ra"}
    assert "nét đứt" not in viz.cascade(made.lonely()).html


def test_an_empty_cascade_says_that_absence_is_not_evidence() -> None:
    page = viz.cascade(made.lonely()).html
    assert "chưa ghi nhận không có nghĩa là không có" in page
    assert "không thấy ở đây không có nghĩa là không có" in page


def test_the_coverage_is_printed() -> None:
    assert "Kế hoạch 803: nêu 80 nhiệm vụ, không liệt kê." in viz.cascade(made.an_giang()).html


def test_the_list_is_there_without_scripts() -> None:
    page = viz.cascade(made.an_giang()).html
    assert "<noscript>" in page
    assert '<section id="drawing" aria-label="Hình" hidden>' in page
    assert page.index("<table>") < page.index("<script>")


@pytest.mark.parametrize(("lang", "title"), [("vi", "Chuỗi chính sách từ"), ("en", "Policy cascade from")])
def test_language_and_title(lang: str, title: str) -> None:
    picture = viz.cascade(made.an_giang(), lang=lang)
    assert f'<html lang="{lang}">' in picture.html
    assert f"<title>{title} Nghị quyết 76/NQ-CP (15/7/2021)</title>" in picture.html
    assert picture.title.startswith(title)


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(ValueError, match="'vi' and 'en', not 'fr'"):
        viz.cascade(made.lonely(), lang="fr")


def test_every_word_is_there_in_both_languages() -> None:
    vi, en = text.words("vi"), text.words("en")
    assert vi.keys() == en.keys()
    assert all(vi.values())
    assert all(vi[k].count("{}") == en[k].count("{}") for k in vi)


def test_marks_differ_in_colour_and_in_shape() -> None:
    assert len({m.colour for m in MARKS}) == len({m.shape for m in MARKS}) == len(MARKS)


def test_two_thousand_nodes_take_no_more_room_each_than_fewer() -> None:
    empty = len(viz.cascade(made.lonely()).html)
    small = len(viz.cascade(made.plan_of(40, 8, plans=4)).html) - empty
    large = len(viz.cascade(made.plan_of(40, 8, plans=40)).html) - empty
    assert large < 11 * small


def test_save_replaces_a_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "cascade.html"
    target.write_text("old", encoding="utf-8")
    picture = viz.cascade(made.an_giang())
    assert picture.save(str(target)) == target
    assert target.read_text(encoding="utf-8") == picture.html
    assert list(tmp_path.iterdir()) == [target]


def test_save_leaves_nothing_behind_where_it_fails(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        viz.cascade(made.lonely()).save(tmp_path / "no such folder" / "x.html")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(OSError, match=r"folder\.html"):
        viz.cascade(made.lonely()).save(tmp_path / "folder.html")
    assert [p.name for p in tmp_path.iterdir()] == ["folder.html"]


def test_a_notebook_shows_it_in_a_frame_of_its_own() -> None:
    shown = viz.cascade(hostile_trace(HOSTILE[1]), title='"><script>')._repr_html_()
    read = Reader(shown)
    assert [t for t, _ in read.elements] == ["iframe"]
    [frame] = read.all("iframe")
    assert frame["sandbox"] == "allow-scripts"
    assert frame["srcdoc"] == viz.cascade(hostile_trace(HOSTILE[1]), title='"><script>').html
