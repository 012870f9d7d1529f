"""Dispatch meetings: the list, one meeting, what meetings demanded."""
