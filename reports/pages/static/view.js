// The page of harness view: keys, marks, notes, live rows. Every write goes to this server and nowhere else.
"use strict";

const writing = document.querySelector('meta[name="writing"]').content;

async function act(sent) {
  const desk = document.getElementById("desk");
  const saved = document.getElementById("saved");
  const whole = {run: desk.dataset.run, run_key: desk.dataset.key, part: desk.dataset.part,
    by: desk.dataset.by, blind: desk.dataset.blind === "1", ...sent};
  try {
    const answer = await fetch(new URL("../act", location.href), {method: "POST",
      headers: {"Content-Type": "application/json", "X-Writing": writing}, body: JSON.stringify(whole)});
    if (!answer.ok) {
      const text = await answer.text();
      let told = text;
      try { told = JSON.parse(text).error; } catch { /* plain text */ }
      throw new Error(told);
    }
  } catch (error) {
    saved.textContent = `Not saved: ${error.message}`;
    saved.classList.add("failed");
    return false;
  }
  await refresh();
  document.getElementById("saved").textContent = "Saved.";
  return true;
}

// The address names the part it shows, so that a reload shows the same one.
const first = document.getElementById("desk");
if (first) history.replaceState(null, "", first.dataset.here);

// The page as the server now has it, put in place of this one; what is open stays open.
async function refresh() {
  const open = document.querySelector("details.thinking")?.open;
  const found = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  document.getElementById("main").replaceChildren(...found.getElementById("main").childNodes);
  if (open) document.querySelector("details.thinking").open = true;
  if (window.dressed) window.dressed();
}

const reason = () => document.getElementById("reason");
const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

// ---------------------------------------------------------------- notes on what is selected

let chosen = null;

function selected() {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const at = (node) => (node.nodeType === 1 ? node : node.parentElement);
  const surface = at(range.startContainer).closest(".surface");
  if (!surface || surface !== at(range.endContainer).closest(".surface")) return null;
  const first = at(range.startContainer).closest(".tex"), last = at(range.endContainer).closest(".tex");
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const before = document.createRange();
  before.setStart(surface, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const lead = texText(before), all = document.createRange();
  all.selectNodeContents(surface);
  return {where: surface.dataset.where, quote: texText(range).slice(0, 4000), before: lead.slice(-120),
    share: lead.length / Math.max(1, texText(all).length)};
}

function beginNote() {
  chosen = selected();
  const form = document.querySelector(".note-form");
  form.hidden = false;
  document.getElementById("note-quote").textContent = chosen ? `“${chosen.quote.slice(0, 160)}”` : "On the whole answer";
  form.elements.says.focus();
}

function keepNote(form) {
  const fields = form.elements;
  const value = Number(fields.value.value);
  act({note: {says: fields.says.value, turn: Number(document.getElementById("desk").dataset.turn),
    measure: fields.measure.value, relation: fields.relation.value, value: Number.isFinite(value) ? value : 0,
    ...(chosen || {})}});
}

// ---------------------------------------------------------------- keys and clicks

const marks = {1: "correct", 2: "partial", 3: "incorrect", 4: "no_answer", 0: "open"};
const go = (id) => document.getElementById(id)?.click();

document.addEventListener("keydown", (event) => {
  if (!document.getElementById("desk")) return;
  if (typing(event.target)) {
    if (event.key === "Escape") event.target.blur();
    const form = event.target.closest(".note-form");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) { event.preventDefault(); keepNote(form); }
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || document.getElementById("help").open) return;
  const ways = {n: () => go("following"), j: () => go("next"), k: () => go("previous"), c: beginNote,
    r: () => reason().focus(), "?": () => document.getElementById("help").showModal(),
    t: () => { const found = document.querySelector("details.thinking"); if (found) found.open = !found.open; }};
  if (event.key in marks) act({mark: marks[event.key], reason: reason().value});
  else if (event.key in ways) ways[event.key]();
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.mark) act({mark: button.dataset.mark, reason: reason().value});
  else if (button.dataset.note) act({withdrawn: button.dataset.note});
  else if (button.dataset.text !== undefined) {
    reason().value = [reason().value, button.dataset.text].filter(Boolean).join(" ");
    act({reason: reason().value});
  } else if ("cancel" in button.dataset) button.closest("form").hidden = true;
  else if (button.id === "help-open") document.getElementById("help").showModal();
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches(".note-form")) return;
  event.preventDefault();
  keepNote(event.target);
});

document.addEventListener("change", (event) => {
  if (event.target.dataset.tick) act({ticks: {[event.target.dataset.tick]: event.target.checked}});
  else if (event.target.id === "reason") act({reason: event.target.value});
});

// ---------------------------------------------------------------- the list of runs, live

const live = document.querySelector("[data-live]");
if (live) {
  const filter = document.getElementById("run-filter"), count = document.getElementById("run-count");
  const apply = () => {
    const wanted = filter.value.trim().toLowerCase();
    let shown = 0;
    for (const body of live.tBodies) {
      body.hidden = !body.textContent.toLowerCase().includes(wanted);
      shown += body.hidden ? 0 : 1;
    }
    count.textContent = wanted ? `${shown} of ${live.tBodies.length} runs` : "";
  };
  filter.addEventListener("input", apply);
  const source = new EventSource(new URL(live.dataset.live, location.href));
  source.addEventListener("message", (event) => {
    const {run, html} = JSON.parse(event.data);
    let body = [...live.tBodies].find((one) => one.dataset.run === run);
    if (!body) {
      body = document.createElement("tbody");
      body.dataset.run = run;
      live.tBodies[0] ? live.tBodies[0].before(body) : live.append(body);
    }
    const held = document.createElement("template");
    held.innerHTML = html;
    body.replaceChildren(held.content);
    apply();
  });
  addEventListener("pagehide", () => source.close());
}

document.documentElement.dataset.ready = "1";
