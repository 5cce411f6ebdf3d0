"""The shape of what people send: ballots, identities, editions, words about a result."""

from terreau.decide.budgeting.forms.ballot import choices_from
from terreau.decide.budgeting.forms.desk import BlankForm, CallForm, KioskForm, LookForm
from terreau.decide.budgeting.forms.edition import EditionForm, ProjectForm
from terreau.decide.budgeting.forms.following import DelayForm, PlanForm, ReachForm
from terreau.decide.budgeting.forms.result import (
    AnswerForm,
    DrawForm,
    EnvelopeForm,
    LettersForm,
    ObjectionForm,
    RecountForm,
)
from terreau.decide.budgeting.forms.voting import CivilForm, IdentityForm, TrackingForm

__all__ = [
    "AnswerForm",
    "BlankForm",
    "CallForm",
    "CivilForm",
    "DelayForm",
    "DrawForm",
    "EditionForm",
    "EnvelopeForm",
    "IdentityForm",
    "KioskForm",
    "LettersForm",
    "LookForm",
    "ObjectionForm",
    "PlanForm",
    "ProjectForm",
    "ReachForm",
    "RecountForm",
    "TrackingForm",
    "choices_from",
]
