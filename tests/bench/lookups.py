"""What dispatchers and applications look up, with values taken from the warehouse itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lookup:
    """A query and where its values come from: as many rows of them as the one parameter says."""

    name: str
    query: str
    values: str


LOOKUPS = (
    Lookup(
        "a customer with everything, by id",
        "select * from analytics.v_customers_complete where tenant_id = %s and st_id = %s",
        "select tenant_id, st_id from analytics.st_customers order by hashint8(st_id) limit %s",
    ),
    Lookup(
        "jobs of a customer",
        "select * from analytics.st_jobs where tenant_id = %s and customer_id = %s",
        "select tenant_id, st_id from analytics.st_customers order by hashint8(st_id) limit %s",
    ),
    Lookup(
        "jobs at a location",
        "select * from analytics.st_jobs where tenant_id = %s and location_id = %s",
        "select tenant_id, st_id from analytics.st_locations order by hashint8(st_id) limit %s",
    ),
)
