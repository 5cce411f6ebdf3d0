"""The form of an actor is that of any card, with the natures of actors."""

from typing import ClassVar

from terreau.know.cards.enums import Branch
from terreau.know.cards.forms import CardForm


class ActorForm(CardForm):
    branch: ClassVar[Branch] = Branch.NATURE
