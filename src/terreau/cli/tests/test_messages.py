"""The catalogues follow the sources, keep what was translated, and say what is not."""

from pathlib import Path

import pytest
from babel.messages import Catalog, Message
from click.testing import CliRunner
from django.utils.translation import ngettext, npgettext, override

from terreau.cli import catalogues
from terreau.cli.messages import messages

MODULE = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, npgettext, pgettext
print(_("Bonjour"), gettext_lazy("Plus"), ngettext("%(n)s fiche", "%(n)s fiches", 2), pgettext("month", "Mars"))
print(npgettext("people", "un", "des", 2), _(name))
"""
TEMPLATE = """
  <p>{% translate "Chercher" %}
{% blocktranslate count n=total trimmed %}
    {{ n }} acteur
{% plural %}
    {{ n }} acteurs
{% endblocktranslate %}
      <p>L'eau, {% translate "Mai" context "month" %} (unbalanced
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two apps and a room that is none."""
    for name, text in {
        "know/cards/apps.py": "",
        "know/cards/models.py": MODULE,
        "know/cards/templates/cards/list.html": TEMPLATE,
        "know/cards/tests/test_cards.py": '_("Never")',
        "ui/apps.py": '_("Bonjour")',
        "lib/geo.py": '_("Un contour est vide.")',
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.setattr(catalogues, "PACKAGE", tmp_path)
    return tmp_path


def ids(catalogue: Catalog) -> set[object]:
    return {(message.context, message.id) for message in catalogue if message.id}


def test_every_way_to_mark_a_sentence_is_found(package: Path) -> None:
    found = catalogues.fresh_catalogues()
    assert ids(found[package / "know/cards"]) == {
        (None, "Bonjour"),
        (None, "Plus"),
        (None, ("%(n)s fiche", "%(n)s fiches")),
        ("month", "Mars"),
        ("people", ("un", "des")),
        (None, "Chercher"),
        (None, ("%(n)s acteur", "%(n)s acteurs")),
        ("month", "Mai"),
    }
    assert ids(found[package / "ui"]) == {(None, "Bonjour"), (None, "Un contour est vide.")}


def test_what_was_translated_stays_and_serves_other_apps(package: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(messages).exit_code == 0
    file = catalogues.catalogue_file(package / "know/cards")
    file.write_text(file.read_text().replace('msgid "Bonjour"\nmsgstr ""', 'msgid "Bonjour"\nmsgstr "Hello"'))
    (package / "know/cards/models.py").write_text('_("Bonjour")')
    runner.invoke(messages)
    assert 'msgstr "Hello"' in file.read_text() and "Plus" not in file.read_text()
    assert 'msgstr "Hello"' in catalogues.catalogue_file(package / "ui").read_text()
    assert file.with_suffix(".mo").read_bytes()[:4] == b"\xde\x12\x04\x95"


def test_check_names_what_lacks_english_and_writes_nothing(package: Path) -> None:
    done = CliRunner().invoke(messages, ["--check"])
    assert done.exit_code == 1 and "Chercher" in done.output
    assert not catalogues.catalogue_file(package / "ui").exists()


def test_a_placeholder_that_the_french_lacks_is_a_defect() -> None:
    catalogue = Catalog(locale="en")
    catalogue.add("%(n)s fiches", "%(count)s cards")
    catalogue.add("Fiches", "Cards")
    assert [french for french, _defect in catalogues.defects(catalogue)] == ["%(n)s fiches"]


def plurals() -> list[Message]:
    written = [catalogues.read(catalogues.catalogue_file(app)) for app in catalogues.apps()]
    return [message for catalogue in written for message in catalogue if message.pluralizable]


def test_in_french_nothing_at_all_is_singular() -> None:
    assert len(plurals()) > 50
    for message in plurals():
        one, many = message.id
        for count, text in ((0, one), (1, one), (2, many)):
            with override("fr"):
                if message.context:
                    assert npgettext(message.context, one, many, count) == text
                else:
                    assert ngettext(one, many, count) == text
