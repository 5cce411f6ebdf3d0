"""What each event means, in words; every app registers its own from its `apps.py`."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

SENTENCES: dict[str, Words] = {}
APPS: dict[str, Words] = {}
ROLES: dict[str, Words] = {
    "system": _("le logiciel"),
    "visitor": _("une personne de passage"),
    "member": _("un membre"),
}


def register(sentences: Mapping[str, Words], *, title: Words = "") -> None:
    """`title` names the app these events come from, in the filter of the journal."""
    SENTENCES.update(sentences)
    for name in sentences:
        app = name.partition(".")[0]
        APPS[app] = title or APPS.get(app, app)


def register_roles(roles: Mapping[str, Words]) -> None:
    ROLES.update(roles)


def known(name: str) -> str:
    """The filter asked for if it means something: an event, or an app and its dot; else nothing."""
    return name if name in SENTENCES or (name.endswith(".") and name[:-1] in APPS) else ""


def sentence(name: str) -> str:
    """The words of an event; its bare name when nobody gave it any."""
    return str(SENTENCES.get(name, name))


def role_words(role: str) -> str:
    return str(ROLES.get(role, role))


def kinds() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(app, its title, its events as (name, words)), sorted by what one reads."""
    groups = [
        (app, str(title), sorted(((n, sentence(n)) for n in SENTENCES if n.startswith(f"{app}.")), key=_second))
        for app, title in APPS.items()
    ]
    return sorted(groups, key=_second)


def _second(parts: tuple[str, ...] | tuple[str, str, list[tuple[str, str]]]) -> str:
    return str(parts[1]).casefold()
