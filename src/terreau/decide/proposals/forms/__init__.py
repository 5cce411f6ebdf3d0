"""The shape of what is sent to proposals."""

from terreau.decide.proposals.forms.proposal import DictationForm, ProposalForm
from terreau.decide.proposals.forms.study import StudyForm
from terreau.decide.proposals.forms.talking import AmendmentForm, AnswerForm, MergeForm, ReasonForm

__all__ = [
    "AmendmentForm",
    "AnswerForm",
    "DictationForm",
    "MergeForm",
    "ProposalForm",
    "ReasonForm",
    "StudyForm",
]
