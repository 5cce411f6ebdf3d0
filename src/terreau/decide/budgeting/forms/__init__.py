"""The shape of what people send: ballots, identities, editions, words about a result."""

from terreau.decide.budgeting.forms.ballot import choices_from
from terreau.decide.budgeting.forms.classroom import ClassForm, ClassPaperForm, NumbersForm, SchoolForm
from terreau.decide.budgeting.forms.desk import BlankForm, CallForm, KioskForm, LookForm
from terreau.decide.budgeting.forms.edition import EditionForm, ProjectForm
from terreau.decide.budgeting.forms.following import (
    AbandonmentForm,
    CorrectionForm,
    DelayForm,
    ExpenseForm,
    PhotoForm,
    PlanForm,
    ReachForm,
)
from terreau.decide.budgeting.forms.letters import LettersForm, LostLetterForm, ReleaseForm
from terreau.decide.budgeting.forms.opened import OpenedForm
from terreau.decide.budgeting.forms.paper import SettlementForm
from terreau.decide.budgeting.forms.register import ColumnsForm, LatecomerForm
from terreau.decide.budgeting.forms.rehearsing import RehearsalForm
from terreau.decide.budgeting.forms.result import (
    AnswerForm,
    DrawForm,
    EnvelopeForm,
    ObjectionForm,
    RecountForm,
    ToldForm,
)
from terreau.decide.budgeting.forms.voting import CivilForm, IdentityForm, TrackingForm

__all__ = [
    "AbandonmentForm",
    "AnswerForm",
    "BlankForm",
    "CallForm",
    "CivilForm",
    "ClassForm",
    "ClassPaperForm",
    "ColumnsForm",
    "CorrectionForm",
    "DelayForm",
    "DrawForm",
    "EditionForm",
    "EnvelopeForm",
    "ExpenseForm",
    "IdentityForm",
    "KioskForm",
    "LatecomerForm",
    "LettersForm",
    "LookForm",
    "LostLetterForm",
    "NumbersForm",
    "ObjectionForm",
    "OpenedForm",
    "PhotoForm",
    "PlanForm",
    "ProjectForm",
    "ReachForm",
    "RecountForm",
    "RehearsalForm",
    "ReleaseForm",
    "SchoolForm",
    "SettlementForm",
    "ToldForm",
    "TrackingForm",
    "choices_from",
]
