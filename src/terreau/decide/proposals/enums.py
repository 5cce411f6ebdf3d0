"""The words of proposals: what may become of one, what an answer says, what the services look at."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Kept beside the records that explain it, so that lists can filter by it."""

    OPEN = "open", _("Ouverte")
    MERGED = "merged", _("Réunie à une autre")
    WITHDRAWN = "withdrawn", _("Retirée par ses auteurs")
    RETAINED = "retained", _("Retenue pour le vote")
    REFUSED = "refused", _("Non retenue")


class Outcome(models.TextChoices):
    """What is answered to an amendment, an invitation or an appeal."""

    ACCEPTED = "accepted", _("Accepté")
    REFUSED = "refused", _("Refusé")


class News(models.TextChoices):
    """What supporters and authors are told; milestones may be several."""

    MERGED = "merged", _("Elle est réunie à une autre, avec tous ses auteurs et soutiens")
    WITHDRAWN = "withdrawn", _("Ses auteurs la retirent")
    RETAINED = "retained", _("Elle est retenue pour le vote")
    REFUSED = "refused", _("Elle n’est pas retenue")
    CONCEALED = "concealed", _("Elle est masquée par la modération")
    ANSWERED = "answered", _("La contestation du refus a sa réponse")
    RESULT = "result", _("Le résultat du vote est publié, avec ce qu’il en est et pourquoi")
    REACHED = "reached", _("Le projet avance : une étape est faite")
    ANNULLED = "annulled", _("Le résultat du vote est annulé, et sera compté de nouveau")
    ABANDONED = "abandoned", _("Le projet est abandonné, et la raison est dite")
    AMENDED = "amended", _("Quelqu’un propose d’autres mots, et attend votre réponse")
    ASKED = "asked", _("Quelqu’un demande à la porter avec vous, et attend votre réponse")
    MERGING = "merging", _("Les auteurs d’une autre proposent de la réunir à la leur, et attendent votre réponse")
    DELAYED = "delayed", _("Le projet prend du retard, et la raison est dite")


TO_AUTHORS = frozenset({News.CONCEALED, News.AMENDED, News.ASKED, News.MERGING})
"""What its authors alone are told: it is theirs to answer."""


class Criterion(models.TextChoices):
    """The feasibility grid, in the order in which services ask."""

    COMPETENCE = "competence", _("La ville peut-elle le faire ?")
    INTEREST = "interest", _("Sert-il à tous ?")
    LAND = "land", _("Le terrain ou le lieu est-il libre ?")
    SAFETY = "safety", _("Est-ce sûr et permis ?")
    ACCESS = "access", _("Est-ce accessible à toutes et tous ?")
    NATURE = "nature", _("Et pour la nature et le climat ?")
    UPKEEP = "upkeep", _("Qui l’entretiendra, à quel prix ?")
    TIME = "time", _("Est-ce fait en deux ans ?")


class Verdict(models.TextChoices):
    YES = "yes", _("Oui")
    CONDITION = "condition", _("Oui, à une condition")
    NO = "no", _("Non")


class CostKind(models.TextChoices):
    ONCE = "once", _("À payer une fois")
    YEARLY = "yearly", _("À payer chaque année")


class StudyState(models.TextChoices):
    """How far the services are with a proposal, in the order in which it goes."""

    WAITING = "waiting", _("À prendre")
    BEGUN = "begun", _("À l’étude")
    DECIDED = "decided", _("Décidée, à relire")
    CHECKED = "checked", _("Publiée")
