"""People who do not exist: the same for the same seed, within the rules of the ballot, and unlike where they should be."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.algorithms.counting import PRESETS, Election, Project, count
from terreau.algorithms.counting.inventing import LENGTHS, Crowd, Sheet, invent

TOWN = tuple(
    Project(str(at), Fraction(1000 * (at + 1)), tags=(("north", "south", "east")[at % 3],) if at < 9 else ())
    for at in range(12)
)
PATTERNS = ("district", "age", "group", "even")


def ballots(election: Election) -> list[tuple[list[int], int]]:
    cast = election.ballots
    return [
        (cast.projects[cast.starts[row] : cast.starts[row + 1]].tolist(), int(n)) for row, n in enumerate(cast.counts)
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 30), st.integers(1, 60), st.integers(0, 2**31), st.sampled_from(PATTERNS),
    st.sampled_from(["approval", "basket", "points", "ranking"]), st.integers(1, 3), st.integers(3, 6), st.integers(3, 9),
)  # fmt: skip
def test_every_invented_ballot_follows_the_sheet(
    projects: int, voters: int, seed: int, pattern: str, form: str, least: int, most: int, points: int
) -> None:
    some = tuple(Project(str(at), Fraction(10 + at)) for at in range(projects))
    sheet = Sheet(form, least, most, points if form == "points" else 0)
    made = invent(some, Fraction(40), Crowd(voters, seed, pattern), sheet)
    assert made.ballots.voters == voters and made.projects == some
    values, starts = made.ballots.values, made.ballots.starts
    for row, (chosen, _people) in enumerate(ballots(made)):
        given_ = sorted(values[starts[row] : starts[row + 1]].tolist())
        assert len(set(chosen)) == len(chosen) <= most
        if form == "basket":
            assert sum(some[at].cost for at in chosen) <= 40 and chosen
        else:
            assert len(chosen) >= min(least, projects)
        if form == "points":
            assert sum(given_) == points and given_[0] >= 1
        elif form == "ranking":
            assert given_ == list(range(1, len(chosen) + 1))
        else:
            assert set(given_) == {1}


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_seed_gives_the_same_town_and_another_seed_another(pattern: str) -> None:
    first, again, other = (ballots(invent(TOWN, Fraction(30_000), Crowd(200, seed, pattern))) for seed in (1, 1, 2))
    assert first == again != other


def test_patterns_are_what_they_say() -> None:
    """Where people live counts in one pattern alone, and one group holds together in another."""

    def of_one_district(pattern: str) -> float:
        """How often two choices of a ballot are of the same district."""
        pairs = same = 0
        for chosen, people in ballots(invent(TOWN, Fraction(30_000), Crowd(2_000, 3, pattern))):
            named = [TOWN[at].tags for at in chosen if TOWN[at].tags]
            for at, one in enumerate(named):
                for other in named[at + 1 :]:
                    pairs, same = pairs + people, same + people * (one == other)
        return same / pairs

    assert of_one_district("district") > of_one_district("even") + 0.08
    strong, even = (
        count(invent(TOWN, Fraction(10_000), Crowd(2_000, 3, pattern)), PRESETS["greedy"].rule)
        for pattern in ("group", "even")
    )
    assert max(strong.votes.values()) > max(even.votes.values())


def test_ballots_are_as_long_as_in_real_elections() -> None:
    many = tuple(Project(str(at), Fraction(10)) for at in range(40))
    made = ballots(invent(many, Fraction(100), Crowd(20_000, 5, "even")))
    for size, percent in enumerate(LENGTHS, 1):
        held = sum(people for chosen, people in made if len(chosen) == size) / 200
        assert held == pytest.approx(percent * 100 / sum(LENGTHS), abs=1)


@pytest.mark.parametrize("made", [lambda: Crowd(0), lambda: Crowd(10, 1, "moon")])
def test_a_crowd_that_cannot_be_is_refused(made: object) -> None:
    with pytest.raises(ValueError, match=r"crowd|not one of"):
        made()
