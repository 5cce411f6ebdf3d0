"""Rules ready to use, by name: the choices that cities make, and those that a council may want to compare."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from terreau.algorithms.counting.choices import TieKey
from terreau.algorithms.counting.election import Election
from terreau.algorithms.counting.rule import Rule, changed

TIES: tuple[TieKey, ...] = ("lowest-cost", "most-votes")  # still equal, the count stops and people draw in public


@dataclass(frozen=True)
class Preset:
    """A rule with its name and what it does, in both languages; `points` says it of ballots that give points."""

    rule: Rule
    fr: tuple[str, str]
    en: tuple[str, str]
    points: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def title(self, lang: str, *, points: bool = False) -> str:
        return self._said(lang, points)[0]

    def about(self, lang: str, *, points: bool = False) -> str:
        return self._said(lang, points)[1]

    def _said(self, lang: str, points: bool) -> tuple[str, str]:
        plain = self.fr if lang == "fr" else self.en
        return self.points.get("fr" if lang == "fr" else "en", plain) if points else plain


PRESETS: Mapping[str, Preset] = {
    "greedy": Preset(
        Rule(method="greedy", ties=TIES),
        (
            "Les plus choisis d’abord",
            "Du plus choisi au moins choisi, chacun est pris s’il tient encore dans le budget.",
        ),
        ("Most chosen first", "From the most chosen to the least, each is taken if it still fits the budget."),
        {
            "fr": (
                "Le plus de points d’abord",
                "Du projet qui a le plus de points à celui qui en a le moins, chacun est pris s’il tient encore dans le "
                "budget.",
            ),
            "en": (
                "Most points first",
                "From the project with the most points to the least, each is taken if it still fits the budget.",
            ),
        },
    ),
    "greedy-no-skip": Preset(
        Rule(method="greedy", too_dear="stop", ties=TIES),
        ("Les plus choisis, sans saut", "Du plus choisi au moins choisi, on s’arrête au premier qui ne tient pas."),
        ("Most chosen, no skip", "From the most chosen to the least, stopping at the first that does not fit."),
        {
            "fr": (
                "Le plus de points, sans saut",
                "Du plus de points au moins de points, on s’arrête au premier qui ne tient pas.",
            ),
            "en": (
                "Most points, no skip",
                "From the most points to the least, stopping at the first that does not fit.",
            ),
        },
    ),
    "greedy-per-cost": Preset(
        Rule(method="greedy", order="total-per-cost", ties=TIES),
        ("Le plus de voix par euro", "Du projet le plus choisi pour son prix au moins choisi, chacun s’il tient."),
        ("Most votes per money", "From the project most chosen for its price to the least, each if it fits."),
        {
            "fr": (
                "Le plus de points par euro",
                "Du projet qui a le plus de points pour son prix à celui qui en a le moins, chacun s’il tient.",
            ),
            "en": (
                "Most points per money",
                "From the project with the most points for its price to the least, each if it fits.",
            ),
        },
    ),
    "equal-shares": Preset(
        Rule(raise_share="until-overspend", fill="votes", ties=TIES),
        (
            "Parts égales",
            "Chaque votant reçoit la même part, relevée tant que le budget tient ; le reste va aux plus choisis.",
        ),
        (
            "Equal shares",
            "Each voter gets the same share, raised while the budget holds; the rest goes to the most chosen.",
        ),
    ),
    "equal-shares-plain": Preset(
        Rule(ties=TIES),
        ("Parts égales, sans complément", "Chaque votant reçoit la même part ; ce qui n’est pas dépensé reste."),
        ("Equal shares, plain", "Each voter gets the same share; what is not spent remains."),
    ),
    "equal-shares-comparison": Preset(
        Rule(raise_share="until-overspend", comparison="number", ties=TIES),
        (
            "Parts égales, comparées",
            "Parts égales relevées ; si plus de votants préfèrent le résultat des plus choisis, c’est lui qui vaut.",
        ),
        (
            "Equal shares, compared",
            "Raised equal shares; where more voters prefer the outcome of the most chosen first, that one holds.",
        ),
    ),
    "equal-shares-first-exhaustive": Preset(
        Rule(raise_share="until-exhaustive", ties=TIES),
        ("Parts égales, premier épuisement", "Parts relevées jusqu’à ce qu’aucun projet ne tienne plus dans le reste."),
        ("Equal shares, first exhaustive", "Shares raised until no project fits in what is left."),
    ),
    "equal-shares-number": Preset(
        Rule(utility="number", raise_share="until-overspend", fill="votes", ties=TIES),
        ("Parts égales, par nombre", "Comme les parts égales, mais un petit projet vaut autant qu’un grand."),
        ("Equal shares, by number", "Like equal shares, but a small project is worth as much as a large one."),
    ),
    "equal-shares-points": Preset(
        Rule(weights="points", utility="number", raise_share="until-overspend", fill="votes", ties=TIES),
        (
            "Parts égales, par points",
            "Chaque votant reçoit la même part, relevée tant que le budget tient, et paie selon les points qu’il "
            "donne ; le reste va à qui a le plus de points.",
        ),
        (
            "Equal shares, by points",
            "Each voter gets the same share, raised while the budget holds, and pays by the points given; the rest "
            "goes to whatever has most points.",
        ),
    ),
    "phragmen": Preset(
        Rule(method="phragmen", ties=TIES),
        ("Phragmén", "Chaque achat pèse sur ceux qui le soutiennent ; le suivant est celui qui charge le moins."),
        ("Phragmén", "Each purchase weighs on its supporters; the next is the one that burdens least."),
    ),
    "majority-judgment": Preset(
        Rule(method="majority-judgment", weights="points", ties=TIES),
        ("Jugement majoritaire", "Du projet le mieux jugé par une majorité au moins bien jugé, chacun s’il tient."),
        ("Majority judgment", "From the project best judged by a majority to the least, each if it fits."),
    ),
    "knapsack": Preset(
        Rule(method="knapsack", ties=TIES),
        ("Sac à dos", "Du plus choisi au moins choisi ; le dernier reçoit ce qui reste, une partie de son prix."),
        ("Knapsack", "From the most chosen to the least; the last gets what remains, part of its price."),
        {
            "fr": (
                "Sac à dos",
                "Du plus de points au moins de points ; le dernier reçoit ce qui reste, une partie de son prix.",
            ),
            "en": ("Knapsack", "From the most points to the least; the last gets what remains, part of its price."),
        },
    ),
}


BY_POINTS = ("equal-shares-points", "greedy", "greedy-no-skip", "greedy-per-cost", "knapsack")


def weights_of(kind: str, places: int = 0) -> str:
    """What a choice weighs on ballots of this kind; of `places` places the first is worth as many points, the last one.

    Without a number of places a ranking weighs by Borda, where the last place of each ballot weighs nothing.
    """
    if kind == "ranking":
        return ",".join(str(k) for k in range(places, 0, -1)) if places else "borda"
    return "points" if kind == "points" else "votes"


def suited(kind: str, places: int = 0) -> dict[str, Rule]:
    """The presets that count ballots of this kind by all that they say, read in the weights that they carry."""
    if kind == "grades":
        return {"majority-judgment": PRESETS["majority-judgment"].rule}
    if kind in ("points", "ranking"):
        weights = weights_of(kind, places)
        return {name: changed(PRESETS[name].rule, weights=weights) for name in BY_POINTS}
    not_theirs = ("majority-judgment", "equal-shares-points")
    return {name: preset.rule for name, preset in PRESETS.items() if name not in not_theirs}


def suiting(election: Election, places: int = 0) -> dict[str, Rule]:
    """The same, for the ballots of an election."""
    return suited(election.ballots.kind, places)
