"""Verify a town's public journal: python verify_chain.py journal.ndjson. Shares no code with Terreau."""

import hashlib
import json
import sys
from pathlib import Path


def verify(lines):
    """The number of events, or a ValueError naming the first that does not hold."""
    previous, count = b"", 0
    for count, line in enumerate(lines, start=1):
        event = json.loads(line)
        digest = bytes.fromhex(event["digest"])
        if event["id"] != count:
            raise ValueError(f"event {count} is missing")
        if event["text"] is not None and hashlib.sha256(event["text"].encode()).digest() != digest:
            raise ValueError(f"the text of event {count} was changed")
        previous = hashlib.sha256(previous + digest).digest()
        if previous.hex() != event["hash"]:
            raise ValueError(f"the chain is broken at event {count}")
    return count


if __name__ == "__main__":
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        print(f"{verify(file)} events, an unbroken chain")  # noqa: T201  # a command speaks
