"""Collect (归集): what units already have comes in, and a person makes records of it."""
