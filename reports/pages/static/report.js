// Small comforts; every page is whole without them.
"use strict";

// Formulas copy as the LaTeX behind them.
document.addEventListener("copy", (event) => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !event.clipboardData) return;
  const held = document.createElement("div");
  for (let i = 0; i < selection.rangeCount; i++) held.append(selection.getRangeAt(i).cloneContents());
  const formulas = held.querySelectorAll(".tex");
  if (!formulas.length) return;
  for (const formula of formulas) {
    const source = formula.querySelector("annotation");
    if (!source) continue;
    const bars = formula.classList.contains("block") ? "$$" : "$";
    formula.replaceWith(bars + source.textContent + bars);
  }
  event.clipboardData.setData("text/plain", held.textContent);
  event.preventDefault();
});

// The grid's filters.
const filters = document.querySelector(".filters");
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
