"""Who may see, propose, edit, merge and import cards."""

from typing import Any

from django.utils.translation import gettext as _

from terreau.know.cards.enums import CardStatus
from terreau.know.cards.models import Card, Category
from terreau.lib.errors import NotAllowed
from terreau.trust.people.enums import Role
from terreau.trust.people.policies import has_role

EDITORS = (Role.CONNECTOR, Role.AGENT, Role.MODERATOR, Role.ADMINISTRATOR)


def scope_of(card: Card) -> dict[str, Any]:
    """The district and themes that a scoped role is compared with."""
    themes = Category.objects.filter(pk__in=card.path).values_list("slug", flat=True) if card.path else ()
    return {"district": card.district.slug if card.district else None, "themes": tuple(themes)}


def is_steward(person: Any, card: Card) -> bool:
    if not getattr(person, "is_authenticated", False):
        return False
    return card.stewardships.filter(person=person, ended_at__isnull=True).exists()


def can_edit(person: Any, card: Card) -> bool:
    """The staff of its district or theme, and those who keep the card."""
    if not getattr(person, "is_authenticated", False) or card.status == CardStatus.MERGED:
        return False
    return has_role(person, *EDITORS, **scope_of(card)) or is_steward(person, card)


def check_can_edit(person: Any, card: Card) -> None:
    if not can_edit(person, card):
        raise NotAllowed(
            _("Seules les personnes qui tiennent cette fiche la modifient. Vous pouvez proposer une correction.")
        )


def can_see(person: Any, card: Card) -> bool:
    """Published cards are public; the others are shown to those who may edit them and to who proposed them."""
    if card.status in (CardStatus.PUBLISHED, CardStatus.MERGED):
        return True
    return can_edit(person, card) or (
        card.created_by_id is not None and card.created_by_id == getattr(person, "pk", None)
    )


def can_publish(person: Any) -> bool:
    """Cards they create go straight on the map."""
    return has_role(person, *EDITORS)


def can_create(person: Any) -> bool:
    """Anyone signed in; without a role the card waits to be read by someone."""
    return bool(getattr(person, "is_authenticated", False))


def check_can_create(person: Any) -> None:
    if not can_create(person):
        raise NotAllowed(_("Connectez-vous pour ajouter une fiche."))


def can_merge(person: Any) -> bool:
    return has_role(person, Role.CONNECTOR, Role.MODERATOR, Role.ADMINISTRATOR)


def check_can_merge(person: Any) -> None:
    if not can_merge(person):
        raise NotAllowed(_("Réunir des fiches revient à l’animateur, au modérateur ou à l’administrateur."))


def can_import(person: Any) -> bool:
    return has_role(person, Role.CONNECTOR, Role.ADMINISTRATOR)


def check_can_import(person: Any) -> None:
    if not can_import(person):
        raise NotAllowed(_("Importer des fichiers revient à l’animateur ou à l’administrateur de la ville."))


def can_decide(person: Any, card: Card) -> bool:
    """Who answers a proposed correction."""
    return can_edit(person, card)


def can_shape(person: Any) -> bool:
    """Who edits the tree of categories."""
    return has_role(person, Role.CONNECTOR, Role.ADMINISTRATOR)


def check_can_shape(person: Any) -> None:
    if not can_shape(person):
        raise NotAllowed(_("Les catégories reviennent à l’animateur et à l’administrateur de la ville."))
