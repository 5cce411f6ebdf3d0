"""Finding a person on the register of an edition, by keyed hashes."""

from datetime import date

from django.db.models import Q

from terreau.decide.budgeting.electors import keys_of, place_key
from terreau.decide.budgeting.models import Attendance, Edition, Elector, Letter
from terreau.decide.budgeting.rules import civil_key


def elector_of(edition: Edition, family: str, given: str, born: date, street: str | None = None) -> Elector | None:
    """The one person of the register who may be meant; none where there is nobody, or two that cannot be told apart.

    Among several, the one with most of the given names that were written, then the one whose first it is. With a
    `street`, only somebody who lives there.
    """
    pepper = bytes(edition.pepper)
    asked = keys_of(pepper, [family], given, born)
    if not asked:
        return None
    found = list(Elector.objects.filter(edition=edition, keys__overlap=list(asked)))
    if street is not None:
        found = [one for one in found if one.place and one.place == place_key(pepper, one.voter, street)]
    if len(found) < 2:
        return found[0] if found else None
    shared = {one.pk: len(set(asked) & set(one.keys)) for one in found}
    most = [one for one in found if shared[one.pk] == max(shared.values())]
    first = civil_key(pepper, family, given, born)
    best = most if len(most) == 1 else [one for one in most if one.keys[0] == first]
    return best[0] if len(best) == 1 else None


def voter_of(edition: Edition, family: str, given: str, born: date) -> str:
    """The key of a person by every channel: that of the register where it knows the person, under whatever name."""
    known = elector_of(edition, family, given, born)
    return known.voter if known else civil_key(bytes(edition.pepper), family, given, born)


def used_keys(edition: Edition) -> set[str]:
    """Keys by which somebody has voted, or was given a pass."""
    return {
        *Attendance.objects.filter(edition=edition).values_list("voter", flat=True),
        *Letter.objects.filter(~Q(voter=""), batch__edition=edition).values_list("voter", flat=True),
    }
