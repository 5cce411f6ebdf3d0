"""The words of comments: which side, why reported, what became of a report or an appeal."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stance(models.TextChoices):
    FOR = "for", _("Pour")
    AGAINST = "against", _("Contre")
    NEITHER = "", _("Ni l’un ni l’autre")


class Reason(models.TextChoices):
    """The charter, in the order in which it is read."""

    INSULT = "insult", _("Injure, menace, moquerie de quelqu’un")
    HATE = "hate", _("Haine ou mépris d’un groupe de personnes")
    PRIVATE = "private", _("Vie privée : un nom, une adresse, un numéro qui n’ont rien à faire ici")
    FALSE = "false", _("Une affirmation fausse, dangereuse pour d’autres")
    ADVERT = "advert", _("Publicité, répétition")
    ELSEWHERE = "elsewhere", _("Rien à voir avec le sujet")


class Outcome(models.TextChoices):
    KEPT = "kept", _("Gardé")
    HIDDEN = "hidden", _("Masqué")
