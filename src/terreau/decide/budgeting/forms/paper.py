"""Which of three readings is kept, and why."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from terreau.decide.budgeting.queries.paper import InWords

VOID = "void"


class SettlementForm(forms.Form):
    keep = forms.ChoiceField(
        label=_("Ce que dit la feuille"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez l’une des trois lectures, ou dites que le bulletin est nul.")},
    )
    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_(
            "Ce qu’on voit sur la feuille, par exemple : la croix du 3 est raturée, celle du 4 est nette. La raison reste avec "
            "les trois lectures."
        ),
        error_messages={"required": _("Dites pourquoi, en une phrase : ce qu’on voit sur la feuille.")},
    )

    def __init__(self, *args: Any, readings: Sequence[InWords], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [(str(one.turn), one.title) for one in readings]
        self.fields["keep"].choices = [*kept, (VOID, _("Aucune : le bulletin est nul"))]

    @property
    def turn(self) -> int | None:
        """Of the reading that is kept; none where the sheet is void."""
        keep = self.cleaned_data["keep"]
        return None if keep == VOID else int(keep)
