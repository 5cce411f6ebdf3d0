"""The letters inside a kit: how to recount, in French and English."""

LETTERS = {
    "LISEZ-MOI.txt": """La valise de recomptage
=======================

Tout ce qu’il faut pour recompter ce vote, chez soi, sans internet et sans rien demander à personne.

  ballots.pb    les bulletins, sans nom, mélangés (format Pabulib : un texte que tout tableur ouvre)
  rule.toml     la règle, telle que votée : une ligne par choix
  result.json   le résultat publié, et pour chaque projet la raison
  trace.json    le déroulé, achat par achat, en nombres exacts
  draw.txt      le procès-verbal du tirage au sort, s’il y en a eu un
  lots.json     l’ordre tiré pour chaque égalité, s’il y en a eu un : la règle, elle, n’a pas changé
  recount.py    un script à lire et à lancer, qui ne doit rien au logiciel de la ville
  SHA256SUMS    l’empreinte de chaque fichier

Recompter avec le script seul (Python 3.9 ou plus récent) :

  python3 recount.py ballots.pb rule.toml              (sans tirage au sort)
  python3 recount.py ballots.pb rule.toml lots.json    (avec)

Recompter avec Terreau, qui lance aussi le script et compare les trois :

  terreau recount valise.zip

Si les gagnants ne sont pas ceux de result.json, publiez-le : c’est à cela que sert cette valise.
""",
    "README.txt": """The recount kit
===============

All that is needed to count this vote again, at home, without the internet and without asking anyone.

  ballots.pb    the ballots, without names, shuffled (Pabulib format: a text that any spreadsheet opens)
  rule.toml     the rule, as it was voted: one line for each choice
  result.json   the published result, and the reason for each project
  trace.json    the count, purchase by purchase, in exact numbers
  draw.txt      the protocol of the draw of lots, if there was one
  lots.json     the order drawn for each tie, if there was one: the rule itself did not change
  recount.py    a script to read and run, which owes nothing to the town's software
  SHA256SUMS    the fingerprint of each file

Recount with the script alone (Python 3.9 or later):

  python3 recount.py ballots.pb rule.toml              (without a draw of lots)
  python3 recount.py ballots.pb rule.toml lots.json    (with one)

Recount with Terreau, which runs the script too and compares all three:

  terreau recount kit.zip

If the winners are not those of result.json, publish it: that is what this kit is for.
""",
}
