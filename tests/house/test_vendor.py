"""Vendored assets are what their manifest says."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_every_vendored_file_has_its_checksum() -> None:
    subprocess.run([sys.executable, ROOT / "scripts/refresh-vendor", "--check"], check=True)
