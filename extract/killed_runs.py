"""What a run that was killed left open in the books, closed by the next one."""

from __future__ import annotations

from typing import Any

import psycopg

from extract.catalog import catalog


def account_for_killed_runs(connection: psycopg.Connection[Any], tenant_id: int) -> None:
    """Close what is open, with the records that were loaded: the files of a killed run are still in their list.

    The caller holds the tenant's lock, so whatever run of resources is open is dead. Custom reports have a lock and
    books of their own (`custom_reports_books.py`), and may be read at this moment: their rows are left alone.
    """
    names = list(catalog())
    with connection.transaction():
        connection.execute(
            """
            with loaded as (
                select entity_type, sum(created) as created, sum(updated) as updated, sum(rejected) as rejected
                from raw.load_files where tenant_id = %(tenant)s group by entity_type
            ),
            counted as (
                update raw.sync_state as state set records_total = state.records_total + loaded.created
                from loaded where state.tenant_id = %(tenant)s and state.entity_type = loaded.entity_type
            )
            update raw.sync_log as log set status = 'failed', error_message = 'the run was interrupted',
                records_created = coalesce(loaded.created, 0), records_updated = coalesce(loaded.updated, 0),
                records_failed = coalesce(loaded.rejected, 0), completed_at = now(),
                duration_ms = extract(epoch from now() - log.started_at) * 1000
            from raw.sync_state as state left join loaded using (entity_type)
            where log.tenant_id = %(tenant)s and log.status = 'started' and log.module = any(%(names)s)
                and state.tenant_id = log.tenant_id and state.entity_type = log.module
            """,
            {"tenant": tenant_id, "names": names},
        )
        connection.execute("delete from raw.load_files where tenant_id = %s", (tenant_id,))
        connection.execute(
            """
            update raw.sync_state set sync_status = 'failed', error_message = 'the run was interrupted'
            where tenant_id = %s and sync_status = 'running'
            """,
            (tenant_id,),
        )
