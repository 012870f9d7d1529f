// A phone reads cards; a screen with room gets the ledger as a grid.

if (matchMedia("(min-width: 761px)").matches) await import("./grid_page.js");
