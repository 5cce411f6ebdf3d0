"""What nobody sees turns no sentence round, and what a name is called in an address."""

import pytest

from terreau.lib.names import slug_of
from terreau.lib.signs import clean_line, clean_text

TURNING = [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C]


@pytest.mark.parametrize("sign", TURNING)
def test_signs_that_turn_the_direction_go(sign: int) -> None:
    assert clean_line(f"Un banc{chr(sign)}9 €") == "Un banc9 €"
    assert clean_text(f"Un\r\n{chr(sign)}banc ") == "Un\nbanc"


def test_words_of_every_script_and_the_joiners_they_need_stay() -> None:
    for text in ("مقعد تحت الشجر", "ספסל", "नमस्ते", "👩\u200d🌾", "می\u200cخواهم"):
        assert clean_line(text) == clean_text(text) == text


def test_a_line_is_one_line_without_what_no_feed_holds() -> None:
    assert clean_line("Un\x00 banc\n\tneuf") == "Un banc neuf"
    assert clean_text("Un\x07 banc\n") == "Un banc"


@pytest.mark.parametrize(
    ("name", "slug"), [("Panier aux œufs", "panier-aux-oeufs"), ("Ex æquo", "ex-aequo"), ("L’Île-d’Yeu", "lile-dyeu"), ("", "")]
)  # fmt: skip
def test_a_name_in_an_address_keeps_its_ligatures(name: str, slug: str) -> None:
    assert slug_of(name) == slug
