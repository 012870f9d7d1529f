"""Key projects: the ledger, one project, its name corrected."""
