"""Units and access: the tree of units as of a day, people, roles."""
