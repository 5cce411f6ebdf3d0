"""Codes that people copy by hand, what is kept of them, and how a device is named."""

import hashlib
import re
import secrets
from datetime import timedelta

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # no I, O, 0, 1: nothing to confuse on paper
GROUPS, GROUP = 3, 4  # twelve signs: 60 bits
RETRY = timedelta(minutes=10)  # how long the browser that spent a code may knock again when the answer was lost

BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"), ("Linux", "Linux"),
)  # fmt: skip


def new_code() -> str:
    """Twelve signs in groups of four: K7QM-2RXT-9ABD."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What is kept of a code or link: its hash, whatever the spaces, dashes and case it was typed with."""
    bare = secret.strip()
    if len(bare) < 24:
        bare = re.sub(r"[^A-Z0-9]", "", bare.upper())
    return hashlib.sha256(bare.encode()).hexdigest()


def device(user_agent: str) -> str:
    """Firefox, Android: enough to recognise one's own device; empty when nothing is recognised."""
    browser = next((name for mark, name in BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS if mark in user_agent), "")
    return ", ".join(filter(None, (browser, system)))


def masked(email: str) -> str:
    """lu…@example.org: enough to tell two people of one name apart, not enough to write to them."""
    name, _at, host = email.partition("@")
    return f"{name[:2]}…@{host}"
