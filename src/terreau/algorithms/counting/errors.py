"""What can stop a count; each says where and what to do, in two languages, and none leaves a result behind."""

from collections.abc import Sequence

N = "\u202f"


class CountingError(ValueError):
    """A file, a rule or a tie that does not let a result be said; `str` is English, `text("fr")` French."""

    def __init__(self, message: str, french: str = "") -> None:
        super().__init__(message)
        self.french = french or message

    def text(self, lang: str = "en") -> str:
        return self.french if lang == "fr" else str(self)


class RuleError(CountingError):
    """A rule file that says something unknown or contradictory; `field` names it."""

    def __init__(self, field: str, message: str, french: str) -> None:
        super().__init__(f"{field}: {message}", f"{field}{N}: {french}")
        self.field = field


class Undecided(CountingError):
    """Projects are exactly tied, the order changes the result, and the rule does not say which comes first."""

    def __init__(self, projects: Sequence[str], *, turn: int, bought: Sequence[str] = ()) -> None:
        names = ", ".join(projects)
        super().__init__(
            f"Round {turn}: {names} are exactly tied and the rule file does not say which comes first. "
            "Complete `ties` (for instance with a drawn lot) and count again.",
            f"Tour {turn}{N}: {names} sont exactement à égalité et la règle ne dit pas qui passe d’abord. "
            "Complétez `ties` (par exemple par un tirage au sort) et recomptez.",
        )
        self.projects, self.turn, self.bought = tuple(projects), turn, tuple(bought)
