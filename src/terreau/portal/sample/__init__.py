"""Rivelune, the invented town that shows what Terreau does: its files, and the code that drew its map."""
