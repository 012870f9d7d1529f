// The ledger as a grid. Without this file the table and its links say the same.

import { cellText, columnsOf } from "./grid_columns.js";
import { Edits } from "./grid_edits.js";
import { listen } from "./grid_keys.js";

const start = JSON.parse(document.getElementById("grid-start").textContent);
const box = document.getElementById("grid-box");
const { words } = start;

// Which filters stand in the heads of the grid; the page's own form holds the others.
const held = new Set(["name", "programme", "unit", "phase", "light", "period", "meeting"]);
let kept = start.parameters.filter(([name]) => held.has(name));
const inHeads = start.parameters.filter(([name]) => !held.has(name) && name !== "sort");
const sort = start.parameters.find(([name]) => name === "sort")?.[1] ?? "name";
let seen = 0; // the position of the journal that the rows on the page were read at

async function read(path, parameters) {
  const answer = await fetch(`${start.api}${path}?${new URLSearchParams(parameters)}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error((await answer.json()).message);
  return answer.json();
}

// What the grid asks now: as the interface takes it, and as it stands in the address of the page.
function question(asked) {
  const order = asked.sort?.[0] ? [["sort", (asked.sort[0].dir === "desc" ? "-" : "") + asked.sort[0].field]] : [];
  const heads = (asked.filter ?? []).filter(({ value }) => value !== "" && value != null).map(({ field, value }) => [field, String(value)]);
  return { order, filters: [...kept.filter(([name]) => !["period", "meeting"].includes(name)), ...heads] };
}
function toInterface({ order, filters }) {
  const said = kept.filter(([name]) => ["period", "meeting"].includes(name));
  const columns = start.columns.map((code) => ["column", code]);
  const past = start.as_of === null ? [] : [["as_of", start.as_of]];
  return [...columns, ...filters.map(([code, value]) => ["filter", `${code}=${value}`]), ...said, ...order, ...past];
}
function toAddress({ order, filters }, page) {
  const address = new URL(location.href);
  const chosen = [...address.searchParams].filter(([name]) => ["column", "as_of"].includes(name));
  const said = kept.filter(([name]) => ["period", "meeting"].includes(name));
  const pairs = [...chosen, ...said, ...filters, ...order.filter(([, value]) => value !== "name"), ...(page > 1 ? [["page", page]] : [])];
  address.search = new URLSearchParams(pairs);
  history.replaceState(null, "", address);
  const query = document.getElementById("view-query");
  if (query) query.value = new URLSearchParams(pairs.filter(([name]) => !["page", "as_of"].includes(name)));
}

async function pageOf(url, config, asked) {
  const now = question(asked);
  const parameters = toInterface(now);
  const offset = (asked.page - 1) * asked.size;
  const [rows, totals] = await Promise.all([
    read("", [...parameters, ["limit", asked.size], ["offset", offset]]),
    read("/totals", parameters.filter(([name]) => name !== "sort")),
  ]);
  seen = rows.position;
  edits.readAt(seen);
  toAddress(now, asked.page);
  sums = totals;
  setTimeout(() => table.recalc());
  const data = rows.items.map(({ id, may_edit, cells, lights, hidden }) => {
    const said = Object.entries(cells).map(([code, words]) => [code, { words, ...lights[code], hidden: hidden.includes(code) }]);
    return { id, may_edit, ...Object.fromEntries(said) };
  });
  return { data, last_page: Math.max(1, Math.ceil(rows.total / asked.size)), last_row: rows.total };
}

let sums = { total: 0, apart: 0, sums: {} };
const edits = new Edits(start, () => table);
const { items } = await read("/columns", [["limit", 200]]);
const known = new Map(items.map((column) => [column.code, column]));
const shown = start.columns.map((code) => known.get(code));
box.hidden = false;
document.body.classList.add("grid-on");
const [name, ...columns] = columnsOf(shown, { start, edits, held, totals: () => sums });
const table = new Tabulator("#grid", {
  index: "id",
  rowHeader: name,
  columns,
  columnDefaults: { headerSortTristate: false, resizable: "header", vertAlign: "middle" },
  nestedFieldSeparator: false,
  ajaxURL: start.api,
  ajaxRequestFunc: pageOf,
  pagination: true,
  paginationMode: "remote",
  paginationSize: 50,
  paginationInitialPage: start.page,
  paginationCounter: "rows",
  sortMode: "remote",
  filterMode: "remote",
  headerFilterLiveFilterDelay: 600,
  initialSort: [{ column: sort.replace(/^-/, ""), dir: sort.startsWith("-") ? "desc" : "asc" }].filter(({ column }) => start.columns.includes(column)),
  initialHeaderFilter: inHeads.map(([field, value]) => ({ field, value })),
  layout: "fitDataFill",
  maxHeight: "max(320px, calc(100vh - 370px))",
  selectableRange: 1,
  selectableRangeColumns: true,
  selectableRangeRows: true,
  headerSortClickElement: "icon",
  editTriggerEvent: "dblclick",
  locale: "here",
  langs: { here: { pagination: { first: words.first, last: words.last, prev: words.previous, next: words.next, counter: { showing: "", of: "/", rows: "" } } } },
  dataLoaderLoading: words.loading,
  dataLoaderError: words.failed,
  placeholder: words.nothing,
});
edits.listen(table);
// The head of the names selects a column of rows, so its button sorts.
document.getElementById("grid").addEventListener("click", (event) => {
  if (!event.target.closest(".grid-sort")) return;
  event.stopPropagation();
  const [now] = table.getSorters();
  table.setSort("name", now?.field === "name" && now.dir === "asc" ? "desc" : "asc");
}, true);
listen(table, { edits, start, known, cellText });

// The form exchanges the table and what it says of filters; the grid asks anew beside it.
const form = document.getElementById("filters");
let soon;
form.addEventListener("input", () => {
  clearTimeout(soon);
  soon = setTimeout(() => {
    kept = [...new FormData(form)].filter(([name, value]) => held.has(name) && value);
    table.setPage(1);
  }, 500);
});
