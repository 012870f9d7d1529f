// The grid by keyboard, and blocks from a spreadsheet.

import { whyNot } from "./grid_columns.js";

// What a spreadsheet puts on the clipboard: tabs between cells, quotes around those with breaks in them.
export function cellsIn(text) {
  const rows = [[""]];
  let isQuoted = false;
  const plain = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < plain.length; at += 1) {
    const row = rows.at(-1);
    const sign = plain[at];
    if (isQuoted) {
      if (sign !== '"') row[row.length - 1] += sign;
      else if (plain[at + 1] === '"') { row[row.length - 1] += '"'; at += 1; } else isQuoted = false;
    } else if (sign === '"' && row.at(-1) === "") isQuoted = true;
    else if (sign === "\t") row.push("");
    else if (sign === "\n") rows.push([""]);
    else row[row.length - 1] += sign;
  }
  return rows.map((row) => row.map((words) => words.trim()));
}

export function listen(table, { edits, start, known, cellText }) {
  const box = document.getElementById("grid");
  const range = () => table.getRanges()[0];
  const selected = () => range()?.getStructuredCells() ?? [];
  const isTyping = (target) => target.matches("input, textarea, select");
  const why = (cell) => whyNot(known.get(cell.getField()), cell.getRow().getData(), start);

  // Each cell gets its words: where that is not allowed, the cell says why and the words are kept.
  function fill(pairs) {
    const open = pairs.filter(({ cell }) => !why(cell));
    for (const { cell, words } of pairs) {
      if (why(cell) && words !== cellText(cell.getValue())) edits.refuse(cell.getRow().getIndex(), cell.getField(), words, why(cell));
    }
    edits.change(open.map(({ cell, words }) => ({ cell, before: cellText(cell.getValue()), after: words })));
  }

  function paste(text) {
    const first = selected()[0]?.[0];
    if (!first) return;
    const rows = table.getRows("active");
    const fields = table.getColumns().map((column) => column.getField()).filter(Boolean);
    const top = rows.findIndex((row) => row.getIndex() === first.getRow().getIndex());
    const left = fields.indexOf(first.getField());
    const block = cellsIn(text);
    const one = block.length === 1 && block[0].length === 1;
    if (one) return fill(selected().flat().map((cell) => ({ cell, words: block[0][0] })));
    let outside = 0;
    const pairs = [];
    block.forEach((line, down) => line.forEach((words, right) => {
      const cell = rows[top + down] && fields[left + right] ? rows[top + down].getCell(fields[left + right]) : null;
      if (cell) pairs.push({ cell, words });
      else if (words) outside += 1;
    }));
    fill(pairs);
    if (outside) document.getElementById("grid-line").textContent = start.words.outside.replace("{n}", outside);
  }

  const doing = {
    undo: () => edits.undo(),
    redo: () => edits.redo(),
    down: () => {
      const [top, ...below] = selected();
      if (top) fill(below.flatMap((row) => row.map((cell, index) => ({ cell, words: cellText(top[index].getValue()) }))));
    },
    all: () => {
      const cells = selected().flat();
      if (cells.length) fill(cells.slice(1).map((cell) => ({ cell, words: cellText(cells[0].getValue()) })));
    },
    empty: () => fill(selected().flat().map((cell) => ({ cell, words: "" }))),
    evidence: () => {
      const cell = selected()[0]?.[0];
      if (cell) openEvidence(cell);
    },
  };

  function openEvidence(cell) {
    const own = new URLSearchParams(location.search);
    const kept = new URLSearchParams([...own].filter(([name]) => ["as_of", "period"].includes(name)));
    htmx.ajax("GET", `${location.pathname}${cell.getRow().getIndex()}/cells/${cell.getField()}/?${kept}`, { target: "#sheet-body", swap: "innerHTML" });
  }

  document.getElementById("grid-box").addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button) doing[button.dataset.do]();
  });
  // Before Tabulator's own keys: these are ours while a cell, and not a field, has the focus.
  box.addEventListener("keydown", (event) => {
    if (isTyping(event.target)) return;
    const control = event.ctrlKey || event.metaKey;
    const act = control
      ? { z: "undo", y: "redo", d: "down", e: "evidence", Enter: "all" }[event.key]
      : { Delete: "empty", Backspace: "empty" }[event.key];
    if (act) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (start.may_edit || act === "evidence") doing[act]();
    } else if (event.key === "Enter" || event.key === "F2") {
      event.preventDefault();
      event.stopImmediatePropagation();
      selected()[0]?.[0]?.edit();
    }
  }, true);
  document.addEventListener("paste", (event) => {
    if (!start.may_edit || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (!box.contains(document.activeElement)) return;
    event.preventDefault();
    paste(event.clipboardData.getData("text/plain"));
  });
  document.addEventListener("copy", (event) => {
    if (isTyping(event.target) || !box.contains(document.activeElement) || !selected().length) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", selected().map((row) => row.map((cell) => cellText(cell.getValue())).join("\t")).join("\n"));
  });
  const explain = () => {
    const cell = selected()[0]?.[0];
    const line = document.getElementById("grid-line");
    if (cell) line.textContent = [cell.getColumn().getDefinition().title, cell.getValue()?.note || cellText(cell.getValue()), why(cell)].filter(Boolean).join(" · ");
  };
  table.on("rangeChanged", explain);
  table.on("rangeAdded", explain);
}
