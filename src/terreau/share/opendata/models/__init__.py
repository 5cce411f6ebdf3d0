"""Imports, their lines, what is remembered of sources."""

from terreau.share.opendata.models.feed import Feed
from terreau.share.opendata.models.importing import Import
from terreau.share.opendata.models.likeness import Comparison, Likeness
from terreau.share.opendata.models.line import Line
from terreau.share.opendata.models.memory import CategoryAlias, Habit, Origin, Recipe

__all__ = ["CategoryAlias", "Comparison", "Feed", "Habit", "Import", "Likeness", "Line", "Origin", "Recipe"]
