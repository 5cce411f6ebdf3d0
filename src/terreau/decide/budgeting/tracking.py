"""Tracking codes: what a voter takes home, and the fingerprint of it that the box holds.

A code is sixteen signs of the alphabet of letters, 79 bits: nobody can try them all, so the fingerprint gives no code
away. To replace a ballot one must give the code itself; whoever reads the database, or a backup of it, during the vote
has fingerprints only, and the code is made from what is in no table (the nonce of the voter's form). Editions from
before had three words and two numbers; such a code is still found.
"""

import hashlib
import re

from terreau.decide.budgeting.rules import LETTERS
from terreau.decide.budgeting.words import WORDS
from terreau.lib.names import name_key

SIGNS = 16
SHOWN = 20  # signs of a fingerprint that are published: eighty bits, as strong as the code


def tracking_code(nonce: str) -> str:
    """Sixteen signs by four, such as K7QM-2HXD-9RTA-BE4W; always the same for a nonce."""
    bits = int.from_bytes(hashlib.sha256(f"tracking\x1f{nonce}".encode()).digest())
    signs = ""
    for _sign in range(SIGNS):
        bits, rest = divmod(bits, len(LETTERS))
        signs += LETTERS[rest]
    return _by_four(signs)


def tracking_digest(edition: str, code: str) -> str:
    """What is kept and published of a code: SHA-256 of `edition:CODE`, the code as it is printed. Anybody can do it again."""
    return hashlib.sha256(f"{edition}:{_by_four(_bare(code))}".encode()).hexdigest()


def tracking_digests(edition: str, code: str) -> tuple[str, ...]:
    """Every fingerprint that what was typed may stand for: that of a code, and that of the words of older receipts."""
    words = " ".join(name_key(code).upper().split())
    older = hashlib.sha256(f"{edition}\x1f{words}".encode()).hexdigest()
    return (
        (tracking_digest(edition, code), older)
        if set(words.split()) & set(WORDS)
        else (tracking_digest(edition, code),)
    )


def _bare(code: str) -> str:
    """As it was typed, without spaces, dashes or case."""
    return re.sub(r"[^A-Z0-9]", "", code.upper())


def _by_four(signs: str) -> str:
    return "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))
