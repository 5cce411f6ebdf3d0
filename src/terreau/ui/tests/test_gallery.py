"""Every component is shown on the gallery, and the gallery shows nothing else."""

from pathlib import Path

import pytest
from django.test import Client
from django.test.signals import template_rendered

from terreau.ui.gallery import SPECIMENS

TEMPLATES = Path(__file__).parent.parent / "templates"


def components() -> set[str]:
    return {str(path.relative_to(TEMPLATES)) for path in (TEMPLATES / "ui/components").glob("*.html")}


@pytest.fixture
def rendered(client: Client, db: None) -> set[str]:
    seen: set[str] = set()

    def note(template: object, **_: object) -> None:
        seen.add(getattr(template, "name", None) or "")

    template_rendered.connect(note)
    assert client.get("/ui/").status_code == 200
    template_rendered.disconnect(note)
    return seen


def test_every_component_is_in_the_gallery(rendered: set[str]) -> None:
    assert components() - rendered == set()


def test_every_specimen_is_shown() -> None:
    files = {path.stem for path in (TEMPLATES / "ui/specimens").glob("*.html")}
    assert files == set(SPECIMENS)


@pytest.mark.django_db
def test_the_gallery_has_no_inline_style_and_no_double_id(client: Client) -> None:
    html = client.get("/ui/").content.decode()
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert " style=" not in html
    assert sorted(ids) == sorted(set(ids))
