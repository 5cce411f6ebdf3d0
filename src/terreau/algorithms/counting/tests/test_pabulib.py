"""Ballot files: nothing is lost, every fault is named with its line, no broken file gives a result."""

from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from terreau.algorithms.counting import CountingError, Election, Rule, count
from terreau.algorithms.counting.pabulib import FileFault, check, declared_rule, document_of, dump, election_of, parse
from terreau.algorithms.counting.tests.test_exactness import elections

GOOD = '''META
key;value
description;A village
country;France
unit;Rivelune
instance;2026
num_projects;3
num_votes;4
budget;100,50
vote_type;approval
rule;greedy
max_length;2
PROJECTS
project_id;cost;colour;votes;name;selected
1;60;red;3;"Yard; with ""trees""";1
2;40.50;blue;2;Bikes;1
x-3;90;;1;Library;0
VOTES
voter_id;vote;mood
a;1,2;fine
b;1;
c;2,1;
d;x-3;sad
'''


def changed(*pairs):
    text = GOOD
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text.encode()


def test_a_file_is_read_with_exact_numbers_and_merged_ballots():
    election = election_of(parse(GOOD.encode()))
    assert election.budget == Fraction("100.5")
    assert [(p.id, p.cost, p.name) for p in election.projects] == [
        ("1", 60, 'Yard; with "trees"'),
        ("2", Fraction("40.5"), "Bikes"),
        ("x-3", 90, "Library"),
    ]
    assert election.ballots.voters == 4
    assert len(election.ballots.counts) == 3  # 1,2 and 2,1 approve the same
    assert check(GOOD.encode()) == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_reading_and_writing_gives_the_same_bytes(newline, mark, end):
    data = mark + (GOOD.rstrip("\n") + end).replace("\n", newline).encode()
    assert dump(parse(data)) == data


@pytest.mark.parametrize(("newline", "other"), [("\n", "\r\n"), ("\r\n", "\n")])
def test_a_file_that_mixes_line_ends_keeps_each(newline, other):
    data = GOOD.replace("\n", newline).replace(f"rule;greedy{newline}", f"rule;greedy{other}").encode()
    assert data != GOOD.replace("\n", newline).encode()
    assert dump(parse(data)) == data


def test_unknown_columns_stay_in_order():
    document = parse(GOOD.encode())
    assert document.projects.header == ("project_id", "cost", "colour", "votes", "name", "selected")
    assert document.votes.column("mood") == ["fine", "", "", "sad"]
    assert document.votes.column("height") is None


GRAVE = [
    ([("num_votes;4", "num_votes;4\nbudget;7")], 10, "twice-key"),
    ([("budget;100,50", "budget;a lot")], 9, "number"),
    ([("budget;100,50", "budget;-5")], 9, "negative"),
    ([("budget;100,50\n", "")], 0, "no-key"),
    ([("vote_type;approval", "vote_type;shouting")], 10, "vote-type"),
    ([("vote_type;approval", "vote_type;cumulative")], 0, "no-points"),
    ([("PROJECTS\n", "PROJECT\n")], 0, "no-section"),
    ([("project_id;cost", "project_id;price")], 14, "no-column"),
    ([("colour;votes", "colour;colour")], 14, "twice-column"),
    ([("2;40.50;blue;2", "2;40.50;2")], 16, "width"),
    ([("2;40.50", "2;forty")], 16, "number"),
    ([("2;40.50", "2;-40")], 16, "negative"),
    ([("2;40.50", "1;40.50")], 16, "twice-project"),
    ([("x-3;90", ";90"), ("d;x-3", "d;1")], 17, "empty-id"),
    ([("b;1;", "b;1,7;")], 21, "unknown"),
    ([("b;1;", "b;1")], 21, "width"),
    ([("b;1;", "b;1,;")], 21, "unknown"),
    ([('"Yard; with ""trees"""', '"Yard; with trees')], 15, "quote"),
    ([("META\n", "Hello\nMETA\n")], 1, "before"),
    ([("VOTES\n", "META\n")], 0, "no-section"),
]


@pytest.mark.parametrize(("pairs", "line", "code"), GRAVE)
def test_a_broken_file_gives_no_result_and_says_where(pairs, line, code):
    data = changed(*pairs)
    found = [fault for fault in check(data) if fault.grave]
    assert (found[0].line, found[0].code) == (line, code)
    for lang in ("fr", "en"):
        assert len(found[0].text(lang)) > 30
    with pytest.raises(FileFault) as refused:
        election_of(parse(data))
    assert (refused.value.fault.line, refused.value.fault.code) == (line, code)


SMALL = [
    ([("num_votes;4", "num_votes;5")], 8, "count"),
    ([("num_projects;3", "num_projects;2")], 7, "count"),
    ([("a;1,2;", "a;1,2,x-3;"), ("x-3;90;;1", "x-3;90;;2")], 20, "long"),
    ([("max_length;2", "min_length;2")], 21, "short"),
    ([("max_length;2", "max_sum_cost;80")], 20, "cost-over"),
    ([("b;1;", "b;1,1;"), ("max_length;2", "max_length;9"), ("1;60;red;3", "1;60;red;4")], 21, "twice-choice"),
    ([("b;1;", "a;1;")], 21, "twice-voter"),
    ([("2;40.50;blue;2", "2;40.50;blue;7")], 16, "recount"),
    ([("Bikes;1", "Bikes;yes")], 16, "selected"),
]


@pytest.mark.parametrize(("pairs", "line", "code"), SMALL)
def test_what_deserves_a_look_is_said_and_counted_all_the_same(pairs, line, code):
    data = changed(*pairs)
    (found,) = (fault for fault in check(data) if fault.code == code and fault.line == line)
    assert not found.grave
    assert election_of(parse(data)).ballots.voters == 4
    assert {lang: found.text(lang).split()[0] for lang in ("fr", "en")} == {"fr": "Ligne", "en": "Line"}


POINTS = changed(
    ("vote_type;approval", "vote_type;cumulative"),
    ("vote;mood", "vote;points"),
    ("fine", "3,1"),
    ("b;1;", "b;1;0.5"),
    ("c;2,1;", "c;2,1;1,3"),
    ("sad", "2"),
)


def test_points_are_read_exactly_and_added_up_where_a_project_is_named_twice():
    election = election_of(parse(POINTS))
    assert (election.ballots.kind, election.ballots.scale) == ("points", 2)
    outcome = count(election, Rule(method="greedy", weights="points", ties=("listed",)))
    assert outcome.totals == {"1": Fraction("6.5"), "2": 2, "x-3": 2}
    twice = election_of(parse(POINTS.replace(b"b;1;0.5", b"b;1,1;0.5,2")))
    assert count(twice, Rule(method="greedy", weights="points", ties=("listed",))).totals["1"] == Fraction("8.5")


@pytest.mark.parametrize(
    ("points", "code"), [("3", "points"), ("3,1,1", "points"), ("3,x", "number"), ("3,-1", "negative")]
)
def test_points_that_do_not_fit_their_projects_are_refused(points, code):
    data = POINTS.replace(b"a;1,2;3,1", f"a;1,2;{points}".encode())
    with pytest.raises(FileFault) as refused:
        election_of(parse(data))
    assert (refused.value.fault.line, refused.value.fault.column, refused.value.fault.code) == (20, "points", code)
    assert (check(data)[0].line, check(data)[0].code) == (20, code)


def test_points_for_no_project_are_refused():
    data = POINTS.replace(b"b;1;0.5", b"b;;0.5")
    with pytest.raises(FileFault) as refused:
        election_of(parse(data))
    assert (refused.value.fault.line, refused.value.fault.code) == (21, "points")
    assert [(each.line, each.code) for each in check(data) if each.grave] == [(21, "points")]


def test_files_of_another_encoding_name_the_byte():
    with pytest.raises(FileFault, match=r"Line 15: byte 0xE9 is not UTF-8; the file looks like Windows-1252"):
        parse(GOOD.replace("Yard", "Carré").encode("cp1252"))
    with pytest.raises(FileFault, match="NUL byte"):
        parse(GOOD.encode("utf-16"))


def test_a_heading_inside_a_quoted_text_is_text():
    data = changed(('"Yard; with ""trees"""', '"Yard\nVOTES\nof ""trees"""'))
    document = parse(data)
    assert document.projects.column("name") == ['Yard\nVOTES\nof "trees"', "Bikes", "Library"]
    assert document.votes.line(0) == 22
    assert dump(document) == data


def test_rows_of_semicolons_left_by_a_spreadsheet_are_no_ballots():
    document = parse(GOOD.encode() + b";;\n\n;;\n")
    assert len(document.votes) == 4


@settings(max_examples=400, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet='METAPROJCSV;\n\r",.1a-', max_size=200).map(str.encode))
@example(b"META\nPROJECTS\nVOTES\n")
@example(b'META\nkey;value\n"\nPROJECTS\nVOTES')
def test_any_bytes_end_in_a_sentence(data):
    faults = check(data)
    if any(fault.grave for fault in faults):
        with pytest.raises(CountingError):
            election_of(parse(data))


@settings(max_examples=600, deadline=None)
@given(st.data())
def test_a_file_with_one_bad_byte_is_refused_or_counted(data):
    """Whatever byte goes wrong, the reader ends in a fault or an election, and `check` agrees with it."""
    good = data.draw(st.sampled_from([GOOD.encode(), POINTS]))
    at = data.draw(st.integers(0, len(good) - 1))
    broken = good[:at] + data.draw(st.binary(max_size=2)) + good[at + 1 :]
    grave = any(fault.grave for fault in check(broken))
    try:
        election_of(parse(broken))
    except FileFault:
        assert grave
    else:
        assert not grave


@settings(max_examples=200, deadline=None)
@given(elections(points=True) | elections())
def test_an_election_written_and_read_again_counts_alike(case):
    made, _supporters = case
    assume((made.budget * 10**6).denominator == 1)  # a third of a euro has no decimal form
    again = election_of(parse(dump(document_of(made, {"country": "France"}))))
    assert again.budget == made.budget
    assert [(p.id, p.cost) for p in again.projects] == [(p.id, p.cost) for p in made.projects]
    assert again.ballots.voters == made.ballots.voters
    rule = Rule(weights="points" if made.ballots.kind == "points" else "votes", ties=("listed",))
    if made.ballots.kind == again.ballots.kind:
        assert count(again, rule).winners == count(made, rule).winners
    assert not any(fault.grave for fault in check(dump(document_of(made, {}))))


def test_ranked_ballots_keep_their_order():
    made = Election.of({"a": 1, "b": 1}, 1, [["b", "a"], ["b"], ["a", "b"]])
    written = dump(document_of(made, {}, selected=["b"]))
    assert b"1;b,a\n2;b\n3;a,b\n" in written
    assert b"b;1;3;;1\n" in written
    assert election_of(parse(written)).ballots.kind == "ranking"


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ("greedy", {"method": "greedy", "too_dear": "skip", "weights": "votes"}),
        ("greedy-no-skip", {"too_dear": "stop"}),
        ("greedy-threshold\nmin_project_score_threshold;2", {"min_total": "2"}),
        ("equalshares/add1", {"method": "equal-shares", "raise_share": "until-overspend", "comparison": "no"}),
        ("equalshares/add1-comparison", {"comparison": "number"}),
        (
            "greedy\ncategories;red,green,blue\nbudget_per_category;60,5,40.5",
            {"envelopes": {"red": "60", "blue": "40.5"}},  # no project is green
        ),
    ],
)
def test_the_declared_rule_is_ours_where_we_know_it(meta, expected):
    rule = declared_rule(parse(changed(("rule;greedy", f"rule;{meta}"), (";colour;", ";category;")))).rule
    assert {key: getattr(rule, key) for key in expected} == expected


@pytest.mark.parametrize("said", ["unknown", "greedy-custom", "greedy-exclusive", "phone-in"])
def test_a_rule_that_the_file_does_not_tell_is_not_guessed(said):
    found = declared_rule(parse(changed(("rule;greedy", f"rule;{said}"))))
    assert found.rule is None
    assert found.reason
