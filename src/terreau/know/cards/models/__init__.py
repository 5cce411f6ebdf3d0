"""What the map holds: cards, their categories, sources, history and pictures."""

from terreau.know.cards.models.card import Card
from terreau.know.cards.models.category import Category
from terreau.know.cards.models.duplicate import Distinction
from terreau.know.cards.models.picture import Picture
from terreau.know.cards.models.revision import Revision
from terreau.know.cards.models.source import Source
from terreau.know.cards.models.steward import Stewardship
from terreau.know.cards.models.suggestion import Suggestion
from terreau.know.cards.models.word import Word

__all__ = ["Card", "Category", "Distinction", "Picture", "Revision", "Source", "Stewardship", "Suggestion", "Word"]
