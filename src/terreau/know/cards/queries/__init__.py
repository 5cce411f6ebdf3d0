"""Readings of the cards, for pages, exports and the rooms above."""
