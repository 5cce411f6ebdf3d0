"""An edition of the budget, its calendar, and the moment when its rules froze."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.enums import BallotKind, Channel, PhaseKind, Template
from terreau.trust.people.models import Person


class EditionQuerySet(models.QuerySet["Edition"]):
    def shown(self) -> "EditionQuerySet":
        return self.filter(shown_at__isnull=False)

    def with_calendar(self) -> "EditionQuerySet":
        return self.prefetch_related("phases").select_related("opening")


class Edition(models.Model):
    """`rule` is the counting rule as a TOML document; once an `Opening` exists the database refuses to change what it froze.

    `pepper` keys the hashes of the attendance list; it is thrown away when objections are closed.
    Where its rule has envelopes, `own_district` lets a ballot name one district beside `town_envelope`, which is for all.
    `source` is what an imported `.pb` file said besides its projects and ballots; such a vote took place elsewhere.
    """

    PERSONAL_FIELDS: ClassVar = {"made_by": "who opened the edition; shown in the journal"}
    SECRET_FIELDS: ClassVar = {"pepper"}

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Nom"), max_length=120)
    question = models.CharField(_("La question posée"), max_length=160, blank=True)
    summary = models.TextField(_("De quoi s’agit-il"), blank=True)
    template = models.CharField(_("Sorte d’édition"), max_length=10, choices=Template.choices, default=Template.TOWN)
    proposers = models.CharField(_("Qui peut proposer"), max_length=160, blank=True)
    min_cost = models.DecimalField(
        _("Un projet coûte au moins"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    max_cost = models.DecimalField(_("Un projet coûte au plus"), max_digits=14, decimal_places=2, null=True, blank=True)
    budget = models.DecimalField(_("Somme à répartir"), max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3, default="EUR")
    residence = models.CharField(_("Qui habite, travaille ou étudie où"), max_length=160, blank=True)
    min_age = models.PositiveSmallIntegerField(_("Âge minimum"), default=16)
    electorate = models.PositiveIntegerField(_("Combien de personnes peuvent voter"), null=True, blank=True)
    ballot_kind = models.CharField(
        _("Ce que l’on met sur le bulletin"), max_length=10, choices=BallotKind.choices, default=BallotKind.APPROVAL
    )
    min_choices = models.PositiveSmallIntegerField(_("Choix au moins"), default=1)
    max_choices = models.PositiveSmallIntegerField(_("Choix au plus"), null=True, blank=True)
    points = models.PositiveSmallIntegerField(_("Points à répartir"), null=True, blank=True)
    own_district = models.BooleanField(_("Chacun choisit un seul quartier"), default=False)
    town_envelope = models.CharField(_("L’enveloppe de toute la ville"), max_length=80, blank=True)
    max_each = models.PositiveSmallIntegerField(_("Choix au plus dans une enveloppe"), null=True, blank=True)
    channels = ArrayField(models.CharField(max_length=10, choices=Channel.choices), default=list)
    asks_civil = models.BooleanField(_("Demander nom et date de naissance"), default=True)
    asks_address = models.BooleanField(_("Liste électorale : demander aussi l’adresse"), default=False)
    on_register = models.BooleanField(
        _("Avec une lettre ou un compte, être aussi sur la liste électorale"), default=False
    )
    can_replace = models.BooleanField(_("Le bulletin peut être remplacé jusqu’à la clôture"), default=True)
    shows_tracking = models.BooleanField(_("Publier les codes de suivi"), default=True)
    few_hands = models.BooleanField(_("Une même personne peut tenir plusieurs rôles"), default=False)
    near_share = models.PositiveSmallIntegerField(_("Presque retenu à partir de, en %"), default=80)
    rule = models.TextField()
    pepper = models.BinaryField(max_length=32)
    source = models.JSONField(null=True, blank=True)  # head of the imported file: META, column names, line ends
    version = models.PositiveIntegerField(default=1)  # one more at each save: a page that was left open is found out
    shown_at = models.DateTimeField(null=True)  # until then only its makers see it
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(budget__gt=0), name="budgeting_edition_has_money"),
            models.CheckConstraint(
                condition=Q(max_choices__isnull=True) | Q(max_choices__gte=F("min_choices")),
                name="budgeting_edition_choices_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(ballot_kind=BallotKind.POINTS) | Q(points__gt=0), name="budgeting_edition_has_points"
            ),
            models.CheckConstraint(
                condition=Q(min_cost__isnull=True) | Q(max_cost__isnull=True) | Q(max_cost__gte=F("min_cost")),
                name="budgeting_edition_costs_in_order",
            ),
            models.CheckConstraint(
                condition=Q(max_cost__isnull=True) | Q(max_cost__gt=0, max_cost__lte=F("budget")),
                name="budgeting_edition_costs_within_budget",
            ),
            models.CheckConstraint(
                condition=Q(near_share__gte=1, near_share__lte=100), name="budgeting_edition_near_share_is_a_part"
            ),
            models.CheckConstraint(
                condition=Q(max_each__isnull=True) | Q(max_each__gt=0), name="budgeting_edition_max_each_is_some"
            ),
            models.CheckConstraint(
                # without one way to tell people apart, two channels are two ballots for one person
                condition=Q(asks_civil=True) | Q(channels__len__lte=1),
                name="budgeting_edition_one_identity",
            ),
            models.CheckConstraint(
                condition=Q(asks_civil=True) | ~(Q(on_register=True) | Q(channels__contains=[Channel.REGISTER])),
                name="budgeting_edition_register_by_name",
            ),
            models.CheckConstraint(
                # whoever calls shows nothing: the name is what tells people apart
                condition=Q(asks_civil=True) | ~Q(channels__contains=[Channel.PHONE]),
                name="budgeting_edition_phone_asks_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("budgeting:edition", args=[self.slug])

    @property
    def votes_online(self) -> bool:
        """Is there a ballot that one fills in alone, on a screen of one's own?"""
        return bool(set(self.channels) - {Channel.PAPER, Channel.CLASS})

    @property
    def uses_register(self) -> bool:
        return self.on_register or Channel.REGISTER in self.channels

    @property
    def of_a_school(self) -> bool:
        return self.template == Template.SCHOOL

    @property
    def imported(self) -> bool:
        return self.source is not None


class Phase(models.Model):
    """A phase opens and closes by its dates alone; no job has to run for that."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(max_length=10, choices=PhaseKind.choices)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    place = models.CharField(_("Où"), max_length=160, blank=True)

    class Meta:
        ordering: ClassVar = ["opens_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "kind"], name="budgeting_phase_once"),
            models.CheckConstraint(condition=Q(opens_at__lt=F("closes_at")), name="budgeting_phase_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.opens_at:%Y-%m-%d}"


class Opening(models.Model):
    """The vote opened: what was frozen, by its fingerprints. A record, never a flag."""

    edition = models.OneToOneField(Edition, on_delete=models.PROTECT, related_name="opening")
    at = models.DateTimeField(db_default=Now())
    rule_sha256 = models.CharField(max_length=64)
    projects_sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.edition_id} {self.at:%Y-%m-%d}"
