"""Reading ledgers and reports from workbooks into plain values. Pure: no Django, nothing is saved."""
