"""Pure text: restoring damaged text and reading meeting write-ups. Knows nothing of Django."""
