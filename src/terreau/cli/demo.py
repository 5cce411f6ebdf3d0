"""`terreau demo`: the invented town, its people at hand, everything thrown together and alive in one command."""

import os
import sys
import threading
import time
import urllib.request
from pathlib import Path

import click
from django.utils.translation import gettext as _

from terreau.cli import surroundings
from terreau.cli.processes import watch


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--data", type=click.Path(path_type=Path), default=Path("data/demo"), show_default=True, help="Folder of its data."
)
@click.option("--fresh", is_flag=True, help="Start again from an untouched sample town.")
@click.option("--reload", is_flag=True, help="Reload when the code changes (developers).")
def demo(host: str, port: int, data: Path, fresh: bool, reload: bool) -> None:
    """Open the sample town of Rivelune; Ctrl-C stops it."""
    data = data.absolute()
    os.environ |= {"TERREAU_DATA": str(data), "TERREAU_DEMO": "1", "TERREAU_URL": surroundings.address(host, port)}
    os.environ["TERREAU_HOSTS"] = f"{host},127.0.0.1,localhost"
    os.environ.pop("DATABASE_URL", None)
    surroundings.prepare()
    surroundings.check_not_served()
    if fresh:
        surroundings.forget(data)
    from terreau.cli.serve import children

    with surroundings.database(hasty=True):
        links = _furnish()
        threading.Thread(target=_greet, args=(host, port, links), daemon=True).start()
        sys.exit(watch(children(host, port, 2, reload=reload)))


def _furnish() -> list[tuple[str, str]]:
    """Tables, the town if absent, and a sign-in link for each of the cast: (who, address)."""
    from django.core.management import call_command
    from django.db import connection

    from terreau.cli.serve import missing_migrations
    from terreau.portal.sample.actions import load_sample_town, sign_in_links

    start = time.monotonic()
    click.echo(_("La base se prépare…"), nl=False)
    if missing_migrations():
        call_command("migrate", verbosity=0)
    click.echo(f" {time.monotonic() - start:.0f} s")
    start = time.monotonic()
    if load_sample_town(progress=_progress):
        click.echo(_("Rivelune est installée en %(seconds).0f s.") % {"seconds": time.monotonic() - start})
    links = sign_in_links()
    connection.close()
    return links


def _progress(sentence: str) -> None:
    click.echo(f"  {sentence}")


def _greet(host: str, port: int, links: list[tuple[str, str]]) -> None:
    """Once the site answers, say where it is and who one can be."""
    address = f"{surroundings.address(host, port)}/"
    for _attempt in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 — our own http address
            break
        except OSError:
            time.sleep(0.1)
    width = max((len(who) for who, _link in links), default=0)
    click.echo("\n" + _("Rivelune, ville inventée, est ouverte à cette adresse :") + f"\n{address}\n")
    click.echo(_("Entrez en tant que (chaque lien sert une fois, jusqu’à demain) :"))
    for who, link in links:
        click.echo(f"  {who:<{width}}  {link}")
    click.echo("\n" + _("Ctrl-C arrête tout ; la ville est gardée pour la prochaine fois (--fresh la refait)."))
