"""Draws Rivelune once and for all: `python -m terreau.portal.sample.drawing` writes the files of the map again."""
