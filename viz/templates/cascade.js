// The picture on the screen and on paper: vis-network with our drawing, opening, choosing, finding.
// Labels reach the page as text only: textContent, and clones of what the page was written with.

readColours();
place();
const shift = nodes.map((n) => Math.abs(cards.get(n.id).top + Math.floor(n.card.height / 2) - n.y));
document.documentElement.dataset.shift = String(Math.max(...shift));
for (const n of nodes) {
  const c = cards.get(n.id);
  n.ctxRenderer = ({ ctx }) => ({
    drawNode: () => drawCard(c, ctx),
    nodeDimensions: { width: look.card, height: c.height },
  });
}
byId("drawing").hidden = false;
const holder = byId("picture");
fitHolder();
const data = { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) };
const network = new vis.Network(holder, data, read("cascade-options"));
network.on("beforeDrawing", (ctx) => {
  drawBands(ctx);
  drawLines(ctx);
});
const frame = holder.querySelector(".vis-network");
frame.setAttribute("role", "application");
frame.setAttribute("aria-label", words.picture_help);

function scaleFor(width) {
  const whole = width / (extent.right - extent.left);
  return whole >= READABLE ? Math.min(whole, 1.1) : READABLE;
}

// The picture is as high as its content needs, so that the page scrolls and the words stay readable.
function fitHolder() {
  const width = holder.clientWidth;
  const scale = scaleFor(width);
  const small = width < 700;
  const most = small ? Math.max(340, innerHeight * 0.62) : 3200;
  const height = Math.min(Math.max((extent.bottom - extent.top) * scale + 4, 180), most);
  holder.style.height = `${Math.round(height)}px`;
}

function moveTo(x, y, scale, slow = false) {
  const animation = slow && !still.matches && { duration: 350, easingFunction: "easeInOutQuad" };
  network.moveTo({ position: { x, y }, scale, animation });
}

function toStart() {
  const scale = scaleFor(holder.clientWidth);
  const [w, h] = [holder.clientWidth / scale, holder.clientHeight / scale];
  const root = cards.get(look.bands[0].root);
  let x = w >= extent.right - extent.left ? (extent.left + extent.right) / 2 : extent.left + w / 2;
  if (w < extent.right - extent.left && look.bands[0].up) x = Math.max(x, root.x + look.card + look.padding - w / 2);
  const y = h >= extent.bottom ? extent.bottom / 2 : h / 2 - 2;
  moveTo(x, y, scale);
}

function whole() {
  const [w, h] = [extent.right - extent.left, extent.bottom - extent.top];
  const scale = Math.min(holder.clientWidth / w, holder.clientHeight / h, 1.1);
  moveTo((extent.left + extent.right) / 2, extent.bottom / 2, scale);
}

function refresh(anchor) {
  const before = anchor && { top: anchor.top, view: network.getViewPosition() };
  place();
  data.nodes.update(all.map((c) => ({ id: c.id, hidden: !c.shown, x: c.x + look.card / 2, y: c.top + Math.floor(c.height / 2) })));
  const high = holder.style.height;
  fitHolder();
  if (holder.style.height !== high) network.setSize("100%", holder.style.height);
  if (holder.style.height !== high || !before) toStart();
  else moveTo(before.view.x, before.view.y + anchor.top - before.top, network.getScale());
  network.redraw();
}

// --- opening, choosing, finding

function toggle(c, closed = !c.collapsed) {
  c.collapsed = closed;
  refresh(c);
  if (state.chosen === c.id) showDetail(c);
}

function setAll(closed) {
  for (const c of all) if (c.children) c.collapsed = closed && depth(c) > 0;
  refresh();
}

function reveal(c) {
  let changed = false;
  for (let p = c; (p = p.parent && cards.get(p.parent)); ) {
    if (p.collapsed && !(c.beside && p.id === c.parent)) p.collapsed = !(changed = true);
  }
  if (changed) refresh();
}

function choose(c, focus = false) {
  state.chosen = c ? c.id : null;
  state.chain = new Set();
  for (let p = c; p; p = p.parent && cards.get(p.parent)) state.chain.add(p.id);
  for (const row of document.querySelectorAll("tr.chosen")) row.classList.remove("chosen");
  if (c) {
    rowOf(c).classList.add("chosen");
    if (focus) bringIntoView(c);
    showDetail(c);
  } else {
    byId("detail").hidden = true;
  }
  network.redraw();
}

function bringIntoView(c) {
  reveal(c);
  const middle = { x: c.x + look.card / 2, y: c.top + c.height / 2 };
  const dom = network.canvasToDOM(middle);
  const half = (look.card / 2) * network.getScale();
  const small = holder.clientWidth < 700; // there the panel covers the lower half
  const inside = !small && dom.x > half && dom.x < holder.clientWidth - half && dom.y > 40 && dom.y < holder.clientHeight - 40;
  if (!inside || network.getScale() < READABLE) {
    const scale = Math.max(network.getScale(), 0.85);
    moveTo(middle.x, middle.y + (small ? (holder.clientHeight * 0.3) / scale : 0), scale);
  }
  const at = holder.getBoundingClientRect().top + network.canvasToDOM(middle).y;
  const low = small ? innerHeight * 0.42 : innerHeight - 140; // the panel covers what is lower
  if (at < 80 || at > low) scrollBy({ top: at - low * 0.6, behavior: small || still.matches ? "auto" : "smooth" });
}

function rowOf(c) {
  return document.querySelector(`tr[data-node="${c.id}"]`);
}

function make(tag, text, className) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  if (className) element.className = className;
  return element;
}

function showDetail(c) {
  const detail = byId("detail");
  const row = rowOf(c);
  const dismiss = make("button", words.dismiss, "dismiss");
  dismiss.type = "button";
  dismiss.addEventListener("click", () => choose(null));
  const title = make("h2");
  title.append(...[...row.querySelector("th bdi").cloneNode(true).childNodes]);
  const facts = make("p", "", "facts");
  facts.append(row.querySelector(".kind").cloneNode(true), row.querySelector(".grade").cloneNode(true));
  if (c.counts) facts.append(make("span", c.counts));
  const aside = row.querySelector("th small");
  const steps = make("div", "", "steps");
  steps.append(...[...row.querySelector(".steps").cloneNode(true).childNodes]);
  detail.replaceChildren(dismiss, title, facts, ...(aside ? [make("p", aside.textContent)] : []), steps);
  if (c.children) {
    const open = make("button", `${c.collapsed ? words.open : words.close} (${c.below})`);
    open.type = "button";
    open.addEventListener("click", () => toggle(c));
    detail.append(open);
  }
  detail.hidden = false;
}

const fold = (s) => s.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim();

function search() {
  const typed = byId("search").value.normalize("NFC").toLowerCase().trim();
  const plain = fold(typed);
  state.at = -1;
  state.matches = [];
  byId("found").textContent = "";
  if (plain) {
    const hits = all.filter((c) => plain.split(" ").every((part) => c.folded.includes(part)));
    const has = (text) => text.normalize("NFC").toLowerCase().includes(typed);
    const exact = (c) => (has(c.label) ? 4 : 0) + (has(c.find) ? 2 : 0) + (c.folded.includes(plain) ? 1 : 0);
    hits.sort((a, b) => exact(b) - exact(a));
    state.matches = hits.map((c) => c.id);
    if (!hits.length) byId("found").textContent = words.found_none;
  }
  state.found = new Set(state.matches);
  network.redraw();
}

function next() {
  if (!state.matches.length) return;
  state.at = (state.at + 1) % state.matches.length;
  byId("found").textContent = words.found.replace("{n}", state.matches.length).replace("{i}", state.at + 1);
  choose(cards.get(state.matches[state.at]), true);
}

byId("search").addEventListener("input", () => { search(); next(); });
byId("tools").addEventListener("submit", (event) => { event.preventDefault(); next(); });
const zoom = (by) => () => moveTo(network.getViewPosition().x, network.getViewPosition().y, Math.min(3, Math.max(0.05, network.getScale() * by)));
byId("zoom-in").addEventListener("click", zoom(1.25));
byId("zoom-out").addEventListener("click", zoom(0.8));
byId("fit").addEventListener("click", whole);
byId("start").addEventListener("click", toStart);
byId("open-all").addEventListener("click", () => setAll(false));
byId("close-all").addEventListener("click", () => setAll(true));
if (!all.some((c) => c.children && c.parent)) byId("open-all").hidden = byId("close-all").hidden = true;

network.on("click", ({ nodes: hit, pointer }) => {
  const near = all.find((c) => {
    const spot = toggleSpot(c);
    return c.shown && c.children && Math.hypot(spot.x - pointer.canvas.x, spot.y - pointer.canvas.y) < 20;
  });
  network.unselectAll();
  if (near) toggle(near);
  else choose(hit.length ? cards.get(hit[0]) : null);
});
network.on("hoverNode", () => { holder.style.cursor = "pointer"; });
network.on("blurNode", () => { holder.style.cursor = ""; });

// The wheel scrolls the page; it moves the picture only while that is higher than its frame.
holder.addEventListener("wheel", (event) => {
  if (event.ctrlKey || event.metaKey) return;
  event.stopPropagation();
  const scale = network.getScale();
  const { x, y } = network.getViewPosition();
  const half = holder.clientHeight / scale / 2;
  const [lowest, highest] = [extent.top + half, extent.bottom - half];
  const to = Math.min(Math.max(y + event.deltaY / scale, lowest), highest);
  if (lowest < highest && Math.abs(to - y) > 1) {
    event.preventDefault();
    moveTo(x, to, scale);
  }
}, { capture: true, passive: false });

frame.addEventListener("keydown", (event) => {
  const here = cards.get(state.chosen) || null;
  const shown = all.filter((c) => c.shown);
  const column = here && shown.filter((c) => c.layer === here.layer).sort((a, b) => a.top - b.top);
  const up = here && look.bands[here.band].up;
  const above = () => here.parent && cards.get(here.parent);
  const below = () => (children.get(here.id) || []).find((c) => c.shown);
  const moves = {
    ArrowRight: () => (up ? above() : below()),
    ArrowLeft: () => (up ? below() : above()),
    ArrowDown: () => column[column.indexOf(here) + 1],
    ArrowUp: () => column[column.indexOf(here) - 1],
  };
  if (event.key === "Escape") choose(null);
  else if (event.key === "Enter" && here && here.children) toggle(here);
  else if (moves[event.key]) {
    const to = here ? moves[event.key]() : cards.get(look.bands[0].root);
    if (to) choose(to, true);
  } else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") choose(null); });

// --- size, theme, print

let width = holder.clientWidth;
addEventListener("resize", () => {
  if (holder.clientWidth === width) return;
  width = holder.clientWidth;
  refresh();
  if (state.chosen) bringIntoView(cards.get(state.chosen));
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { readColours(); network.redraw(); });
// On paper the picture stands in light colours and whole, in pieces of about a page, cut between rows.
function paper() {
  const width = extent.right - extent.left;
  const edges = [extent.top];
  for (const c of all.filter((each) => each.shown && !each.beside).sort((a, b) => a.top - b.top)) {
    const last = edges[edges.length - 1];
    if (c.top + c.height - last > width * 1.25) edges.push(c.top - look.gap / 2);
  }
  edges.push(extent.bottom);
  return edges.slice(1).map((bottom, i) => {
    const canvas = document.createElement("canvas");
    const scale = Math.min(2, 4000 / width);
    canvas.width = Math.ceil(width * scale);
    canvas.height = Math.ceil((bottom - edges[i]) * scale);
    const ctx = canvas.getContext("2d");
    ctx.setTransform(scale, 0, 0, scale, -extent.left * scale, -edges[i] * scale);
    drawBands(ctx);
    drawLines(ctx);
    for (const c of all) if (c.shown && c.top < bottom && c.top + c.height > edges[i]) drawCard(c, ctx);
    return canvas;
  });
}

addEventListener("beforeprint", () => {
  document.documentElement.classList.add("printing");
  readColours();
  byId("paper").replaceChildren(...paper());
});
addEventListener("afterprint", () => {
  document.documentElement.classList.remove("printing");
  readColours();
  byId("paper").replaceChildren();
  network.redraw();
});
network.once("afterDrawing", () => { document.documentElement.dataset.ready = "true"; });
toStart();
network.redraw();
