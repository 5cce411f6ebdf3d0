"""Hours as people say them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terreau.lib.opening_hours import in_words, is_open, is_valid

MONDAY = date(2026, 11, 23)

SAID = {
    "We 14:00-19:00; Sa 09:00-12:00": "mercredi 14 h à 19 h, samedi 9 h à 12 h",
    "Mo-Fr 09:00-12:00,14:00-18:30": "du lundi au vendredi 9 h à 12 h et 14 h à 18 h 30",
    "Mo,Tu 08:15-12:00": "lundi et mardi 8 h 15 à 12 h",
    "24/7": "jour et nuit, tous les jours",
    "Fr 22:00-02:00": "vendredi 22 h à 2 h",
    "Mo-Su 10:00-24:00": "tous les jours 10 h à minuit",
    "Jul-Aug Mo 10:00-12:00": "fermé (cette semaine ; varie dans l’année)",
    "n’importe quoi": "",
}


@pytest.mark.parametrize(("spec", "words"), SAID.items())
def test_hours_are_said_in_words(spec: str, words: str) -> None:
    assert in_words(spec, MONDAY).replace("\u202f", " ").replace("\xa0", " ") == words


def test_open_now_is_known() -> None:
    assert is_open("We 14:00-19:00", datetime(2026, 11, 25, 15, tzinfo=UTC)) is True
    assert is_open("We 14:00-19:00", datetime(2026, 11, 24, 15, tzinfo=UTC)) is False
    assert is_open("???", datetime(2026, 11, 24, 15, tzinfo=UTC)) is None


@given(st.text(max_size=40))
def test_no_text_breaks_the_words(spec: str) -> None:
    in_words(spec, MONDAY)
    is_valid(spec)
