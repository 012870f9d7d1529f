"""Files and texts in: readings, drafts, their confirmation."""
