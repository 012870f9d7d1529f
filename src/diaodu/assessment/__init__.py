"""The bridge between the ledger and the engine: gathers tables, runs the catalogue and the lights, stores findings."""
