"""`terreau import-election` and `export-election`: an edition from a file, and the same file again."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from terreau.cli.elections import export_election, import_election
from terreau.cli.recount import make_kit, recount_kit
from terreau.decide.budgeting.models import Ballot, Edition, Publication, Recount
from terreau.decide.budgeting.tests.editions import close, edition, letters, person, vote

pytestmark = pytest.mark.django_db

FILE = (
    "META\nkey;value\ndescription;A vote\ncountry;France\nunit;Ailleurs\ninstance;2024\nnum_projects;3\nnum_votes;4\n"
    "budget;1000\nvote_type;approval\nrule;greedy\ndate_begin;01.02.2024\ndate_end;20.02.2024\ncurrency;EUR\n"
    "PROJECTS\nproject_id;cost;votes;name;target\na;600;3;Park;all\nb;500;2;Lamps;all\nc;300;1;\"Bench; oak\";old\n"
    "VOTES\nvoter_id;vote;age\n7;a;41\n3;a,b;\n9;a,b,c;19\n1;;33\n"
)  # fmt: skip


def run(command: object, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(one) for one in arguments])


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


def test_the_ballots_of_few_are_written_for_those_who_count_alone(tmp_path: Path) -> None:
    made = edition()
    vote(made, person(letters(made, 1)[0]), 1)
    close(made)
    done = run(export_election, made.slug, "-o", tmp_path / "out.pb")
    assert done.exit_code == 1 and "--few" in done.output and not (tmp_path / "out.pb").exists()
    assert run(export_election, made.slug, "--few", "-o", tmp_path / "out.pb").exit_code == 0
    assert b"num_votes;1" in (tmp_path / "out.pb").read_bytes()


def test_a_vote_that_is_open_is_not_exported() -> None:
    made = edition()
    done = run(export_election, made.slug)
    assert done.exit_code == 1 and "stay in the box" in done.output
    assert run(export_election, "nowhere").exit_code == 1


@pytest.mark.django_db(transaction=True)
class TestTelling:
    """A neighbour's own machine, and the town's site answering."""

    @pytest.fixture
    def page(self, file: Path, live_server: Any) -> str:
        run(import_election, file)
        return f"{live_server.url}/budgets/ailleurs-2024/result/"

    def test_a_result_page_is_recounted_from_its_address_and_told_with_consent(self, page: str) -> None:
        done = CliRunner().invoke(
            recount_kit, [page, "--post", "--name", "Le Courrier", "--explain", "fr"], input="y\n"
        )
        assert done.exit_code == 0, done.output
        assert "Les trois sont identiques." in done.output and "le même résultat" in done.output
        assert f"Publié ici\u202f: {page}#recount" in done.output
        kept = Recount.objects.get()
        assert (kept.name, kept.same, kept.means) == ("Le Courrier", True, "terreau recount")

    @pytest.mark.parametrize("answer", ["n\n", "\n", ""])
    def test_without_consent_nothing_leaves(self, page: str, answer: str) -> None:
        CliRunner().invoke(recount_kit, [page, "--post", "--explain", "fr"], input=answer)
        assert not Recount.objects.exists()

    def test_a_recount_that_differs_is_never_told_as_the_same(self, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("terreau.cli.recount.unlike", lambda *_both: ["voters"])
        done = run(recount_kit, page, "--post", "--yes", "--explain", "fr")
        assert done.exit_code == 1 and "un autre résultat" in done.output
        assert Recount.objects.get().same is False

    def test_a_kit_of_elsewhere_is_not_told_here(self, page: str, file: Path, tmp_path: Path) -> None:
        kit = tmp_path / "kit.zip"
        run(make_kit, file, "-o", kit, "--rule", "equal-shares")
        done = run(recount_kit, kit, "--tell", page, "--yes", "--explain", "fr")
        assert done.exit_code == 2 and "n’est pas celle-ci" in done.output
        assert not Recount.objects.exists()

    def test_a_file_alone_says_nothing_to_anybody(self, file: Path, tmp_path: Path) -> None:
        kit = tmp_path / "kit.zip"
        run(make_kit, file, "-o", kit)
        assert run(recount_kit, kit, "--post").exit_code == 1
        assert run(recount_kit, tmp_path / "nowhere.zip").exit_code == 1
