"""`terreau recount` and `terreau kit`: a published result counted again, by the engine and by a script apart."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from terreau.algorithms.counting import CountingError, Undecided, count, parse_rule
from terreau.algorithms.counting.pabulib import FileFault, election_of, parse
from terreau.algorithms.counting.publication import result_of, trace_of, unlike
from terreau.algorithms.counting.recount import Kit, build, open_kit, script
from terreau.algorithms.counting.sentences import Lang
from terreau.cli import ballots, telling
from terreau.decide.counts.apart import count_apart

LIMIT = 3600  # seconds that the script may take


@dataclass(frozen=True)
class Found:
    """What one counter says: winners and cost, or the projects that are tied, or why it could not count."""

    who: str
    winners: list[str] | None
    cost: str = ""
    problem: str = ""
    unlike: tuple[str, ...] = ()  # fields of what was published that this counter does not find again


@click.command("recount")
@click.argument("kit")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--explain", type=click.Choice(["fr", "en"]), help="Language of the sentences (default: the terminal's).")
@click.option("--post", is_flag=True, help="Publish what came out on the page that KIT was taken from.")
@click.option("--tell", metavar="URL", default="", help="The same, on the result page at this address.")
@click.option("--name", default="", help="What to sign with when publishing (default: no name).")
@click.option("--remark", default="", help="A sentence to publish with it.")
@click.option("--yes", is_flag=True, help="Publish without asking once more.")
def recount_kit(
    kit: str, as_json: bool, explain: str | None, post: bool, tell: str, name: str, remark: str, yes: bool
) -> None:
    """Check a published KIT: a file, or the address of a town's result page.

    Exit 0: engine, script and publication agree; 1: they differ; 2: not countable, or the site did not answer.
    """
    lang = ballots.language(explain)
    where = tell or (kit if post else "")
    if where and not telling.is_address(where):
        ballots.refuse(
            "Où publier ? Donnez l’adresse de la page du résultat : --tell https://…".replace(" ?", "\u202f?").replace(" :", "\u202f:")
            if lang == "fr" else "Publish where? Give the address of the result page: --tell https://…"
        )  # fmt: skip
    data = telling.download(kit, lang) if telling.is_address(kit) else _file(kit, lang)
    found, same, opened = _recounted(data, lang)
    _print(found, same, opened, as_json, lang)
    countable = not any(each.problem for each in found[1:])
    if where and not countable:
        ballots.refuse(
            "Rien n’est publié : cette valise n’a pas pu être recomptée.".replace(" :", "\u202f:")
            if lang == "fr" else "Nothing is published: this kit could not be recounted.", ballots.UNDECIDED,
        )  # fmt: skip
    if where:
        shown = telling.tell(where, data, telling.Words(same, name.strip(), remark.strip()), lang, sure=yes)
        click.echo(_told(shown, lang), err=as_json)
    sys.exit(0 if same else 1 if countable else 2)


def _file(kit: str, lang: Lang) -> bytes:
    try:
        return Path(kit).read_bytes()
    except OSError:
        ballots.refuse(
            f"{kit} n’est ni un fichier lisible ni une adresse https://…"
            if lang == "fr"
            else f"{kit} is neither a file that can be read nor an address https://…"
        )


def _told(shown: str, lang: Lang) -> str:
    if not shown:
        return "Rien n’est publié." if lang == "fr" else "Nothing is published."
    return f"Publié ici\u202f: {shown}" if lang == "fr" else f"Published here: {shown}"


def _recounted(data: bytes, lang: Lang) -> tuple[list[Found], bool, Kit]:
    """(what was published and what two counters say, whether all agree, the kit)."""
    try:
        opened = open_kit(data)
    except CountingError as refused:
        ballots.refuse(refused.text(lang), ballots.UNDECIDED)
    published = opened.result.get("winners")
    if sys.stderr.isatty():
        waiting = "Le script à part compte en fractions : quelques secondes pour une petite ville…"
        click.echo(
            waiting if lang == "fr" else "The script apart counts in fractions: some seconds for a small town…",
            err=True,
        )
    found = [Found("published", published, str(opened.result.get("cost", ""))), _by_engine(opened), _by_script(opened)]
    same = len({json.dumps([each.winners, each.cost]) for each in found}) == 1
    return found, same and not any(each.problem or each.unlike for each in found), opened


def _print(found: list[Found], same: bool, opened: Kit, as_json: bool, lang: Lang) -> None:
    if as_json:
        said = {each.who: {"winners": each.winners, "cost": each.cost, "problem": each.problem} for each in found}
        said["engine"]["unlike"] = found[1].unlike
        click.echo(json.dumps({"agree": same, **said}, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join([*_lines(found, same, lang), *_foreign(opened, lang)]))


@click.command("kit")
@click.argument("file", type=ballots.FILE)
@click.option(
    "--output", "-o", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The kit to write (.zip)."
)
@click.option("--rule", "name", metavar="NAME", help="A rule by name. Without it, what the file declares.")
@click.option("--rule-file", type=ballots.FILE, help="A rule as a TOML document.")
@click.option("--draw", type=ballots.FILE, help="The protocol of the draw of lots, a text.")
@click.option("--explain", type=click.Choice(["fr", "en"]), help="Language of the reasons (default: the terminal's).")
def make_kit(
    file: Path, output: Path, name: str | None, rule_file: Path | None, draw: Path | None, explain: str | None
) -> None:
    """Count a Pabulib FILE and put ballots, rule, result, trace and script in one kit that anyone can recount."""
    lang = ballots.language(explain)
    data, document, election = ballots.read(file, lang)
    rule = ballots.rule_of(document, election, name=name, file=rule_file, ties=None, lot=None, lang=lang)
    try:
        outcome = count(election, rule)
    except Undecided as tie:
        ballots.refuse(tie.text(lang), ballots.UNDECIDED)
    except CountingError as refused:
        ballots.refuse(refused.text(lang))
    protocol = draw.read_text(encoding="utf-8") if draw else ""
    kit = build(data, rule, result_of(election, outcome, data, lang=lang), trace_of(outcome), draw=protocol)
    output.write_bytes(kit)
    click.echo(f"{output} · {len(kit) / 1000:.0f} ko" if lang == "fr" else f"{output} · {len(kit) / 1000:.0f} kB")


def _by_engine(kit: Kit) -> Found:
    try:
        election = election_of(parse(kit.ballots))
        outcome = count(election, parse_rule(kit.rule), lots=kit.lots)
    except Undecided as tie:
        return Found("engine", None, problem=str(tie))
    except (FileFault, CountingError) as refused:
        return Found("engine", None, problem=str(refused))
    differs = tuple(unlike(dict(kit.result), result_of(election, outcome, kit.ballots)))
    return Found("engine", list(outcome.winners), str(outcome.cost), unlike=differs)


def _by_script(kit: Kit) -> Found:
    """Our copy of the script: a kit may come from anybody."""
    said = count_apart(kit.ballots, kit.rule, lots=kit.lots, seconds=LIMIT)
    return Found("script", said.winners, said.cost, problem=said.problem)


def _foreign(kit: Kit, lang: str) -> list[str]:
    if kit.script == script():
        return []
    if lang == "fr":
        return [
            "Le script de cette valise n’est pas celui de ce Terreau : il n’a pas été lancé. Lisez-le avant de le lancer."
        ]
    return ["The script in this kit is not the one of this Terreau: it was not run. Read it before you run it."]


def _lines(found: list[Found], same: bool, lang: str) -> list[str]:
    names = {
        "fr": {"published": "Publié", "engine": "Moteur", "script": "Script à part"},
        "en": {"published": "Published", "engine": "Engine", "script": "Script apart"},
    }[lang]
    lines = []
    for each in found:
        winners = each.problem or f"{len(each.winners or [])} · {each.cost} · {', '.join(each.winners or [])}"
        lines.append(f"{names[each.who]:<14}{winners}")
    differs = ", ".join(name for each in found for name in each.unlike)
    if differs:
        lines.append(
            f"Pas retrouvé dans result.json : {differs}"
            if lang == "fr"
            else f"Not found again in result.json: {differs}"
        )
    verdict = {
        "fr": ("Les trois sont identiques.", "Les trois ne disent pas la même chose : publiez-le."),
        "en": ("All three are identical.", "They do not say the same: publish it."),
    }[lang]
    return [*lines, verdict[0] if same else verdict[1]]
