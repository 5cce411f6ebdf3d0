"""How the town is drawn and placed, and how exactly an address is known."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BaseMap(models.TextChoices):
    NONE = "none", _("Contour et quartiers seulement")
    SAMPLE = "sample", _("Plan de la ville d’exemple")
    STYLE = "style", _("Adresse d’un style MapLibre")
    PMTILES = "pmtiles", _("Fichier PMTiles posé sur ce serveur")


class Placing(models.TextChoices):
    OUTLINE = "outline", _("Contour exact")
    CIRCLE = "circle", _("Cercle de même surface, faute de contour")
    POINT = "point", _("Centre seulement")
    ROUGH = "rough", _("Milieu du département, en attendant mieux")


class Exactness(models.TextChoices):
    """The same words as the precision of a card."""

    EXACT = "exact", _("Au numéro")
    STREET = "street", _("À la rue")
    TOWN = "town", _("À la commune")
