"""Words that came and went, and two changes put together."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from terreau.lib.differences import merged, words

texts = st.text("ab é.,’\n", max_size=60)
lines = st.lists(st.sampled_from("abcdef"), max_size=7)


@given(texts, texts)
def test_parts_rebuild_both_texts(before: str, after: str) -> None:
    parts = words(before, after)
    assert "".join(part.text for part in parts if part.kind != "in") == before
    assert "".join(part.text for part in parts if part.kind != "out") == after


def test_only_the_words_that_changed_are_told() -> None:
    parts = words("Deux bancs de bois, au soleil.", "Trois bancs de bois, à l’ombre.")
    assert [(part.kind, part.text) for part in parts if part.kind != "same"][:2] == [("out", "Deux "), ("in", "Trois ")]
    assert any(part.kind == "same" and "bancs de bois" in part.text for part in parts)


@given(lines, lines, lines)
def test_either_side_first_gives_the_same(base: list[str], mine: list[str], theirs: list[str]) -> None:
    one, two, three = "\n".join(base), "\n".join(mine), "\n".join(theirs)
    assert merged(one, two, three) == merged(one, three, two)


@given(lines, lines)
def test_a_side_that_changed_nothing_changes_nothing(base: list[str], mine: list[str]) -> None:
    one, two = "\n".join(base), "\n".join(mine)
    assert merged(one, one, two) == merged(one, two, one) == merged(one, two, two) == two


@settings(max_examples=300)
@given(lines, st.integers(0, 7), st.integers(0, 7), st.booleans())
def test_changes_of_two_paragraphs_are_both_kept(base: list[str], at: int, other: int, out: bool) -> None:
    """Each side changes one paragraph of its own; apart by a paragraph, both are there and no other is lost."""
    numbered = [f"{n}{line}" for n, line in enumerate(base)]
    at, other = sorted((at % (len(base) or 1), other % (len(base) or 1)))
    if other - at < 2:
        return
    mine, theirs = list(numbered), list(numbered)
    mine[at] = "MINE"
    theirs[other : other + 1] = [] if out else ["THEIRS"]
    wanted = list(theirs)
    wanted[at] = "MINE"
    assert merged("\n".join(numbered), "\n".join(mine), "\n".join(theirs)) == "\n".join(wanted)


def test_the_same_paragraph_changed_twice_is_no_merge() -> None:
    assert merged("a\nb\nc", "a\nB\nc", "a\nbb\nc") is None
    assert merged("a\nb\nc", "a\nB\nc", "a\nB\nc\nd") == "a\nB\nc\nd"


def test_the_longest_text_is_compared_in_time() -> None:
    """6,000 characters chosen to be slow: one word again and again, and none in common."""
    some = [f"m{n % 97} " for n in range(1500)]
    worst = [
        ("a " * 3000, "a b " * 1500), ("a b c " * 140, "c b a " * 140), ("a " * 240, "a b " * 240), ("\n" * 6000, "\n." * 3000),
        ("".join(some), "".join(reversed(some))), ("a. b. " * 999, "b. a. " * 999),
    ]  # fmt: skip
    for before, after in worst:
        began = time.perf_counter()
        parts = words(before, after)
        merged(before, after, after + "\nfin")
        assert time.perf_counter() - began < 3, before[:20]
        assert "".join(part.text for part in parts if part.kind != "in") == before
