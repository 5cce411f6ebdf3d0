"""The rule that a ballot file says it was counted by, where it is one of ours."""

from dataclasses import dataclass

from terreau.algorithms.counting.choices import Method, TieKey
from terreau.algorithms.counting.pabulib.ballots import kind_of
from terreau.algorithms.counting.pabulib.document import Document
from terreau.algorithms.counting.rule import Rule

TIES: tuple[TieKey, ...] = ("lowest-cost", "most-votes", "id")  # of files whose vote is over: nobody draws any more
NOT_OURS = {
    "unknown": "the file does not say by which rule it was counted",
    "greedy-custom": "the city's own steps are not in the file",
    "greedy-exclusive": "which projects exclude each other is not in the file",
}


@dataclass(frozen=True)
class Declared:
    """`rule`, or `reason` why there is none."""

    rule: Rule | None
    reason: str = ""


def declared_rule(document: Document) -> Declared:
    """The rule named by META, with the weights that reproduce the published scores."""
    said = document.meta.get("rule", "unknown")
    if said.startswith("greedy") and said not in NOT_OURS:
        return Declared(_greedy(document, said))
    if said in ("equalshares", "equalshares/add1", "equalshares/add1-comparison"):
        raised = "no" if said == "equalshares" else "until-overspend"
        compared = "number" if said.endswith("comparison") else "no"
        return Declared(Rule(raise_share=raised, comparison=compared, ties=TIES))  # type: ignore[arg-type]  # two words
    return Declared(None, NOT_OURS.get(said, f"{said!r} is no rule known here"))


def name_of(rule: Rule) -> str:
    """What META calls a rule; `unknown` where the format has no name for it."""
    if rule.method == "greedy" and rule.order == "total" and rule.min_total == "0":
        return "greedy-no-skip" if rule.too_dear == "stop" else "greedy"
    if rule.method == "equal-shares" and rule.raise_share != "until-exhaustive":
        compared = "-comparison" if rule.comparison != "no" else ""
        return f"equalshares/add1{compared}" if rule.raise_share == "until-overspend" else "equalshares"
    return "unknown"


def _greedy(document: Document, said: str) -> Rule:
    method: Method = "greedy"
    return Rule(
        method=method,
        weights=weights_of(document),
        too_dear="stop" if said == "greedy-no-skip" else "skip",
        min_total=document.meta.get("min_project_score_threshold", "0").replace(",", ".") or "0",
        envelopes=_envelopes(document),
        ties=TIES,
    )


def weights_of(document: Document) -> str:
    """Votes, points, or for ranked ballots of at most k choices: k, k - 1, …, 1."""
    kind = kind_of(document)
    if kind != "ranking":
        return "points" if kind == "points" else "votes"
    longest = document.meta.get("max_length", "")
    return (
        ",".join(str(k) for k in range(int(longest), 0, -1)) if longest.isdigit() and int(longest) <= 1000 else "borda"
    )


def _envelopes(document: Document) -> dict[str, str]:
    """Money set apart by META, for the categories that some project has."""
    tags, money = (document.meta.get(key, "").split(",") for key in ("categories", "budget_per_category"))
    if len(tags) != len(money):
        return {}
    used = {each.strip() for each in document.projects.column("category") or ()} - {""}
    return {tag.strip(): each.strip() for tag, each in zip(tags, money, strict=True) if tag.strip() in used}
