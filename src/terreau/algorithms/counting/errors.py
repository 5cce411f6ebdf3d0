"""What can stop a count; each says where and what to do, and none leaves a result behind."""

from collections.abc import Sequence


class CountingError(ValueError):
    """A file, a rule or a tie that does not let a result be said."""


class RuleError(CountingError):
    """A rule file that says something unknown or contradictory; `field` names it."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field


class Undecided(CountingError):
    """Projects are exactly tied, the order changes the result, and the rule does not say which comes first."""

    def __init__(self, projects: Sequence[str], *, turn: int, bought: Sequence[str] = ()) -> None:
        names = ", ".join(projects)
        super().__init__(
            f"Round {turn}: {names} are exactly tied and the rule file does not say which comes first. "
            "Complete `ties` (for instance with a drawn lot) and count again."
        )
        self.projects, self.turn, self.bought = tuple(projects), turn, tuple(bought)
