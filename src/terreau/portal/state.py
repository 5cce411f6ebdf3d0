"""How the installation itself is doing, in sentences for those who keep it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from terreau.know.territory import queries as territory
from terreau.know.territory.enums import Placing
from terreau.trust.people.enums import Role
from terreau.trust.people.policies import has_role
from terreau.ui.tags.figures import ago

OLD_BACKUP = timedelta(days=8)


@dataclass(frozen=True)
class Notice:
    title: str
    text: str
    url: str = ""
    action: str = ""
    kind: str = "warn"


def notices(person: Any) -> Sequence[Notice]:
    """Mail for everyone on staff; what only the administrator can mend, for the administrator."""
    found = [_mail()]
    if has_role(person, Role.ADMINISTRATOR):
        found += [_backup(timezone.now()), _border()]
    return [notice for notice in found if notice]


def _mail() -> Notice | None:
    if settings.MAIL_ON:
        return None
    return Notice(
        _("Le courrier est éteint"),
        _("Personne ne reçoit de message de ce site. En attendant, donnez des codes de connexion imprimés."),
        reverse("people:codes"),
        _("Donner un code"),
    )


def last_backup() -> datetime | None:
    """`terreau backup` leaves the time of its last success beside the data."""
    path = settings.LAST_BACKUP
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.is_file() else None


def _backup(now: datetime) -> Notice | None:
    last = last_backup()
    if last is None:
        return Notice(
            _("Aucune sauvegarde"),
            _("Sur le serveur, lancez « terreau backup FICHIER » et gardez le fichier ailleurs."),
        )
    if now - last < OLD_BACKUP:
        return Notice(_("Sauvegarde à jour"), _("La dernière a été faite %(when)s.") % {"when": ago(last)}, kind="ok")
    said = _("La dernière a été faite %(when)s. Lancez « terreau backup FICHIER ».") % {"when": ago(last)}
    return Notice(_("Sauvegarde ancienne"), said)


def _border() -> Notice | None:
    home = territory.town()
    if home is None or home.placing == Placing.OUTLINE:
        return None
    text = _("La carte ne connaît pas encore le contour de la ville : %(placing)s.")
    return Notice(
        _("Le contour manque"),
        text % {"placing": home.get_placing_display().lower()},
        reverse("territory:settings") + "#outline",
        _("Donner le contour"),
    )
