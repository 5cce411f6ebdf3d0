"""Growing delays, as arithmetic: what is limited, how many tries are free, how long one then waits.

Three curves for each act. The pair of an address and an account waits longest: it is where guessing happens. An
address alone is freer, since a school or a town hall shares one. An account alone waits half a minute at most: whoever
tries it from elsewhere cannot shut its owner out.
"""

import hashlib
import ipaddress
from dataclasses import dataclass
from datetime import timedelta

FORGOTTEN_AFTER = timedelta(hours=6)
CURVES = {"pair": (4, 900), "address": (20, 900), "account": (8, 30), "nameless": (10, 900), "named": (6, 900)}


@dataclass(frozen=True)
class Limit:
    """`free` tries cost nothing; the wait never passes `longest` seconds. The key is a hash: what it hides is not kept."""

    key: str
    free: int
    longest: int
    shared: bool  # by everyone at one address: a success there pardons only itself


def limits_on(act: str, address: str, account: object = "") -> tuple[Limit, ...]:
    """What one try of `act` counts against: the address, and the account when one is named."""
    place = neighbourhood(address)
    if not account:
        return (_limit("nameless", act, place),)
    who = str(account).strip().lower()
    return _limit("pair", act, place, who), _limit("address", act, place), _limit("account", act, who)


def limit_on_name(act: str, who: str) -> Limit:
    """Tries about one person from anywhere: guessing what only that person knows is slow, whoever helps."""
    return _limit("named", act, who)


def _limit(curve: str, *parts: str) -> Limit:
    free, longest = CURVES[curve]
    key = hashlib.sha256("\x1f".join((curve, *parts)).encode()).hexdigest()
    return Limit(key, free, longest, shared=curve in ("address", "nameless"))


def wait_after(tries: int, *, free: int, longest: int) -> int:
    """Seconds to wait after that many tries: none at first, then doubling, never more than `longest`."""
    return 0 if tries <= free else min(2 ** min(tries - free, 20), longest)


def neighbourhood(address: str) -> str:
    """An IPv6 subscriber holds 2^64 addresses: the /64 counts as one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
