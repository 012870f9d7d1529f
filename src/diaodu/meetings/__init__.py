"""Dispatch meetings: series, agenda, attendance, directives."""
