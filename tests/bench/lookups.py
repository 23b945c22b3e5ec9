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
        "select * from analytics.v_jobs_by_customer where tenant_id = %s and customer_id = %s",
        "select tenant_id, st_id from analytics.st_customers order by hashint8(st_id) limit %s",
    ),
    Lookup(
        "jobs at a location",
        "select * from analytics.v_jobs_by_location where tenant_id = %s and location_id = %s",
        "select tenant_id, st_id from analytics.st_locations order by hashint8(st_id) limit %s",
    ),
    Lookup(
        "customers by a word of the name",
        "select * from analytics.v_customer_search"
        " where tenant_id = %s and search_words @@ to_tsquery('simple', %s) limit 20",
        "select tenant_id, lower(last_name) || ':*' from analytics.st_customers"
        " where last_name ~ '^[A-Za-z]+$' order by hashint8(st_id) limit %s",
    ),
    Lookup(
        "customers by the last digits of a phone number",
        "select * from analytics.v_customer_search"
        " where tenant_id = %s and search_words @@ to_tsquery('simple', %s) limit 20",
        "select tenant_id, right(regexp_replace(phone, '[^0-9]', '', 'g'), 7) || ':*' from analytics.st_customers"
        " where phone ~ '[0-9]{4}' order by hashint8(st_id) limit %s",
    ),
    Lookup(
        "jobs of a technician on a day",
        "select * from analytics.v_technician_day_jobs"
        " where tenant_id = %s and technician_id = %s and work_date = %s",
        "select tenant_id, technician_id, work_date from analytics.fct_technician_bookings"
        " order by hashint8(st_id) limit %s",
    ),
    Lookup(
        "who is free on a day",
        "select * from analytics.v_technician_availability where tenant_id = %s and work_date = %s",
        "select tenant_id, work_date from analytics.fct_technician_bookings order by hashint8(st_id) limit %s",
    ),
)
