"""`terreau serve`: the site and its background jobs, one command."""

import os
import signal
import sys

import click
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from terreau.cli import surroundings
from terreau.cli.processes import Child, watch


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Processes that answer pages.")
@click.option("--migrate", is_flag=True, help="Bring the database up to date first.")
def serve(host: str, port: int, workers: int, migrate: bool) -> None:
    """Run the site and its background jobs; Ctrl-C stops both, and the embedded database with them."""
    os.environ.setdefault("TERREAU_URL", surroundings.address(host, port))
    surroundings.prepare()
    surroundings.check_not_served()
    with surroundings.database(hasty=True):
        up_to_date(migrate=migrate)
        click.echo(_("Terreau répond sur %s (Ctrl-C l’arrête).") % f"{surroundings.address(host, port)}/")
        sys.exit(watch(children(host, port, workers)))


def children(host: str, port: int, workers: int, *, reload: bool = False) -> list[Child]:
    """The web server and the worker of jobs, in our own Python."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    python = [sys.executable, "-m"]
    site = [*python, "granian", "--interface", "wsgi", "--host", host, "--port", str(port), "--workers", str(workers)]
    site += [
        "--blocking-threads",
        "400",
        "--backlog",
        "4096",
        "--backpressure",
        "1000",
        "--workers-kill-timeout",
        "1",
        "--log-level",
        "error",
    ]
    site += ["--reload"] if reload else []
    jobs = [*python, "django", "procrastinate", "worker", "--concurrency", "2", "--shutdown-graceful-timeout", "1"]
    return [
        Child(_("le site"), [*site, "terreau.config.wsgi:application"]),
        # it would wait for its jobs while their database dies; they can be resumed, so it need not
        Child(_("l’ouvrier des tâches de fond"), jobs, orphaned=signal.SIGKILL),
    ]


def up_to_date(*, migrate: bool) -> None:
    """The tables are those that this version expects, or a sentence says how to make them so."""
    from django.core.management import call_command

    if migrate:
        call_command("migrate", verbosity=0)
        return
    if missing := missing_migrations():
        raise surroundings.Unable(
            _("La base n’est pas à jour : il lui manque %(count)s migrations.") % {"count": missing}
            + " "
            + _("Faites une sauvegarde (terreau backup FICHIER), puis lancez : terreau serve --migrate")
        )


def missing_migrations() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
