"""A card: anything that has a name and a place on the map, with the source of each of its fields."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from terreau.know.cards.enums import CardStatus, Precision, Species
from terreau.know.cards.models.category import Category
from terreau.know.territory.models import District


class CardQuerySet(models.QuerySet["Card"]):
    def published(self) -> "CardQuerySet":
        return self.filter(status=CardStatus.PUBLISHED)

    def located(self) -> "CardQuerySet":
        return self.filter(lon__isnull=False)


class Card(models.Model):
    """`sources` maps a field's name to {"source": Source id, "at": ISO date of last confirmation}.

    `point`, `search`, `name_key` and `path` (categories with all their ancestors) are kept by the database or the
    actions; `version` grows by one at each change, so that two tabs cannot overwrite each other unseen.
    """

    PERSONAL_FIELDS: ClassVar = {
        "phone": "published contact of an organisation, or of a person who chose to publish it",
        "email": "the same",
        "created_by": "who made the card; shown to staff",
    }

    species = models.CharField(max_length=5, choices=Species.choices)
    status = models.CharField(max_length=10, choices=CardStatus.choices, default=CardStatus.PUBLISHED)
    slug = models.SlugField(max_length=100, unique=True)
    name = models.CharField(_("Nom"), max_length=200)
    other_names = ArrayField(models.CharField(max_length=200), verbose_name=_("Autres noms"), default=list, blank=True)
    summary = models.CharField(_("En une phrase"), max_length=240, blank=True)
    description = models.TextField(_("Description"), blank=True)
    kind = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("Nature"))
    themes = ArrayField(models.IntegerField(), default=list, blank=True, verbose_name=_("Domaines"))
    path = ArrayField(models.IntegerField(), default=list, blank=True)

    street = models.CharField(_("Adresse"), max_length=200, blank=True)
    postcode = models.CharField(_("Code postal"), max_length=12, blank=True)
    city = models.CharField(_("Commune"), max_length=120, blank=True)
    lon = models.FloatField(_("Longitude"), null=True, blank=True)
    lat = models.FloatField(_("Latitude"), null=True, blank=True)
    precision = models.CharField(max_length=6, choices=Precision.choices, default=Precision.NONE)
    district = models.ForeignKey(District, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    phone = models.CharField(_("Téléphone"), max_length=30, blank=True)
    email = models.EmailField(_("Adresse électronique"), blank=True)
    website = models.URLField(_("Site"), max_length=500, blank=True)
    links = models.JSONField(_("Liens"), default=list, blank=True)  # [{"label", "url"}]
    opening_hours = models.CharField(_("Horaires"), max_length=400, blank=True)  # OSM syntax
    accessibility = models.CharField(_("Accès"), max_length=400, blank=True)
    siret = models.CharField("SIRET", max_length=14, blank=True)
    rna = models.CharField("RNA", max_length=10, blank=True)
    osm = models.CharField("OpenStreetMap", max_length=30, blank=True)  # node/123
    wikidata = models.CharField("Wikidata", max_length=20, blank=True)

    sources = models.JSONField(default=dict, blank=True)
    confirmed_at = models.DateField(null=True, blank=True)
    missing_since = models.DateField(null=True, blank=True)  # its source no longer lists it
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")
    created_at = models.DateTimeField(db_default=Now())
    created_by = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(default=1)

    name_key = models.GeneratedField(
        expression=models.Func("name", function="cards_key", output_field=models.TextField()),
        output_field=models.TextField(),
        db_persist=True,
    )
    search = SearchVectorField(null=True, editable=False)  # kept by trigger, see migration 0002

    objects = CardQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(lon__isnull=True, lat__isnull=True)
                | models.Q(lon__range=(-180, 180), lat__range=(-85, 85)),
                name="cards_card_on_earth",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="cards_card_named"),
            models.CheckConstraint(
                condition=models.Q(status=CardStatus.MERGED) | models.Q(merged_into__isnull=True),
                name="cards_card_merged_into_when_merged",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["species", "name_key", "id"], name="cards_card_by_name"),
            models.Index(
                fields=["name_key", "id"], condition=models.Q(status="published"), name="cards_card_published_by_name"
            ),
            models.Index(fields=["-updated_at", "id"], name="cards_card_by_change"),
            # all that facets count, so that they never open the cards themselves
            models.Index(
                fields=["path", "species", "district", "confirmed_at"],
                condition=models.Q(status="published"),
                name="cards_card_counts",
            ),
            GinIndex(fields=["path"], name="cards_card_path", fastupdate=False),
            GinIndex(fields=["search"], name="cards_card_search", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse(f"{self.species}s:card", args=[self.slug])

    @property
    def fields(self) -> dict[str, Any]:
        """The editable fields, as the history keeps them."""
        return {name: getattr(self, f"{name}_id" if name == "kind" else name) for name in EDITABLE}


EDITABLE = (
    "name", "other_names", "summary", "description", "kind", "themes",
    "street", "postcode", "city", "lon", "lat", "precision",
    "phone", "email", "website", "links", "opening_hours", "accessibility",
    "siret", "rna", "osm", "wikidata",
)  # fmt: skip
