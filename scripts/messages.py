"""Gathers the words of every app and page area into its catalogue; with --check, says what lacks a translation.

An app owns the words of its folder; a page area those of `web/<area>/` and `web/templates/<area>/`; `web` the rest.
Templates of the sign-in package that we restyle belong to the shell. Needs no gettext on the machine.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src/diaodu"
WEB = PACKAGE / "web"
APPS = ("accounts", "api", "assessment", "facts", "intake", "journal", "leads", "ledger", "lib", "meetings", "projects")
SHELL_TEMPLATES = ("shell", "account", "allauth", "mfa")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def owners() -> Iterator[tuple[Path, list[Path]]]:
    """Each catalogue's folder with the folders and files whose words it holds."""
    from diaodu.web.areas import AREAS

    for app in APPS:
        if (PACKAGE / app).exists():
            yield PACKAGE / app, [PACKAGE / app]
    for area in AREAS:
        templates = SHELL_TEMPLATES if area == "shell" else (area,)
        yield WEB / area, [WEB / area, *(WEB / "templates" / name for name in templates)]
    yield WEB, [path for path in WEB.iterdir() if path.suffix == ".py" or path.name == "templatetags"]


def words_of(path: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """The messages of one file: (id or singular and plural, context)."""
    source = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        # The blanks between the messages keep no indentation that Python would accept.
        source = "\n".join(line.strip() for line in templatize(source).splitlines())
    for _, message, _, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        yield (message if isinstance(message, str) else (message[0], message[1])), context


def gather(places: list[Path]) -> Catalog:
    found = Catalog(locale="zh_Hans", project="Diaodu", fuzzy=False)
    files = [file for place in places for file in (place.rglob("*") if place.is_dir() else [place])]
    for path in sorted(
        file for file in files if file.suffix == ".py" or ("templates" in file.parts and file.is_file())
    ):
        for message, context in words_of(path):
            found.add(message, context=context, locations=[(path.relative_to(PACKAGE).as_posix(), None)])
    return found


def kept(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="zh_Hans", project="Diaodu", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans")


HEADER = """msgid ""
msgstr ""
"Project-Id-Version: diaodu\\n"
"Language: zh_Hans\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""


def write(path: Path, catalogue: Catalog) -> None:
    """Sorted and without dates or places, so that a change of words is the only change."""
    path.parent.mkdir(parents=True, exist_ok=True)
    body = io.BytesIO()
    write_po(body, catalogue, omit_header=True, sort_output=True, no_location=True, width=120)
    path.write_text(HEADER + body.getvalue().decode().strip() + "\n", encoding="utf-8")


def is_translated(string: str | tuple[str, ...] | list[str]) -> bool:
    return bool(string) and (isinstance(string, str) or all(string))


def complaints(path: Path, wanted: Catalog, have: Catalog) -> Iterator[str]:
    for message in wanted:
        if not message.id:
            continue
        known = have.get(message.id, message.context)
        if known is None or not is_translated(known.string):
            yield f"{path.relative_to(ROOT)}: no Chinese for {message.id!r}"
        elif known.fuzzy:
            yield f"{path.relative_to(ROOT)}: fuzzy: {message.id!r}"
    for message in have:
        if message.id and wanted.get(message.id, message.context) is None:
            yield f"{path.relative_to(ROOT)}: no longer said: {message.id!r}"


def disagreements(catalogues: dict[Path, Catalog]) -> Iterator[str]:
    """All catalogues become one when the program runs, so one message has one translation."""
    first: dict[tuple[object, object], tuple[object, Path]] = {}
    for path, catalogue in catalogues.items():
        for message in catalogue:
            string, elsewhere = first.setdefault((message.id, message.context), (message.string, path))
            if message.id and string != message.string:
                yield f"{path.relative_to(ROOT)}: {message.id!r} is said otherwise in {elsewhere.relative_to(ROOT)}"


def main(check: bool) -> int:
    found: list[str] = []
    catalogues: dict[Path, Catalog] = {}
    for folder, places in owners():
        path = folder / "locale/zh_Hans/LC_MESSAGES/django.po"
        wanted, have = gather(places), kept(path)
        catalogues[path] = have
        if check:
            found.extend(complaints(path, wanted, have))
        elif len(wanted):
            have.update(wanted, no_fuzzy_matching=True)
            have.obsolete.clear()
            write(path, have)
    found.extend(disagreements(catalogues) if check else ())
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    settings.configure(USE_I18N=False)
    django.setup()
    sys.exit(main("--check" in sys.argv[1:]))
