"""What is wrong in a ballot file: the line, the column, the fault and its remedy, in French and English."""

from collections.abc import Mapping
from dataclasses import dataclass

from terreau.algorithms.counting.errors import CountingError

N = "\u202f"


@dataclass(frozen=True)
class Fault:
    """One fault. `line` counts from 1; 0 where the whole file is meant. A `grave` fault leaves no result possible."""

    line: int
    column: str
    code: str
    said: Mapping[str, str]
    grave: bool = True

    def text(self, lang: str = "en") -> str:
        where, what = WHERE[lang], SENTENCES[lang][self.code].format(**self.said)
        place = where["file"] if not self.line else where["line"].format(line=self.line)
        return f"{place}{where['column'].format(column=self.column) if self.column else ''}{where['colon']} {what}"


def fault(line: int, column: str, code: str, *, grave: bool = True, **said: object) -> Fault:
    return Fault(line, column, code, {key: _short(str(value)) for key, value in said.items()}, grave)


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:57] + "…"


class FileFault(CountingError):
    """A ballot file that cannot be counted; `fault` says where and what to do."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.text("en"), fault.text("fr"))
        self.fault = fault


WHERE = {
    "fr": {"file": "Fichier", "line": "Ligne {line}", "column": ", colonne {column}", "colon": f"{N}:"},
    "en": {"file": "File", "line": "Line {line}", "column": ", column {column}", "colon": ":"},
}
SENTENCES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "encoding": "byte {byte} is not UTF-8; the file looks like {likely}. Save it as UTF-8.",
        "nul": "a NUL byte; this is not a text file. Export the ballots again as text.",
        "quote": "a quotation mark opens here and never closes. Close it, or double the marks inside the text.",
        "no-section": "section {section} is missing. A ballot file has META, PROJECTS and VOTES, in this order.",
        "order": "section {section} stands here out of order. The order is META, PROJECTS, VOTES.",
        "before": "{text!r} stands before the first section. Begin the file with the line META.",
        "no-header": "section {section} has no line of column names. Add it below the line {section}.",
        "no-column": "column {name} is missing. Add it to the column names of {section}.",
        "twice-column": "column {name} is named twice. Rename one of them.",
        "width": "{found} fields where the column names are {expected}. Quote texts that hold a semicolon.",
        "twice-key": "{key} is given twice. Keep one.",
        "no-key": "{key} is missing. Add a line {key};… to META.",
        "number": "{value!r} is not a number. Write digits, with a point or a comma for decimals.",
        "negative": "{value} is negative. Costs, budgets and points are 0 or more.",
        "vote-type": "vote_type {value!r} is not approval, choose-1, cumulative, scoring or ordinal.",
        "twice-project": "project {project} is on line {first} already. Give each project its own id.",
        "empty-id": "a project without id. Give it one.",
        "comma-id": "id {project!r} holds a comma, which separates choices on ballots. Rename it.",
        "unknown": "{project!r} is no project of this file. Correct the ballot, or add the project.",
        "points": "{choices} projects and {points} points. Give each project its points, in the same order.",
        "no-points": "points are missing. Ballots of type {kind} have a column points.",
        "twice-choice": "project {project} is chosen twice. It counts once; points are added up.",
        "twice-voter": "voter {voter} is on line {first} already.",
        "count": "{key} says {said}, there are {found}.",
        "short": "{found} choices, the least is {least} ({key}).",
        "long": "{found} choices, the most is {most} ({key}).",
        "cost-over": "the choices cost {found}, the most is {most} (max_sum_cost).",
        "points-sum": "{found} points in all, the {which} is {limit} ({key}).",
        "points-over": "{found} points for {project}, the most is {most} (max_points).",
        "recount": "says {said}, the ballots give {found}.",
        "selected": "{value!r} is neither 0 nor 1, nor 2 or 3 for another way of being funded.",
    },
    "fr": {
        "encoding": f"l’octet {{byte}} n’est pas de l’UTF-8{N}; le fichier semble être en {{likely}}. Enregistrez-le en UTF-8.",
        "nul": f"un octet nul{N}; ce n’est pas un fichier texte. Exportez les bulletins en texte.",
        "quote": "un guillemet s’ouvre ici et ne se ferme pas. Fermez-le, ou doublez ceux du texte.",
        "no-section": "la section {section} manque. Un fichier de bulletins a META, PROJECTS et VOTES, dans cet ordre.",
        "order": "la section {section} n’est pas à sa place. L’ordre est META, PROJECTS, VOTES.",
        "before": "{text!r} précède la première section. Commencez le fichier par la ligne META.",
        "no-header": "la section {section} n’a pas de ligne de noms de colonnes. Ajoutez-la sous la ligne {section}.",
        "no-column": "la colonne {name} manque. Ajoutez-la aux noms de colonnes de {section}.",
        "twice-column": "la colonne {name} est nommée deux fois. Renommez l’une des deux.",
        "width": "{found} champs pour {expected} noms de colonnes. Mettez entre guillemets les textes à point-virgule.",
        "twice-key": "{key} est donné deux fois. Gardez-en un.",
        "no-key": "{key} manque. Ajoutez une ligne {key};… à META.",
        "number": "{value!r} n’est pas un nombre. Écrivez des chiffres, avec un point ou une virgule décimale.",
        "negative": "{value} est négatif. Prix, budgets et points valent 0 ou plus.",
        "vote-type": "vote_type {value!r} n’est ni approval, ni choose-1, ni cumulative, ni scoring, ni ordinal.",
        "twice-project": "le projet {project} est déjà à la ligne {first}. Donnez à chacun son identifiant.",
        "empty-id": "un projet sans identifiant. Donnez-lui-en un.",
        "comma-id": "l’identifiant {project!r} contient une virgule, qui sépare les choix des bulletins. Renommez-le.",
        "unknown": "{project!r} n’est pas un projet de ce fichier. Corrigez le bulletin, ou ajoutez le projet.",
        "points": "{choices} projets et {points} points. Donnez à chaque projet ses points, dans le même ordre.",
        "no-points": "les points manquent. Les bulletins de type {kind} ont une colonne points.",
        "twice-choice": f"le projet {{project}} est choisi deux fois. Il compte une fois{N}; les points s’ajoutent.",
        "twice-voter": "le votant {voter} est déjà à la ligne {first}.",
        "count": "{key} annonce {said}, il y en a {found}.",
        "short": "{found} choix, le minimum est {least} ({key}).",
        "long": "{found} choix, le maximum est {most} ({key}).",
        "cost-over": "les choix coûtent {found}, le maximum est {most} (max_sum_cost).",
        "points-sum": "{found} points en tout, le {which} est {limit} ({key}).",
        "points-over": "{found} points pour {project}, le maximum est {most} (max_points).",
        "recount": "annonce {said}, les bulletins donnent {found}.",
        "selected": "{value!r} n’est ni 0 ni 1, ni 2 ou 3 pour une autre façon d’être financé.",
    },
}
