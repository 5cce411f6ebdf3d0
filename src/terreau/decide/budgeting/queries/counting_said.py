"""How an edition is counted, in words: the rule by its name, what a point weighs, thresholds, equals."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from terreau.algorithms.counting import Rule, parse_rule
from terreau.algorithms.counting.presets import PRESETS
from terreau.decide.budgeting.counting_rule import gives_points, places_worth, preset_of, rule_faults
from terreau.decide.budgeting.enums import BallotKind
from terreau.decide.budgeting.models import Edition
from terreau.lib.numbers import number

TIES = {
    "lowest-cost": gettext_lazy("le moins cher"),
    "highest-cost": gettext_lazy("le plus cher"),
    "most-votes": gettext_lazy("le plus choisi"),
    "fewest-votes": gettext_lazy("le moins choisi"),
    "id": gettext_lazy("le plus petit numéro"),
    "id-as-text": gettext_lazy("le numéro, lu comme un mot"),
    "listed": gettext_lazy("le premier de la liste"),
    "lot": gettext_lazy("le sort, tiré en public"),
}
WHOLE = {"id", "id-as-text", "listed", "lot"}  # after these nobody is equal any more


def rule_faults_of(edition: Edition) -> list[str]:
    """Why the rule of an edition cannot count its ballots, or would pass over what they say."""
    return rule_faults(
        parse_rule(edition.rule),
        edition.ballot_kind,
        min_choices=edition.min_choices,
        max_choices=edition.max_choices,
    )


def rule_name(rule: Rule) -> tuple[str, str]:
    """(name, one sentence) of the counting rule, envelopes and thresholds aside; one of the town's own has no sentence."""
    lang, found = get_language() or "fr", preset_of(rule)
    if found is None:
        return _("Une règle propre à la ville"), ""
    points = rule.weights != "votes"
    return PRESETS[found].title(lang, points=points), PRESETS[found].about(lang, points=points)


def how_counted(edition: Edition) -> list[tuple[str, str]]:
    """(question, answer): the rule, what a place or a point is worth, where each envelope stands, who comes in."""
    rule = parse_rule(edition.rule)
    name, about = rule_name(rule)
    apart = ""
    if rule.envelopes:
        apart = _(
            "Chaque enveloppe est comptée à part, avec les choix faits parmi ses projets : ce qui reste dans l’une ne "
            "va pas dans une autre."
        )
    said = [(_("Comment compte-t-on ?"), " ".join(filter(None, (f"{name}.", about, apart))))]
    if worth := how_it_weighs(edition):
        said.append((_("Que pèse ce que je mets ?"), worth))
    if needed := _thresholds(rule):
        said.append((_("Que faut-il pour être compté ?"), needed))
    if rule.conflicts:
        said.append((_("Quels projets s’excluent ?"), _conflicts(edition, rule)))
    return [*said, (_("Et en cas d’égalité parfaite ?"), tie_sentence(rule.ties, school=edition.of_a_school))]


def how_it_weighs(edition: Edition) -> str:
    """What a point or a place is worth; nothing to say where a choice is a choice."""
    if not gives_points(edition.ballot_kind):
        return ""
    rule = parse_rule(edition.rule)
    if edition.ballot_kind == BallotKind.POINTS:
        if rule.weights != "points":
            return _("Cette règle ne compte pas les points, seulement qui a choisi quoi.")
        said = _("Chaque point compte : trois points pèsent trois fois plus qu’un seul.")
    elif rule.weights == "borda":
        said = _(
            "Sur un bulletin de quatre projets, la première place vaut 3 points, puis 2, puis 1 ; la dernière n’en "
            "vaut aucun."
        )
    elif places := places_worth(rule):
        said = _places(places)
    else:
        return _("Cette règle ne compte pas les places, seulement qui a choisi quoi.")
    if rule.method == "equal-shares":
        said += " " + _(
            "Les parts sont égales ; les points disent à quels projets la vôtre va d’abord, et en quelle proportion."
        )
    return said


def _places(places: Sequence[str]) -> str:
    first = ngettext(
        "La première place vaut %(n)s point", "La première place vaut %(n)s points", round(float(places[0]))
    )
    rest = ", ".join(places[1:])
    said = first % {"n": number(Decimal(places[0]))}
    return said + (_(", les suivantes %(rest)s.") % {"rest": rest} if rest else ".")


def _thresholds(rule: Rule) -> str:
    said = []
    if least := Fraction(rule.min_total):
        words = (
            ngettext("Au moins %(n)s voix.", "Au moins %(n)s voix.", round(least))
            if rule.weights == "votes"
            else ngettext("Au moins %(n)s point.", "Au moins %(n)s points.", round(least))
        )
        said.append(words % {"n": number(Decimal(str(float(least))))})
    if share := Fraction(rule.min_share):
        said.append(_("Être choisi sur %(share)s %% des bulletins au moins.") % {"share": f"{float(share * 100):g}"})
    if k := Fraction(rule.eligibility):
        needed = _(
            "Être choisi par une personne sur %(k)s pour un projet au prix de toute la somme ; moins cher, à proportion."
        )
        said.append(needed % {"k": f"{float(k):g}"})
    return " ".join(said)


def _conflicts(edition: Edition, rule: Rule) -> str:
    titles = dict(edition.projects.values_list("key", "title"))
    groups = [[f"« {titles[key]} »" for key in group if key in titles] for group in rule.conflicts]
    either = [_(" ou ").join(group) for group in groups if len(group) > 1]
    return (
        _("Un seul de chaque groupe peut être retenu : %(groups)s.") % {"groups": " ; ".join(either)} if either else ""
    )


def tie_sentence(keys: Sequence[str], *, school: bool = False) -> str:
    if not keys and school:
        return _("On tire au sort, devant la classe : le compte s’arrête et nomme les projets à égalité.")
    if not keys:
        return _("On tire au sort, en public : le compte s’arrête et nomme les projets à égalité.")
    said = _("Dans l’ordre : %(order)s.") % {"order": ", ".join(str(TIES[key]) for key in keys)}
    return said if WHOLE & set(keys) else said + " " + _("Encore à égalité, on tire au sort, en public.")


def tie_order(edition: Edition) -> str:
    """What the rule announces for projects that end exactly equal, said to those who may still change it."""
    return _("Voici ce que la règle annonce alors. %(order)s") % {"order": tie_sentence(parse_rule(edition.rule).ties)}
