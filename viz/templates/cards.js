// What the page holds, and where its cards stand: the rule of viz/layout.py, for the cards shown now.
// The four scripts are joined in this order: cards, drawing, cascade, list (viz/page.py).

const byId = (id) => document.getElementById(id);
const read = (id) => JSON.parse(byId(id).textContent);
const look = read("cascade-look");
const words = look.words;
const nodes = read("cascade-nodes");
const edges = read("cascade-edges");
if (nodes.length === 0) return;
const PORT = 21; // below a card's upper edge, where its lines arrive
const FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif';
const READABLE = 0.66; // below this scale the words on the cards are too small
const cards = new Map(nodes.map((n) => [n.id, { id: n.id, label: n.label, x: n.x - look.card / 2, ...n.card, shown: !n.hidden }]));
const all = [...cards.values()];
const marks = Object.fromEntries(Object.entries(look.marks).map(([k, m]) => [k, { ...m, path: new Path2D(m.shape) }]));
const children = new Map();
for (const c of all) {
  if (c.parent && !c.beside) children.set(c.parent, [...(children.get(c.parent) || []), c]);
}
const still = matchMedia("(prefers-reduced-motion: reduce)");
const state = { chosen: null, chain: new Set(), matches: [], found: new Set(), at: -1, rowTop: [] };
let colour = {};
let extent = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["page", "surface", "text", "muted", "line", "faint", "band", "accent", "warn", "focus"];
  colour = Object.fromEntries(names.map((n) => [n, style.getPropertyValue(`--${n}`).trim()]));
}

// --- where things stand: the rule of viz/layout.py, for the cards that are shown now

function place() {
  const parentsFirst = [...all].sort((a, b) => depth(a) - depth(b));
  for (const c of parentsFirst) {
    const above = c.parent && cards.get(c.parent);
    c.shown = !above || (above.shown && (c.beside || !above.collapsed));
  }
  const heights = [];
  for (const c of all) heights[c.row] = Math.max(heights[c.row] || 0, c.shown ? c.height : 0);
  let y = 0;
  for (const band of look.bands) {
    band.top = y;
    y += look.header;
    for (let row = band.first; row < band.end; row++) {
      state.rowTop[row] = y;
      if (heights[row]) y += heights[row] + look.gap;
    }
    y += look.padding - look.gap;
    band.bottom = y;
    y += look.bandGap;
  }
  for (const c of all) c.top = state.rowTop[c.row];
  const last = Math.max(...all.filter((c) => c.shown).map((c) => c.layer));
  const first = Math.min(...all.filter((c) => c.shown).map((c) => c.layer));
  extent = {
    first,
    last,
    left: first * look.column - look.padding,
    right: last * look.column + look.card + look.padding,
    top: 0,
    bottom: y - look.bandGap,
  };
}

function depth(c) {
  if (c.depth === undefined) c.depth = c.parent ? depth(cards.get(c.parent)) + 1 : 0;
  return c.depth;
}
