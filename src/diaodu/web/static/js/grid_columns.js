// The columns of the grid: how a cell looks, and which may be typed into.

export const cellText = (said) => said?.words ?? "";

// Why a cell is not edited here; empty where it may be.
export function whyNot(column, row, start) {
  if (column.not_here) return column.not_here;
  if (start.as_of !== null) return start.words.past;
  if (!row.may_edit) return start.words.not_yours;
  return column.code === "code" && row.code?.words ? start.words.code : "";
}

function element(tag, look, text) {
  const made = document.createElement(tag);
  if (look) made.className = look;
  if (text !== undefined) made.textContent = text;
  return made;
}

function light(said, start) {
  const made = element("span", "grid-light");
  made.append(element("span", `dd-light dd-light-${said.token}`, said.words ?? start.words.missing), element("span", "grid-note", said.note));
  made.title = said.note;
  return made;
}

function content(cell, column, start) {
  const said = cell.getValue();
  if (said?.token) return light(said, start);
  if (column.code === "name") {
    const link = element("a", "", said.words);
    link.href = `${location.pathname}${cell.getRow().getIndex()}/${start.as_of === null ? "" : `?as_of=${new URLSearchParams(location.search).get("as_of")}`}`;
    link.title = said.words;
    link.tabIndex = -1;
    return link;
  }
  if (said?.hidden) return element("span", "dd-missing", start.words.hidden);
  return said?.words ? element("span", "", said.words) : element("span", "dd-missing", start.words.missing);
}

function formatter(column, { start, edits }) {
  return (cell, _parameters, onRendered) => {
    const box = cell.getElement();
    const trouble = edits.trouble(cell);
    const why = whyNot(column, cell.getRow().getData(), start);
    box.classList.toggle("grid-locked", Boolean(why));
    box.classList.toggle("grid-refused", trouble?.state === "refused");
    box.classList.toggle("grid-conflict", trouble?.state === "conflict");
    box.classList.toggle("grid-waiting", edits.isWaiting(cell));
    box.setAttribute("aria-readonly", why ? "true" : "false");
    if (!trouble) return content(cell, column, start);
    box.setAttribute("aria-invalid", "true");
    const both = element("span", "grid-both");
    if (trouble.state === "conflict") {
      both.append(element("span", "", `${start.words.theirs} ${trouble.theirs.words ?? start.words.nothing}`), element("span", "", `${start.words.mine} ${trouble.mine || start.words.nothing}`));
    } else both.append(element("span", "", trouble.mine), element("span", "grid-why", trouble.why));
    onRendered(() => cell.getRow().normalizeHeight());
    return both;
  };
}

// A plain field, or a list to choose from; the words are read on the server as they are typed.
function editor(column) {
  return (cell, onRendered, success, cancel) => {
    const field = element("input", "grid-field");
    const before = cellText(cell.getValue());
    field.value = before;
    field.setAttribute("aria-label", column.label);
    if (column.choices.length) {
      const list = element("datalist");
      list.id = `grid-list-${column.code}`;
      list.append(...column.choices.map(({ label }) => Object.assign(element("option"), { value: label })));
      document.getElementById(list.id)?.remove();
      document.body.append(list);
      field.setAttribute("list", list.id);
    }
    let isOver = false;
    const end = (take) => {
      if (isOver) return;
      isOver = true;
      if (take && field.value.trim() !== before) success({ words: field.value.trim() || null });
      else cancel();
    };
    onRendered(() => { field.focus(); field.select(); });
    field.addEventListener("blur", () => end(true));
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === "Tab") end(true);
      else if (event.key === "Escape") end(false);
      if (!["Tab"].includes(event.key)) event.stopPropagation();
    });
    return field;
  };
}

function head(column, { start, held }) {
  if (!column.filters || held.has(column.code)) return {};
  const choices = Object.fromEntries(column.choices.map(({ value, label }) => [value, label]));
  const list = column.choices.length ? { headerFilter: "list", headerFilterParams: { values: choices, clearable: true } } : { headerFilter: "input" };
  return { ...list, headerFilterPlaceholder: { number: "100..500", day: "2024-01..", yes_no: "1" }[column.kind] ?? "…" };
}

export function columnsOf(columns, held) {
  return columns.map((column, index) => ({
    title: column.unit ? `${column.label} ${column.unit}` : column.label,
    field: column.code,
    frozen: index === 0,
    width: column.width,
    hozAlign: column.kind === "number" ? "right" : "left",
    headerHozAlign: column.kind === "number" ? "right" : "left",
    headerSort: column.sorts && index > 0,
    ...(index === 0 ? { titleFormatter: () => Object.assign(element("button", "dd-link grid-sort", `${column.label} ▲▼`), { type: "button" }) } : {}),
    cssClass: `grid-${column.kind}`,
    formatter: formatter(column, held),
    ...(column.not_here ? {} : { editor: editor(column), editable: (cell) => !whyNot(column, cell.getRow().getData(), held.start) }),
    accessorClipboard: (said) => cellText(said),
    bottomCalc: () => index === 0 ? held.totals().total : held.totals().sums[column.code] ?? "",
    bottomCalcFormatter: (cell) => {
      if (index > 0) return cell.getValue();
      const { total, apart } = held.totals();
      const words = held.start.words.total.replace("{n}", total);
      return apart === total ? words : `${words} · ${held.start.words.apart.replace("{n}", apart)}`;
    },
    ...head(column, held),
  }));
}
