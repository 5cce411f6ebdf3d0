"""The town's own address base, read from a file that the town keeps."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from terreau.know.territory.models import Address
from terreau.know.territory.rules import street_key
from terreau.trust.audit.actions import record


@transaction.atomic
def load_addresses(*, rows: Iterable[Mapping[str, Any]], by: Any) -> int:
    """Replace the whole base. A row has street, lon, lat, and perhaps number, postcode and city."""
    Address.objects.all().delete()
    made = Address.objects.bulk_create(
        (
            Address(
                street=row["street"], number=str(row.get("number") or ""), postcode=row.get("postcode") or "",
                city=row.get("city") or "", lon=row["lon"], lat=row["lat"], key=street_key(row["street"]),
            )
            for row in rows
        ),
        batch_size=2_000,
    )  # fmt: skip
    record("territory.addresses_loaded", by=by, detail={"count": len(made)})
    return len(made)
