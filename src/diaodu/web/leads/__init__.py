"""Investment leads: the ledger and one lead."""
