"""What the public journal says of cards: the words of each event, the name and address of each thing."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from terreau.know.cards.enums import Branch
from terreau.know.cards.models import Card, Category

SENTENCES = {
    "cards.card_created": _("Une fiche est créée"),
    "cards.card_edited": _("Une fiche est modifiée"),
    "cards.card_confirmed": _("Une fiche est confirmée"),
    "cards.card_archived": _("Une fiche est archivée"),
    "cards.card_restored": _("Une fiche revient sur la carte"),
    "cards.cards_merged": _("Deux fiches sont réunies"),
    "cards.cards_distinguished": _("Deux fiches sont reconnues distinctes"),
    "cards.change_undone": _("Un changement est annulé"),
    "cards.changes_undone": _("Des changements venus d’un fichier sont annulés"),
    "cards.cards_imported": _("Des fiches arrivent d’un fichier"),
    "cards.cards_missing": _("Des fiches ont disparu de leur source"),
    "cards.cards_back": _("Des fiches sont revenues dans leur source"),
    "cards.cards_refiled": _("Des fiches changent de quartier"),
    "cards.categories_loaded": _("L’arbre des catégories est posé"),
    "cards.category_added": _("Une catégorie est ajoutée"),
    "cards.category_renamed": _("Une catégorie change de mots"),
    "cards.category_moved": _("Une catégorie change de place"),
    "cards.category_archived": _("Une catégorie est archivée"),
    "cards.category_restored": _("Une catégorie est remise en usage"),
    "cards.categories_merged": _("Deux catégories sont réunies"),
    "cards.categories_ordered": _("Les catégories changent d’ordre"),
    "cards.correction_decided": _("Une correction proposée reçoit sa réponse"),
    "cards.picture_added": _("Une image est ajoutée"),
    "cards.picture_removed": _("Une image est retirée"),
}


def named_cards(ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Those on the map; a draft or an archived card keeps its name to itself."""
    found = Card.objects.published().filter(pk__in=ids)
    return {str(card.pk): (card.name, card.get_absolute_url()) for card in found}


def named_categories(ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    return {str(one.pk): (str(one), "") for one in Category.objects.filter(pk__in=ids)}


def themes() -> list[tuple[str, str]]:
    """What a role may be limited to."""
    kept = Category.objects.filter(branch=Branch.THEME, parent=None, archived=False)
    return [(theme.slug, str(theme)) for theme in kept]
