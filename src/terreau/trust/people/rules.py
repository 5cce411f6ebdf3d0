"""Arithmetic of delays and of codes that people copy by hand."""

import hashlib
import secrets

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: nothing to confuse on paper
GROUPS, GROUP = 3, 4  # twelve signs: 60 bits
FREE_TRIES, LONGEST_WAIT = 4, 900


def wait_after(failures: int) -> int:
    """Seconds to wait after that many failures: none at first, then doubling, never more than a quarter of an hour."""
    return 0 if failures <= FREE_TRIES else min(2 ** (failures - FREE_TRIES), LONGEST_WAIT)


def new_code() -> str:
    """Twelve signs in groups of four: K7QM-2RXT-9ABD."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a code or link: its hash, whatever the spaces, dashes and case it was typed with."""
    bare = secret.strip()
    if len(bare) < 24:
        bare = "".join(sign for sign in bare.upper() if sign.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()


def limit_key(*parts: object) -> str:
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
