"""The data directory: outside the package, made on first use, with a secret key of its own."""

import os
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path


def data_directory(environment: Mapping[str, str]) -> Path:
    """The folder for database, received files and keys; created when missing."""
    named = environment.get("DIAODU_DATA_DIR")
    folder = Path(named).expanduser().resolve() if named else _user_folder(environment)
    for name in ("incoming", "static"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return folder


def _user_folder(environment: Mapping[str, str]) -> Path:
    if sys.platform == "win32":
        return Path(environment.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "diaodu"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "diaodu"
    return Path(environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "diaodu"


def secret_key(folder: Path) -> str:
    """The key kept in the folder; made once, readable by its owner only."""
    path = folder / "secret.key"
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()
