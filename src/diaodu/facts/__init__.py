"""Subjects, sources, citations, facts and submissions, append-only and in commit order."""
