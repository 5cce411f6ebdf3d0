"""Does the encoder tell ideas in other words from other ideas? Figures that `proposals.rules.ALIKE` was chosen from."""

import threading

import numpy as np

from terreau.lib import meaning
from terreau.lib.tests.pairs import ALIKE, APART


def likeness(pairs: list[tuple[str, str]]) -> "np.ndarray":
    left, right = meaning.vectors([a for a, _b in pairs]), meaning.vectors([b for _a, b in pairs])
    return (left * right).sum(axis=1)


def test_vectors_are_units_and_survive_being_kept() -> None:
    one = meaning.vectors(["Des bancs à l’ombre"])
    assert one.shape == (1, meaning.SIZE) and one.dtype == np.float32
    assert abs(float(np.linalg.norm(one[0])) - 1) < 1e-3
    kept = meaning.unpacked([meaning.packed("Des bancs à l’ombre")])
    assert float(kept[0] @ one[0]) > 0.999
    assert meaning.vectors([]).shape == meaning.unpacked([]).shape == (0, meaning.SIZE)


def test_ideas_in_other_words_are_nearer_than_other_ideas() -> None:
    """At 0.40: 18 of 32 in other words found, 1 of 32 others taken for the same."""
    alike, apart = likeness(ALIKE), likeness(APART)
    assert (alike >= 0.40).sum() >= 17 and (apart >= 0.40).sum() <= 1
    assert np.median(alike) > np.median(apart) + 0.2


def test_pairs_in_other_words_share_no_word_that_matters() -> None:
    small = frozenset(
        {"des", "une", "les", "dans", "pour", "sur", "de", "la", "le", "un", "et", "du", "en", "aux", "au"}
    )
    for one, other in ALIKE:
        first, second = (
            {w for w in text.lower().replace("’", " ").split() if len(w) > 1} - small for text in (one, other)
        )
        assert len(first & second) <= 1, (one, other, first & second)


def test_threads_at_once_get_what_one_gets() -> None:
    sentences = [f"{one} {n}" for n, (one, _other) in enumerate(ALIKE)]
    alone = meaning.vectors(sentences)
    got: dict[int, bool] = {}

    def work(n: int) -> None:
        got[n] = all(np.allclose(meaning.vectors([s])[0], alone[at], atol=1e-3) for at, s in enumerate(sentences))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == dict.fromkeys(range(4), True)
