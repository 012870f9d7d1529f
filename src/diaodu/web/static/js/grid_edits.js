// Edits on their way: sent in batches, saved, refused in words, or held back since somebody else was there first.

import { cellText } from "./grid_columns.js";
import { showTroubles } from "./grid_troubles.js";

const AGAIN = 4000; // milliseconds until a lost connection is tried again
const keyOf = (project, column) => `${project}|${column}`;

export class Edits {
  constructor(start, tableOf) {
    this.start = start;
    this.tableOf = tableOf;
    this.seen = 0;
    this.seenOf = new Map(); // cells that were saved since, by their key
    this.troubles = new Map();
    this.waiting = new Map(); // key → edit not yet answered
    this.done = [];
    this.undone = [];
    this.isSending = false;
  }

  readAt(position) {
    this.seen = position;
    this.seenOf.clear();
  }

  listen(table) {
    table.on("cellEdited", (cell) => {
      const before = cellText(cell.getOldValue());
      this.change([{ cell, before, after: cellText(cell.getValue()) }]);
    });
  }

  trouble(cell) { return this.troubles.get(keyOf(cell.getRow().getIndex(), cell.getField())); }
  isWaiting(cell) { return this.waiting.has(keyOf(cell.getRow().getIndex(), cell.getField())); }

  // One step of a person's work: one undo takes all of it back.
  change(changes) {
    const step = changes.filter(({ before, after }) => before !== after)
      .map(({ cell, before, after }) => ({ project: cell.getRow().getIndex(), column: cell.getField(), before, after }));
    if (!step.length) return;
    this.done.push(step);
    this.undone = [];
    this.put(step.map(({ project, column, after }) => ({ project, column, words: after })));
  }

  undo() { this.turn(this.done, this.undone, "before"); }
  redo() { this.turn(this.undone, this.done, "after"); }
  turn(from, to, side) {
    const step = from.pop();
    if (!step) return;
    to.push(step);
    this.put(step.map((one) => ({ project: one.project, column: one.column, words: one[side] })));
  }

  put(edits) {
    for (const edit of edits) {
      const key = keyOf(edit.project, edit.column);
      this.troubles.delete(key);
      this.waiting.set(key, { ...edit, seen: edit.seen ?? this.seenOf.get(key) ?? this.seen });
      this.show(edit.project, edit.column, edit.words || null);
    }
    this.tell();
    this.send();
  }

  // Words that the server would not take, with its reason; the cell keeps them.
  refuse(project, column, mine, why) {
    this.troubles.set(keyOf(project, column), { project, column, state: "refused", mine, why });
    this.show(project, column, mine);
    this.tell();
  }

  async send() {
    if (this.isSending || !this.waiting.size) return;
    this.isSending = true;
    const sent = [...this.waiting.entries()].slice(0, 1000);
    try {
      const answer = await fetch(`${this.start.api}/edits`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.start.csrf },
        body: JSON.stringify({ edits: sent.map(([, { project, column, words, seen }]) => ({ project, column, words, seen })) }),
      });
      const said = await answer.json();
      if (answer.ok) this.take(sent, said);
      else for (const [key, edit] of sent) this.settle(key, edit, { state: "refused", why: said.message, words: null });
    } catch {
      this.isSending = false;
      this.status(this.start.words.waiting.replace("{n}", this.waiting.size));
      setTimeout(() => this.send(), AGAIN);
      return;
    }
    this.isSending = false;
    this.tell();
    this.send();
  }

  take(sent, said) {
    this.savedAt = new Date(said.saved_at);
    said.outcomes.forEach((outcome, index) => {
      const [key, edit] = sent[index];
      if (outcome.state === "saved") this.seenOf.set(key, said.position);
      this.settle(key, edit, { ...outcome, position: said.position });
    });
  }

  settle(key, edit, outcome) {
    if (this.waiting.get(key) !== edit) return; // typed again meanwhile
    this.waiting.delete(key);
    const { project, column } = edit;
    if (outcome.state === "saved") return this.show(project, column, outcome.words);
    this.troubles.set(key, { ...outcome, project, column, mine: edit.words, stands: outcome.words });
    this.show(project, column, edit.words);
  }

  // A trouble is over: with theirs or what stood there, or once more with mine against what was read just now.
  leave(trouble) {
    const key = keyOf(trouble.project, trouble.column);
    this.troubles.delete(key);
    if (trouble.position) this.seenOf.set(key, trouble.position);
    this.show(trouble.project, trouble.column, trouble.stands ?? null);
    this.tell();
  }
  insist({ project, column, mine, position }) { this.put([{ project, column, words: mine, seen: position }]); }

  show(project, column, words) {
    const row = this.tableOf().getRow(project);
    if (!row) return;
    row.update({ [column]: { words } });
    row.reformat();
  }

  status(words) { document.getElementById("grid-status").textContent = words; }

  tell() {
    const { words } = this.start;
    const time = this.savedAt?.toLocaleTimeString(words.language, { hour: "2-digit", minute: "2-digit", hour12: false });
    const said = this.waiting.size ? words.saving.replace("{n}", this.waiting.size) : time ? words.saved.replace("{time}", time) : "";
    this.status([said, this.troubles.size && words.troubles.replace("{n}", this.troubles.size)].filter(Boolean).join(" · "));
    for (const [name, list] of [["undo", this.done], ["redo", this.undone]]) {
      const button = document.querySelector(`[data-do="${name}"]`);
      if (button) button.disabled = !list.length;
    }
    showTroubles(this);
  }
}
