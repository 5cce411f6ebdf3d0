"""Unknown words of a file: the likeliest meaning is proposed, and only what is sure is accepted in one go."""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from terreau.know.cards.enums import Branch
from terreau.know.cards.models import Category
from terreau.share.opendata import actions
from terreau.share.opendata.models import CategoryAlias, Import
from terreau.share.opendata.queries.proposals import likeliest, proposals, singular
from terreau.share.opendata.tests.test_pages import browser, work
from terreau.trust.people.enums import Role

TEXT = """id;nom;catégories
1;A;Réparations
2;B;Réparations
3;C;Aliementation
4;D;Épicerie de quartier
5;E;Zzyzx
6;F;sports club
7;G;Halles
"""

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tree() -> dict[str, Category]:
    made = {
        "repair": Category(branch=Branch.THEME, name="Réparation"),
        "food": Category(branch=Branch.THEME, name="Alimentation", synonyms=["épicerie"]),
        "sport": Category(branch=Branch.NATURE, name="Section", schema="SportsClub"),
        "hall": Category(branch=Branch.PLACE, name="Halle"),
        "couture": Category(branch=Branch.THEME, name="Couture", schema="Store"),
        "shop": Category(branch=Branch.NATURE, name="Commerce", schema="Store"),
    }
    for slug, category in made.items():
        category.slug = slug
        category.save()
    return made


@pytest.fixture
def batch(settings: Any, tmp_path: Path) -> Import:
    settings.DATA = tmp_path / "data"
    path = tmp_path / "acteurs.csv"
    path.write_text(TEXT, encoding="utf-8")
    given = actions.receive_file(path=path, name=path.name, source_name="V", licence="lo2", by=None)
    return actions.prepare_import(batch=given, by=None)


def test_each_unknown_word_comes_with_its_likeliest_meaning(batch: Import, tree: dict[str, Category]) -> None:
    found = {one.word: (one.lines, one.category, one.sure) for one in proposals(batch)}
    assert found == {
        "Réparations": (2, tree["repair"], True),
        "Aliementation": (1, tree["food"], True),
        "Épicerie de quartier": (1, tree["food"], False),
        "Zzyzx": (1, None, False),
        "sports club": (1, tree["sport"], True),
        "Halles": (1, None, False),  # a kind of place says nothing of an actor
    }


def test_a_word_near_another_is_proposed_but_never_sure(tree: dict[str, Category]) -> None:
    words = {singular("Couture"): tree["couture"], singular("vélo"): tree["repair"]}
    assert likeliest("Culture", words) == (tree["couture"], False)
    assert likeliest("vols", words)[1] is False
    assert likeliest("Vélos", words) == (tree["repair"], True)


def test_one_click_accepts_what_is_sure_and_nothing_else(batch: Import, tree: dict[str, Category]) -> None:
    client = browser(Role.CONNECTOR)
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "Accepter les 3 propositions sûres" in page
    assert "Proposition à vérifier" in page
    posted = {f"word:{one.word}": str(one.category.pk) for one in proposals(batch) if one.category}
    client.post(reverse("opendata:words", args=[batch.pk]), {**posted, "accept": "sure"})
    assert dict(CategoryAlias.objects.values_list("word", "category")) == {
        "reparations": tree["repair"].pk, "aliementation": tree["food"].pk, "sports club": tree["sport"].pk,
    }  # fmt: skip
    work(batch)
    assert batch.lines.get(number=1).values["themes"] == [tree["repair"].pk]


def test_what_the_connector_chose_instead_is_what_is_kept(batch: Import, tree: dict[str, Category]) -> None:
    client = browser(Role.CONNECTOR)
    posted = {"word:Réparations": str(tree["food"].pk), "word:Zzyzx": "none", "accept": "all"}
    client.post(reverse("opendata:words", args=[batch.pk]), posted)
    assert dict(CategoryAlias.objects.values_list("word", "category")) == {
        "reparations": tree["food"].pk,
        "zzyzx": None,
    }
