"""What each event means, in words; apps register theirs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, str | Promise] = {
    "people.role_given": _("Un rôle est confié"),
    "people.role_withdrawn": _("Un rôle est retiré"),
    "cards.card_created": _("Une fiche est créée"),
    "cards.card_edited": _("Une fiche est modifiée"),
    "cards.card_confirmed": _("Une fiche est confirmée"),
    "cards.card_archived": _("Une fiche est archivée"),
    "cards.card_restored": _("Une fiche revient sur la carte"),
    "cards.cards_merged": _("Deux fiches sont réunies"),
    "cards.cards_distinguished": _("Deux fiches sont reconnues distinctes"),
    "cards.change_undone": _("Un changement est annulé"),
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


def register(sentences: dict[str, str | Promise]) -> None:
    SENTENCES.update(sentences)


def sentence(name: str) -> str:
    """The words of an event; its bare name when nobody gave it any."""
    return str(SENTENCES.get(name, name))
