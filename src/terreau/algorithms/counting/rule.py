"""How an election is counted: every choice a field of one small TOML document, hashed and published before the vote."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from fractions import Fraction
from hashlib import sha256
from typing import Any, get_args, get_type_hints

from terreau.algorithms.counting import choices
from terreau.algorithms.counting.errors import RuleError

VERSION = 1


@dataclass(frozen=True)
class Rule:
    """The whole of a counting rule. Numbers are text, read exactly: "0.05", "1/3", "500"; "0" means without.

    Attributes
    ----------
    method : how money is given out; the next fields matter to some methods only, as `USED` says
    weights : what a choice on a ballot weighs: 1 ("votes"), its points, or by its position ("borda": a ballot of k
        projects gives k - 1, …, 0; "3,2,1": those numbers, 0 after them)
    order : greedy only: projects by their total, or by total per money
    too_dear : greedy only: what happens at a project dearer than what is left
    utility : equal shares only: a winner's worth to its supporters, its cost (times weight) or one (times weight)
    start, raise_share, step, fill : equal shares only: voters begin with budget / voters, exact or rounded down; the
        count is done again with `step` more each ("1" unit of currency, "1%" of the first share) until the next
        outcome would overspend, or until nothing more is affordable; what is left then buys the most voted that fits
    comparison : equal shares only: the greedy outcome is taken where strictly more voters prefer it
    min_total, min_share : projects below this total, or below this part of the ballots, are left out
    eligibility : k > 0 leaves out those with votes / voters < cost / (k × budget)
    conflicts : groups of projects of which one at most may win
    envelopes : {tag: money}: each tag counted apart, in this order, over the ballots' choices with this tag
    ties, lot : who comes first among equals; `lot` is the drawn order, needed where `ties` ends in "lot"
    """

    method: choices.Method = "equal-shares"
    weights: str = "votes"
    order: choices.Order = "total"
    too_dear: choices.TooDear = "skip"
    utility: choices.Utility = "cost"
    start: choices.Start = "exact"
    raise_share: choices.Raise = "no"
    step: str = "1"
    fill: choices.Fill = "no"
    comparison: choices.Comparison = "no"
    min_total: str = "0"
    min_share: str = "0"
    eligibility: str = "0"
    conflicts: tuple[tuple[str, ...], ...] = ()
    envelopes: Mapping[str, str] = field(default_factory=dict)
    ties: tuple[choices.TieKey, ...] = ()
    lot: tuple[str, ...] = ()
    numbers: str = "exact"
    version: int = VERSION

    def __post_init__(self) -> None:
        _check(self)

    @property
    def positions(self) -> tuple[Fraction, ...]:
        """The weights of the first, second… place, where the rule gives them one by one."""
        return () if self.weights in get_args(choices.Weights) else tuple(map(Fraction, self.weights.split(",")))

    def to_toml(self) -> str:
        """The canonical document: every field, in this order, one line each; equal rules give equal bytes."""
        return "".join(f"{key} = {_toml(getattr(self, key))}\n" for key in ("version", *_KEYS))

    @property
    def sha256(self) -> str:
        """The fingerprint of the canonical document."""
        return sha256(self.to_toml().encode()).hexdigest()


_KEYS = [each.name for each in fields(Rule) if each.name != "version"]
USED = {
    "greedy": {"order", "too_dear"},
    "equal-shares": {"utility", "start", "raise_share", "step", "fill", "comparison"},
    "phragmen": {"fill"},
    "majority-judgment": set[str](),
    "knapsack": set[str](),
}


def parse_rule(text: str) -> Rule:
    """Read a rule file; an unknown field or value is refused, never passed over.

    Raises
    ------
    RuleError : naming the field
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleError("rule file", f"not TOML: {error}", f"ce n’est pas du TOML ({error})") from None
    unknown = sorted(set(said) - {*_KEYS, "version"})
    if unknown:
        raise RuleError(
            unknown[0],
            f"no such field; known are version, {', '.join(_KEYS)}",
            f"ce champ n’existe pas ; il y a version, {', '.join(_KEYS)}",
        )
    return Rule(**{key: _plain(value) for key, value in said.items()})


def changed(rule: Rule, **others: Any) -> Rule:
    """The same rule but for these fields, checked again."""
    return replace(rule, **others)


def _plain(value: Any) -> Any:
    return tuple(_plain(each) for each in value) if isinstance(value, list) else value


def _toml(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_toml(str(key))} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, int):
        return str(value)
    quoted = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if ord(c) >= 32 and ord(c) != 127 else f"\\u{ord(c):04x}" for c in quoted) + '"'


def _check_shapes(rule: Rule) -> None:
    """Rule files come from anybody: text where text is meant, lists of ids, groups of ids, money by tag."""
    for name in ("method", "weights", "step", "min_total", "min_share", "eligibility", "numbers"):
        if not isinstance(getattr(rule, name), str):
            raise RuleError(name, "is a text in quotes", "est un texte entre guillemets")
    for name in ("ties", "lot"):
        if not _texts(getattr(rule, name)):
            raise RuleError(name, 'is a list of texts, such as ["a", "b"]', 'est une liste de textes, comme ["a", "b"]')
    if not isinstance(rule.conflicts, tuple) or not all(_texts(group) for group in rule.conflicts):
        raise RuleError(
            "conflicts",
            'is a list of groups of ids, such as [["a", "b"], ["c", "d"]]',
            'est une liste de groupes, comme [["a", "b"], ["c", "d"]]',
        )
    if not isinstance(rule.envelopes, Mapping):
        raise RuleError(
            "envelopes", 'is a table of money by tag, such as {north = "5000"}', 'est une table, comme {nord = "5000"}'
        )


def _texts(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(each, str) for each in value)


def _check(rule: Rule) -> None:
    _check_shapes(rule)
    if rule.version != VERSION:
        raise RuleError(
            "version",
            f"this Terreau counts version {VERSION}, not {rule.version!r}",
            f"ce Terreau compte la version {VERSION}, non {rule.version!r}",
        )
    for name, hint in get_type_hints(Rule).items():
        allowed, value = get_args(hint), getattr(rule, name)
        if allowed and all(isinstance(each, str) for each in allowed) and value not in allowed:
            raise RuleError(
                name, f"{value!r} is not one of {', '.join(allowed)}", f"{value!r} n’est pas parmi {', '.join(allowed)}"
            )
    if rule.numbers != "exact":
        raise RuleError("numbers", "only exact numbers are counted", "seuls les nombres exacts sont comptés")
    for name in ("min_total", "min_share", "eligibility", "step"):
        _number(name, getattr(rule, name))
    if _number("step", rule.step) == 0:
        raise RuleError("step", "a share that is raised by 0 never ends", "relever les parts de 0 ne finit jamais")
    if rule.weights not in get_args(choices.Weights):
        for each in rule.weights.split(","):
            _number("weights", each)
    _check_lists(rule)


def _check_lists(rule: Rule) -> None:
    for key in rule.ties:
        if key not in get_args(choices.TieKey):
            raise RuleError("ties", f"{key!r} is not one of {_TIES}", f"{key!r} n’est pas parmi {_TIES}")
    if ("lot" in rule.ties) != bool(rule.lot):
        raise RuleError(
            "lot",
            'a drawn order and "lot" in ties go together',
            'un ordre tiré au sort et "lot" dans ties vont ensemble',
        )
    if len(set(rule.lot)) != len(rule.lot):
        raise RuleError("lot", "a project was drawn twice", "un projet a été tiré deux fois")
    for tag, money in rule.envelopes.items():
        _number(f"envelopes.{tag}", money)
    for name in set().union(*USED.values()) - USED[rule.method]:
        if getattr(rule, name) != _DEFAULTS[name]:
            raise RuleError(name, f"has no meaning with {rule.method}", f"n’a pas de sens avec {rule.method}")


_TIES = ", ".join(get_args(choices.TieKey))
_DEFAULTS = {each.name: each.default for each in fields(Rule)}


def _number(name: str, text: str) -> Fraction:
    try:
        plain = text.removesuffix("%") if isinstance(text, str) and name == "step" else text
        number = Fraction(plain) if isinstance(plain, str) else None
    except (ValueError, ZeroDivisionError):
        number = None
    if number is None or number < 0:
        raise RuleError(
            name,
            f'{text!r} is not a number in quotes, 0 or more, such as "500" or "0.05"',
            f'{text!r} n’est pas un nombre entre guillemets, 0 ou plus, comme "500" ou "0.05"',
        )
    return number
