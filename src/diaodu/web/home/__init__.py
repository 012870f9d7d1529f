"""Today: what needs doing, for each role."""
