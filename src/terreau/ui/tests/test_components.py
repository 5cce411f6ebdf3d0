"""Components escape what people write, tie labels to controls, and stand without optional parts."""

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from terreau.ui.tags.pictures import initials

HOSTILE = '"><script>alert(1)</script>'
SOURCES = [
    "{% button text href=text %}",
    "{% button text name=text value=text %}",
    "{% chip text text count=2 %}",
    "{% tag text icon=text %}",
    "{% crumbs text text text %}",
    "{% page_head text lead=text tag=text %}{% endpage_head %}",
    "{% folio text note=text id=text %}{% endfolio %}",
    "{% card text href=text summary=text avatar=text tag=text foot=text %}{% endcard %}",
    "{% line_card text href=text summary=text meta=text avatar=text %}{% endline_card %}",
    "{% callout title=text %}{{ text }}{% endcallout %}",
    "{% empty_state text %}{{ text }}{% endempty_state %}",
    "{% disclosure text id=text %}{{ text }}{% enddisclosure %}",
    "{% dialog text text %}{{ text }}{% enddialog %}",
    "{% receipt text subtitle=text code=text %}{{ text }}{% endreceipt %}",
    "{% frame caption=text %}{{ text }}{% endframe %}",
    "{% table text %}{{ text }}{% endtable %}",
    "{% facts %}{% fact text source=text licence=text ask=text %}{{ text }}{% endfact %}{% endfacts %}",
    "{% stat text text note=text href=text %}",
    "{% progress 1 2 text said=text %}",
    "{% choice text text text note=text %}",
    "{% bars points text unit=text %}{% curve points text %}",
    "{{ text|prose }}",
    "{% icon text label=text %}{% avatar text %}",
]


def render(source: str, **parts: object) -> str:
    return Template(source).render(Context({"request": RequestFactory().get("/"), **parts}))


@pytest.mark.parametrize("source", SOURCES)
def test_what_people_write_is_escaped(source: str) -> None:
    html = render(source, text=HOSTILE, points=[(HOSTILE, 3)])
    assert "<script" not in html
    assert 'href=""><' not in html


def test_prose_refuses_dangerous_links() -> None:
    html = render("{{ text|prose }}", text="[ici](javascript:alert(1)) et [là](https://exemple.example)")
    assert 'href="javascript' not in html
    assert 'href="https://exemple.example"' in html


class AnyForm(forms.Form):
    name = forms.CharField(help_text="Comme on le dit.")
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agree = forms.BooleanField()


def test_a_field_ties_its_label_hint_error_and_who() -> None:
    html = render('{% field form.name who="Tout le monde" %}', form=AnyForm({}))
    assert '<label for="id_name">' in html
    assert 'aria-describedby="id_name_hint id_name_error id_name_who"' in html
    assert all(f'id="id_name_{part}"' in html for part in ("hint", "error", "who"))
    assert 'aria-invalid="true"' in html


def test_choices_are_a_fieldset_with_a_legend() -> None:
    html = render("{% field form.kind %}", form=AnyForm())
    assert html.count('type="radio"') == 2
    assert "<legend>" in html
    assert 'id="id_kind"' in html


def test_a_refused_form_links_to_each_wrong_field() -> None:
    html = render("{% form_fields form %}", form=AnyForm({}))
    assert 'href="#id_name"' in html
    assert 'role="alert"' in html
    assert html.count('class="error"') == 3


def test_a_combobox_lists_its_options() -> None:
    html = render("{% combobox form.name options=options %}", form=AnyForm(), options=["Les Aulnes"])
    assert 'list="id_name_list"' in html
    assert '<datalist id="id_name_list"><option value="Les Aulnes">' in html


def test_a_disabled_link_is_no_link() -> None:
    assert "<a" not in render('{% button "Voter" href="/vote/" disabled=True %}')


@pytest.mark.parametrize(
    ("name", "letters"), [("Atelier des Écrous", "AÉ"), ("La Ruche", "R"), ("", "?"), ("Le La", "LL"), ("42 rue", "4R")]
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_progress_never_leaves_its_bar() -> None:
    assert 'aria-valuenow="100"' in render('{% progress 30 20 "Import" %}')
    assert 'aria-valuenow="0"' in render('{% progress 3 0 "Import" %}')
