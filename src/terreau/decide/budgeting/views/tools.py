"""The pages that a person's tasks open in an edition, in the order of the work."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.enums import Channel, Task
from terreau.decide.budgeting.queries import Shown
from terreau.decide.budgeting.queries.strength import ways_of


class Tool(NamedTuple):
    tasks: frozenset[Task]
    name: str
    label: str | Promise
    icon: str
    serves: Callable[[Shown], bool] = lambda shown: True


class Link(NamedTuple):
    url: str
    label: str | Promise
    icon: str


TOOLS = (
    Tool(frozenset({Task.SETTLE}), "settings", _("Régler"), "pencil"),
    Tool(frozenset({Task.SETTLE}), "rehearsal", _("Répéter"), "refresh-cw"),
    Tool(frozenset({Task.STUDY}), "projects", _("Étudier les projets"), "list"),
    Tool(frozenset({Task.DESK}), "desk", _("Guichet et lettres"), "mail"),
    Tool(
        frozenset({Task.DESK, Task.COUNT, Task.PUBLISH}), "disputes", _("Identités contestées"), "user",
        lambda shown: shown.voting and ways_of(shown.edition).can_dispute,
    ),
    Tool(frozenset({Task.DESK}), "register", _("Liste électorale"), "list", lambda shown: shown.edition.uses_register),
    Tool(
        frozenset({Task.DESK}), "call", _("Prendre un appel"), "phone",
        lambda shown: Channel.PHONE in shown.edition.channels and shown.voting,
    ),
    Tool(
        frozenset({Task.DESK}), "paper", _("Papier"), "file-text", lambda shown: Channel.PAPER in shown.edition.channels
    ),
    Tool(frozenset({Task.TEACH}), "classes", _("Mes classes"), "school"),
    Tool(frozenset({Task.TYPE}), "envelopes", _("Lire le papier"), "eye"),
    Tool(frozenset({Task.COUNT, Task.PUBLISH}), "counting", _("Dépouillement"), "scale"),
    Tool(frozenset({Task.COUNT, Task.PUBLISH}), "signs", _("Signes à regarder"), "binoculars"),
    Tool(
        frozenset({Task.ANSWER}), "result", _("Contestations"), "message-circle", lambda shown: shown.published
    ),
    Tool(frozenset({Task.FOLLOW}), "following", _("Suivre les projets"), "flag", lambda shown: shown.published),
)  # fmt: skip


def tools_of(shown: Shown, tasks: Collection[str]) -> list[Link]:
    return [
        Link(reverse(f"budgeting:{one.name}", args=[shown.edition.slug]), one.label, one.icon)
        for one in TOOLS
        if one.tasks & set(tasks) and one.serves(shown)
    ]
