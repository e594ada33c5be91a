// Draws bands, lines and cards on a canvas. Labels go through fillText: data is never markup.

function font(ctx, size, weight = 400) {
  ctx.font = `${weight} ${size}px ${FONT}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
}

function box(ctx, x, y, w, h, r) {
  ctx.beginPath();
  ctx.roundRect(x, y, w, h, r);
}

function drawCard(c, ctx) {
  const { x, top, height } = c;
  const mark = marks[c.mark];
  const chosen = state.chosen === c.id;
  const found = state.found.has(c.id);
  box(ctx, x, top, look.card, height, 10);
  ctx.fillStyle = colour.surface;
  ctx.fill();
  ctx.save();
  ctx.clip();
  ctx.fillStyle = mark.colour;
  ctx.fillRect(x, top, 40, height);
  ctx.restore();
  ctx.save();
  ctx.translate(x + 9, top + PORT - 11);
  ctx.scale(22 / 24, 22 / 24);
  ctx.fillStyle = mark.ink;
  ctx.fill(mark.path);
  ctx.restore();
  box(ctx, x, top, look.card, height, 10);
  ctx.lineWidth = chosen || found ? 4 : c.weak ? 2 : 1.25;
  ctx.strokeStyle = chosen ? colour.accent : found ? colour.focus : c.weak ? colour.warn : colour.line;
  ctx.setLineDash(c.weak && !chosen && !found ? [7, 5] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  const room = look.card - 40 - 24;
  font(ctx, 12.5);
  ctx.fillStyle = colour.muted;
  ctx.fillText(c.kind, x + 52, top + 19, room);
  font(ctx, 15, 600);
  ctx.fillStyle = colour.text;
  c.lines.forEach((line, i) => ctx.fillText(line, x + 52, top + 40 + i * look.line, room));
  if (c.counts) {
    const y = top + 40 + c.lines.length * look.line + 4;
    font(ctx, 13, 600);
    const width = Math.min(ctx.measureText(c.counts).width, room - 14) + 14;
    box(ctx, x + 51, y - 10, width, 21, 6);
    ctx.fillStyle = colour.band;
    ctx.fill();
    ctx.fillStyle = colour.text;
    ctx.fillText(c.counts, x + 58, y + 1, room - 14);
  }
  if (c.children) drawToggle(c, ctx);
}

function toggleSpot(c) {
  return { x: look.bands[c.band].up ? c.x - 26 : c.x + look.card, y: c.top + PORT };
}

function drawToggle(c, ctx) {
  const spot = toggleSpot(c);
  const label = c.collapsed ? `+${c.below}` : "−";
  font(ctx, 13, 700);
  const width = Math.max(22, ctx.measureText(label).width + 14);
  box(ctx, spot.x - width / 2, spot.y - 11, width, 22, 11);
  ctx.fillStyle = c.collapsed ? colour.accent : colour.surface;
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = c.collapsed ? colour.accent : colour.line;
  ctx.stroke();
  ctx.fillStyle = c.collapsed ? colour.surface : colour.text;
  ctx.textAlign = "center";
  ctx.fillText(label, spot.x, spot.y + 1);
}

function drawBands(ctx) {
  for (const band of look.bands) {
    const width = extent.right - extent.left;
    box(ctx, extent.left, band.top, width, band.bottom - band.top, 14);
    ctx.fillStyle = colour.band;
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = colour.faint;
    ctx.setLineDash([]);
    ctx.stroke();
    font(ctx, 19, 700);
    ctx.fillStyle = colour.text;
    ctx.fillText(band.title, extent.left + look.padding, band.top + 26, width - 2 * look.padding);
    font(ctx, 14);
    ctx.fillStyle = colour.muted;
    ctx.fillText(band.note, extent.left + look.padding, band.top + 50, width - 2 * look.padding);
    if (band.tiers.length > 1) {
      font(ctx, 12.5, 600);
      band.tiers.forEach((name, layer) => {
        if (layer >= extent.first && layer <= extent.last) ctx.fillText(name, layer * look.column, band.top + 70);
      });
    }
  }
}

// A line as points; corners are rounded. It keeps to the free space between columns and between rows.
function route(a, b, link, number) {
  if (link.kind === "beside") {
    const x = b.x + 70;
    return a.top > b.top ? [[x, a.top], [x, b.top + b.height]] : [[x, a.top + a.height], [x, b.top]];
  }
  const up = look.bands[b.band].up;
  const extra = link.kind === "extra";
  const [x1, y1, x2, y2] = [a.x + look.card, a.top + PORT + (extra ? 12 : 0), b.x, b.top + PORT + (extra ? 12 : 0)];
  const lane = extra ? 12 + (number % 3) * 4 : 20;
  if (!extra || b.layer - a.layer < 2) {
    const x = up ? x2 - lane : x1 + lane;
    return [[x1, y1], [x, y1], [x, y2], [x2, y2]];
  }
  const near = 11 + (number % 3) * 2;
  const y = (up ? a.top : b.top) - look.gap / 2;
  return [[x1, y1], [x1 + lane, y1], [x1 + lane, y], [x2 - near, y], [x2 - near, y2], [x2, y2]];
}

function drawLines(ctx) {
  const lit = (e) => state.chain.has(e.from) && state.chain.has(e.to) && e.link.kind === "tree";
  const drawn = edges.map((e, i) => ({ e, i, a: cards.get(e.from), b: cards.get(e.to) }))
    .filter(({ a, b }) => a.shown && b.shown)
    .sort((p, q) => lit(p.e) - lit(q.e) || (p.e.link.grade === "asserted") - (q.e.link.grade === "asserted"));
  for (const { e, i, a, b } of drawn) {
    const points = route(a, b, e.link, i);
    const bright = lit(e);
    const grade = e.link.grade;
    const tint = bright ? colour.accent : grade === "disputed" ? colour.focus : grade === "inferred" ? colour.warn : colour.line;
    ctx.strokeStyle = ctx.fillStyle = tint;
    ctx.lineWidth = bright ? 3.5 : e.link.kind === "beside" ? 1.5 : e.link.kind === "extra" ? 1.4 : 2;
    ctx.setLineDash(grade === "inferred" ? [7, 5] : grade === "disputed" ? [2, 5] : []);
    ctx.beginPath();
    ctx.moveTo(...points[0]);
    for (let k = 1; k < points.length - 1; k++) ctx.arcTo(...points[k], ...points[k + 1], 9);
    ctx.lineTo(...points[points.length - 1]);
    ctx.stroke();
    ctx.setLineDash([]);
    drawHead(ctx, points);
    drawWords(ctx, e.link, points, a, b, tint);
  }
}

function drawHead(ctx, points) {
  const [x, y] = points[points.length - 1];
  const [px, py] = points[points.length - 2];
  const angle = Math.atan2(y - py, x - px);
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.lineTo(-9, -5);
  ctx.lineTo(-9, 5);
  ctx.fill();
  ctx.restore();
}

function drawWords(ctx, link, points, a, b, tint) {
  font(ctx, 12);
  if (link.kind === "beside") {
    const [[x, y1], [, y2]] = points;
    if (Math.abs(y1 - y2) > 14) ctx.fillText(link.words, x + 8, (y1 + y2) / 2);
    return;
  }
  if (link.kind === "extra") return;
  const up = look.bands[b.band].up;
  const [x, y] = up ? [a.x + look.card + 6, a.top + PORT] : [b.x - (look.column - look.card) + 27, b.top + PORT];
  const room = look.column - look.card - 27 - 14;
  ctx.fillStyle = colour.muted;
  if (link.words) ctx.fillText(link.words, x, y - 10, room);
  if (!link.unsure) return;
  font(ctx, 12, 600);
  ctx.fillStyle = tint;
  ctx.fillText(link.unsure, x, y + 11, room);
}
