"""Stages of an import, and what each of its lines becomes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    RECEIVED = "received", _("Reçu : colonnes à vérifier")
    PREPARING = "preparing", _("Lecture en cours")
    PREVIEWED = "previewed", _("Prêt : à relire avant d’importer")
    APPLYING = "applying", _("Import en cours")
    APPLIED = "applied", _("Importé")
    UNDOING = "undoing", _("Annulation en cours")
    UNDONE = "undone", _("Annulé")
    FAILED = "failed", _("Arrêté")


class Verdict(models.TextChoices):
    CREATE = "create", _("À créer")
    UPDATE = "update", _("À mettre à jour")
    MERGE = "merge", _("À réunir à une fiche")
    DOUBT = "doubt", _("Double possible : à décider")
    SAME = "same", _("Inchangée")
    SKIP = "skip", _("Laissée de côté")
    REFUSE = "refuse", _("Refusée")


RUNNING = frozenset({Stage.PREPARING, Stage.APPLYING, Stage.UNDOING})
WRITTEN = frozenset({Verdict.CREATE, Verdict.UPDATE, Verdict.MERGE})
