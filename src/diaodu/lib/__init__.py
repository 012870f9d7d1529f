"""Things without domain words."""
