"""Small PMTiles files for tests, written after the specification of version 3."""

import gzip
import json
import struct
from pathlib import Path


def write_archive(path: Path, *, kind: int = 1, notes: dict[str, object] | None = None, tile: bytes = b"") -> None:
    """One tile at zoom 0; `kind` 1 is vector, 2 is png."""
    directory = gzip.compress(bytes([1, 0, 1, *_varint(len(tile)), 1]))
    metadata = gzip.compress(json.dumps(notes or {}).encode())
    first = 127 + len(directory)
    leaves = first + len(metadata)
    numbers = (127, len(directory), first, len(metadata), leaves, 0, leaves, len(tile), 1, 1, 1)
    head = b"PMTiles\x03" + struct.pack("<11Q", *numbers) + bytes([1, 2, 1, kind, 0, 14])
    head += struct.pack("<4i", *(round(value * 1e7) for value in (6.0, 48.0, 7.0, 49.0))) + bytes([5])
    head += struct.pack("<2i", 64_500_000, 481_700_000)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(head + directory + metadata + tile)


def _varint(number: int) -> list[int]:
    parts = []
    while number > 127:
        parts.append(number & 127 | 128)
        number >>= 7
    return [*parts, number]
