"""The town itself and what it is made of: one installation, one town."""

from terreau.know.territory.enums import BaseMap
from terreau.know.territory.models.address import Address
from terreau.know.territory.models.district import District
from terreau.know.territory.models.style import Style
from terreau.know.territory.models.town import Town

__all__ = ["Address", "BaseMap", "District", "Style", "Town"]
