// Makes the matrix one stop of the Tab key with arrows inside, opens cells in place and says what changed.
// Without this file every cell is a plain link in a plain table, and filters have an Apply button.
const wide = matchMedia("(min-width: 76rem)");
const live = document.querySelector("#live");
const cells = () => [...document.querySelectorAll("#matrix .cell a")];
// With the names of services and layers, which lead to pages of their own.
const stops = () => [...document.querySelectorAll("#matrix a")];

function becomeGrid() {
  const table = document.querySelector("#matrix");
  if (!table || table.getAttribute("role") === "grid") return;
  table.setAttribute("role", "grid");
  table.querySelectorAll("td").forEach((cell) => cell.setAttribute("role", "gridcell"));
  // The scroller is reached through its cells now.
  table.closest(".scroller").removeAttribute("tabindex");
  const links = cells();
  const start = links.find((link) => link.hasAttribute("aria-current")) ?? links.find((link) => link.offsetParent);
  stops().forEach((link) => (link.tabIndex = link === start ? 0 : -1));
  // A map on another page leads to the cells' own page.
  if (!document.querySelector("#cell-detail")) return;
  for (const link of links) {
    link.setAttribute("hx-get", link.getAttribute("href"));
    link.setAttribute("hx-target", "#cell-detail");
    link.setAttribute("hx-swap", "outerHTML");
    link.setAttribute("hx-push-url", "true");
  }
  window.htmx?.process(table); // which otherwise comes later, and reads the whole page then
}

function focusOn(link) {
  stops().forEach((other) => (other.tabIndex = other === link ? 0 : -1));
  link.focus();
}

function linkAt(row, column, step) {
  for (let next = column; row && next >= 0 && next < row.cells.length; next += step) {
    const link = row.cells[next].querySelector("a");
    if (link?.offsetParent) return link;
  }
}

// Rows of all bands in one list; rows without a link in this column are passed over.
function neighbor(link, key) {
  const cell = link.closest("td, th");
  const row = cell.parentElement;
  if (key === "ArrowLeft") return linkAt(row, cell.cellIndex - 1, -1);
  if (key === "ArrowRight") return linkAt(row, cell.cellIndex + 1, 1);
  if (key === "Home") return linkAt(row, 1, 1);
  if (key === "End") return linkAt(row, row.cells.length - 1, -1);
  const column = [...document.querySelectorAll("#matrix tr:not(.band)")]
    .map((other) => (other === row ? link : other.cells[cell.cellIndex]?.querySelector("a")))
    .filter((other) => other?.offsetParent);
  return column[column.indexOf(link) + (key === "ArrowUp" ? -1 : 1)];
}

document.addEventListener("keydown", (event) => {
  const link = event.target.closest?.("#matrix a");
  if (!link || event.altKey || event.ctrlKey || event.metaKey) return;
  if (!["ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
  event.preventDefault();
  const next = neighbor(link, event.key);
  if (next) focusOn(next);
});

document.addEventListener("click", ({ target }) => {
  const back = target.closest("[data-back]");
  if (back) document.querySelector("#matrix [aria-current]")?.focus();
});

document.addEventListener("htmx:afterSettle", ({ detail, target }) => {
  if (target.id === "matrix-region") {
    becomeGrid();
    live.textContent = target.dataset.said;
  }
  if (target.id === "cell-detail") {
    const opened = cells().find((link) => link.pathname === location.pathname);
    document.querySelector("#matrix [aria-current]")?.removeAttribute("aria-current");
    opened?.setAttribute("aria-current", "true");
    // Beside the grid the focus stays where it is; below it, it moves to what was opened.
    if (wide.matches) live.textContent = target.dataset.said;
    else target.querySelector("h2").focus();
  }
});

// A table of many services scrolls sideways in its frame. Nothing in there sticks to the page, so its heads are moved along.
function keepHeadsInSight() {
  const table = document.querySelector(".scroller > .matrix.many");
  if (!table) return;
  const bar = document.querySelector(".bar");
  const past = bar.offsetHeight - table.getBoundingClientRect().top;
  const most = table.offsetHeight - table.tHead.offsetHeight - [...table.rows].at(-1).offsetHeight;
  const sticks = getComputedStyle(bar).position === "sticky" && past > 0;
  table.tHead.style.translate = sticks ? `0 ${Math.min(past, most)}px` : "";
}
addEventListener("scroll", keepHeadsInSight, { passive: true });
addEventListener("resize", keepHeadsInSight);

becomeGrid();
