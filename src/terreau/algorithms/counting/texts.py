"""The sentences of a count; a key ending in -1 is the singular."""

from collections.abc import Mapping

N = "\u202f"  # the narrow space of French punctuation

SIGNS: Mapping[str, Mapping[str, str]] = {
    "fr": {"thousands": N, "decimal": ",", "percent": f"{N}%", "and": " et "},
    "en": {"thousands": ",", "decimal": ".", "percent": "%", "and": " and "},
    "currency": {"EUR": "€", "PLN": "zł", "GBP": "£", "USD": "$", "CHF": "CHF"},
}

BY: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "lowest-cost": "il coûte le moins",
        "highest-cost": "il coûte le plus",
        "most-votes": "plus de personnes l’ont choisi",
        "fewest-votes": "moins de personnes l’ont choisi",
        "id": "son numéro vient d’abord",
        "id-as-text": "son numéro, lu comme un mot, vient d’abord",
        "listed": "il est cité d’abord",
        "lot": "le tirage au sort l’a mis devant",
    },
    "en": {
        "lowest-cost": "it costs least",
        "highest-cost": "it costs most",
        "most-votes": "more people chose it",
        "fewest-votes": "fewer people chose it",
        "id": "its number comes first",
        "id-as-text": "its number, read as a word, comes first",
        "listed": "it is listed first",
        "lot": "the drawn order puts it first",
    },
}

TEXTS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "quoted": f"«{N}{{name}}{N}»",
        "votes": "{votes} voix",
        "points": "{total} points de {votes} personnes",
        "points-1": "{total} points d’une personne",
        "paid": "{name} ({money})",
        "won-shares": "Retenu au tour {round}"
        f"{N}: {{supporters}} personnes le soutiennent et paient chacune {{price}}.",
        "won-shares-points": "Retenu au tour {round}"
        f"{N}: {{supporters}} personnes le soutiennent et paient chacune {{price}} par point.",
        "won-less": "{less} d’entre elles avaient moins et ont donné tout ce qui leur restait.",
        "won-less-1": "L’une d’elles avait moins et a donné tout ce qui lui restait.",
        "won-everything": f"Retenu{N}: tous les projets qui participent tiennent ensemble dans le budget.",
        "won-fill": "Retenu avec l’argent qui restait"
        f"{N}: parmi ceux qu’il pouvait encore payer, c’était le plus choisi ({{total}}).",
        "won-fill-points": "Retenu avec l’argent qui restait"
        f"{N}: parmi ceux qu’il pouvait encore payer, c’était celui qui avait le plus de points ({{total}}).",
        "won-phragmen": "Retenu au tour {round}"
        f"{N}: c’est celui qui pèse le moins sur ses {{supporters}} soutiens, {{price}} chacun, achats précédents compris.",
        "won-money": f"Retenu au rang {{round}} avec {{total}}{N}: il restait de quoi payer {{cost}}.",
        "lost-unsupported": "Aucun bulletin ne lui donne de poids.",
        "lost-min_total": f"Écarté{N}: {{total}}, la règle en demande au moins {{needed}}.",
        "lost-min_share": f"Écarté{N}: {{total}}, la règle en demande au moins {{needed}}.",
        "lost-eligibility": f"Écarté{N}: {{total}}, à ce prix la règle en demande au moins {{needed}}.",
        "lost-envelopes": "Écarté : il n’appartient à aucune enveloppe du budget.".replace(" :", f"{N}:"),
        "lost-conflict": f"Écarté{N}: {{rival}} est retenu, et la règle n’admet que l’un des deux.",
        "lost-out-of-reach": "{total}. Ses soutiens pouvaient encore payer {reach} sur {cost} ({percent})"
        f"{N}: il a manqué {{missing}}.",
        "lost-spent": f"{{total}}. Ses soutiens avaient déjà tout dépensé pour d’autres projets{N}: il a manqué {{missing}}.",
        "lost-taken": "Leur argent est allé d’abord à {winners}.",
        "lost-more": "À un prix de {reach}, ils l’auraient payé"
        f"{N}; ou avec environ {{more}} soutiens de plus, venus de personnes sans projet retenu.",
        "lost-more-1": "À un prix de {reach}, ils l’auraient payé"
        f"{N}; ou avec un soutien de plus, venu d’une personne sans projet retenu.",
        "lost-no-money": f"{{total}}. À son tour il restait {{left}}{N}: il coûte {{cost}}.",
        "lost-partial": "{total}. Il reçoit ce qui restait du budget, une partie de {cost}.",
        "lost-no-turn": "{total}. Le dépouillement s’est arrêté avant son tour.",
        "tie": f"Tour {{round}}{N}: {{names}} étaient exactement à égalité. {{chosen}} est passé d’abord{N}: {{how}}.",
        "tie-indifferent": f"Tour {{round}}{N}: {{names}} étaient exactement à égalité. L’ordre ne changeait rien.",
        "compared-equal-shares": "{shares} personnes préfèrent le résultat des parts égales, {greedy} celui des plus choisis d’abord"
        f"{N}: les parts égales sont gardées.",
        "compared-greedy": "{greedy} personnes préfèrent le résultat des plus choisis d’abord, {shares} celui des parts égales"
        f"{N}: les plus choisis d’abord l’emportent.",
    },
    "en": {
        "quoted": "“{name}”",
        "votes": "{votes} votes",
        "votes-1": "{votes} vote",
        "points": "{total} points from {votes} people",
        "points-1": "{total} points from one person",
        "paid": "{name} ({money})",
        "won-shares": "Won in round {round}: {supporters} people support it and pay {price} each.",
        "won-shares-points": "Won in round {round}: {supporters} people support it and pay {price} each per point.",
        "won-less": "{less} of them had less and gave all that they had left.",
        "won-less-1": "One of them had less and gave all that was left.",
        "won-everything": "Won: all projects that take part fit in the budget together.",
        "won-fill": "Won with the money that was left: of those it could still pay, this was the most chosen ({total}).",
        "won-fill-points": "Won with the money that was left: of those it could still pay, this one had the most points ({total}).",
        "won-phragmen": "Won in round {round}: it weighs least on its {supporters} supporters, {price} each, earlier purchases included.",
        "won-money": "Won in place {round} with {total}: there was enough left to pay {cost}.",
        "lost-unsupported": "No ballot gives it any weight.",
        "lost-min_total": "Left out: {total}, the rule asks for at least {needed}.",
        "lost-min_share": "Left out: {total}, the rule asks for at least {needed}.",
        "lost-eligibility": "Left out: {total}, at this price the rule asks for at least {needed}.",
        "lost-envelopes": "Left out: it belongs to no envelope of the budget.",
        "lost-conflict": "Left out: {rival} won, and the rule allows only one of the two.",
        "lost-out-of-reach": "{total}. Its supporters could still pay {reach} of {cost} ({percent}): {missing} was missing.",
        "lost-spent": "{total}. Its supporters had spent everything on other projects: {missing} was missing.",
        "lost-taken": "Their money went first to {winners}.",
        "lost-more": "At a price of {reach} they would have paid it; or with about {more} more supporters who have no winning project.",
        "lost-more-1": "At a price of {reach} they would have paid it; or with one more supporter who has no winning project.",
        "lost-no-money": "{total}. At its turn {left} was left: it costs {cost}.",
        "lost-partial": "{total}. It gets what was left of the budget, part of {cost}.",
        "lost-no-turn": "{total}. The count had stopped before its turn.",
        "tie": "Round {round}: {names} were exactly tied. {chosen} went first: {how}.",
        "tie-indifferent": "Round {round}: {names} were exactly tied. The order changed nothing.",
        "compared-equal-shares": "{shares} people prefer the equal-shares outcome, {greedy} that of the most chosen first: "
        "equal shares is kept.",
        "compared-greedy": "{greedy} people prefer the outcome of the most chosen first, {shares} that of equal shares: "
        "the most chosen first prevails.",
    },
}
