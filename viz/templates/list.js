// Makes the list sortable, and lets its names show their card in the picture.

for (const row of document.querySelectorAll("tr[data-node]")) {
  const button = make("button");
  button.type = "button";
  button.title = words.show;
  const name = row.querySelector(".name");
  button.append(...name.childNodes);
  name.append(button);
  button.addEventListener("click", () => choose(cards.get(row.dataset.node), true));
}

for (const table of document.querySelectorAll("table")) {
  const body = table.tBodies[0];
  const original = [...body.rows];
  [...table.tHead.rows[0].cells].forEach((head, index) => {
    if (head.classList.contains("unsorted")) return;
    const button = make("button", head.textContent);
    button.type = "button";
    head.replaceChildren(button);
    button.addEventListener("click", () => {
      const way = { none: "ascending", ascending: "descending", descending: "none" }[head.ariaSort || "none"];
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      if (way !== "none") head.setAttribute("aria-sort", way);
      const key = (row) => row.cells[index].dataset.key;
      const compare = (a, b) => (isNaN(key(a)) || isNaN(key(b)) ? key(a).localeCompare(key(b), "vi", { numeric: true }) : key(a) - key(b));
      const sign = way === "descending" ? -1 : 1;
      body.append(...(way === "none" ? original : [...original].sort((a, b) => sign * compare(a, b))));
    });
  });
}
