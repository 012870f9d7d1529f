"""Measurements behind `diaodu bench`."""
