"""Pages of cards: parse, check, query or act, render."""
