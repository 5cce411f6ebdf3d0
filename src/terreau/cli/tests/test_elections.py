"""`terreau import-election` and `export-election`: an edition from a file, and the same file again."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from terreau.cli.elections import export_election, import_election
from terreau.decide.budgeting.models import Ballot, Edition, Publication
from terreau.decide.budgeting.tests.editions import edition

pytestmark = pytest.mark.django_db

FILE = (
    "META\nkey;value\ndescription;A vote\ncountry;France\nunit;Ailleurs\ninstance;2024\nnum_projects;3\nnum_votes;4\n"
    "budget;1000\nvote_type;approval\nrule;greedy\ndate_begin;01.02.2024\ndate_end;20.02.2024\ncurrency;EUR\n"
    "PROJECTS\nproject_id;cost;votes;name;target\na;600;3;Park;all\nb;500;2;Lamps;all\nc;300;1;\"Bench; oak\";old\n"
    "VOTES\nvoter_id;vote;age\n7;a;41\n3;a,b;\n9;a,b,c;19\n1;;33\n"
)  # fmt: skip


def run(command: object, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])  # type: ignore[arg-type]  # a click command


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vote.pb"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_an_election_comes_in_counted_and_published_and_goes_out_byte_for_byte(file: Path, tmp_path: Path) -> None:
    done = run(import_election, file)
    assert done.exit_code == 0, done.output
    made = Edition.objects.get()
    assert (made.slug, made.ballot_kind, Ballot.objects.count()) == ("ailleurs-2024", "approval", 4)
    assert Publication.objects.get().count.ballots == 4
    assert run(export_election, made.slug, "-o", tmp_path / "out.pb").exit_code == 0
    assert (tmp_path / "out.pb").read_bytes() == FILE.encode()
    again = run(import_election, file)
    assert again.exit_code == 1 and "déjà là" in again.output


@pytest.mark.parametrize(
    ("changed", "by", "said"),
    [
        ("budget;1000", "budget;mille", "mille"), ("9;a,b,c", "9;a,b,zoo", "zoo"), ("rule;greedy", "rule;unknown", "--rule"),
        ("a;600;3", "a;600.005;3", "600.005"), ("VOTES", "VOICES", "VOTES"),
    ],
)  # fmt: skip
def test_a_broken_file_is_refused_and_nothing_is_written(file: Path, changed: str, by: str, said: str) -> None:
    file.write_text(FILE.replace(changed, by), encoding="utf-8")
    done = run(import_election, file)
    assert done.exit_code == 1 and said in done.output
    assert not Edition.objects.exists()


def test_a_vote_that_is_open_is_not_exported() -> None:
    made = edition()
    done = run(export_election, made.slug)
    assert done.exit_code == 1 and "stay in the box" in done.output
    assert run(export_election, "nowhere").exit_code == 1
