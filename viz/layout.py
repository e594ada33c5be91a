"""Where the cards stand: columns by layer, rows by reading order. Pure and the same every time.

The first thing below another stands in its row, every further one in a row of its own, so the picture reads
like an outline from the top left. Only rows with a card that is shown take room; `templates/cards.js` places
the rows again by the same rule (`row_tops`) when a card is opened or closed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from viz.network import Card, bands, cards

if TYPE_CHECKING:
    from viz.network import Graph

CARD_WIDTH: Final = 272
COLUMN: Final = 372
"""From the left edge of a column to the next; what a card leaves free holds the lines and their words."""
ROW_GAP: Final = 20
HEADER: Final = 98
"""Above the first row of a band: its title and the names of the columns."""
BAND_PADDING: Final = 24
BAND_GAP: Final = 40
LINE: Final = 20
MAX_LINES: Final = 4
MAX_ROWS: Final = 36
"""With more rows than this, the deepest cards start closed."""
_TEXT_WIDTH: Final = 206.0
_EM: Final = 15.5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card stands: `x` and `top` in pixels, `row` counted over the whole picture."""

    row: int
    x: int
    top: int
    height: int
    lines: tuple[str, ...]
    children: int
    below: int
    collapsed: bool
    hidden: bool

    @property
    def y(self) -> int:
        """The middle of the card."""
        return self.top + self.height // 2


@dataclass(frozen=True, slots=True)
class BandPlace:
    """Rows and extent of a band; rows from `first` up to, not including, `end`."""

    first: int
    end: int
    top: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Layout:
    """All places, by name of the card, and the extent of the bands."""

    places: Mapping[str, Place]
    bands: tuple[BandPlace, ...]


def layout(graph: Graph, counted: Mapping[str, str]) -> Layout:
    """Places every card.

    Args:
        graph: from `viz.network.network`.
        counted: the line on task counts of the cards that have one, by name.
    """
    found = dict(cards(graph))
    children = _children(found)
    depths = _depths(found, children)
    rows = _rows(graph, found, children)
    collapsed = _collapsed(found, children, rows, depths)
    hidden = _hidden(found, collapsed, depths)
    texts = {name: wrap(card.node.label) for name, card in found.items()}
    heights = {name: _height(len(texts[name]), bool(counted.get(name))) for name in found}
    row_heights = dict.fromkeys(rows.values(), 0)
    for name, row in rows.items():
        if name not in hidden:
            row_heights[row] = max(row_heights[row], heights[name])
    spans = _spans(found, rows, len(bands(graph)))
    tops, extents = row_tops([row_heights[r] for r in range(len(row_heights))], spans)
    below = _below(children, depths)
    places = {
        name: Place(
            rows[name], card.layer * COLUMN, tops[rows[name]], heights[name], texts[name],
            len(children.get(name, ())), below[name], name in collapsed, name in hidden,
        )
        for name, card in found.items()
    }  # fmt: skip
    return Layout(places, extents)


def row_tops(heights: list[int], spans: Iterable[tuple[int, int]]) -> tuple[list[int], tuple[BandPlace, ...]]:
    """The upper edge of every row, and the extent of every band; a row of height 0 takes no room."""
    tops = [0] * len(heights)
    extents = []
    y = 0
    for first, end in spans:
        start = y
        y += HEADER
        for row in range(first, end):
            tops[row] = y
            if heights[row]:
                y += heights[row] + ROW_GAP
        y += BAND_PADDING - ROW_GAP
        extents.append(BandPlace(first, end, start, y))
        y += BAND_GAP
    return tops, tuple(extents)


def wrap(label: str, width: float = _TEXT_WIDTH) -> tuple[str, ...]:
    """A label in lines that fit a card, at most `MAX_LINES`; the rest is left to the list beside.

    >>> wrap("Kế hoạch 803/KH-UBND (An Giang, 23/12/2021)")
    ('Kế hoạch 803/KH-UBND (An', 'Giang, 23/12/2021)')
    """
    lines: list[str] = []
    line = ""
    for word in _pieces(label, width):
        longer = f"{line} {word}" if line else word
        if line and _width(longer) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) > MAX_LINES:
        last = lines[MAX_LINES - 1]
        while _width(last + "…") > width:
            last = last[:-1]
        lines = [*lines[: MAX_LINES - 1], last.rstrip() + "…"]
    return tuple(lines)


def _pieces(label: str, width: float) -> Iterator[str]:
    """The words of a label; one that is wider than a line in parts."""
    for word in label[:2000].split():
        part = ""
        for character in word:
            if part and _width(part + character) > width:
                yield part
                part = ""
            part += character
        yield part


def _width(text: str) -> float:
    """About how wide a text is in the font of the cards; rather too wide than too narrow."""
    return sum(_character(c) for c in unicodedata.normalize("NFC", text)) * _EM


def _character(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.05
    base = unicodedata.normalize("NFD", character)[0]
    if base in "iljtfrI.,;:'|!()[]/- ":
        return 0.36
    if base in "mwMW%@—…":
        return 0.92
    return 0.68 if base.isupper() else 0.55


def _height(lines: int, counted: bool) -> int:
    return 40 + LINE * lines + (28 if counted else 0)


def _children(found: Mapping[str, Card]) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for name, card in found.items():
        if card.parent is not None and not card.beside:
            children.setdefault(card.parent, []).append(name)
    return children


def _rows(graph: Graph, found: Mapping[str, Card], children: Mapping[str, list[str]]) -> dict[str, int]:
    """The row of every card; a promulgating instrument stands in the row below what it promulgates."""
    beside = {card.parent: name for name, card in found.items() if card.beside}
    rows: dict[str, int] = {}
    last = -1
    for number, band in enumerate(bands(graph)):
        loose = [n for n, c in found.items() if c.band == number and c.parent is None and n != band.root]
        for start in (band.root, *loose):
            last += 1
            rows[start] = last
            open_ = [(start, iter(children.get(start, ())))]
            while open_:
                name, rest = open_[-1]
                child = next(rest, None)
                if child is None:
                    open_.pop()
                    if name in beside:
                        last = max(last, rows[name] + 1)
                        rows[beside[name]] = rows[name] + 1
                    continue
                if child == children[name][0]:
                    rows[child] = rows[name]
                else:
                    last += 1
                    rows[child] = last
                open_.append((child, iter(children.get(child, ()))))
    return rows


def _depths(found: Mapping[str, Card], children: Mapping[str, list[str]]) -> dict[str, int]:
    """How many cards every card hangs below; parents come before their children."""
    level = [name for name, card in found.items() if card.parent is None]
    depths: dict[str, int] = {}
    depth = 0
    while level:
        depths.update(dict.fromkeys(level, depth))
        level = [child for name in level for child in children.get(name, ())]
        depth += 1
    return depths | {name: depths[c.parent] for name, c in found.items() if c.beside and c.parent is not None}


def _collapsed(
    found: Mapping[str, Card],
    children: Mapping[str, list[str]],
    rows: Mapping[str, int],
    depths: Mapping[str, int],
) -> set[str]:
    """Cards that start closed: the deepest ones first, until few enough rows are shown; never a root."""
    closed: set[str] = set()
    for depth in range(max(depths.values(), default=0), 0, -1):
        hidden = _hidden(found, closed, depths)
        if len({row for name, row in rows.items() if name not in hidden}) <= MAX_ROWS:
            break
        closed |= {name for name in children if depths[name] == depth}
    return closed


def _hidden(found: Mapping[str, Card], closed: set[str], depths: Mapping[str, int]) -> set[str]:
    """Cards below a closed one. What stands beside a card is hidden only with that card."""
    hidden: set[str] = set()
    for name in depths:
        card = found[name]
        if card.parent is None:
            continue
        if card.parent in hidden or (card.parent in closed and not card.beside):
            hidden.add(name)
    return hidden


def _below(children: Mapping[str, list[str]], depths: Mapping[str, int]) -> dict[str, int]:
    """How many cards hang below each."""
    below = dict.fromkeys(depths, 0)
    for name in reversed(list(depths)):
        below[name] = sum(1 + below[child] for child in children.get(name, ()))
    return below


def _spans(found: Mapping[str, Card], rows: Mapping[str, int], count: int) -> list[tuple[int, int]]:
    spans = []
    for number in range(count):
        own = [rows[name] for name, card in found.items() if card.band == number]
        spans.append((min(own), max(own) + 1))
    return spans
