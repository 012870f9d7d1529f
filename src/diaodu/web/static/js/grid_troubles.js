// What was not saved, each line with the ways out of it.

export function showTroubles(edits) {
  const list = document.getElementById("grid-troubles");
  list.hidden = edits.troubles.size === 0;
  list.replaceChildren(...[...edits.troubles.values()].map((trouble) => line(trouble, edits)));
}

function line(trouble, edits) {
  const { words } = edits.start;
  const table = edits.tableOf();
  const made = document.createElement("li");
  made.className = `grid-trouble-${trouble.state}`;
  const filled = {
    project: table.getRow(trouble.project)?.getData().name.words ?? trouble.project,
    column: table.getColumn(trouble.column)?.getDefinition().title ?? trouble.column,
    mine: trouble.mine || words.nothing,
    why: trouble.why,
    by: trouble.theirs?.by,
    theirs: trouble.theirs?.words ?? words.nothing,
    time: trouble.theirs && new Date(trouble.theirs.at).toLocaleTimeString(words.language, { hour: "2-digit", minute: "2-digit", hour12: false }),
  };
  made.append(words[trouble.state].replace(/{(\w+)}/g, (_all, name) => filled[name]), " ");
  const act = (label, run) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "dd-link", textContent: label });
    button.addEventListener("click", run);
    made.append(button, " ");
  };
  if (trouble.state === "conflict") {
    act(words.keep_theirs, () => edits.leave(trouble));
    act(words.take_mine, () => edits.insist(trouble));
  } else {
    const cell = table.getRow(trouble.project)?.getCell(trouble.column);
    if (cell && !cell.getElement().classList.contains("grid-locked")) act(words.mend, () => cell.edit(true));
    act(words.drop, () => edits.leave(trouble));
  }
  return made;
}
