"""The database: reachable, recent enough, safe, complete, on time, with its worker."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import OperationalError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.cli.checkups.findings import Finding, know, mend, well
from terreau.cli.serve import missing_migrations
from terreau.know.territory import queries as territory
from terreau.trust.audit.models import Event
from terreau.trust.people.enums import Role
from terreau.trust.people.models import RoleGrant

OLDEST = 150000
EXTENSIONS = {"unaccent", "pg_trgm"}
ALIVE = timedelta(seconds=60)
WORKERS = "SELECT max(last_heartbeat) FROM procrastinate_workers"
FAILED = "SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'"


def store(*, served: bool) -> Iterator[Finding]:
    """`served`: a site is expected to be running on this database."""
    try:
        connection.ensure_connection()
    except OperationalError as fault:
        yield mend(_("Base de données"), str(fault).strip().splitlines()[0], _("Lancez-la, ou corrigez DATABASE_URL."))
        return
    yield version()
    yield from durability()
    yield clock()
    if missing := missing_migrations():
        said = _("%(count)s migrations manquent") % {"count": missing}
        yield mend(_("Tables"), said, _("Faites une sauvegarde, puis : terreau serve --migrate"))
        return
    yield well(_("Tables"), _("à jour"))
    yield extensions()
    yield town()
    yield administrator()
    yield order()
    yield from jobs(served=served)


def _one(query: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchone()[0]


def version() -> Finding:
    number, named = connection.pg_version, str(_one("SHOW server_version")).split()[0]
    if number < OLDEST:
        return mend(_("Base de données"), f"PostgreSQL {named}", _("Prenez la version 15 ou une plus récente."))
    return well(_("Base de données"), f"PostgreSQL {named}")


def durability() -> Iterator[Finding]:
    off = [name for name in ("fsync", "full_page_writes", "synchronous_commit") if _one(f"SHOW {name}") == "off"]
    if off:
        said = _("%s éteint : une coupure de courant peut abîmer la base") % ", ".join(off)
        yield mend(_("Sûreté de l’écriture"), said, _("Rallumez-le dans postgresql.conf."))


def clock() -> Finding:
    gap = abs((_one("SELECT clock_timestamp()") - datetime.now(UTC)).total_seconds())
    if gap > 5:
        said = _("la machine et la base diffèrent de %(seconds)s s") % {"seconds": round(gap)}
        return mend(_("Horloge"), said, _("Mettez les deux à l’heure (NTP)."))
    return well(_("Horloge"), _("la même ici et dans la base"))


def order() -> Finding:
    """A clock set back shows as an event in the future."""
    last = Event.objects.order_by("-id").values_list("at", flat=True).first()
    if last and last > timezone.now() + timedelta(minutes=1):
        said = _("le dernier événement est daté du %s, dans le futur") % f"{last:%d/%m/%Y %H:%M}"
        return mend(_("Journal"), said, _("Vérifiez l’heure de la machine."))
    return well(_("Journal"), _("dans l’ordre ; « terreau audit-verify » recalcule toute la chaîne"))


def extensions() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        missing = EXTENSIONS - {row[0] for row in cursor.fetchall()}
    if missing:
        return mend(_("Extensions"), _("manquent : %s") % ", ".join(sorted(missing)), "CREATE EXTENSION …")
    return well(_("Extensions"), ", ".join(sorted(EXTENSIONS)))


def town() -> Finding:
    here = territory.town()
    if here is None:
        return know(_("Ville"), _("pas encore installée"), "terreau init")
    return well(_("Ville"), here.name)


def administrator() -> Finding:
    count = RoleGrant.objects.filter(role=Role.ADMINISTRATOR).count()
    if not count:
        return know(_("Administrateur"), _("aucun pour l’instant"), "terreau admin-link ADRESSE")
    return well(_("Administrateur"), _("%(count)s personnes") % {"count": count} if count > 1 else _("une personne"))


def jobs(*, served: bool) -> Iterator[Finding]:
    beat = _one(WORKERS)
    if beat and timezone.now() - beat < ALIVE:
        yield well(_("Tâches de fond"), _("un ouvrier travaille"))
    elif served:
        yield mend(_("Tâches de fond"), _("aucun ouvrier ne répond"), _("Relancez « terreau serve »."))
    else:
        yield know(_("Tâches de fond"), _("le site est arrêté"), "terreau serve")
    if failed := _one(FAILED):
        yield know(_("Tâches échouées"), str(failed), "terreau jobs")
