"""Signs that nobody sees: those that no feed could hold, and those that turn the direction of what follows them."""

import re

UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # Unicode's bidirectional controls


def clean_line(text: str) -> str:
    """One line, as it can be published."""
    return " ".join(UNSEEN.sub(" ", TURNING.sub("", text)).split())


def clean_text(text: str) -> str:
    """Lines end as they do on every machine, so that two versions differ by their words alone."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNSEEN.sub("", TURNING.sub("", plain)).strip()
