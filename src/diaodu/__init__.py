"""Diaodu: the dispatch desk of a city, on one traceable ledger."""

__version__ = "0.1.0"
