"""What is compared, and what is found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Record:
    """Coordinates in degrees (WGS 84); `site` is host and path; `identifiers` are written kind:value."""

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    lon: float | None = None
    lat: float | None = None
    site: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    postcode: str = ""
    city: str = ""
    street: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that two records share (or not): `weight` is what it adds to the score."""

    kind: str
    value: str
    weight: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records (a < b), how alike they are from 0 to 1, why, and what to think of it."""

    a: str
    b: str
    score: float
    reasons: tuple[Reason, ...]
    verdict: str  # same, likely, possible
