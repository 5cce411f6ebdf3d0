"""What `terreau recount` asks of a town's site: its kit, and, with consent, to show what came out."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import click

from terreau.algorithms.counting.sentences import Lang
from terreau.cli import ballots
from terreau.lib.web import Unreachable, fetch

LARGEST = 300_000_000  # bytes of a kit: a large city's
KIT, TOLD, RESULT = "kit.zip", "recounts.json", "result"
PATIENCE = 120  # seconds


def is_address(text: str) -> bool:
    return text.startswith(("https://", "http://"))


def page_of(address: str) -> str:
    """The address of the result page, from that page, its kit, or the edition: what people copy."""
    parts = urlsplit(address)
    path = parts.path.removesuffix(KIT).rstrip("/")
    if not path.endswith(f"/{RESULT}"):
        path += f"/{RESULT}"
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/", "", ""))


def download(address: str, lang: Lang) -> bytes:
    """The kit that the page offers."""
    try:
        return fetch(page_of(address) + KIT, seconds=PATIENCE, limit=LARGEST).body
    except Unreachable as away:
        said = "La valise n’a pas pu être prise" if lang == "fr" else "The kit could not be downloaded"
        ballots.refuse(f"{said} ({page_of(address)}{KIT} — {away}).", ballots.UNDECIDED)


@dataclass(frozen=True)
class Words:
    """What will be shown on the town's page: nothing else leaves this machine."""

    same: bool
    name: str = ""
    remark: str = ""
    means: str = "terreau recount"

    def lines(self, lang: Lang) -> list[str]:
        outcome = {
            "fr": "le même résultat" if self.same else "un autre résultat",
            "en": "the same result" if self.same else "another result",
        }[lang]
        who = self.name or ("Quelqu’un (sans nom)" if lang == "fr" else "Somebody (no name)")
        return [f"  {line}" for line in (who, self.means, outcome, self.remark) if line]


def tell(address: str, kit: bytes, words: Words, lang: Lang, *, sure: bool) -> str:
    """Ask for consent, post, and return where it is shown; "" where consent was not given."""
    page = page_of(address)
    ask = f"Voici ce qui sera publié sur {page}\u202f:" if lang == "fr" else f"This will be published on {page}:"
    click.echo("\n".join(["", ask, *words.lines(lang)]))
    question = "Publier" if lang == "fr" else "Publish"
    if not sure and not click.confirm(question, default=False):
        return ""
    said = {"kit_sha256": sha256(kit).hexdigest(), "same": str(words.same), "name": words.name[:80]}
    said |= {"means": words.means, "remark": words.remark[:600]}
    try:
        answer = _post(page + TOLD, said)
    except Unreachable as away:
        ballots.refuse(_refusal(away, lang), ballots.UNDECIDED)
    return str(answer.get("shown", page)) if isinstance(answer, dict) else page


def _post(address: str, said: dict[str, str]) -> Any:
    return fetch(address, data=json.dumps(said).encode(), kind="application/json", seconds=PATIENCE).json()


def _refusal(away: Unreachable, lang: Lang) -> str:
    """Why the site did not take it, and what to do."""
    reasons = {
        409: ("sa valise n’est pas celle-ci : reprenez-la sur sa page", "its kit is another one: take it again from its page"),
        404: ("aucun résultat publié à cette adresse", "no published result at this address"),
        429: ("trop d’envois d’ici : réessayez plus tard", "too many from here: try again later"),
    }  # fmt: skip
    fr, en = reasons.get(away.status or 0, (str(away), str(away)))
    if lang == "fr":
        return f"Le site n’a pas publié ce recomptage : {fr}. Rien n’a été envoyé d’autre.".replace(" :", "\u202f:")
    return f"The site did not publish this recount: {en}. Nothing else was sent."
