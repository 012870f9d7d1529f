"""`python -m diaodu.cli`: the same as `diaodu`."""

import sys

from diaodu.cli.main import main

sys.exit(main())
