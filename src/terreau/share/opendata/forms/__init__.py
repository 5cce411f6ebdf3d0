"""The shape of what connectors give and correct."""

from terreau.share.opendata.forms.giving import FeedForm, FileForm
from terreau.share.opendata.forms.mapping import MappingForm

__all__ = ["FeedForm", "FileForm", "MappingForm"]
