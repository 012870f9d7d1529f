"""One word that changes whenever a static file does. It stands in their addresses, so browsers may keep them."""

import hashlib
from importlib.metadata import version
from pathlib import Path

# These bring static files of their own.
CARRIERS = ("django-htmx", "django-allauth", "django-ninja")


def static_stamp(folder: Path) -> str:
    """Ten digits over our own files and the versions of the packages that bring others."""
    digest = hashlib.sha256(" ".join(version(package) for package in CARRIERS).encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
