"""What the pages of projects, leads and meetings share: rows as known, values with evidence, changes, ledgers."""
