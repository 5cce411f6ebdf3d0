"""Numbers as they arrive in addresses and forms."""


def whole(text: str | None) -> int:
    """A row's number as somebody sent it; 0, which no row has, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else 0
