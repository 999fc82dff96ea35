// Small comforts; every page is whole without them.
"use strict";

// What a range says, formulas as the LaTeX behind them.
function texText(range) {
  const held = document.createElement("div");
  held.append(range.cloneContents());
  for (const formula of held.querySelectorAll(".tex")) {
    const source = formula.querySelector("annotation");
    if (!source) continue;
    const bars = formula.classList.contains("block") ? "$$" : "$";
    formula.replaceWith(bars + source.textContent + bars);
  }
  return held.textContent;
}

// Formulas copy as LaTeX.
document.addEventListener("copy", (event) => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !event.clipboardData) return;
  const ranges = Array.from({length: selection.rangeCount}, (_, i) => selection.getRangeAt(i));
  if (!ranges.some((range) => range.cloneContents().querySelector(".tex"))) return;
  event.clipboardData.setData("text/plain", ranges.map(texText).join(""));
  event.preventDefault();
});

// The grid's filters.
const filters = document.querySelector(".filters:not(.always)");
if (filters) {
  const rows = [...document.querySelectorAll(".grid tbody tr")];
  const text = document.getElementById("filter-text");
  const boxes = [...document.querySelectorAll(".filter-status")];
  const count = document.getElementById("filter-count");
  const apply = () => {
    const wanted = text.value.trim().toLowerCase();
    const statuses = boxes.filter((box) => box.checked).map((box) => box.value);
    let shown = 0;
    for (const row of rows) {
      const has = row.dataset.statuses.split(" ");
      row.hidden = !(row.textContent.toLowerCase().includes(wanted) &&
        (!statuses.length || statuses.some((status) => has.includes(status))));
      shown += row.hidden ? 0 : 1;
    }
    count.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} questions`;
  };
  filters.addEventListener("input", apply);
  filters.hidden = rows.length < 2;
}

// A strip's dot or tick tells its sentence in the line below the strip.
for (const strip of document.querySelectorAll(".strip")) {
  const says = strip.querySelector(".strip-says");
  const tell = (event) => {
    const spot = event.target.closest(".spot");
    if (!spot) return;
    for (const other of strip.querySelectorAll(".chosen")) other.classList.remove("chosen");
    spot.classList.add("chosen");
    says.textContent = spot.querySelector("title").textContent;
  };
  for (const kind of ["pointerover", "focusin", "click"]) strip.addEventListener(kind, tell);
}

// Tables sort by a click on a head; a cell may say by what in data-sort.
for (const table of document.querySelectorAll("table.sortable")) {
  const heads = [...table.tHead.rows[0].cells];
  const bodies = () => [...table.tBodies];
  const value = (row, place) => {
    const cell = row.cells[place];
    const text = cell ? (cell.dataset.sort ?? cell.textContent).trim() : "";
    const figure = Number.parseFloat(text.replace(/[,\u202f\s](?=\d)/g, "").replace("≥", ""));
    return {text, figure: /^[≥+−-]?[\s]*[\d.,]/.test(text) ? figure : Number.NaN};
  };
  const order = (a, b) => Number.isNaN(a.figure) || Number.isNaN(b.figure)
    ? a.text.localeCompare(b.text, "en", {numeric: true}) : a.figure - b.figure;
  heads.forEach((head, place) => {
    if (head.tagName !== "TH" || (bodies().length < 2 && table.rows.length < 4)) return;
    const button = document.createElement("button");
    button.className = "sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const turn = down ? -1 : 1;
      if (bodies().length > 1) {
        table.append(...bodies().sort((a, b) => turn * order(value(a.rows[0], place), value(b.rows[0], place))));
      } else {
        const rows = [...table.tBodies[0].rows];
        table.tBodies[0].append(...rows.sort((a, b) => turn * order(value(a, place), value(b, place))));
      }
    });
  });
}

// Light or dark, for this page and those opened after it.
const theme = document.querySelector(".theme");
if (theme) {
  const dark = () => (document.documentElement.dataset.theme
    ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const dress = () => {
    theme.textContent = dark() ? "Light" : "Dark";
    for (const source of document.querySelectorAll("picture source")) {
      const chosen = document.documentElement.dataset.theme;
      source.media = !chosen ? "(prefers-color-scheme: dark)" : chosen === "dark" ? "all" : "not all";
    }
  };
  theme.hidden = false;
  theme.addEventListener("click", () => {
    document.documentElement.dataset.theme = dark() ? "light" : "dark";
    try { localStorage.setItem("theme", document.documentElement.dataset.theme); } catch { /* not kept */ }
    dress();
  });
  dress();
}

for (const hint of document.querySelectorAll(".script-only")) hint.hidden = false;

// n and p go from one answer that is not right to the next.
document.addEventListener("keydown", (event) => {
  if (document.getElementById("desk") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select") || !["n", "p"].includes(event.key)) return;
  const wrong = [...document.querySelectorAll(".evaluation[data-status]:not([data-status=correct])")];
  const at = (one) => one.getBoundingClientRect().top;
  const next = event.key === "n" ? wrong.find((one) => at(one) > 40)
    : wrong.reverse().find((one) => at(one) < -5);
  if (!next) return;
  next.tabIndex = -1;
  next.scrollIntoView();
  next.focus({preventScroll: true});
});
