"""Which column goes where, from headings and from what values look like."""

from hypothesis import given
from hypothesis import strategies as st

from terreau.share.opendata.formats.mapping import apply_mapping, propose_mapping
from terreau.share.opendata.formats.placing import Frame
from terreau.share.opendata.formats.reading import Column, Row
from terreau.share.opendata.formats.targets import TARGETS


def columns(**samples: str) -> list[Column]:
    return [Column(name, 1, [sample]) for name, sample in samples.items()]


def test_a_site_wins_over_the_page_of_a_directory_wherever_it_stands() -> None:
    mapping = propose_mapping(
        columns(url="https://annuaire.example/1", title="Écrous", website="https://ecrous.example")
    )
    assert mapping == {"url": "link", "title": "name", "website": "website"}


def test_an_address_of_the_web_alone_is_the_site() -> None:
    assert propose_mapping(columns(nom="Écrous", url="https://ecrous.example"))["url"] == "website"


def test_what_looks_like_an_electronic_address_is_one() -> None:
    assert propose_mapping(columns(nom="Écrous", joindre="bonjour@ecrous.example"))["joindre"] == "email"


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=40), max_size=8), st.sampled_from(sorted(TARGETS)))
def test_any_text_in_any_field_gives_values_or_sentences(values: dict[str, str], target: str) -> None:
    candidate = apply_mapping(Row(3, dict(values)), dict.fromkeys(values, target), Frame())
    assert all(len(problem.sentence) > 5 for problem in candidate.problems)
    assert candidate.refused == ("name" not in candidate.values)
