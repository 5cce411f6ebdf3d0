"""What the map shows, as one number that changes with it: caches and ETags are named after it."""

from terreau.trust.audit.queries import latest


def version() -> int:
    """The last event about cards or the territory: no ballot or sign-in empties what is kept of the map."""
    return latest("cards", "territory")
