"""From a sheet to the ledger of projects and back: mapping, dry run, import, marked problems, export."""
