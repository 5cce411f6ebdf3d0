"""Pictures on pupils' cards: each has one name, known to a child who cannot read yet, and looks like no other."""

import secrets

from django.utils.translation import gettext_lazy as _

PICTURES = {
    "apple": _("pomme"), "bell": _("cloche"), "bike": _("vélo"), "book-open": _("livre"), "bus": _("bus"),
    "cake-slice": _("gâteau"), "carrot": _("carotte"), "cat": _("chat"), "dog": _("chien"), "fish": _("poisson"),
    "flower": _("fleur"), "heart": _("cœur"), "house": _("maison"), "key": _("clé"), "leaf": _("feuille"),
    "lightbulb": _("ampoule"), "moon": _("lune"), "music": _("musique"), "shirt": _("chemise"), "star": _("étoile"),
    "sun": _("soleil"), "tent": _("tente"), "tree-deciduous": _("arbre"), "volleyball": _("ballon"),
}  # fmt: skip
ON_A_CARD = 4  # 24^4: one card in eleven thousand for a class of thirty


def new_card() -> tuple[str, ...]:
    """Four pictures, drawn at random; the same may come twice."""
    names = list(PICTURES)
    return tuple(secrets.choice(names) for _place in range(ON_A_CARD))
