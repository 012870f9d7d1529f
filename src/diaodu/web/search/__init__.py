"""Search: one field at the top of every page."""
