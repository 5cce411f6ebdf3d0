"""The story in words, French and English: why each project won or did not, what each tie and comparison decided."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from terreau.algorithms.counting.outcome import Compared, Loser, Outcome, Purchase, Tie
from terreau.algorithms.counting.texts import BY, SIGNS, TEXTS

Lang = Literal["fr", "en"]


@dataclass(frozen=True)
class Voice:
    """How an outcome is told: in which language, with what names for projects, in which currency (ISO 4217)."""

    outcome: Outcome
    lang: Lang = "fr"
    names: Mapping[str, str] = field(default_factory=dict)
    currency: str = ""

    def why(self, project: str) -> str:
        """One or two sentences on what became of a project."""
        bought = next((each for each in self.outcome.purchases if each.project == project), None)
        if bought:
            return self.won(bought)
        return self.lost(next(each for each in self.outcome.losers if each.project == project))

    def won(self, each: Purchase) -> str:
        key = f"won-{each.step}" if f"won-{each.step}" in TEXTS[self.lang] else "won-money"
        if each.step in ("shares", "fill") and self.outcome.rule.weights != "votes":
            key += "-points"
        said = self._say(
            key, round=each.round, cost=self.money(each.cost), total=self.total(each.total, each.supporters),
            supporters=self.number(each.supporters), price=self.money(each.price or Fraction(0)),
        )  # fmt: skip
        less = each.supporters - (each.supporters if each.full is None else each.full)
        return f"{said} {self._say('won-less', count=less, less=self.number(less))}" if less else said

    def lost(self, each: Loser) -> str:
        key = f"lost-{each.detail}" if each.reason == "left-out" else f"lost-{each.reason}"
        reach = self.cut(each.reach)
        share = self._where(each).share
        said = self._say(
            "lost-spent" if each.reason == "out-of-reach" and not each.reach else key,
            count=each.votes, total=self.total(each.total, each.votes), cost=self.money(each.cost),
            reach=self.money(reach), missing=self.money(each.cost - reach), left=self.money(each.left),
            percent=self.percent(each.effective_support), rival=self.name(each.detail), needed=self._needed(each),
        )  # fmt: skip
        if each.taken_by:
            said += " " + self._say("lost-taken", winners=self._list([self._paid(*w) for w in each.taken_by[:3]]))
        if each.reason == "out-of-reach" and share and self.outcome.rule.raise_share == "no":
            more = ceil(each.missing / share)
            said += " " + self._say("lost-more", count=more, more=self.number(more), reach=self.money(reach))
        return said

    def tie(self, each: Tie) -> str:
        names = self._list([self.name(project) for project in each.projects])
        how = BY[self.lang][each.by] if each.by else ""
        key = "tie" if each.decisive else "tie-indifferent"
        return self._say(key, round=each.round, names=names, chosen=self.name(each.chosen), how=how)

    def comparison(self, each: Compared) -> str:
        return self._say(
            f"compared-{each.taken}", shares=self.number(each.prefer_shares), greedy=self.number(each.prefer_greedy)
        )

    def name(self, project: str) -> str:
        name = self.names.get(project, "")
        return self._say("quoted", name=name) if name else project

    def total(self, total: Fraction, votes: int) -> str:
        """Votes, or points with votes, as the rule weighs."""
        if self.outcome.rule.weights == "votes":
            return self._say("votes", count=votes, votes=self.number(votes))
        return self._say("points", total=self.number(total), count=votes, votes=self.number(votes))

    def number(self, value: int | Fraction, places: int = 2) -> str:
        """A number as people write it, cut after `places` decimals."""
        cut = Fraction(floor(abs(value) * 10**places), 10**places)
        whole, rest = divmod(cut, 1)
        grouped = f"{int(whole):,}".replace(",", SIGNS[self.lang]["thousands"])
        decimals = f"{int(rest * 10**places):0{places}d}" if rest else ""
        return ("−" if value < 0 else "") + grouped + (SIGNS[self.lang]["decimal"] + decimals if decimals else "")

    def money(self, value: Fraction) -> str:
        sign = SIGNS["currency"].get(self.currency, self.currency)
        number = self.number(value)
        if not sign:
            return number
        return f"{number}\u202f{sign}" if self.lang == "fr" or len(sign) > 1 else f"{sign}{number}"

    def cut(self, value: Fraction) -> Fraction:
        """Whole units from a hundred on: nobody counts the cents of a near miss of thousands."""
        return Fraction(floor(value)) if value >= 100 else Fraction(floor(value * 100), 100)

    def percent(self, part: Fraction) -> str:
        """Cut, never rounded up: what just missed is not a hundred per cent."""
        return self.number(Fraction(floor(part * 1000), 10), 1) + SIGNS[self.lang]["percent"]

    def _where(self, each: Loser) -> Outcome:
        return self.outcome.envelopes.get(each.envelope, self.outcome)

    def _needed(self, each: Loser) -> str:
        """What the field of the rule that left the project out asks for."""
        rule, where = self.outcome.rule, self._where(each)
        if each.detail == "min_total":
            return self.number(Fraction(rule.min_total))
        people = where.voters.count if where.voters else 0
        if each.detail == "min_share":
            return self.number(ceil(Fraction(rule.min_share) * people))
        if each.detail == "eligibility" and where.budget:
            return self.number(ceil(each.cost * people / (Fraction(rule.eligibility) * where.budget)))
        return ""

    def _paid(self, project: str, money: Fraction) -> str:
        return self._say("paid", name=self.name(project), money=self.money(self.cut(money)))

    def _list(self, names: list[str]) -> str:
        return names[0] if len(names) == 1 else ", ".join(names[:-1]) + SIGNS[self.lang]["and"] + names[-1]

    def _say(self, key: str, count: int = 2, **values: object) -> str:
        texts = TEXTS[self.lang]
        text = texts.get(f"{key}-1", texts[key]) if abs(count) < 2 else texts[key]
        return text.format(**values)
