"""Guards: triggers by which the database itself keeps append-only tables append-only."""
