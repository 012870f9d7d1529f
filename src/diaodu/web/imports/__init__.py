"""Imports: a ledger from Excel or CSV on its way into the ledger of projects, and the ledger back into Excel."""
