"""People, units, roles, and what each may see."""
