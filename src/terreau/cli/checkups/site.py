"""The site as the world meets it: its address, its mail, its backups."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.utils.translation import gettext as _

from terreau.cli.checkups.findings import Finding, know, mend, well

LOCAL = {"127.0.0.1", "localhost", "::1"}
OLD = timedelta(days=8)


def site() -> Iterator[Finding]:
    yield address()
    if settings.DEBUG:
        yield mend(_("Mode de développement"), _("allumé"), _("Retirez TERREAU_DEBUG."))
    yield mail()
    yield backups()


def address() -> Finding:
    what, host = _("Adresse"), urlsplit(settings.SITE_URL).hostname or ""
    if not settings.SECURE and host not in LOCAL:
        return mend(
            what, _("%s n’est pas chiffrée") % settings.SITE_URL, _("Donnez une adresse https:// dans TERREAU_URL.")
        )
    if host not in {name.strip("[]") for name in settings.ALLOWED_HOSTS} and "*" not in settings.ALLOWED_HOSTS:
        return mend(what, _("%s n’est pas dans TERREAU_HOSTS") % host, f"TERREAU_HOSTS={host}")
    if host in LOCAL:
        return know(
            what,
            _("%s : cette machine seulement") % settings.SITE_URL,
            _("Donnez l’adresse publique dans TERREAU_URL."),
        )
    return well(what, settings.SITE_URL)


def mail() -> Finding:
    """When it is on, the server is really greeted."""
    what = _("Courrier")
    if not settings.MAIL_ON:
        return know(what, _("éteint"), _("Donnez TERREAU_MAIL_HOST ; d’ici là, imprimez des codes de connexion."))
    try:
        greeted = get_connection(fail_silently=False)
        greeted.open()
        greeted.close()
    except OSError as fault:
        return mend(what, f"{settings.EMAIL_HOST} : {fault}", _("Vérifiez les réglages TERREAU_MAIL_…"))
    return well(what, settings.EMAIL_HOST)


def backups() -> Finding:
    what, file = _("Sauvegarde"), settings.LAST_BACKUP
    if not file.is_file():
        return know(what, _("jamais faite"), "terreau backup FICHIER")
    age = datetime.now(UTC) - datetime.fromtimestamp(file.stat().st_mtime, UTC)
    said = _("il y a %(days)s jours") % {"days": age.days} if age.days > 1 else _("récente")
    return mend(what, said, "terreau backup FICHIER") if age > OLD else well(what, said)
