"""Saved e-mail messages."""
