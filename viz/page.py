"""The picture's graph → pyvis → one HTML file that needs no network.

pyvis fills its data into our template (`templates/cascade.html`) in place of its own, which would load
Bootstrap from a CDN; the vis-network script comes from the installed pyvis package. The page forbids itself,
by a Content Security Policy, to load anything and to run any script but its own two, named by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from graph_build.text import fold
from viz import layout as place
from viz import text
from viz.listing import band_note, kind, legend, one_line, tables
from viz.marks import MARKS, mark_of
from viz.network import GRADES, Band, Card, Link, bands, cards, links

if TYPE_CHECKING:
    from collections.abc import Sequence

    import jinja2

    from viz.network import Graph

_OPTIONS: Final = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "edges": {"smooth": False},
    "nodes": {"font": {"size": 15}},
    "interaction": {"dragNodes": False, "hover": True, "tooltipDelay": 400, "selectConnectedEdges": False},
}


_SCRIPT_WORDS: Final = ("found", "found_none", "open", "close", "dismiss", "show", "picture_help")


def page(graph: Graph, *, lang: str, title: str, summary: str = "", coverage: Sequence[str] = ()) -> str:
    """The self-contained page.

    Args:
        graph: from `viz.network.network`.
        lang: language of the page, ``vi`` or ``en``.
        title: title and heading.
        summary: a sentence below the heading.
        coverage: notes for the whole page, besides those of the single cascades.
    """
    from pyvis.network import Network  # here: it imports IPython

    own = text.words(lang)
    counted = {n: text.counts(c.node.declared, c.node.listed, lang) for n, c in cards(graph)}
    placed = place.layout(graph, counted)
    net = Network(directed=True, cdn_resources="in_line")
    for name, card in cards(graph):
        spot = placed.places[name]
        net.add_node(
            name,
            label=one_line(card.node.label) or name,
            shape="custom",
            title=_tooltip(card, counted[name], lang),
            x=spot.x + place.CARD_WIDTH // 2,
            y=spot.y,
            hidden=spot.hidden,
            card=_card(card, spot, counted[name], lang),
        )
    for upper, lower, link in links(graph):
        net.add_edge(upper, lower, hidden=True, link=_link(link, lang))
    net.set_options(json.dumps(_OPTIONS))
    net.templateEnv = _environment()
    net.path = "cascade.html"
    script, style, vis = _script(), _template("cascade.css"), _vis_network()
    net.templateEnv.globals.update(
        lang=lang,
        title=one_line(title),
        summary=summary,
        coverage=list(coverage),
        words=own,
        tables=tables(graph, lang),
        legend=legend(graph, lang),
        grades=[(g, own[f"legend_{g}"].format(text.certainty(g, lang))) for g in _grades(graph)],
        weak=any(c.node.certainty != "asserted" for _, c in cards(graph)),
        beside=any(c.beside for _, c in cards(graph)),
        counts=any(counted.values()),
        look=_look(graph, placed, lang),
        script=_raw(script),
        style=_raw(style),
        vis=_raw(vis),
        policy=_policy(scripts=(vis, script), styles=(style,)),
    )
    html: str = net.generate_html()
    return html


def _environment() -> jinja2.Environment:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("viz", "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["from_json"] = json.loads  # pyvis hands its options over as JSON text
    # `tojson` escapes <, > and & on top of this; ASCII leaves no U+2028 either.
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": True, "separators": (",", ":")}
    return environment


def _template(name: str) -> str:
    return files("viz").joinpath("templates", name).read_text(encoding="utf-8")


def _script() -> str:
    """Our own script, from its parts."""
    parts = "\n".join(_template(f"{name}.js") for name in ("cards", "drawing", "cascade", "list"))
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def _vis_network() -> str:
    """The vis-network script of the installed pyvis, the newest of those that it brings."""
    folders = [f for f in (files("pyvis") / "templates" / "lib").iterdir() if f.name.startswith("vis-")]
    newest = max(folders, key=lambda f: [int(p) for p in f.name.removeprefix("vis-").split(".")])
    return (newest / "vis-network.min.js").read_text(encoding="utf-8")


def _raw(content: str) -> Any:
    """Script or style as it is. It comes from packages, never from data, and cannot end its element."""
    from markupsafe import Markup

    if "</script" in content.lower() or "</style" in content.lower():
        raise ValueError("a script or style of the page would end its own element")
    return Markup(content)


def _policy(*, scripts: Sequence[str], styles: Sequence[str]) -> str:
    """The Content Security Policy: nothing is loaded, and only what is named by its hash runs."""
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(map(_hash, scripts)),
            "style-src " + " ".join(map(_hash, styles)),
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _tooltip(card: Card, counted: str, lang: str) -> str:
    """Plain text: vis-network shows a string as text, never as markup."""
    return "\n".join(line for line in (kind(card, lang), one_line(card.node.label), counted) if line)


def _card(card: Card, spot: place.Place, counted: str, lang: str) -> dict[str, Any]:
    return {
        "band": card.band,
        "layer": card.layer,
        "row": spot.row,
        "height": spot.height,
        "mark": mark_of(card.node.type).name,
        "kind": kind(card, lang),
        "lines": spot.lines,
        "counts": counted,
        "weak": card.node.certainty != "asserted",
        "parent": card.parent,
        "beside": card.beside,
        "children": spot.children,
        "below": spot.below,
        "collapsed": spot.collapsed,
        "find": one_line(f"{card.node.label} {card.node.number or ''} {kind(card, lang)}"),
        "folded": fold(f"{card.node.label} {card.node.number or ''} {kind(card, lang)}"),
    }


def _link(link: Link, lang: str) -> dict[str, Any]:
    unsure = link.certainty if link.certainty not in (None, "asserted") else None
    named = link.relation not in {"groupOf", "taskOf", "inGroup"}
    return {
        "kind": link.kind,
        "grade": link.certainty if link.certainty in GRADES else "asserted",
        "words": text.relation(link.relation, lang) if named else "",
        "unsure": text.certainty(unsure, lang) if unsure else "",
    }


def _look(graph: Graph, placed: place.Layout, lang: str) -> dict[str, Any]:
    """What the script needs besides nodes and edges."""
    own = text.words(lang)
    return {
        "card": place.CARD_WIDTH, "column": place.COLUMN, "line": place.LINE, "gap": place.ROW_GAP,
        "header": place.HEADER, "padding": place.BAND_PADDING, "bandGap": place.BAND_GAP,
        "marks": {m.name: {"colour": m.colour, "ink": m.ink, "shape": m.shape} for m in MARKS},
        "bands": [
            {
                "root": band.root, "title": one_line(band.title), "note": band_note(band, lang),
                "up": band.direction == "up", "first": spot.first, "end": spot.end,
                "tiers": _tiers(graph, number, band, lang),
            }
            for number, (band, spot) in enumerate(zip(bands(graph), placed.bands, strict=True))
        ],
        "words": {key: own[key] for key in _SCRIPT_WORDS},
    }  # fmt: skip


def _tiers(graph: Graph, number: int, band: Band, lang: str) -> list[str]:
    """The heading of every column of a band: how far it is from the root."""
    own = text.words(lang)
    last = max(card.layer for _, card in cards(graph) if card.band == number)
    names = [own["root"], *(own["tier"].format(n) for n in range(1, last + 1))]
    return names if band.direction == "down" else names[::-1]


def _grades(graph: Graph) -> list[str]:
    """The grades to explain: stated ones always, the others where a line has them."""
    found = {link.certainty for _, _, link in links(graph)} | {c.node.certainty for _, c in cards(graph)}
    return [g for g in GRADES if g == "asserted" or g in found]
