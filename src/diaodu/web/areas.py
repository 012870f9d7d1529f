"""The areas of the pages: views in `web/<area>/`, templates in `templates/<area>/`, each with its own catalogue."""

AREAS = (
    "shell",
    "units",
    "me",
    "home",
    "collect",
    "imports",
    "imports",
    "reports",
    "calendar",
    "records",
    "indicators",
    "search",
    "projects",
    "portfolio",
    "leads",
    "meetings",
)
