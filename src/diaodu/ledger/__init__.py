"""The ledger of key projects (台账) as officials read and keep it: its columns, its rows, edits, kept views."""
