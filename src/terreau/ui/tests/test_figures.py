"""Figures and dates in French typography, and in English."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from terreau.ui.tags import figures
from terreau.ui.tags.words import in_town


def test_money_shows_cents_only_when_there_are_some() -> None:
    assert "1\u202f200\u00a0€" in figures.money(1200)
    assert "\u221284,50\u00a0€" in figures.money(Decimal("-84.50"))


def test_money_and_hundredths_in_english() -> None:
    with translation.override("en"):
        assert "€1,200<" in figures.money(1200) and "\u2212€84.50<" in figures.money(Decimal("-84.50"))
        assert figures.percent(Decimal("0.623"), 1) == "62.3%"


def test_the_first_of_the_month_is_ordinal() -> None:
    assert figures.day(date(2026, 12, 1)) == "1er décembre 2026"
    assert figures.day(date(2026, 12, 11)) == "11 décembre 2026"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "aujourd’hui"),
        (1, "hier"),
        (12, "il y a 12 jours"),
        (35, "il y a 1 mois"),
        (400, "il y a 13 mois"),
        (800, "il y a 2 ans"),
    ],
)
def test_how_long_ago(days: int, words: str) -> None:
    assert figures.ago(timezone.localdate() - timedelta(days=days)) == words


def test_a_date_to_come_is_said_in_full() -> None:
    assert figures.ago(date(2999, 1, 2)) == "2 janvier 2999"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (date(2026, 3, 3), date(2026, 3, 5), "du 3 au 5 mars 2026"),
        (date(2026, 4, 30), date(2026, 5, 2), "du 30 avril au 2 mai 2026"),
        (date(2025, 12, 31), date(2026, 1, 2), "du 31 décembre 2025 au 2 janvier 2026"),
        (date(2026, 3, 3), date(2026, 3, 3), "le 3 mars 2026"),
        (date(2026, 3, 3), None, "depuis le 3 mars 2026"),
    ],
)
def test_a_period(start: date, end: date | None, words: str) -> None:
    assert figures.period(start, end) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Rivelune", "À Rivelune"),
        ("Le Havre", "Au Havre"),
        ("Les Andelys", "Aux Andelys"),
        ("La Rochelle", "À La Rochelle"),
    ],
)
def test_a_town_with_an_article(name: str, words: str) -> None:
    assert in_town(name) == words
