"""What `diaodu bench` measures: one file per subject, its made-up data beside it."""
