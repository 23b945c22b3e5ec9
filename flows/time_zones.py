"""Which zone each tenant of a warehouse keeps its calendar in.

The models cut days for all tenants at once, while a run knows the settings of its own tenant only. So every run notes
its zone in the warehouse, and every build takes all zones from there.
"""

from __future__ import annotations

import psycopg
from psycopg import errors

from extract.ledger import connect
from extract.settings import SettingsError


def note_time_zone(url: str, tenant_id: int, time_zone: str) -> None:
    """Keep the zone of a tenant in its warehouse, which has been synced at least once.

    Raises:
        SettingsError: the server does not know the zone.
    """
    with connect(url) as connection:
        try:
            connection.execute("select now() at time zone %s", (time_zone,))
        except errors.InvalidParameterValue:
            raise SettingsError(
                f"SERVICE_TITAN_TIME_ZONE is {time_zone!r}, which the PostgreSQL server does not know; "
                "its view pg_timezone_names lists those it knows."
            ) from None
        if read_time_zones(connection).get(tenant_id) != time_zone:
            connection.execute(
                "insert into raw.tenants (tenant_id, time_zone) values (%s, %s)"
                " on conflict (tenant_id) do update set time_zone = excluded.time_zone",
                (tenant_id, time_zone),
            )


def read_time_zones(connection: psycopg.Connection[tuple[object, ...]]) -> dict[int, str]:
    """Zone by tenant id; empty before the first run."""
    (table,) = connection.execute("select to_regclass('raw.tenants')").fetchone() or (None,)
    if table is None:
        return {}
    rows = connection.execute("select tenant_id::text, time_zone from raw.tenants order by tenant_id")
    return {int(str(tenant)): str(zone) for tenant, zone in rows.fetchall()}
