"""What each way of voting proves, and what it lets through: the same words while setting up and on the rules page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from terreau.decide.budgeting.enums import Channel, Template
from terreau.decide.budgeting.models import Edition
from terreau.decide.budgeting.ways import Ways

SHORT: Mapping[Channel, Any] = {
    Channel.EMAIL: gettext_lazy("en ligne"), Channel.LETTER: gettext_lazy("par lettre"), Channel.DESK: gettext_lazy("au guichet"),
    Channel.PAPER: gettext_lazy("sur papier"), Channel.REGISTER: gettext_lazy("avec la liste"), Channel.CLASS: gettext_lazy("en classe"),
    Channel.PHONE: gettext_lazy("par téléphone"),
}  # fmt: skip
WEAK, FAIR, STRONG = gettext_lazy("preuve faible"), gettext_lazy("preuve moyenne"), gettext_lazy("preuve forte")


@dataclass(frozen=True)
class Proof:
    """How much one way proves, in a word and in a sentence."""

    way: str
    strength: str
    said: str


def ways_of(edition: Edition) -> Ways:
    return Ways(
        edition.channels, edition.on_register, edition.asks_address, edition.asks_civil, of_a_school=edition.of_a_school
    )


def ways_from(given: Mapping[str, Any]) -> Ways:
    """From the answers of the guided form, as far as they can be read."""
    return Ways(
        given.get("channels") or [], bool(given.get("on_register")), bool(given.get("asks_address")),
        asks_civil=bool(given.get("asks_civil")), of_a_school=given.get("template") == Template.SCHOOL,
    )  # fmt: skip


def proofs(ways: Ways) -> list[Proof]:
    """One for each way, in the order in which they are always named."""
    found = [(each, SAID[each](ways)) for each in ways.of(Channel)]
    return [Proof(str(way.label), str(strength), said) for way, (strength, said) in found]


def list_of(ways: Sequence[Channel]) -> str:
    """A few words for each, within a sentence."""
    return ", ".join(str(SHORT[each]) for each in ways)


def asked_of(ways: Ways) -> str:
    return (
        _("son nom, sa date de naissance et son adresse") if ways.asks_address else _("son nom et sa date de naissance")
    )


def _account(ways: Ways) -> tuple[Any, str]:
    if Channel.EMAIL in ways.listed:
        return FAIR, _(
            "Il faut un compte et un nom de la liste électorale, qui ne sert qu’une fois. Rien ne lie le compte au nom : qui "
            "connaît d’un voisin %(asked)s peut voter à sa place."
        ) % {"asked": asked_of(ways)}
    if not ways.asks_civil:
        return WEAK, _("Une adresse électronique suffit : qui en a dix peut voter dix fois.")
    return WEAK, _(
        "Une adresse électronique suffit, et le nom est celui que l’on tape : qui a dix adresses peut voter dix fois, sous dix "
        "noms inventés."
    )


def _letter(ways: Ways) -> tuple[Any, str]:
    if Channel.LETTER in ways.listed:
        return STRONG, _(
            "Un bulletin par lettre, sous un nom de la liste électorale qui ne sert qu’une fois. Pour voter deux fois, il "
            "faudrait la lettre d’un autre, et savoir de lui %(asked)s."
        ) % {"asked": asked_of(ways)}
    if not ways.asks_civil:
        return FAIR, _("Un bulletin par lettre : qui tient la lettre d’un autre peut voter à sa place.")
    return FAIR, _(
        "Un bulletin par lettre, et le nom est celui que l’on tape : qui tient deux lettres peut voter deux fois, sous deux noms."
    )


def _desk(_ways: Ways) -> tuple[Any, str]:
    return STRONG, _("Un agent regarde une pièce d’identité, et n’en copie rien.")


def _paper(ways: Ways) -> tuple[Any, str]:
    if ways.of_a_school and Channel.CLASS in ways.channels:
        return FAIR, _("En classe, il n’y a jamais plus de feuilles que de cartes qui n’ont pas voté.")
    return _desk(ways)


def _register(ways: Ways) -> tuple[Any, str]:
    return (FAIR if ways.asks_address else WEAK), _(
        "Qui connaît d’un voisin %(asked)s peut voter à sa place. Une personne de la liste ne vote qu’une fois."
    ) % {"asked": asked_of(ways)}


def _class(_ways: Ways) -> tuple[Any, str]:
    return FAIR, _(
        "Une carte par élève, remise par l’enseignante ou l’enseignant. Le nombre de cartes est public : qui connaît la classe "
        "peut le vérifier."
    )


def _phone(ways: Ways) -> tuple[Any, str]:
    if Channel.PHONE in ways.listed:
        return WEAK, _(
            "L’agent n’entend qu’une voix : qui connaît d’un voisin %(asked)s peut voter à sa place. Il faut un nom de la "
            "liste électorale, qui ne sert qu’une fois."
        ) % {"asked": asked_of(ways)}
    return WEAK, _("L’agent n’entend qu’une voix et un nom, qui peut être inventé.")


SAID: Mapping[Channel, Callable[[Ways], tuple[Any, str]]] = {
    Channel.EMAIL: _account, Channel.LETTER: _letter, Channel.DESK: _desk, Channel.PAPER: _paper,
    Channel.REGISTER: _register, Channel.CLASS: _class, Channel.PHONE: _phone,
}  # fmt: skip
