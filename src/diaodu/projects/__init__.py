"""Key projects and their programmes."""
