"""The settings of an edition whose vote is open: words, and the dates of what comes after it."""

from collections.abc import Iterator
from typing import Any

from django.forms.boundfield import BoundField

from terreau.decide.budgeting.actions import Draft
from terreau.decide.budgeting.enums import PhaseKind
from terreau.decide.budgeting.forms.edition import EditionForm

MENDABLE = ("name", "question", "summary")
OTHERS = [kind for kind in PhaseKind if kind != PhaseKind.VOTE]


class OpenedForm(EditionForm):
    """Only what the database still lets change has a field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = {"seen", *MENDABLE, *(f"{kind}_{side}" for kind in OTHERS for side in ("opens", "closes", "place"))}
        for name in set(self.fields) - kept:
            del self.fields[name]

    def phases(self) -> Iterator[tuple[str, BoundField, BoundField, BoundField]]:
        for kind in OTHERS:
            yield kind.label, self[f"{kind}_opens"], self[f"{kind}_closes"], self[f"{kind}_place"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        self._check_dates(data)
        return data

    def draft(self) -> Draft:
        vote = self.instance.phases.get(kind=PhaseKind.VOTE)
        values = {name: self.cleaned_data[name] for name in MENDABLE} | {"rule": self.instance.rule}
        return Draft(values, {PhaseKind.VOTE: (vote.opens_at, vote.closes_at), **self.dates()}, self.places())
