"""What README and the guide say is true: commands exist and run, examples give the figures quoted, French is spaced."""

import re
import shlex
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from terreau.algorithms.counting import count
from terreau.algorithms.counting.pabulib import election_of, parse
from terreau.algorithms.counting.presets import PRESETS
from terreau.algorithms.counting.sentences import Lang, Voice
from terreau.cli import catalogues, frame

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "README.fr.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs" / "guide").rglob("*.md")),
]
RUNS = {
    "count",
    "rehearse",
    "check",
    "kit",
    "recount",
}  # need no database: really run here; the others have their own tests
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def quoted() -> Iterator[tuple[str, str]]:
    """(page, command line) for each line of a fenced block that begins with one of our programs."""
    for page in PAGES:
        for _language, block in FENCE.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                plain = line.partition("  #")[0].strip()
                if plain.startswith(("bin/", "terreau ")):
                    yield page.relative_to(ROOT).as_posix(), plain


QUOTED = list(quoted())


def test_commands_are_quoted_at_all() -> None:
    assert len(QUOTED) > 20
    assert {words[0] for _page, line in QUOTED if (words := shlex.split(line)[1:])} >= {
        "init",
        "serve",
        "import",
        "count",
    }


@pytest.mark.parametrize(("page", "line"), QUOTED)
def test_a_quoted_command_exists_with_its_options(page: str, line: str) -> None:
    program, *words = shlex.split(line)
    assert program == "terreau" or (ROOT / program).is_file(), f"{page}: {program}"
    if not program.endswith("terreau"):
        return
    group = frame.commands
    context = click.Context(group)
    while words and words[0].startswith("-"):  # options of terreau itself
        option = words.pop(0)
        known = {each for param in group.get_params(context) for each in param.opts}
        assert option in known, f"{page}: terreau has no {option}"
        words.pop(0)
    name = words.pop(0)
    command = group.get_command(context, name)
    assert command is not None, f"{page}: no command terreau {name}"
    if name == "django":
        return
    options = {
        each for param in command.get_params(click.Context(command)) for each in (*param.opts, *param.secondary_opts)
    }
    wrong = [word for word in words if word.startswith("-") and word.partition("=")[0] not in options]
    assert not wrong, f"{page}: terreau {name} has no {wrong[0]}"


@pytest.mark.parametrize(
    "page", sorted({page for page, line in QUOTED if shlex.split(line)[1:2] and shlex.split(line)[1] in RUNS})
)
def test_the_counting_commands_of_a_page_run_in_their_order(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    for _page, line in (each for each in QUOTED if each[0] == page):
        words = shlex.split(line)[1:]
        if words and words[0] in RUNS:
            done = CliRunner().invoke(frame.commands, words, catch_exceptions=False)
            assert done.exit_code == 0, f"{page}: {line}\n{done.output}"


@pytest.mark.parametrize(("page", "lang"), [("fr/parts-egales.md", "fr"), ("en/equal-shares.md", "en")])
def test_the_council_s_page_quotes_the_figures_of_its_example(page: str, lang: Lang) -> None:
    text = (ROOT / "docs" / "guide" / page).read_text(encoding="utf-8").replace("\u202f", " ")
    election = election_of(parse((ROOT / "docs" / "examples" / "rivelune-2026.pb").read_bytes()))
    shares, greedy = (count(election, PRESETS[name].rule) for name in ("equal-shares", "greedy"))
    voice = Voice(shares, lang, {}, "EUR")
    library = next(each for each in shares.losers if each.project == "plain-pied")
    figures = [
        voice.money(shares.cost),
        voice.money(greedy.cost),
        voice.money(voice.cut(library.reach)),
        voice.percent(library.effective_support),
    ]
    figures += [voice.money(voice.cut(money)) for _winner, money in library.taken_by[:3]]
    figures += [voice.money(each.price) for each in shares.purchases[:2]]
    for outcome in (shares, greedy):
        assert outcome.voters is not None
        figures.append(voice.percent(Fraction(outcome.voters.without_winner, outcome.voters.count)))
    assert [figure for figure in figures if figure.replace("\u202f", " ") not in text] == []


FRENCH = [ROOT / "README.fr.md", *sorted((ROOT / "docs" / "guide" / "fr").glob("*.md"))]


@pytest.mark.parametrize("page", FRENCH, ids=lambda page: page.name)
def test_french_pages_have_narrow_spaces_before_double_marks(page: Path) -> None:
    prose = re.sub(r"```.*?```|`[^`]*`|https?://\S+", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r".{0,20}(?: [;:?!»%€]|« ).{0,10}", prose) == []


@pytest.mark.parametrize("app", catalogues.apps(), ids=lambda app: app.name)
def test_sentences_of_the_site_have_narrow_spaces_before_double_marks(app: Path) -> None:
    french = "\n".join(str(one.id) for one in catalogues.read(catalogues.catalogue_file(app)))
    assert re.findall(r".{0,20}(?: [;:?!»]|« ).{0,10}", french) == []


def test_the_five_lines_of_the_readme_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = (
        block
        for language, block in FENCE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
        if language == "python"
    )
    exec(compile(code, "README.md", "exec"), {})
    assert "cour-oasis" in capsys.readouterr().out
