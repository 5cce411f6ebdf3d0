"""Rules ready to use, by name: the choices that cities make, and those that a council may want to compare."""

from collections.abc import Mapping
from dataclasses import dataclass

from terreau.algorithms.counting.choices import TieKey
from terreau.algorithms.counting.election import Election
from terreau.algorithms.counting.rule import Rule, changed

TIES: tuple[TieKey, ...] = ("lowest-cost", "most-votes", "id")


@dataclass(frozen=True)
class Preset:
    """A rule with its name and what it does, in both languages."""

    rule: Rule
    fr: tuple[str, str]
    en: tuple[str, str]

    def title(self, lang: str) -> str:
        return (self.fr if lang == "fr" else self.en)[0]

    def about(self, lang: str) -> str:
        return (self.fr if lang == "fr" else self.en)[1]


PRESETS: Mapping[str, Preset] = {
    "greedy": Preset(
        Rule(method="greedy", ties=TIES),
        (
            "Les plus choisis d’abord",
            "Du plus choisi au moins choisi, chacun est pris s’il tient encore dans le budget.",
        ),
        ("Most chosen first", "From the most chosen to the least, each is taken if it still fits the budget."),
    ),
    "greedy-no-skip": Preset(
        Rule(method="greedy", too_dear="stop", ties=TIES),
        ("Les plus choisis, sans saut", "Du plus choisi au moins choisi, on s’arrête au premier qui ne tient pas."),
        ("Most chosen, no skip", "From the most chosen to the least, stopping at the first that does not fit."),
    ),
    "greedy-per-cost": Preset(
        Rule(method="greedy", order="total-per-cost", ties=TIES),
        ("Le plus de voix par euro", "Du projet le plus choisi pour son prix au moins choisi, chacun s’il tient."),
        ("Most votes per money", "From the project most chosen for its price to the least, each if it fits."),
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
        ("Parts égales, par points", "Comme les parts égales, chacun payant selon les points qu’il a donnés."),
        ("Equal shares, by points", "Like equal shares, each paying by the points given."),
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
    ),
}


def suiting(election: Election) -> dict[str, Rule]:
    """The presets that these ballots can be counted by, read in the weights that they carry."""
    kind = election.ballots.kind
    found = {}
    for name, preset in PRESETS.items():
        if (name == "majority-judgment") != (kind == "grades") or (name == "equal-shares-points" and kind != "points"):
            continue
        greedy = name.startswith(("greedy", "knapsack"))
        weights = {"points": "points", "ranking": "borda"}.get(kind, "votes") if greedy else preset.rule.weights
        found[name] = changed(preset.rule, weights=weights)
    return found
