"""Drew Rivelune: `python -m terreau.portal.sample.drawing` writes the files of the map again, the same each time."""
