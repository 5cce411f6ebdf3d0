"""What rules are tried on, before the vote."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.enums import RehearsedOn
from terreau.decide.budgeting.models import Rehearsal

FEWEST, MOST = 10, 20_000


class RehearsalForm(forms.ModelForm):
    voters = forms.IntegerField(
        label=_("Combien de votants inventés"), min_value=FEWEST, max_value=MOST, initial=1_000,
        help_text=_("Autant qu’il en viendra, à peu près : les règles diffèrent plus entre peu de personnes."),
    )  # fmt: skip
    seed = forms.IntegerField(
        label=_("Numéro du tirage"), min_value=0, max_value=999_999, initial=1,
        help_text=_("Le même numéro donne toujours les mêmes bulletins. Essayez-en plusieurs."),
    )  # fmt: skip

    class Meta:
        model = Rehearsal
        fields = ("ballots", "pattern", "voters", "seed")
        widgets: ClassVar = {"ballots": forms.RadioSelect, "pattern": forms.RadioSelect}

    def __init__(self, *args: Any, has_last: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ballots"].choices = [
            choice for choice in RehearsedOn.choices if has_last or choice[0] != RehearsedOn.LAST
        ]
        self.initial.setdefault("ballots", RehearsedOn.INVENTED)
