"""An idea that somebody brings to an edition: its words today, who carries it, who supports it."""

from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.models import Edition, Project
from terreau.decide.proposals.enums import Status
from terreau.know.cards.models import Card, Category
from terreau.know.territory.models import District
from terreau.trust.people.models import Person


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def shown(self) -> "ProposalQuerySet":
        """Those that everybody may read."""
        return self.revealed().filter(edition__shown_at__isnull=False)

    def revealed(self) -> "ProposalQuerySet":
        """Those that no moderator hides."""
        return self.exclude(Exists(Concealment.objects.filter(proposal=OuterRef("pk"), lifted_at__isnull=True)))


class Proposal(models.Model):
    """`version` counts its `Version`s; `supports` is kept by those who write them, so that lists sort by it.

    `meaning` is the unit vector of what it says (`lib.meaning`), `project` what it became on the ballot.
    """

    PERSONAL_FIELDS: ClassVar[dict[str, str]] = {}

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    title = models.CharField(_("Titre"), max_length=120)
    summary = models.CharField(_("En une phrase"), max_length=240)
    text = models.TextField(_("Votre idée"), max_length=6000)
    category = models.ForeignKey(Category, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    rough_cost = models.DecimalField(_("Coût à peu près"), max_digits=12, decimal_places=2, null=True, blank=True)
    district = models.ForeignKey(District, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    place = models.ForeignKey(Card, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    carrier = models.ForeignKey(Card, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    lon = models.FloatField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    picture = models.ImageField(upload_to="pictures/", blank=True)
    alt = models.CharField(_("Ce que montre l’image"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    supports = models.PositiveIntegerField(default=0)
    meaning = models.BinaryField(null=True)
    project = models.OneToOneField(
        Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposal", editable=False
    )
    made_at = models.DateTimeField(db_default=Now())
    changed_at = models.DateTimeField(db_default=Now())

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "number"], name="proposals_proposal_number_once"),
            models.CheckConstraint(condition=Q(picture="") | ~Q(alt=""), name="proposals_proposal_picture_told"),
            models.CheckConstraint(
                condition=Q(rough_cost__isnull=True) | Q(rough_cost__gte=0), name="proposals_proposal_costs_money"
            ),
            models.CheckConstraint(
                condition=Q(lon__isnull=True, lat__isnull=True) | Q(lon__isnull=False, lat__isnull=False),
                name="proposals_proposal_point_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["edition", "status", "-made_at"], name="proposals_newest"),
            models.Index(fields=["edition", "status", "-supports"], name="proposals_most_supported"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("proposals:proposal", args=[self.edition.slug, self.number])


class Authorship(models.Model):
    """Somebody carries a proposal. The first author is there at once; one who is invited, once accepted."""

    PERSONAL_FIELDS: ClassVar = {
        "person": "author, shown by the name of the account",
        "invited_by": "who invited; shown to authors",
    }

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="authorships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    came_from = models.ForeignKey(Proposal, on_delete=models.SET_NULL, null=True, related_name="+")  # by a merge
    invited_at = models.DateTimeField(db_default=Now())
    invited_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["invited_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "person"], name="proposals_author_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.proposal_id}"


class Invitation(models.Model):
    """An address that an author hands to somebody, to be used once; only its fingerprint is kept, and no e-mail address."""

    PERSONAL_FIELDS: ClassVar = {"made_by": "the author who invites; shown to whoever holds the address"}

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(db_default=Now())
    made_by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.made_at:%Y-%m-%d}"


class Dictation(models.Model):
    """A proposal that an agent typed for somebody without internet: for whom, why, by whom. The agent is no author."""

    PERSONAL_FIELDS: ClassVar = {
        "name": "the author, shown if they said yes",
        "contact": "to tell them what becomes of it; seen by agents only",
        "typed_by": "the agent; public",
    }
    SECRET_FIELDS: ClassVar = {"name", "contact"}  # of somebody else than the agent whose data are asked for

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="dictation")
    name = models.CharField(_("Nom de la personne"), max_length=80)
    shows_name = models.BooleanField(_("Son nom peut être affiché"), default=False)
    contact = models.CharField(_("Comment la joindre"), max_length=120, blank=True)
    reason = models.CharField(_("Pourquoi vous écrivez à sa place"), max_length=200)
    typed_at = models.DateTimeField(db_default=Now())
    typed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reason="") & ~Q(name=""), name="proposals_dictation_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


class Support(models.Model):
    """Somebody wants it. `told` people hear what becomes of it."""

    PERSONAL_FIELDS: ClassVar = {"person": "who supports; only the number is public"}

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="backing")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    told = models.BooleanField(_("Dites-moi ce qu’elle devient"), default=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "person"], name="proposals_support_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.proposal_id}"


class Withdrawal(models.Model):
    """Its authors take it back, and say why."""

    PERSONAL_FIELDS: ClassVar = {"withdrawn_by": "the author who did; shown by the name of the account"}

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="withdrawal")
    reason = models.CharField(_("Pourquoi"), max_length=400)
    withdrawn_at = models.DateTimeField(db_default=Now())
    withdrawn_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.reason}"


class Merge(models.Model):
    """Two proposals become one: `proposal` lives on in `into`, with its authors and its supporters.

    Asked by an author, it holds once an author of the other one accepts; whoever studies merges at once.
    """

    PERSONAL_FIELDS: ClassVar = {"merged_by": "who asked or merged; public", "accepted_by": "who accepted; public"}

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="merge")
    into = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="merged")
    reason = models.CharField(_("Pourquoi les réunir"), max_length=400)
    merged_at = models.DateTimeField(db_default=Now())
    merged_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(proposal=F("into")), name="proposals_merge_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} into {self.into_id}"


class Concealment(models.Model):
    """Hidden by a moderator, for a reason that everybody may read; lifted, it stays in the list."""

    PERSONAL_FIELDS: ClassVar = {"concealed_by": "the moderator; public", "lifted_by": "the same"}

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="concealments")
    reason = models.CharField(_("Pourquoi"), max_length=400)
    concealed_at = models.DateTimeField(db_default=Now())
    concealed_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(lifted_at__isnull=True), name="proposals_concealed_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.reason}"
