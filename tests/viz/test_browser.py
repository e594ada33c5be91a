"""The page in a real browser without any network: it draws, it complains of nothing, and data stays data."""

from __future__ import annotations

import re
import struct
import subprocess
import zlib
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

import viz
from tests.conftest import needs_program
from tests.viz import made
from tests.viz.test_page import HOSTILE, hostile_trace
from viz import page as pages

Colour = tuple[int, int, int]
BLUE, YELLOW, PLAN = (0x00, 0x72, 0xB2), (0xF0, 0xE4, 0x42), (0xA8, 0x48, 0x7F)


def browse(tmp_path: Path, picture: viz.Picture, *flags: str) -> tuple[str, list[str]]:
    """What the browser prints of a page, and the messages of its console."""
    program = needs_program("chromium", "apt-get install chromium", "chromium-browser", "google-chrome")
    file = picture.save(tmp_path / "page.html")
    command = [
        program, "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", f"--user-data-dir={tmp_path / 'profile'}",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9", "--enable-logging=stderr",
        "--virtual-time-budget=4000", *flags, file.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


def pixels(file: Path) -> Counter[Colour]:
    """How often each colour is in a PNG of 8-bit RGB or RGBA without interlacing (PNG specification, 9)."""
    data = file.read_bytes()
    packed, at, width, height, depth = b"", 8, 0, 0, 0
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, bits, colour = struct.unpack(">IIBB", body[:10])
            assert bits == 8
            depth = {2: 3, 6: 4}[colour]
        packed += body if kind == b"IDAT" else b""
        at += 12 + length
    raw, found = zlib.decompress(packed), Counter[Colour]()
    size, before = width * depth, bytearray(width * depth)
    for y in range(height):
        start = y * (size + 1)
        line = bytearray(raw[start + 1 : start + 1 + size])
        for i in range(size) if raw[start] else ():
            left, up = line[i - depth] if i >= depth else 0, before[i]
            corner = before[i - depth] if i >= depth else 0
            nearest = min((left, up, corner), key=lambda c: abs(left + up - corner - c))
            line[i] = (line[i] + (0, left, up, (left + up) // 2, nearest)[raw[start]]) & 0xFF
        found.update((line[i], line[i + 1], line[i + 2]) for i in range(0, size, depth))
        before = line
    return found


def driven(monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Lets the page do something when it is ready; the result stands in the attribute data-result."""
    original = pages._script
    end = "})();\n"

    def with_driver() -> str:
        own = original()
        assert own.endswith(end)
        report = "document.documentElement.dataset.result = JSON.stringify(result);"
        return f"{own.removesuffix(end)}setTimeout(() => {{ {script}; {report} }}, 300);\n{end}"

    monkeypatch.setattr(pages, "_script", with_driver)


def result(page: str) -> str:
    match = re.search(r'data-result="([^"]*)"', page)
    assert match is not None, "the driver did not finish"
    return match[1].replace("&quot;", '"')


@pytest.mark.parametrize(
    ("flags", "least"),
    [
        (("--window-size=1366,900",), 4000),
        (("--window-size=390,844",), 1000),
        (("--window-size=1366,900", "--force-dark-mode"), 4000),
    ],
    ids=["desktop", "phone", "dark"],
)
def test_it_draws(tmp_path: Path, flags: tuple[str, ...], least: int) -> None:
    shot = tmp_path / "shot.png"
    _, console = browse(tmp_path, viz.cascade([made.an_giang(), made.lonely()]), f"--screenshot={shot}", *flags)
    assert console == []
    found = pixels(shot)
    assert found[BLUE] > least / 2, "the mark of the resolution"
    if least == 4000:
        assert found[YELLOW] > least, "the marks of the groups"
        assert found[PLAN] > least / 4, "the mark of the plan"


@pytest.mark.parametrize("source", [[made.an_giang(), made.lonely()], made.plan_of(57, 8), made.upward(), ()])
def test_it_is_ready_and_complains_of_nothing(tmp_path: Path, source: list[object]) -> None:
    page, console = browse(tmp_path, viz.cascade(source), "--dump-dom")  # type: ignore[arg-type]
    assert console == []
    if source:
        assert 'data-ready="true"' in page
        assert 'data-shift="0"' in page, "the script places the cards as viz/layout.py does"
        assert "aria-label=" in page


@pytest.mark.parametrize("hostile", HOSTILE)
def test_data_does_not_run(tmp_path: Path, hostile: str, monkeypatch: pytest.MonkeyPatch) -> None:
    driven(monkeypatch, "for (const c of all) choose(c, true); const result = [document.title, document.images.length]")
    title = hostile.replace("\x00", "")
    page, console = browse(tmp_path, viz.cascade(hostile_trace(hostile), title="T " + title), "--dump-dom")
    assert console == []
    assert 'data-ready="true"' in page
    assert "owned" not in result(page).replace("document.title='owned'", "")
    assert result(page).endswith(",0]")


@pytest.mark.parametrize("typed", ["Kế hoạch 803", "ke hoach 803", "KE HOACH 803", "803 ke"])
def test_search_finds_with_or_without_diacritics(tmp_path: Path, typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    script = (
        f"byId('search').value = '{typed}'; search(); next(); const result = byId('detail').textContent.slice(0, 80)"
    )
    driven(monkeypatch, script)
    page, console = browse(tmp_path, viz.cascade(made.an_giang()), "--dump-dom")
    assert console == []
    assert "Kế hoạch 803/KH-UBND (An Giang)" in result(page)


def test_typed_diacritics_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trace = made.plan_of(0, 0, plans=2)
    nodes = tuple(replace(n, label=label) for n, label in zip(trace.nodes, ("Kê hoach", "Kế hoạch"), strict=True))
    script = "byId('search').value = 'kế hoạch'; search(); const result = state.matches.map((id) => cards.get(id).find)"
    driven(monkeypatch, script)
    page, _ = browse(tmp_path, viz.cascade(replace(trace, nodes=nodes)), "--dump-dom")
    assert result(page).startswith('["Kế hoạch')


def test_groups_open_and_close_and_a_hidden_task_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = """
      const shown = () => all.filter((c) => c.shown).length;
      const result = [shown()];
      setAll(false); result.push(shown());
      setAll(true); result.push(shown());
      byId('search').value = 'nhiem vu 56'; search(); next(); result.push(cards.get(state.chosen).shown);
      const height = extent.bottom; setAll(false); result.push(extent.bottom > height);
    """
    driven(monkeypatch, script)
    page, console = browse(tmp_path, viz.cascade(made.plan_of(57, 8)), "--dump-dom")
    assert console == []
    assert result(page) == "[10,67,2,true,true]"


def test_the_list_sorts_and_its_names_choose(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = """
      const table = document.querySelector('table');
      const first = () => table.tBodies[0].rows[0].querySelector('.name').textContent;
      const button = table.tHead.rows[0].cells[3].querySelector('button');
      const result = [first()];
      button.click(); button.click(); result.push(first(), table.tHead.rows[0].cells[3].getAttribute('aria-sort'));
      button.click(); result.push(first());
      table.tBodies[0].rows[1].querySelector('.name button').click(); result.push(cards.get(state.chosen).label);
    """
    driven(monkeypatch, script)
    page, console = browse(tmp_path, viz.cascade(made.an_giang()), "--dump-dom")
    assert console == []
    root = "Nghị quyết 76/NQ-CP (15/7/2021)"
    chosen = "Chỉ thị 23/CT-TTg (2/9/2021)"
    assert result(page) == f'["{root}","Kế hoạch 803/KH-UBND (An Giang)","descending","{root}","{chosen}"]'


def test_two_thousand_nodes_draw(tmp_path: Path) -> None:
    page, console = browse(tmp_path, viz.cascade(made.plan_of(40, 8, plans=40)), "--dump-dom")
    assert console == []
    assert 'data-ready="true"' in page
    assert 'data-shift="0"' in page
