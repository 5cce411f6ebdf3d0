"""The script apart finds what the engine finds; a kit that was touched is refused."""

import dataclasses
import io
import json
import subprocess
import sys
import zipfile
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from terreau.algorithms.counting import Election, Rule, Undecided, count
from terreau.algorithms.counting.pabulib import declared_rule, document_of, dump, election_of, parse
from terreau.algorithms.counting.publication import canonical, result_of, trace_of
from terreau.algorithms.counting.recount import KitFault, build, open_kit, recount, script
from terreau.algorithms.counting.rule import changed
from terreau.algorithms.counting.tests.test_exactness import elections
from terreau.algorithms.counting.tests.test_published import ASSEN, DATA, TIES, WIELICZKA

ORDERS = [
    ("listed",),
    ("lowest-cost", "most-votes", "id"),
    ("fewest-votes", "highest-cost", "id-as-text"),
    ("most-votes",),
    (),
]


@st.composite
def rules(draw, kind):
    method = draw(
        st.sampled_from(["greedy", "equal-shares", "equal-shares", "phragmen", "majority-judgment", "knapsack"])
    )

    def one_of(*values):
        return draw(st.sampled_from(values))

    fields = {
        "method": method,
        "ties": one_of(*ORDERS),
        "min_total": one_of("0", "0", "2"),
        "min_share": one_of("0", "0", "1/3"),
    }
    fields["eligibility"] = one_of("0", "0", "1", "3")
    fields["weights"] = (
        one_of("votes", "points")
        if kind == "points"
        else one_of("votes", "borda", "3,2,1")
        if kind == "ranking"
        else "votes"
    )
    if method == "greedy":
        fields |= {"order": one_of("total", "total-per-cost"), "too_dear": one_of("skip", "stop")}
    if method == "equal-shares":
        fields |= {
            "utility": one_of("cost", "number"),
            "start": one_of("exact", "whole"),
            "comparison": one_of("no", "number", "cost", "excluded"),
        }
        fields |= {
            "raise_share": one_of("no", "no", "until-overspend", "until-exhaustive"),
            "step": one_of("50", "300", "20%"),
        }
    if method in ("equal-shares", "phragmen"):
        fields["fill"] = one_of("no", "votes")
    if draw(st.integers(0, 4)) == 0:
        fields["conflicts"] = (("p0", "p1"), ("p1", "p2", "p9"))
    return Rule(**fields)


def both(election, rule):
    """What the engine and the script find: (winners, cost), or the tied projects."""
    data = dump(document_of(election, {}))
    try:
        outcome = count(election_of(parse(data)), rule)
        engine = (list(outcome.winners), outcome.cost)
    except Undecided as tie:
        engine = sorted(tie.projects)
    try:
        apart = recount.recount(data, rule.to_toml())
    except recount.Open as tie:
        apart = sorted(tie.args[0])
    return engine, apart


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_the_script_finds_what_the_engine_finds_under_any_rule(data):
    made, _supporters = data.draw(elections(points=data.draw(st.booleans())))
    assume((made.budget * 10**6).denominator == 1)
    rule = data.draw(rules(made.ballots.kind))
    assume(rule.raise_share == "no" or max(p.cost for p in made.projects) < 10**6)  # else raised for ever
    engine, apart = both(made, rule)
    assert engine == apart if isinstance(engine, list) else engine == tuple(apart)


@settings(max_examples=200, deadline=None)
@given(st.data(), st.lists(st.permutations(["p0", "p1", "p2", "p3"]).map(lambda p: p[:3]), min_size=1, max_size=9))
def test_ranked_ballots_are_recounted_alike(data, cast):
    made = Election.of({f"p{k}": data.draw(st.integers(1, 30)) for k in range(4)}, data.draw(st.integers(5, 60)), cast)
    engine, apart = both(made, data.draw(rules("ranking")))
    assert engine == apart if isinstance(engine, list) else engine == tuple(apart)


@pytest.mark.parametrize("seed", range(8))
def test_envelopes_are_recounted_alike(seed):
    cast = [{f"p{(i * k + seed) % 6}": 1 + (i + k) % 3 for k in range(1, 4)} for i in range(15)]
    made = Election.of({f"p{k}": 10 + 7 * (k * seed % 5) for k in range(6)}, 60, cast)
    text = dump(document_of(made, {})).decode()
    head, rows = text.split("project_id;cost;votes;name;selected\n")
    body, votes = rows.split("VOTES\n")
    tagged = "".join(f"{line};{'north' if k % 2 else 'south'}\n" for k, line in enumerate(body.splitlines()))
    data = (head + "project_id;cost;votes;name;selected;district\n" + tagged + "VOTES\n" + votes).encode()
    for method in ("greedy", "equal-shares", "phragmen"):
        rule = Rule(method=method, weights="points", envelopes={"north": "31", "south": "40.5"}, ties=("listed",))
        outcome = count(election_of(parse(data)), rule)
        assert recount.recount(data, rule.to_toml()) == (list(outcome.winners), outcome.cost)


@pytest.mark.skipif(not DATA.is_dir(), reason="the real ballot files are not beside the project")
@pytest.mark.parametrize(
    ("name", "rule", "winners", "cost"),
    [
        (WIELICZKA, None, 30, 995_079),
        (WIELICZKA, Rule(raise_share="until-exhaustive", ties=TIES), 31, 984_579),
        (ASSEN, None, 9, 76_700),
    ],
)
def test_published_elections_by_the_script_alone(name, rule, winners, cost):
    data = (DATA / "pb" / name).read_bytes()
    rule = rule or declared_rule(parse(data)).rule
    found, spent = recount.recount(data, rule.to_toml())
    assert (len(found), spent) == (winners, cost)
    assert found == list(count(election_of(parse(data)), rule).winners)


@pytest.mark.skipif(not DATA.is_dir(), reason="the real ballot files are not beside the project")
def test_greedy_elections_by_the_script_alone():
    counted = 0
    for path in sorted((DATA / "pb").glob("*.pb"), key=lambda path: path.stat().st_size)[:40]:
        data = path.read_bytes()
        rule = declared_rule(parse(data)).rule
        if rule and rule.method == "greedy":
            outcome, counted = count(election_of(parse(data)), rule), counted + 1
            assert recount.recount(data, rule.to_toml()) == (list(outcome.winners), outcome.cost), path.name
    assert counted > 5


BALLOTS = dump(
    document_of(Election.of({"a": 60, "b": 40, "c": 30}, 100, [{"a"}, {"a", "b"}, {"b", "c"}, {"c"}, set()]), {})
)


def kit(rule=None, draw="", **others):
    rule, election = rule or Rule(ties=("listed",)), election_of(parse(BALLOTS))
    outcome = count(election, rule)
    return build(BALLOTS, rule, {**result_of(election, outcome, BALLOTS), **others}, trace_of(outcome), draw=draw)


def test_the_script_runs_alone_with_nothing_of_the_platform(tmp_path: Path):
    for name, content in (
        ("recount.py", script()),
        ("b.pb", BALLOTS),
        ("r.toml", Rule(ties=("listed",)).to_toml().encode()),
    ):
        (tmp_path / name).write_bytes(content)
    command = [sys.executable, "-I", "-S", "recount.py", "b.pb", "r.toml"]
    said = subprocess.run([*command, "--json"], cwd=tmp_path, env={}, capture_output=True, text=True, check=True)
    assert json.loads(said.stdout)["winners"] == list(
        count(election_of(parse(BALLOTS)), Rule(ties=("listed",))).winners
    )
    (tmp_path / "r.toml").write_text(Rule(method="greedy").to_toml())
    tied = subprocess.run(command, cwd=tmp_path, env={}, capture_output=True, text=True, check=False)
    assert tied.returncode == 2
    assert "undecided: a, b" in tied.stdout


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('method = "greedy"', "missing weights, order"),
        ("method: greedy", "a line that is not `field = value`: method: greedy"),
    ],
)
def test_a_rule_written_by_hand_is_refused_in_words(line, said):
    with pytest.raises(SystemExit, match=said):
        recount.recount(BALLOTS, "# a remark\n" + line)


def test_the_script_knows_every_field_of_a_rule():
    assert set(recount.FIELDS) == {field.name for field in dataclasses.fields(Rule)} - {"version", "numbers"}


def test_the_script_shares_nothing_with_the_engine():
    text = script().decode()
    assert "import terreau" not in text
    assert "from terreau" not in text
    assert "numpy" not in text


def test_a_kit_holds_all_that_a_neighbour_needs_and_is_the_same_every_day():
    made = kit(draw="Boule 3, puis boule 1.")
    assert made == kit(draw="Boule 3, puis boule 1.")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == sorted(
            [
                "LISEZ-MOI.txt",
                "README.txt",
                "SHA256SUMS",
                "ballots.pb",
                "draw.txt",
                "recount.py",
                "result.json",
                "rule.toml",
                "trace.json",
            ]
        )
    opened = open_kit(made)
    assert opened.ballots == BALLOTS
    assert opened.draw.startswith("Boule 3")
    assert opened.result["winners"] == list(count(election_of(parse(BALLOTS)), Rule(ties=("listed",))).winners)


def test_the_fingerprint_of_a_result_covers_all_of_it():
    result = dict(open_kit(kit()).result)
    said = result.pop("sha256")
    assert said == sha256(canonical(result)).hexdigest()


def rezipped(changes, base=None):
    """A kit with some parts replaced (None: taken away)."""
    with zipfile.ZipFile(io.BytesIO(base or kit())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | changes
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "file"),
    [
        (b"not a zip", ""),
        (kit()[:-40], ""),
        (rezipped({"ballots.pb": b"META"}), "ballots.pb"),
        (rezipped({"ballots.pb": None}), "ballots.pb"),
        (rezipped({"SHA256SUMS": None}), "SHA256SUMS"),
        (rezipped({"../../evil": b"x"}), "../../evil"),
        (rezipped({"result.json": b"{"}), "result.json"),
    ],
)
def test_a_kit_that_was_touched_is_refused_by_name(data, file):
    with pytest.raises(KitFault) as refused:
        open_kit(data)
    assert refused.value.file == file


def test_a_rule_changed_by_a_comma_is_another_rule():
    rule = Rule(ties=("listed",))
    assert rule.sha256 != changed(rule, step="2").sha256
    assert Fraction(rule.step) == 1
