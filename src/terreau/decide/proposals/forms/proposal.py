"""The guided form of a proposal: the idea, where, how much, with whom."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from terreau.decide.proposals.actions import Dictated
from terreau.decide.proposals.actions.pictures import kept_picture
from terreau.decide.proposals.models import Dictation, Proposal
from terreau.know.cards.enums import Branch, Species
from terreau.know.cards.models import Card, Category
from terreau.know.cards.queries.similar import similar_cards
from terreau.know.territory.queries import district_at, search_addresses
from terreau.lib.names import name_key


class CardField(forms.CharField):
    """An actor or a place by its name; close names are proposed where none is exactly that one."""

    def __init__(self, species: Species, **kwargs: Any) -> None:
        self.species = species
        self.near: list[str] = []  # what the page offers when the name is of no card
        super().__init__(max_length=200, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return Card.objects.filter(pk=value).values_list("name", flat=True).first() or ""
        return value

    def clean(self, value: Any) -> Card | None:
        name = super().clean(value)
        if not name:
            return None
        cards = Card.objects.published().filter(species=self.species)
        found = cards.filter(name__iexact=name).first() or cards.filter(name_key=name_key(name)).first()
        if found is None:
            self.near = self._near(cards, name)
            said = now("Aucune fiche ne porte ce nom. Laissez vide, ou choisissez dans la liste de ce champ.")
            raise forms.ValidationError(f"{said} {now('Peut-être :')} {', '.join(self.near)}." if self.near else said)
        return found

    def _near(self, cards: QuerySet[Card], name: str) -> list[str]:
        """Names that hold every word; else names that look alike."""
        holding = cards
        for word in name_key(name).split():
            holding = holding.filter(name_key__contains=word)
        names = list(holding.order_by("name_key").values_list("name", flat=True)[:6])
        return names or [card.name for card in similar_cards(name) if card.species == self.species][:3]


class ProposalForm(forms.ModelForm):
    """`different` says that the proposals that look alike were read and that this one is another."""

    picture = forms.FileField(label=_("Image"), required=False, help_text=_("JPEG, PNG ou WebP, 12 Mo au plus."))
    place = CardField(
        Species.PLACE,
        label=_("Un lieu de la carte"),
        help_text=_("Par exemple : Parc des Îles. Sinon, montrez le point."),
    )
    carrier = CardField(
        Species.ACTOR,
        label=_("Qui pourrait le faire"),
        help_text=_("Une association, une école, un commerce de la carte."),
    )
    address = forms.CharField(
        label=_("Ou une adresse"), max_length=200, required=False, help_text=_("Par exemple : 4 quai des Tanneurs.")
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    note = forms.CharField(label=_("Ce qui change, en une phrase"), max_length=200, required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Proposal
        fields = ("title", "summary", "text", "category", "district", "lat", "lon", "rough_cost", "alt")
        widgets: ClassVar = {"text": forms.Textarea({"rows": 8}), "summary": forms.TextInput}
        help_texts: ClassVar = {
            "title": _("Ce que l’on verrait si c’était fait. Par exemple : Des bancs à l’ombre sur le quai."),
            "summary": _("À qui cela sert, et pourquoi ici."),
            "text": _("Ce qui manque aujourd’hui, ce que vous imaginez, ce que vous savez déjà."),
            "rough_cost": _("Un ordre de grandeur en euros suffit. Les services calculeront le vrai prix."),
            "alt": _("Pour les personnes qui l’écouteront au lieu de la voir."),
        }
        labels: ClassVar = {
            "category": _("Domaine"),
            "district": _("Quartier"),
            "lat": _("Latitude"),
            "lon": _("Longitude"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (low, high) in {"lat": (-85, 85), "lon": (-180, 180)}.items():
            self.fields[name] = forms.FloatField(
                label=self.fields[name].label, required=False, min_value=low, max_value=high
            )
        self.fields["category"].queryset = Category.objects.filter(branch=Branch.THEME, parent=None, archived=False)
        self.fields["category"].empty_label = now("À préciser")
        self.fields["district"].empty_label = now("Toute la ville")
        if self.instance.pk:
            self.initial.update(
                {
                    "seen": self.instance.version,
                    "place": self.instance.place_id,
                    "carrier": self.instance.carrier_id,
                }
            )
        else:
            del self.fields["note"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._locate(data)
        if not data.get("picture") and (held := kept_picture(data.get("kept") or "")):
            data["picture"] = held
        if (data.get("lat") is None) != (data.get("lon") is None):
            self.add_error("lat", now("Donnez la latitude et la longitude, ou aucune des deux."))
        if (data.get("picture") or self.instance.picture) and not data.get("alt", "").strip():
            self.add_error(
                "alt", now("Décrivez ce que montre l’image : des personnes l’écouteront au lieu de la voir.")
            )
        return data

    def _locate(self, data: dict[str, Any]) -> None:
        """A point from the place or the address when none is shown on the map; the district from the point."""
        place, address = data.get("place"), data.get("address", "").strip()
        if data.get("lat") is None and data.get("lon") is None and not {"lat", "lon"} & set(self.errors):
            if place is not None:
                data["lon"], data["lat"] = place.lon, place.lat
            elif address:
                if found := search_addresses(address, 1):
                    data["lon"], data["lat"] = round(found[0].lon, 6), round(found[0].lat, 6)
                else:
                    self.add_error(
                        "address", now("Cette adresse n’est pas connue. Montrez le point, ou choisissez le quartier.")
                    )
        if data.get("district") is None and data.get("lat") is not None and data.get("lon") is not None:
            data["district"] = district_at(data["lon"], data["lat"])

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self.Meta.fields, "place", "carrier")}


class DictationForm(forms.ModelForm):
    class Meta:
        model = Dictation
        fields = ("name", "shows_name", "contact", "reason")
        help_texts: ClassVar = {
            "contact": _("Seuls les agents le voient. Jamais publié, jamais exporté."),
            "reason": _("Par exemple : dictée par téléphone. Inscrit au journal."),
        }

    def dictated(self) -> Dictated:
        return Dictated(**{name: self.cleaned_data[name] for name in self.Meta.fields})
