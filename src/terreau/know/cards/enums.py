"""Kinds and statuses of cards."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Species(models.TextChoices):
    ACTOR = "actor", _("Acteur")
    PLACE = "place", _("Lieu")


class CardStatus(models.TextChoices):
    PUBLISHED = "published", _("Publiée")
    PROPOSED = "proposed", _("Proposée, à relire")
    ARCHIVED = "archived", _("Archivée")
    MERGED = "merged", _("Réunie à une autre")


class Branch(models.TextChoices):
    NATURE = "nature", _("Nature")
    PLACE = "place", _("Type de lieu")
    THEME = "theme", _("Domaine")


class Precision(models.TextChoices):
    EXACT = "exact", _("Emplacement exact")
    STREET = "street", _("Rue")
    TOWN = "town", _("Ville")
    NONE = "none", _("À placer")


class Licence(models.TextChoices):
    OWN = "own", _("Dit par l’intéressé, licence ouverte")
    LO2 = "lo2", _("Licence ouverte 2.0")
    ODBL = "odbl", _("ODbL 1.0")
    CC0 = "cc0", _("CC0 1.0")
    CC_BY = "cc-by", _("CC BY 4.0")
    CC_BY_SA = "cc-by-sa", _("CC BY-SA 4.0")
    UNKNOWN = "unknown", _("Licence inconnue : ne pas rediffuser")


class SourceKind(models.TextChoices):
    SELF = "self", _("L’intéressé lui-même")
    SURVEY = "survey", _("Constat sur place")
    TOWN = "town", _("Saisie par la ville")
    FILE = "file", _("Fichier")
    FEED = "feed", _("Adresse relue régulièrement")


class Change(models.TextChoices):
    CREATED = "created", _("Créée")
    EDITED = "edited", _("Modifiée")
    CONFIRMED = "confirmed", _("Confirmée")
    IMPORTED = "imported", _("Importée")
    MERGED = "merged", _("Réunie")
    UNDONE = "undone", _("Annulée")
    ARCHIVED = "archived", _("Archivée")
    RESTORED = "restored", _("Remise en ligne")
    MISSING = "missing", _("Absente de sa source")
