// Comfort for the shell: every page works without it.

// A drop-down closes when the person goes elsewhere or presses Escape.
document.addEventListener("click", (event) => {
  for (const drop of document.querySelectorAll(".dd-drop[open]")) {
    if (!drop.contains(event.target)) drop.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const drop = document.activeElement?.closest(".dd-drop[open]");
  if (drop) {
    drop.open = false;
    drop.querySelector("summary").focus();
  }
});

// A slash anywhere but in a field goes to the search.
document.addEventListener("keydown", (event) => {
  const field = document.getElementById("top-search") ?? document.getElementById("search-words");
  if (event.key !== "/" || !field || event.target.closest("input, textarea, select, [contenteditable]")) return;
  event.preventDefault();
  field.focus();
});

// Evidence arrives in the side sheet and opens it; Escape closes it, as the browser does for a dialog.
const sheet = document.getElementById("sheet");
document.addEventListener("htmx:after:swap", () => {
  const body = document.getElementById("sheet-body");
  if (sheet && !sheet.open && body.childElementCount > 0) sheet.showModal();
});
sheet?.addEventListener("close", () => document.getElementById("sheet-body").replaceChildren());
sheet?.addEventListener("click", (event) => {
  if (event.target === sheet) sheet.close();
});

// A secret shown once can be copied.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
  button.querySelector("span").textContent = button.dataset.copied;
});
