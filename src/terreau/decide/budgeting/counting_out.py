"""A draw of lots that a class sees: numbers that pupils wrote in secret, and counting round the projects with a finger."""

from collections.abc import Sequence
from dataclasses import dataclass

LARGEST = 1_000


@dataclass(frozen=True)
class Turn:
    """`numbers` are added, one counts that far round the `circle`, and `drawn` is where the finger stops."""

    circle: Sequence[str]
    numbers: Sequence[int]
    total: int
    drawn: str


def turns(keys: Sequence[str], numbers: Sequence[int]) -> list[Turn]:
    """One turn for each place but the last; every number serves in one turn, dealt like cards.

    The first project drawn comes first. A turn is fair as soon as one of its numbers is a surprise: whatever the others
    are, each project is then as likely as another. Needs at least one number a turn.
    """
    rounds = len(keys) - 1
    if len(numbers) < rounds:
        raise ValueError(f"{rounds} numbers are needed")
    left, found = list(keys), []
    for rank in range(rounds):
        some = list(numbers[rank::rounds])
        total = sum(some)
        drawn = left[(total - 1) % len(left)]
        found.append(Turn(tuple(left), tuple(some), total, drawn))
        left.remove(drawn)
    return found


def order(keys: Sequence[str], numbers: Sequence[int]) -> list[str]:
    """All projects, in the order drawn; the last is the one nobody had to count for."""
    drawn = [turn.drawn for turn in turns(keys, numbers)]
    return drawn + [key for key in keys if key not in drawn]
