"""Who does what, and what that lets somebody do alone: said of the people who hold tasks, never of an ideal edition."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from terreau.decide.budgeting.enums import Task
from terreau.decide.budgeting.models import Assignment, Edition
from terreau.lib.numbers import number

ADMITS = frozenset({Task.DESK, Task.TEACH})  # gives the right to vote
JUDGES = frozenset({Task.COUNT, Task.PUBLISH})  # counts, publishes, looks into signs
TOGETHER: Sequence[tuple[Sequence[Collection[str]], object]] = (
    ((ADMITS, JUDGES), gettext_lazy("donner le droit de voter, puis compter ou publier, sans que personne d’autre ne voie des votes de trop")),
    (({Task.SETTLE}, {Task.STUDY}), gettext_lazy("choisir la règle et les projets du bulletin, publics avant le vote")),
    (({Task.COUNT}, {Task.PUBLISH}), gettext_lazy("compter et publier sans que personne ne relise entre les deux")),
    ((ADMITS, {Task.TYPE}), gettext_lazy("remettre le papier et être l’une des deux personnes qui le lisent")),
    (({Task.SETTLE, Task.STUDY}, ADMITS | JUDGES | {Task.TYPE}), gettext_lazy("fixer ce qui est voté, puis tenir le vote ou le compte")),
    (({Task.TYPE}, JUDGES), gettext_lazy("lire le papier, puis compter ou publier")),
    ((set(Task) - {Task.ANSWER, Task.FOLLOW}, {Task.ANSWER}), gettext_lazy("répondre à qui conteste son propre travail")),
)  # fmt: skip
"""A task of each of these sets, and what whoever holds both can do that nobody could alone."""


def powers(tasks: Collection[str]) -> list[str]:
    """What these tasks, in one hand, let that person do."""
    return [str(said) for sets, said in TOGETHER if all(set(tasks) & set(one) for one in sets)]


@dataclass(frozen=True)
class Held:
    """Everything that one person holds or has held in an edition."""

    name: str
    tasks: Collection[str]

    @property
    def said(self) -> str:
        labels = [str(task.label) for task in Task if task in self.tasks]
        names = _listed([label[0].lower() + label[1:] for label in labels])
        count = len(set(self.tasks))
        said = ngettext(
            "%(who)s tient %(n)s tâche : %(tasks)s.", "%(who)s tient %(n)s tâches : %(tasks)s.", count
        ) % {"who": self.name, "n": number(count), "tasks": names}  # fmt: skip
        can = powers(self.tasks)
        if can:
            return said + " " + _("Cette personne peut donc, seule : %(what)s.") % {"what": _(" ; ").join(can)}
        return said + " " + _("Les tenir ensemble ne donne pas plus de pouvoir sur le résultat que chacune à part.")


def hands_in_words(edition: Edition) -> list[str]:
    """Of those who hold several tasks, or held one and now another; else that nobody does."""
    return said_of(edition.assignments.select_related("person").order_by("given_at", "pk"), few_hands=edition.few_hands)


def said_of(assignments: Iterable[Assignment], *, few_hands: bool) -> list[str]:
    held: dict[object, tuple[str, set[str]]] = {}
    for one in assignments:
        held.setdefault(one.person_id, (str(one.person), set()))[1].add(one.task)
    several = [Held(name, tasks) for name, tasks in held.values() if len(tasks) > 1]
    if several:
        said = [one.said for one in several]
        if any(powers(one.tasks) for one in several):
            said.append(_("Comparez le nombre de votants à ce que vous savez, lisez le journal, demandez à recompter."))
        return said
    if few_hands:
        return [_("Une même personne peut ici tenir plusieurs tâches ; aujourd’hui, personne n’en a tenu deux.")]
    return [
        _("Personne ne tient deux tâches : qui donne le droit de voter ne compte pas, et qui compte ne publie pas.")
    ]


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else _("%(first)s et %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}  # fmt: skip
