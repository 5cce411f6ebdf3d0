#!/usr/bin/env python3
# Recompter un budget participatif, sans rien devoir au logiciel de la ville : du Python ordinaire, des fractions exactes,
# rien d'autre. Usage : python3 recount.py ballots.pb rule.toml [lots.json]   (--json pour une machine)
# Ce script a été écrit à part ; il ne partage aucune ligne avec le moteur qu'il vérifie.
"""Recount a participatory budget in exact fractions: python3 recount.py ballots.pb rule.toml [lots.json] [--json].

Nothing but the standard library (Python 3.9 or later). Exit 0: winners printed; 2: a tie that the rule leaves open;
1: a file that cannot be read. Every step follows the field of the rule file that its comment names.
"""

import csv
import hashlib
import io
import json
import re
import sys
from collections import Counter
from fractions import Fraction as F
from math import lcm

csv.field_size_limit(10**9)
FIELDS = [
    "method",
    "weights",
    "order",
    "too_dear",
    "utility",
    "start",
    "raise_share",
    "step",
    "fill",
    "comparison",
    "min_total",
    "min_share",
    "eligibility",
    "conflicts",
    "envelopes",
    "ties",
    "lot",
]


class Open(Exception):
    """Projects exactly tied where the order matters and the rule is silent."""


def read_rule(text):
    """The rule file as a town publishes it: one `field = value` a line, values as JSON but for { "tag" = "money" }."""
    rule = {}
    for line in filter(str.strip, text.splitlines()):
        if line.startswith("#"):
            continue
        try:
            key, value = line.split(" = ", 1)
            rule[key] = json.loads(re.sub(r'" = "', '": "', value) if value.startswith("{") else value)
        except ValueError:
            sys.exit("rule: a line that is not `field = value`: " + line)
    missing = [field for field in FIELDS if field not in rule]
    if missing:
        sys.exit("rule: missing " + ", ".join(missing) + ". Take the rule.toml of the kit, which names every field.")
    return rule


def read_ballots(data):
    """(meta, projects as dicts in order, kind, Counter of ballots); a ballot is a tuple of (project, value)."""
    section, header, meta, projects, rows = "", None, {}, [], []
    for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"):
        if not any(field.strip() for field in row):
            continue
        if row[0].strip() in ("META", "PROJECTS", "VOTES") and not any(row[1:]):
            section, header = row[0].strip(), None
        elif header is None:
            header = [name.strip() for name in row]
        elif section == "META":
            meta[row[0].strip()] = row[1].strip()
        else:
            (projects if section == "PROJECTS" else rows).append(dict(zip(header, row)))
    at = {project["project_id"].strip(): p for p, project in enumerate(projects)}
    kind = {"cumulative": "points", "scoring": "points", "ordinal": "ranking"}.get(meta["vote_type"], "approval")
    if kind == "ranking" and any(row.get("points") for row in rows):
        kind = "points"
    ballots = Counter()
    for row in rows:
        chosen = [at[name.strip()] for name in row["vote"].split(",")] if row["vote"].strip() else []
        ballot = {}
        for place, p in enumerate(chosen):
            if kind == "points":  # a project named twice has its points added up
                ballot[p] = ballot.get(p, F(0)) + number(row["points"].split(",")[place])
            else:
                ballot.setdefault(p, F(len(ballot) + 1 if kind == "ranking" else 1))
        ballots[tuple(sorted(ballot.items()))] += 1
    return meta, projects, kind, ballots


def number(text):
    return F(text.strip().replace(",", "."))


def weights(rule, kind, ballot):
    """field `weights`: what each choice of a ballot weighs; 0 is no support."""
    if rule["weights"] == "votes":
        given = {p: F(1) for p, value in ballot if value > 0}
    elif rule["weights"] == "points":
        given = {p: value for p, value in ballot}
    elif kind != "ranking":
        sys.exit("weights: these ballots are not ranked")
    elif rule["weights"] == "borda":
        given = {p: len(ballot) - place for p, place in ballot}
    else:
        places = [F(each) for each in rule["weights"].split(",")]
        given = {p: places[int(place) - 1] for p, place in ballot if place <= len(places)}
    return {p: F(w) for p, w in given.items() if w > 0}


class Count:
    """One electorate: `names`, `cost`, `budget`, and ballots as (people, chosen projects, weights)."""

    def __init__(self, rule, names, cost, budget, ballots, kind, lots=()):
        self.rule, self.names, self.cost, self.budget, self.lots = rule, names, cost, budget, lots
        self.grades = [(n, ballot) for ballot, n in ballots.items()]
        given = [weights(rule, kind, ballot) for ballot in ballots]
        self.unit = lcm(
            *(w.denominator for each in given for w in each.values())
        )  # weights as whole numbers of 1 / unit
        whole = [{p: int(w * self.unit) for p, w in each.items()} for each in given]
        self.rows = [(n, [p for p, v in b if v > 0], w) for (b, n), w in zip(ballots.items(), whole)]
        self.people = sum(n for n, _chosen, _w in self.rows)
        self.votes = [sum(n for n, chosen, _w in self.rows if p in chosen) for p in range(len(names))]
        self.backers = [[(i, n, w[p]) for i, (n, _c, w) in enumerate(self.rows) if p in w] for p in range(len(names))]
        self.total = [sum(n * w for _i, n, w in each) for each in self.backers]
        at = {name: p for p, name in enumerate(names)}
        groups = [{at[name] for name in group if name in at} for group in rule["conflicts"]]
        self.rivals = [set().union(*(group for group in groups if p in group)) - {p} for p in range(len(names))]
        self.in_it = [p for p in range(len(names)) if self.takes_part(p)]

    def takes_part(self, p):
        """fields `min_total`, `min_share`, `eligibility`; a project that nobody gives weight is never bought"""
        rule, k = self.rule, F(self.rule["eligibility"])
        return bool(
            self.total[p] and self.total[p] >= F(rule["min_total"]) * self.unit and self.votes[p] >= F(rule["min_share"]) * self.people
            and not (k and self.votes[p] * k * self.budget < self.cost[p] * self.people)
        )  # fmt: skip

    def place(self, key, p):
        """fields `ties`, `lot`: smaller comes first"""
        lot, parts = self.rule["lot"], re.findall(r"[0-9]+|[^0-9]+", self.names[p])
        return {
            "lowest-cost": self.cost[p], "highest-cost": -self.cost[p], "most-votes": -self.votes[p], "fewest-votes": self.votes[p],
            "id": [(0, int(x), "") if x.isdecimal() else (1, 0, x) for x in parts], "id-as-text": self.names[p], "listed": p,
            "lot": lot.index(self.names[p]) if self.names[p] in lot else len(lot),
        }[key]  # fmt: skip

    def first(self, tied, matters):
        """The first of equals; where that matters and the rule is silent, the first lot that names them all says, or nobody."""
        left = list(tied)
        for key in self.rule["ties"]:
            places = {p: self.place(key, p) for p in left}
            left = [p for p in left if places[p] == min(places.values())]
        if len(left) > 1 and matters:
            for lot in self.lots:
                if all(self.names[p] in lot for p in left):
                    return min(left, key=lambda p: lot.index(self.names[p]))
            raise Open([self.names[p] for p in left])
        return min(left)

    def take(self, keys, money, stop=False, before=(), partly=False):
        """Down from the greatest key, what fits is bought: (won, money left); fields `too_dear`, `conflicts`."""
        won = []
        for key in sorted(set(keys.values()), reverse=True):
            waiting = sorted(p for p in keys if keys[p] == key)
            while waiting := [p for p in waiting if not self.rivals[p] & {*before, *won}]:
                fit = [self.cost[p] for p in waiting if self.cost[p] <= money]
                short = sum(fit) > money or (stop and len(fit) < len(waiting)) if fit else partly and money > 0
                p = self.first(waiting, len(waiting) > 1 and (self.clash(waiting) or short))
                waiting.remove(p)
                if self.cost[p] <= money:
                    money -= self.cost[p]
                    won.append(p)
                elif stop:
                    return won, money
        return won, F(0)

    def price(self, p, purse, held):
        """The least x with: each supporter pays x times its weight, or all it has, and together the cost."""
        people = Counter()
        for i, n, w in self.backers[p]:
            people[purse[i], w] += n
        left, weight = self.cost[p], self.total[p]
        for rate, w, n in sorted((held[of] / w, w, n) for (of, w), n in people.items()):
            if left <= rate * weight:
                return F(left) / weight
            left, weight = left - n * w * rate, weight - n * w
        return None

    def buy(self, share):
        """Equal shares, once: field `utility`. Prices only rise, so an old price is a lower bound.

        Ballots that paid the same share one purse: `purse[ballot]` numbers it, `held[number]` is what is left in it.
        """
        purse, held, won, bound = [0] * len(self.rows), [share], [], dict.fromkeys(self.in_it, F(0))
        while bound:
            least, tied = None, {}
            for p in sorted(bound, key=bound.get):
                if least is not None and bound[p] > least:
                    break
                x = self.price(p, purse, held)
                if x is None:
                    del bound[p]
                    continue
                bound[p] = x / self.cost[p] if self.rule["utility"] == "cost" and self.cost[p] else x
                if least is None or bound[p] < least:
                    least, tied = bound[p], {}
                if bound[p] == least:
                    tied[p] = x
            if not tied:
                break
            p = self.first(sorted(tied), len(tied) > 1 and (self.overlap(tied) or self.clash(tied)))
            after = {}
            for i, _n, w in self.backers[p]:
                if (purse[i], w) not in after:
                    after[purse[i], w] = len(held)
                    held.append(held[purse[i]] - min(held[purse[i]], tied[p] * w))
                purse[i] = after[purse[i], w]
            won.append(p)
            for out in {p, *self.rivals[p]} & set(bound):
                del bound[out]
        return won

    def overlap(self, tied):
        """Somebody supports two of them: then who comes first may matter."""
        seen = Counter(i for p in tied for i, _n, _w in self.backers[p])
        return max(seen.values()) > 1

    def clash(self, tied):
        """Two of them exclude each other."""
        return any(self.rivals[p] & set(tied) for p in tied)

    def spent(self, won):
        return sum((self.cost[p] for p in won), F(0))

    def equal_shares(self):
        """fields `start`, `raise_share`, `step`"""
        rule, share = self.rule, self.budget / (self.people or 1)
        step = share * F(rule["step"][:-1]) / 100 if rule["step"].endswith("%") else F(rule["step"])
        share = F(int(share)) if rule["start"] == "whole" else share
        won = self.buy(share)
        if rule["raise_share"] == "no":
            return won
        if not any(self.rivals) and self.spent(self.in_it) <= self.budget:  # raising shares would only end there
            return won + [p for p in self.in_it if p not in won]
        while step:
            out = {q for w in won for q in self.rivals[w]} | set(won)
            rest, left = [p for p in self.in_it if p not in out], self.budget - self.spent(won)
            if not rest or (rule["raise_share"] == "until-exhaustive" and all(self.cost[p] > left for p in rest)):
                break
            share += step
            following = self.buy(share)
            if self.spent(following) > self.budget:
                break
            won = following
        return won

    def phragmen(self):
        """Each purchase lifts its supporters to one load; the least load is next, until it does not fit."""
        load, won, money, left = [F(0)] * len(self.rows), [], self.budget, list(self.in_it)
        while left:
            carried = {p: self.cost[p] + sum(n * load[i] for i, n, _w in self.backers[p]) for p in left}
            reached = {p: carried[p] / sum(n for _i, n, _w in self.backers[p]) for p in left}
            tied = [p for p in left if reached[p] == min(reached.values())]
            if any(self.cost[p] > money for p in tied):
                break
            matters = self.overlap(tied) or self.clash(tied) or self.spent(tied) > money
            p = self.first(tied, len(tied) > 1 and matters)
            for i, _n, _w in self.backers[p]:
                load[i] = reached[p]
            money -= self.cost[p]
            won.append(p)
            left = [q for q in left if q != p and q not in self.rivals[p]]
        return won

    def judgment(self):
        """The lower median grade, taken away again and again: greater sequences first."""
        keys = {}
        for p in self.in_it:
            grades = sorted(v for n, ballot in self.grades for q, v in ballot if q == p for _each in range(n))
            keys[p] = [grades.pop((len(grades) - 1) // 2) for _each in range(len(grades))]
        return self.take({p: tuple(key) for p, key in keys.items()}, self.budget)[0]

    def winners(self):
        """(won, money for one funded in part); fields `method`, `order`, `fill`, `comparison`"""
        rule, totals = self.rule, {p: F(self.total[p]) for p in self.in_it}
        if rule["method"] == "knapsack":
            return self.take(totals, self.budget, stop=True, partly=True)
        if rule["method"] == "greedy":
            most = (self.people + 1) * F(10) ** 18  # what costs nothing comes first
            per_cost = {p: t / self.cost[p] if self.cost[p] else most for p, t in totals.items()}
            keys = per_cost if rule["order"] == "total-per-cost" else totals
            won = self.take(keys, self.budget, rule["too_dear"] == "stop")[0]
        else:
            methods = {"equal-shares": self.equal_shares, "phragmen": self.phragmen, "majority-judgment": self.judgment}
            won = methods[rule["method"]]()
        if rule["fill"] == "votes":
            rest = {p: t for p, t in totals.items() if p not in won}
            won = won + self.take(rest, self.budget - self.spent(won), before=won)[0]
        if rule["comparison"] != "no":
            greedy = self.take(totals, self.budget)[0]
            pairs = [(self.likes(chosen, greedy) - self.likes(chosen, won), n) for n, chosen, _w in self.rows]
            won = greedy if sum(n for d, n in pairs if d > 0) > sum(n for d, n in pairs if d < 0) else won
        return won, F(0)

    def likes(self, chosen, won):
        got = [self.cost[p] if self.rule["comparison"] == "cost" else 1 for p in chosen if p in won]
        return min(sum(got), 1) if self.rule["comparison"] == "excluded" else sum(got)


def restricted(ballots, members, kind, graded):
    """field `envelopes`: ballots with their choices among `members` only; places of a ranking close up, a grade of 0 stays."""
    kept = Counter()
    for ballot, n in ballots.items():
        row = [(members.index(p), v) for p, v in ballot if p in members and (graded or v > 0)]
        if kind == "ranking":
            row = [(p, F(place)) for place, (_v, p) in enumerate(sorted((v, p) for p, v in row), 1)]
        if row:
            kept[tuple(sorted(row))] += n
    return kept


def recount(data, rule_text, lots=()):
    """(winners in order of selection, money spent); `lots`: the orders drawn for ties that the rule leaves open"""
    rule = read_rule(rule_text)
    meta, projects, kind, ballots = read_ballots(data)
    names, cost = [p["project_id"].strip() for p in projects], [number(p["cost"]) for p in projects]
    if not rule["envelopes"]:
        parts = [(list(range(len(names))), number(meta["budget"]), ballots)]
    else:
        parts, free = [], set(range(len(names)))
        columns = ("district", "neighborhood", "subunit", "category")
        tags = [{project.get(column, "").strip() for column in columns} for project in projects]
        for tag, money in rule["envelopes"].items():
            members = sorted(p for p in free if tag in tags[p])
            free -= set(members)
            parts.append((members, F(money), restricted(ballots, members, kind, rule["method"] == "majority-judgment")))
    winners, spent = [], F(0)
    for members, money, cast in parts:
        apart = Count(rule, [names[p] for p in members], [cost[p] for p in members], money, cast, kind, lots)
        won, part = apart.winners()
        winners += [apart.names[p] for p in won]
        spent += apart.spent(won) + part
    return winners, spent


def main():
    files = [each for each in sys.argv[1:] if not each.startswith("--")]
    if len(files) not in (2, 3):
        sys.exit("usage: python3 recount.py ballots.pb rule.toml [lots.json] [--json]")
    data, rule, *drawn = (open(each, "rb").read() for each in files)
    said = {"ballots_sha256": hashlib.sha256(data).hexdigest(), "rule_sha256": hashlib.sha256(rule).hexdigest()}
    if drawn:
        said["lots_sha256"] = hashlib.sha256(drawn[0]).hexdigest()
    try:
        winners, spent = recount(data, rule.decode(), json.loads(drawn[0]) if drawn else ())
        said.update(winners=winners, cost=str(spent))
    except Open as tie:
        said.update(winners=None, undecided=tie.args[0])
    if "--json" in sys.argv:
        print(json.dumps(said, ensure_ascii=False))
    else:
        print("\n".join(f"{key}: {', '.join(map(str, v)) if isinstance(v, list) else v}" for key, v in said.items()))
    sys.exit(0 if said["winners"] is not None else 2)


if __name__ == "__main__":
    main()
