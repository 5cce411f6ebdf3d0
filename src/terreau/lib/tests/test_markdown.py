"""Markdown keeps what people mean and nothing that harms."""

import pytest

from terreau.lib.markdown import to_html, to_text


def test_paragraphs_lists_and_emphasis_survive() -> None:
    html = to_html("Un **mot**\n\n- a\n- b\n\n# Titre")
    assert "<strong>mot</strong>" in html
    assert html.count("<li>") == 2
    assert "<h3>Titre</h3>" in html and "<h1" not in html


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,AAAA)",
        '<a href="#" style="position:fixed">x</a>',
        "![x](https://tracker.example/p.gif)",
    ],
)
def test_nothing_harmful_survives(hostile: str) -> None:
    html = to_html(hostile)
    for part in ("<script", "<img", "<iframe", 'href="javascript', 'href="data', '<a href="#" style'):
        assert part not in html


def test_links_do_not_vouch_for_their_target() -> None:
    assert 'rel="nofollow ugc noopener"' in to_html("[x](https://a.example)")


def test_words_alone() -> None:
    assert to_text("Un **mot** & [un lien](https://a.example)\n\n- liste") == "Un mot & un lien liste"
