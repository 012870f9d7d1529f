"""Saved web pages, read as text and never shown as pages."""
