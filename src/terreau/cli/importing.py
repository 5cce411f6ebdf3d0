"""`terreau import FILE|URL`: the same import as on the page, from a terminal."""

import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from django.utils.translation import gettext as _

from terreau.cli.watching import watched
from terreau.know.cards.enums import Licence, Species
from terreau.lib.errors import Refused
from terreau.share.opendata import actions
from terreau.share.opendata.enums import Verdict
from terreau.share.opendata.formats.targets import TARGETS
from terreau.share.opendata.models import Import
from terreau.share.opendata.queries.proposals import Proposal, proposals


@click.command("import")
@click.argument("path", metavar="FILE|URL", required=False)
@click.option("--source", help="Name of where this comes from (default: the file's name).")
@click.option("--licence", type=click.Choice(Licence.values), default=Licence.UNKNOWN.value, show_default=True)
@click.option("--species", type=click.Choice(Species.values), help="What the rows are (default: guessed).")
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON file: {column: field}; without it, the remembered or guessed one.",
)
@click.option(
    "--ask/--no-ask",
    default=None,
    help="Leave certain duplicates to a person too, instead of merging them (default: as last chosen for the source).",
)
@click.option("--yes", is_flag=True, help="Do not ask before writing.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, write nothing to the town.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@click.option("--resume", type=int, metavar="N", help="Go on with import N, which was stopped while it wrote.")
def import_file(
    path: str | None,
    source: str | None,
    licence: str,
    species: str | None,
    mapping: Path | None,
    ask: bool | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    resume: int | None,
) -> None:
    """Bring FILE in: understood, previewed, applied. Doubtful rows are left out, shown on the page of the import."""
    try:
        if resume is not None:
            _report(_applied(_known(resume)), as_json)
            return
        if path is None:
            raise click.UsageError("Missing argument 'FILE|URL'.")
        batch = _received(path, source, licence, species or "", ask)
        if mapping:
            chosen = _mapping(mapping)
            batch = actions.set_mapping(batch=batch, mapping=chosen, by=None, species=batch.species, hints=batch.hints)
        _tell(batch, as_json)
        with watched(batch):
            batch = actions.prepare_import(batch=batch, by=None)
        if not dry_run and (yes or as_json or _agreed(batch)):
            batch = _applied(batch)
    except Refused as refusal:
        raise click.ClickException(refusal.sentence) from None
    _report(batch, as_json)


def _received(given: str, source: str | None, licence: str, species: str, ask: bool | None) -> Import:
    if given.startswith(("http://", "https://")):
        name = source or urlsplit(given).netloc
        return actions.receive_url(url=given, source_name=name, licence=licence, by=None, species=species, ask=ask)
    path = Path(given)
    return actions.receive_file(
        path=path,
        name=path.name,
        source_name=source or path.stem,
        licence=licence,
        by=None,
        species=species,
        ask=ask,
    )


def _known(number: int) -> Import:
    batch = Import.objects.filter(pk=number).first()
    if batch is None:
        raise Refused(_("Il n’y a pas d’import numéro %(number)s.") % {"number": number})
    return batch


def _applied(batch: Import) -> Import:
    """Stopped by the keyboard, what is written stays whole, and the way to go on is said."""
    try:
        with watched(batch):
            return actions.apply_import(batch=batch, by=None)
    except KeyboardInterrupt:
        click.echo(
            "\n"
            + _("Arrêté. Rien n’est à moitié écrit. Pour reprendre : terreau import --resume %(number)s")
            % {"number": batch.pk},
            err=True,
        )
        raise click.Abort from None


def _mapping(path: Path) -> dict[str, str]:
    try:
        chosen = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        chosen = None
    if not isinstance(chosen, dict) or not set(chosen.values()) <= {*TARGETS, ""}:
        raise Refused(_("Ce fichier de correspondances ne dit pas {colonne: champ}. Champs : %(fields)s.") % {
            "fields": ", ".join(TARGETS)})  # fmt: skip
    return {str(column): str(target) for column, target in chosen.items()}


def _agreed(batch: Import) -> bool:
    """Asked only of a person at a terminal: a script that gives no answer means what it says."""
    if not sys.stdin.isatty():
        return True
    for verdict in Verdict:
        if batch.counts.get(verdict):
            click.echo(f"  {verdict.label} : {batch.counts[verdict]}")
    return click.confirm(_("Importer maintenant ?"), default=False)


def _tell(batch: Import, as_json: bool) -> None:
    if as_json:
        return
    for note in batch.notes:
        click.echo(note)
    ignored = [column["name"] for column in batch.columns if not batch.mapping.get(column["name"])]
    click.echo(f"{batch.total} lignes, {len(batch.columns)} colonnes.")
    if ignored:
        click.echo(f"Colonnes laissées de côté : {', '.join(ignored)}")


def _proposed(one: Proposal) -> str:
    meaning = f" → {one.category}{'' if one.sure else ' ?'}" if one.category else ""
    return f"{one.word} ({one.lines}){meaning}"


def _report(batch: Import, as_json: bool) -> None:
    warned = batch.lines.exclude(problems=[]).count()
    counts: dict[str, Any] = {**batch.counts, "warned": warned, "total": batch.total}
    if as_json:
        click.echo(json.dumps({"import": batch.pk, "stage": batch.stage, "counts": counts}))
        return
    for verdict in Verdict:
        if batch.counts.get(verdict):
            click.echo(f"  {verdict.label} : {batch.counts[verdict]}")
    click.echo(f"  Lignes avec une remarque : {warned}")
    words = proposals(batch, 12)
    if words:
        click.echo("Mots de catégorie inconnus : " + ", ".join(_proposed(one) for one in words))
    click.echo(str(batch.get_stage_display()))
    sys.stdout.flush()
