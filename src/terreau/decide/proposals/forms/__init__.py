"""The shape of what is sent to proposals."""

from terreau.decide.proposals.forms.proposal import DictationForm, ProposalForm
from terreau.decide.proposals.forms.study import AppealAnswerForm, AppealForm, DecisionForm, ReturnForm, StudyForm
from terreau.decide.proposals.forms.talking import AmendmentForm, AnswerForm, MergeForm, ReasonForm

__all__ = [
    "AmendmentForm",
    "AnswerForm",
    "AppealAnswerForm",
    "AppealForm",
    "DecisionForm",
    "DictationForm",
    "MergeForm",
    "ProposalForm",
    "ReasonForm",
    "ReturnForm",
    "StudyForm",
]
