"""The guided form of a proposal: the idea, where, how much, with whom."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from terreau.decide.proposals.actions import Dictated
from terreau.decide.proposals.models import Dictation, Proposal
from terreau.know.cards.enums import Branch, Species
from terreau.know.cards.models import Card, Category
from terreau.know.cards.queries.similar import similar_cards
from terreau.lib.names import name_key

PARTS = (
    (_("Votre idée"), ("title", "summary", "text", "category")),
    (_("Où"), ("district", "place", "lat", "lon")),
    (_("Combien, avec qui"), ("rough_cost", "carrier")),
    (_("Une image"), ("picture", "alt")),
)


class CardField(forms.CharField):
    """An actor or a place by its name; close names are proposed where none is exactly that one."""

    def __init__(self, species: Species, **kwargs: Any) -> None:
        self.species = species
        super().__init__(max_length=200, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            return Card.objects.filter(pk=value).values_list("name", flat=True).first() or ""
        return value

    def clean(self, value: Any) -> Card | None:
        name = super().clean(value)
        if not name:
            return None
        found = Card.objects.published().filter(species=self.species, name_key=name_key(name)).first()
        found = found or Card.objects.published().filter(species=self.species, name__iexact=name).first()
        if found is None:
            near = [card.name for card in similar_cards(name) if card.species == self.species][:3]
            said = now("Aucune fiche ne porte ce nom. Laissez vide, ou écrivez le nom tel qu’il est sur la carte.")
            raise forms.ValidationError(f"{said} {now('Peut-être :')} {', '.join(near)}." if near else said)
        return found


class ProposalForm(forms.ModelForm):
    """`different` says that the proposals that look alike were read and that this one is another."""

    picture = forms.FileField(label=_("Image"), required=False, help_text=_("JPEG, PNG ou WebP, 12 Mo au plus."))
    place = CardField(
        Species.PLACE,
        label=_("Un lieu de la carte"),
        help_text=_("Par exemple : Parc des Îles. Sinon, montrez le point."),
    )
    carrier = CardField(
        Species.ACTOR,
        label=_("Qui pourrait le faire"),
        help_text=_("Une association, une école, un commerce de la carte."),
    )
    note = forms.CharField(label=_("Ce qui change, en une phrase"), max_length=200, required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Proposal
        fields = ("title", "summary", "text", "category", "district", "lat", "lon", "rough_cost", "alt")
        widgets: ClassVar = {"text": forms.Textarea({"rows": 8}), "summary": forms.TextInput}
        help_texts: ClassVar = {
            "title": _("Ce que l’on verrait si c’était fait. Par exemple : Des bancs à l’ombre sur le quai."),
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
        self.fields["category"].queryset = Category.objects.filter(branch=Branch.THEME, parent=None, archived=False)
        self.fields["category"].empty_label = now("À préciser")
        self.fields["district"].empty_label = now("Toute la ville")
        if self.instance.pk:
            self.initial.update(
                seen=self.instance.version, place=self.instance.place_id, carrier=self.instance.carrier_id
            )
        else:
            del self.fields["note"]

    @property
    def parts(self) -> Iterator[tuple[Any, list[BoundField]]]:
        for title, names in PARTS:
            yield title, [self[name] for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("lat") is None) != (data.get("lon") is None):
            self.add_error("lat", now("Donnez la latitude et la longitude, ou aucune des deux."))
        if data.get("picture") and not data.get("alt", "").strip():
            self.add_error(
                "alt", now("Décrivez ce que montre l’image : des personnes l’écouteront au lieu de la voir.")
            )
        return data

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in (*self.Meta.fields, "place", "carrier")}


class DictationForm(forms.ModelForm):
    class Meta:
        model = Dictation
        fields = ("name", "shows_name", "contact", "reason")
        help_texts: ClassVar = {
            "contact": _("Seuls les agents le voient. Jamais publié, jamais exporté."),
            "reason": _("Par exemple : dictée par téléphone. Inscrit au journal."),
        }

    def dictated(self) -> Dictated:
        return Dictated(**{name: self.cleaned_data[name] for name in self.Meta.fields})
