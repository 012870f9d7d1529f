"""A person's own settings: language, theme, password, second factor, tokens."""
