from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.know.cards.enums import Licence


class PictureForm(forms.Form):
    file = forms.FileField(
        label=_("Image"), help_text=_("JPEG, PNG ou WebP, 12 Mo au plus. La position de prise de vue est effacée.")
    )
    alt = forms.CharField(
        label=_("Ce que montre l’image"),
        max_length=240,
        help_text=_("Pour les personnes qui l’écouteront au lieu de la voir."),
    )
    credit = forms.CharField(label=_("Auteur"), max_length=120, required=False)
    licence = forms.ChoiceField(label=_("Licence"), choices=[c for c in Licence.choices if c[0] != Licence.UNKNOWN])
