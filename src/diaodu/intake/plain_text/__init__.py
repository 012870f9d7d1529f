"""Plain text in whatever encoding it came."""
