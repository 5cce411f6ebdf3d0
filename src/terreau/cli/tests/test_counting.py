"""The counting commands, as a researcher, a councillor and a doubting neighbour type them."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from terreau.algorithms.counting import Election, Rule
from terreau.algorithms.counting.pabulib import document_of, dump
from terreau.algorithms.counting.publication import result_of
from terreau.cli.check import check_file
from terreau.cli.count import count_file
from terreau.cli.recount import make_kit, recount_kit
from terreau.cli.rehearse import rehearse_file

CAST = [{"yard", "bikes"}] * 4 + [{"yard"}] * 2 + [{"library", "bikes"}] * 3 + [{"lights"}] + [set()] * 2
TOWN = Election.of({"yard": 38, "bikes": 22, "library": 31, "lights": 42}, 80, CAST)
META = {"country": "France", "unit": "Rivelune", "instance": "2026", "rule": "greedy", "currency": "EUR"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "vote.pb"
    path.write_bytes(dump(document_of(TOWN, META)))
    return path


@pytest.fixture
def tied(tmp_path: Path) -> Path:
    path = tmp_path / "tied.pb"
    path.write_bytes(dump(document_of(Election.of({"a": 10, "b": 10}, 10, [{"a", "b"}]), META)))
    return path


def run(command, *arguments: object) -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments], catch_exceptions=False)


def test_without_a_rule_the_file_s_own_is_used(file: Path) -> None:
    said = run(count_file, file, "--explain", "fr")
    assert said.exit_code == 0
    assert "2 projets sur 4 · 60\u202f€ sur 80\u202f€" in said.output
    assert "À son tour il restait 20\u202f€" in said.output


def test_one_json_object_with_all_that_was_asked(file: Path) -> None:
    said = json.loads(run(count_file, file, "--rule", "equal-shares-plain", "--json", "--explain", "en").output)
    assert said["winners"] == ["bikes"]
    assert (said["cost"], said["budget"], said["ties"]) == ("22", "80", [])
    assert said["rule"]["method"] == "equal-shares"
    assert set(said["rule"]) == set(Rule().__dataclass_fields__)
    assert said["projects"]["yard"] == {
        "votes": 6,
        "total": "6",
        "selected": False,
        "effective_support": 0.721805,
        "why": said["projects"]["yard"]["why"],
    }
    assert said["projects"]["yard"]["why"].startswith("6 votes. Its supporters could still pay €27.42 of €38 (72.1%)")
    assert said["voters"]["by_winners"] == [5, 7]
    assert len(said["sha256"]) == 64


def test_the_same_ballots_and_rule_give_the_same_bytes(file: Path, tmp_path: Path) -> None:
    rule = tmp_path / "rule.toml"
    rule.write_text(Rule(ties=("listed",)).to_toml())
    traces = [tmp_path / "one.json", tmp_path / "two.json"]
    outputs = [run(count_file, file, "--rule-file", rule, "--json", "--trace", trace).output for trace in traces]
    assert outputs[0] == outputs[1]
    assert traces[0].read_bytes() == traces[1].read_bytes()
    assert json.loads(traces[0].read_text())["purchases"][0]["price"] == "22/7"


def test_an_open_tie_gives_no_winner_and_its_own_status(tied: Path) -> None:
    said = run(count_file, tied, "--ties", "", "--json", "--explain", "fr")
    assert said.exit_code == 1  # "" is no key
    rule = tied.parent / "rule.toml"
    rule.write_text(Rule(method="greedy").to_toml())
    said = run(count_file, tied, "--rule-file", rule, "--json", "--explain", "fr")
    assert said.exit_code == 2
    assert json.loads(said.stdout)["winners"] is None
    assert json.loads(said.stdout)["undecided"]["projects"] == ["a", "b"]
    assert "a, b sont exactement à égalité" in said.stderr
    drawn = run(count_file, tied, "--rule-file", rule, "--lot", "b,a", "--json")
    assert json.loads(drawn.stdout)["winners"] == ["b"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--rule", "loudest"], "loudest"),
        (["--ties", "alphabet"], "alphabet"),
        (["--lot", "yard,unknown"], "unknown"),
    ],
)
def test_a_wrong_rule_is_named_and_nothing_is_printed(file: Path, arguments: list[str], said: str) -> None:
    done = run(count_file, file, *arguments, "--json")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert said in done.stderr


def test_a_rule_file_with_an_unknown_field_is_refused(file: Path, tmp_path: Path) -> None:
    rule = tmp_path / "rule.toml"
    rule.write_text(Rule().to_toml() + 'colour = "red"\n')
    done = run(count_file, file, "--rule-file", rule, "--explain", "en")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "colour: no such field" in done.stderr


def test_a_broken_file_gives_no_result(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b"\n1;yard,bikes", b"\n1;yard,planes"))
    counted = run(count_file, file, "--json", "--explain", "fr")
    assert (counted.exit_code, counted.stdout) == (1, "")
    assert "colonne vote\u202f: 'planes' n’est pas un projet de ce fichier" in counted.stderr
    checked = run(check_file, file, "--explain", "en")
    assert checked.exit_code == 1
    assert "'planes' is no project of this file" in checked.output


def test_a_clean_file_has_nothing_to_mend(file: Path) -> None:
    said = run(check_file, file, "--explain", "fr")
    assert (said.exit_code, said.output) == (0, "Rien à redire.\n")
    assert json.loads(run(check_file, file, "--json").output) == []


def test_rules_are_rehearsed_side_by_side(file: Path, tmp_path: Path) -> None:
    page = tmp_path / "rehearsal.html"
    said = run(rehearse_file, file, "--rules", "greedy,equal-shares-plain", "--html", page, "--explain", "en")
    assert said.exit_code == 0
    assert "B Equal shares, plain" in said.stdout
    assert "− yard. 6 votes." in said.stdout
    assert "Side by side" not in said.stdout
    assert "What changes, and why" in page.read_text()
    both = json.loads(run(rehearse_file, file, "--rules", "greedy,phragmen", "--json").stdout)
    assert list(both) == ["greedy", "phragmen"]


def test_a_page_is_written_beside_the_result(file: Path, tmp_path: Path) -> None:
    page = tmp_path / "count.html"
    assert run(count_file, file, "--html", page, "--explain", "fr").exit_code == 0
    assert "2 projets retenus sur 4" in page.read_text()
    assert "Rivelune 2026" in page.read_text()


def test_a_kit_is_made_and_recounted_by_three(file: Path, tmp_path: Path) -> None:
    kit = tmp_path / "kit.zip"
    assert run(make_kit, file, "-o", kit, "--rule", "equal-shares").exit_code == 0
    said = run(recount_kit, kit, "--explain", "fr")
    assert said.exit_code == 0
    assert "Les trois sont identiques." in said.output
    assert json.loads(run(recount_kit, kit, "--json").output)["agree"] is True


def test_a_false_publication_is_found_out(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kit = tmp_path / "kit.zip"
    honest = "terreau.cli.recount.result_of"
    monkeypatch.setattr(honest, lambda *_args, **_more: {"winners": ["lights"], "cost": "42"})
    run(make_kit, file, "-o", kit)
    monkeypatch.undo()
    said = run(recount_kit, kit, "--explain", "fr")
    assert said.exit_code == 1
    assert "Les trois ne disent pas la même chose" in said.output


def test_a_true_winner_with_false_figures_is_found_out(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit = tmp_path / "kit.zip"

    def flattering(*args: Any, **more: Any) -> dict[str, Any]:
        return {**result_of(*args, **more), "voters": {"without_winner": 0}}

    monkeypatch.setattr("terreau.cli.recount.result_of", flattering)
    run(make_kit, file, "-o", kit)
    monkeypatch.undo()
    said = run(recount_kit, kit, "--explain", "fr")
    assert said.exit_code == 1
    assert "Pas retrouvé dans result.json : voters, sha256" in said.output


def test_a_stranger_s_script_is_never_run(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kit, trap = tmp_path / "kit.zip", tmp_path / "sprung"
    evil = f"open({str(trap)!r}, 'w').close()".encode()
    monkeypatch.setattr("terreau.algorithms.counting.recount.kit.script", lambda: evil)
    run(make_kit, file, "-o", kit)
    monkeypatch.undo()
    said = run(recount_kit, kit, "--explain", "en")
    assert said.exit_code == 0
    assert "it was not run" in said.output
    assert not trap.exists()


def test_counting_needs_neither_django_nor_the_platform() -> None:
    code = (
        "import sys, terreau.algorithms.counting, terreau.algorithms.counting.pabulib, terreau.algorithms.counting.recount;"
        "foreign = [m for m in sys.modules if m.split('.')[0] == 'django' or m.startswith(('terreau.lib', 'terreau.ui'))];"
        "sys.exit(str(foreign) if foreign else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(("lang", "said"), [("fr", "n’est pas parmi lowest-cost"), ("en", "is not one of lowest-cost")])
def test_a_wrong_rule_is_said_in_the_reader_s_language(file: Path, lang: str, said: str) -> None:
    assert said in run(count_file, file, "--ties", "alphabet", "--explain", lang).stderr


def test_a_rule_file_that_is_no_text_is_refused(file: Path, tmp_path: Path) -> None:
    rule = tmp_path / "rule.toml"
    rule.write_bytes(b"\xff\xfe\x00")
    done = run(count_file, file, "--rule-file", rule, "--explain", "fr")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "n’est pas en UTF-8" in done.stderr
