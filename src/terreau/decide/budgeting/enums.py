"""The words of a budget: phases, ballots, ways to vote, and who does what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PhaseKind(models.TextChoices):
    """In the order of the cycle."""

    SUBMIT = "submit", _("Proposer")
    SUPPORT = "support", _("Soutenir et améliorer")
    STUDY = "study", _("Étudier")
    VOTE = "vote", _("Voter")
    COUNT = "count", _("Dépouiller")
    OBJECT = "object", _("Contester")
    FOLLOW = "follow", _("Réaliser")


class BallotKind(models.TextChoices):
    APPROVAL = "approval", _("Cocher les projets que l’on soutient")
    POINTS = "points", _("Répartir des points")
    RANKING = "ranking", _("Classer ses projets préférés")
    BASKET = "basket", _("Remplir un panier dans la limite du budget")


class Template(models.TextChoices):
    TOWN = "town", _("Toute la ville ensemble")
    DISTRICTS = "districts", _("Une enveloppe par quartier")
    SCHOOL = "school", _("Une école, une classe")


class Channel(models.TextChoices):
    """How a person proves the right to vote; the ballot box is one."""

    EMAIL = "email", _("En ligne, avec un compte")
    LETTER = "letter", _("Avec le code reçu par lettre")
    DESK = "desk", _("Au guichet, avec un agent")
    PAPER = "paper", _("Sur papier, à l’accueil")
    REGISTER = "register", _("Avec la liste électorale")
    CLASS = "class", _("En classe, avec une enseignante ou un enseignant")
    PHONE = "phone", _("Par téléphone, avec un agent")


class Task(models.TextChoices):
    """What nobody does two of in one edition, unless it says that hands are few."""

    SETTLE = "settle", _("Fixer les règles")
    STUDY = "study", _("Étudier les projets")
    DESK = "desk", _("Tenir le guichet et les lettres")
    TYPE = "type", _("Lire les bulletins papier")
    COUNT = "count", _("Dépouiller")
    PUBLISH = "publish", _("Publier")
    ANSWER = "answer", _("Répondre aux contestations")
    FOLLOW = "follow", _("Suivre les projets retenus")
    TEACH = "teach", _("Tenir une classe")


class RehearsedOn(models.TextChoices):
    """Which ballots the rules are tried on before the vote."""

    LAST = "last", _("Les bulletins de la dernière édition")
    INVENTED = "invented", _("Des bulletins inventés, sur les projets de celle-ci")


class InventedPattern(models.TextChoices):
    """How people who do not exist choose; the names are those of `algorithms.counting.inventing`."""

    DISTRICT = "district", _("Chacun soutient surtout les projets de son quartier")
    AGE = "age", _("Trois âges, trois goûts")
    GROUP = "group", _("Un groupe fort vote d’une seule voix")
    EVEN = "even", _("Personne ne se ressemble")


class CountState(models.TextChoices):
    WAITING = "waiting", _("En attente")
    RUNNING = "running", _("En cours")
    AGREED = "agreed", _("Les deux comptes sont identiques")
    DIFFERENT = "different", _("Les deux comptes diffèrent")
    TIED = "tied", _("Égalité à tirer au sort")
    FAILED = "failed", _("Arrêté")


class Finding(models.TextChoices):
    """What an objection comes to; every answer closes with one."""

    UNFOUNDED = "unfounded", _("Non fondée")
    NO_EFFECT = "no_effect", _("Fondée, sans effet sur le résultat")
    ANNULS = "annuls", _("Fondée : le résultat est annulé, et sera compté de nouveau")


class ResultState(models.TextChoices):
    """What a published result is worth at one moment."""

    PROVISIONAL = "provisional", _("Résultat provisoire")
    CONTESTED = "contested", _("Résultat contesté")
    ANNULLED = "annulled", _("Résultat annulé")
    FINAL = "final", _("Résultat définitif")


class Counted(models.TextChoices):
    """What is tallied by the day, so that people may notice what is unusual."""

    USED = "used", _("codes qui ont voté")
    ACCOUNT = "account", _("comptes qui ont voté")
    WRONG = "wrong", _("codes qui n’existent pas")
    REVOKED = "revoked", _("codes retirés")
    CALL = "call", _("appels")
    PASS = "pass", _("codes remis au guichet")  # a word, not a password
