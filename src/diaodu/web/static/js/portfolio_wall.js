// The wall: when it has not been refreshed for three minutes it says since when, also when the server is gone.

const PATIENCE = 3 * 60 * 1000;

setInterval(() => {
  const state = document.getElementById("wall-state");
  const shown = new Date(state.dataset.shown);
  if (Date.now() - shown < PATIENCE) return;
  state.classList.add("wall-stale");
  state.textContent = `${state.dataset.stale} ${shown.toLocaleString(document.documentElement.lang)}`;
}, 10_000);
