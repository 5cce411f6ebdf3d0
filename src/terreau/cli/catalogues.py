"""English catalogues: every French sentence of the sources, found, kept with its translation, compiled. Pure Python."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGE, FRENCH = "en", "fr"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)")
ADOPTED = {"lib": "ui", "cli": "portal", "config": "portal"}  # rooms that are no app put their sentences in an app's


def apps() -> list[Path]:
    """Folders of the apps, deepest first: a sentence belongs to the nearest app above it."""
    return sorted((file.parent for file in PACKAGE.rglob("apps.py")), key=lambda folder: (-len(folder.parts), folder))


def catalogue_file(app: Path) -> Path:
    return app / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def fresh_catalogues() -> dict[Path, Catalog]:
    """What the sources say today, by app, with the translations already written (in that app, else in another)."""
    found = _found()
    known = {app: read(catalogue_file(app)) for app in found}
    for app, catalogue in found.items():
        for message in catalogue:
            if message.id:
                message.string = _translation(message, [known[app], *known.values()]) or message.string
    return found


def _found() -> dict[Path, Catalog]:
    folders = apps()
    catalogues = {app: Catalog(locale=LANGUAGE) for app in folders}
    for file in _sources():
        app = _owner(file, folders)
        if app is None:
            continue
        for text, context in sentences(file):
            catalogues[app].add(text, context=context, locations=[(file.relative_to(PACKAGE).as_posix(), 0)])
    return {app: catalogue for app, catalogue in catalogues.items() if len(catalogue)}


def _sources() -> list[Path]:
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("templates/**/*.txt")]
    return sorted(file for file in files if not {"tests", "migrations"} & set(file.relative_to(PACKAGE).parts))


def _owner(file: Path, folders: list[Path]) -> Path | None:
    room = file.relative_to(PACKAGE).parts[0]
    if room in ADOPTED:
        return PACKAGE / ADOPTED[room]
    return next((app for app in folders if app in file.parents), None)


def sentences(file: Path) -> Iterator[tuple[str | tuple[str, str], str | None]]:
    """Each (text or (singular, plural), context) marked for translation in a module or a template."""
    source = file.read_text(encoding="utf-8")
    if file.suffix != ".py":  # a template becomes lines of Python calls, whose indentation means nothing
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(file)).splitlines())
    options = {"encoding": "utf-8"}
    for _line, function, arguments, _comments in extract_python(io.BytesIO(source.encode()), KEYWORDS, (), options):
        texts = arguments if isinstance(arguments, (tuple, list)) else (arguments,)
        if found := _sentence(KEYWORDS[function], texts):
            yield found


def _sentence(
    places: tuple[int | tuple[int, str], ...] | None, texts: tuple[str | None, ...] | list[str | None]
) -> tuple[str | tuple[str, str], str | None] | None:
    context, parts = None, []
    for place in places or (1,):
        index = place if isinstance(place, int) else place[0]
        text = texts[index - 1] if index <= len(texts) else None
        if not text:
            return None
        if isinstance(place, int):
            parts.append(text)
        else:
            context = text
    return (parts[0] if len(parts) == 1 else (parts[0], parts[1])), context


def _translation(message: Message, catalogues: list[Catalog]) -> object:
    for catalogue in catalogues:
        known = catalogue.get(message.id, message.context)
        sure = known and is_complete(known) and "fuzzy" not in known.flags
        if known and sure and bool(known.pluralizable) == bool(message.pluralizable):
            return known.string
    return None


def is_complete(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


def defects(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    """(French text, what is wrong): no English, or a placeholder that the French does not give."""
    for message in catalogue:
        if not message.id:
            continue
        french = message.id if isinstance(message.id, str) else " ".join(message.id)
        if not is_complete(message):
            yield french, "no English"
            continue
        english = message.string if isinstance(message.string, str) else " ".join(message.string)
        if unknown := set(PLACEHOLDER.findall(english)) - set(PLACEHOLDER.findall(french)):
            yield french, f"unknown placeholder {', '.join(sorted(unknown))}"


def read(file: Path) -> Catalog:
    if not file.exists():
        return Catalog(locale=LANGUAGE)
    with file.open("rb") as opened:
        return read_po(opened, locale=LANGUAGE)


def write(catalogue: Catalog, file: Path) -> bool:
    """Sorted and without dates or line numbers, so that a change shows alone; True when something changed."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=110, sort_output=True, include_lineno=False, omit_header=True)
    text = HEADER + buffer.getvalue().decode()
    if file.exists() and file.read_text(encoding="utf-8") == text:
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return True


HEADER = """# English.
msgid ""
msgstr ""
"Language: en\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def compile_all() -> int:
    """Write each .mo beside its .po, and the French plurals that it speaks of; returns how many .po there were."""
    files = sorted(PACKAGE.rglob("locale/*/LC_MESSAGES/*.po"))
    for file in files:
        catalogue = read(file)
        _compile(catalogue, file.with_suffix(".mo"))
        _compile(french_plurals(catalogue), file.parents[2] / FRENCH / "LC_MESSAGES" / "django.mo")
    return len(files)


def french_plurals(catalogue: Catalog) -> Catalog:
    """The sentences with a plural, said in their own words: in French nothing at all is singular (« 0 soutien »).

    Without it, gettext falls back on the English rule for sentences that have no translation.
    """
    french = Catalog(locale=FRENCH)
    for message in catalogue:
        if message.pluralizable:
            french.add(message.id, string=message.id, context=message.context)
    return french


def _compile(catalogue: Catalog, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    making = target.with_suffix(".mo.making")
    with making.open("wb") as opened:
        write_mo(opened, catalogue)
    making.replace(target)
