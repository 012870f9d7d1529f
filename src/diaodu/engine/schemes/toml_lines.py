"""On which line of a TOML file each key stands, which tomllib does not tell."""

import re

Path = tuple[str | int, ...]
_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]\]?")
_KEY = re.compile(r"\s*([A-Za-z0-9_.-]+)\s*=")


def key_lines(text: str) -> dict[Path, int]:
    """The line of every table and key that begins a line. Keys inside braces stand on the line of their own key."""
    lines: dict[Path, int] = {}
    table: Path = ()
    tables_in: dict[Path, int] = {}
    is_inside_string = False
    for number, line in enumerate(text.splitlines(), 1):
        if not is_inside_string:
            if header := _HEADER.match(line):
                table = _opened(header[2].split("."), header[1] == "[[", tables_in)
                lines[table] = number
            elif key := _KEY.match(line):
                lines[(*table, *key[1].split("."))] = number
        if line.count('"""') % 2 or line.count("'''") % 2:
            is_inside_string = not is_inside_string
    return lines


def first_line_of_value(text: str, line: int) -> int:
    """A long text that opens at the end of a line begins on the next one: TOML drops that first break."""
    return line + 1 if text.splitlines()[line - 1].endswith(('"""', "'''")) else line


def _opened(names: list[str], is_one_of_many: bool, tables_in: dict[Path, int]) -> Path:
    """The path of a header; a list of tables on the way stands for its last one."""
    path: Path = ()
    for name in names[:-1]:
        path = (*path, name)
        if path in tables_in:
            path = (*path, tables_in[path])
    path = (*path, names[-1])
    if not is_one_of_many:
        return path
    tables_in[path] = tables_in.get(path, -1) + 1
    return (*path, tables_in[path])
