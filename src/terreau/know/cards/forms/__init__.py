"""The shape of what people write on cards."""

from terreau.know.cards.forms.card import CardForm
from terreau.know.cards.forms.picture import PictureForm
from terreau.know.cards.forms.suggestion import SuggestionForm

__all__ = ["CardForm", "PictureForm", "SuggestionForm"]
