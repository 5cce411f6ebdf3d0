"""Letters: a batch to print, one that was lost, and how many a second person counted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.models import Batch, Letter


class LettersForm(forms.Form):
    label = forms.CharField(
        label=_("Nom du lot"), max_length=80, help_text=_("Par exemple : quartier de la Gare, envoi du 3 mars.")
    )
    count = forms.IntegerField(label=_("Combien de lettres"), min_value=1, max_value=20_000)


class LostLetterForm(forms.Form):
    """Which letter of a batch is meant, by the number printed on it."""

    number = forms.IntegerField(
        label=_("Numéro de la lettre"), min_value=1, help_text=_("Il est écrit sous le nom de la ville."),
        error_messages={"required": _("Tapez le numéro de la lettre perdue : rien n’est retiré sans lui.")},
    )  # fmt: skip

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.batch = batch

    def clean_number(self) -> Letter:
        number = self.cleaned_data["number"]
        letter = (
            Letter.objects.select_related("batch__edition").filter(batch=self.batch, number=min(number, 10**6)).first()
        )
        if letter is None:
            raise forms.ValidationError(
                _("Aucune lettre de ce lot ne porte le n° %(n)d. Vérifiez le lot et le numéro."), params={"n": number}
            )
        return letter


class ReleaseForm(forms.Form):
    counted = forms.IntegerField(
        label=_("Combien de lettres avez-vous comptées"), min_value=0, max_value=20_000,
        help_text=_("Les feuilles imprimées, à la main, à deux si possible. Ne demandez pas le nombre : trouvez-le."),
    )  # fmt: skip
