"""A count as one file that needs nothing else: style, fonts, icons and script inside."""

import json
from hashlib import sha256

from django.template.loader import render_to_string
from django.utils import translation

from terreau.decide.counts.rehearsal import Rehearsal
from terreau.decide.counts.sheet import Sheet
from terreau.ui import alone


def count_page(sheet: Sheet, ballots: bytes = b"") -> str:
    """The page of one count. `ballots` are the bytes that were counted; their SHA-256 is printed."""
    with translation.override(sheet.lang):
        page = render_to_string("counts/count.html", {
            "sheet": sheet,
            "replay": json.dumps(sheet.replay, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
            "ballots_sum": sha256(ballots).hexdigest() if ballots else "",
            "style": alone.style(),
            "script": alone.script("replay"),
        })  # fmt: skip
    return alone.with_icons(page)


def rehearsal_page(rehearsal: Rehearsal) -> str:
    """The page of several rules side by side."""
    with translation.override(rehearsal.lang):
        page = render_to_string("counts/rehearsal.html", {"rehearsal": rehearsal, "style": alone.style(), "script": ""})
    return alone.with_icons(page)
