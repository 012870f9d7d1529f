// Working through drafts with the keyboard, and the light that falls on a draft's words. Without this file, links and
// forms do the same one page at a time.

const work = document.getElementById("work");
const why = document.getElementById("why");
const all = (selector, root = work) => [...root.querySelectorAll(selector)];
const cardOf = (element) => element.closest?.(".collect-card");
const isWide = matchMedia("(min-width: 1181px)");
let current = null; // the draft that is lit, by its id

function light(draft) {
  current = draft;
  for (const card of all(".collect-card")) {
    card.classList.toggle("collect-lit", card.dataset.draft === draft);
    card.tabIndex = card.dataset.draft === draft ? 0 : -1;
  }
  for (const place of all(".collect-place")) {
    place.classList.toggle("collect-lit", place.dataset.drafts.split(" ").includes(draft));
  }
}

function go(card) {
  if (!card) return;
  card.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
  const place = work.querySelector(".collect-text .collect-lit");
  if (place && isWide.matches) place.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function step(by) {
  const cards = all(".collect-card");
  const here = cards.findIndex((card) => card.dataset.draft === current);
  go(cards[here < 0 ? 0 : Math.min(Math.max(here + by, 0), cards.length - 1)]);
}

function nextOpen() {
  const cards = all(".collect-card");
  const here = Math.max(cards.findIndex((card) => card.dataset.draft === current), 0);
  const isOpen = (card) => card.dataset.state === "proposed";
  if (cards[here]?.querySelector(".collect-refused")) return cards[here];
  return cards.slice(here).find(isOpen) ?? cards.find(isOpen) ?? cards[here];
}

function open(details) {
  details.open = true;
  details.querySelector("input:not([type=hidden]), textarea, select, button")?.focus();
}

// One decision at a time: a key pressed while one is under way would meet a draft that is decided already.
const press = (button) => button && !work.querySelector(".htmx-request") && button.form.requestSubmit(button);
const onCard = {
  Enter: (card) => press(card.querySelector(".collect-confirm")),
  c: (card) => press(card.querySelector(".collect-confirm")),
  e: (card) => card.querySelector(".collect-correct") && open(card.querySelector(".collect-correct")),
  x: (card) => card.querySelector(".collect-reject details") && open(card.querySelector(".collect-reject details")),
  u: (card) => press(card.querySelector(".collect-undo button") ?? all(".collect-undo button").at(-1)),
};
const anywhere = {
  j: () => step(1),
  k: () => step(-1),
  "?": () => { const keys = document.getElementById("keys"); if (keys) keys.open = !keys.open; },
};

document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const card = cardOf(at) ?? work.querySelector(`[data-draft="${current}"]`);
  if (event.key === "Escape" && cardOf(at)) {
    for (const details of all("details[open]", card)) details.open = false;
    return go(card);
  }
  const reasons = at.closest(".collect-reject details[open]");
  if (reasons && /^[1-9]$/.test(event.key) && at.tagName !== "INPUT") return press(all("button[name=reason]", reasons)[event.key - 1]);
  if (at.matches("input, textarea, select")) return;
  const arrow = cardOf(at) === at && { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const act = anywhere[event.key] ?? (event.key !== "Enter" || at === card ? onCard[event.key] : null);
  if (!arrow && !act) return;
  if (!arrow && !(event.key in anywhere) && !card) return;
  event.preventDefault();
  if (arrow) step(arrow);
  else act(card);
});

work.addEventListener("focusin", ({ target }) => {
  const card = cardOf(target);
  if (card) light(card.dataset.draft);
});
work.addEventListener("mouseover", ({ target }) => {
  const edit = target.closest(".collect-columns .collect-edit");
  why.hidden = !edit;
  if (edit) why.textContent = edit.title;
});
work.addEventListener("focusin", ({ target }) => {
  const isEdit = target.matches(".collect-columns .collect-edit");
  why.hidden = !isEdit;
  if (isEdit) why.textContent = target.title;
});
work.addEventListener("click", (event) => {
  const link = event.target.closest(".collect-place, .collect-where");
  if (!link || event.ctrlKey || event.metaKey) return;
  const draft = link.dataset.drafts?.split(" ")[0] ?? cardOf(link).dataset.draft;
  const isHere = link.matches(".collect-place") || work.querySelector(`.collect-place[data-drafts~="${draft}"]`);
  if (!isHere) return;
  event.preventDefault();
  go(work.querySelector(`[data-draft="${draft}"]`));
});
document.addEventListener("htmx:after:swap", () => {
  if (current) go(nextOpen());
});
const chosen = work.querySelector(".collect-card.collect-lit");
if (chosen) go(chosen);
else for (const card of all(".collect-card").slice(1)) card.tabIndex = -1;
