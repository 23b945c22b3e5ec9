"""Which periods of a report were read, and which could not be: `raw.report_periods` and `raw.report_failures`."""

from __future__ import annotations

from datetime import datetime, tzinfo
from typing import Any

import psycopg

from extract.custom_reports_file import ReportSpec
from extract.custom_reports_periods import LastRead, Period, due_periods

LONGEST_ERROR = 500

PROGRESS_TABLES = """
create table if not exists raw.report_periods (
    tenant_id bigint not null,
    report text not null,
    period_start date,
    period_end date,
    definition text not null,
    row_count integer not null,
    read_at timestamptz not null,
    unique nulls not distinct (tenant_id, report, period_start, period_end)
);
create table if not exists raw.report_failures (
    tenant_id bigint not null,
    report text not null,
    period_start date,
    period_end date,
    definition text not null,
    error text not null,
    failed_at timestamptz not null,
    unique nulls not distinct (tenant_id, report, period_start, period_end)
);
"""


class Progress:
    """How far one tenant's report is read; `report` is the name of its table."""

    def __init__(self, connection: psycopg.Connection[Any], tenant_id: int, report: str) -> None:
        self._connection, self._tenant, self._report = connection, tenant_id, report

    def last_reads(self) -> dict[Period, LastRead]:
        """When each period was read last."""
        rows = self._connection.execute(
            "select period_start, period_end, read_at, definition from raw.report_periods "
            "where tenant_id = %s and report = %s",
            (self._tenant, self._report),
        )
        return {Period(start, end): LastRead(read_at, wanted) for start, end, read_at, wanted in rows}

    def failures(self) -> dict[Period, LastRead]:
        """When reading a period failed last, of those that were not read since."""
        rows = self._connection.execute(
            "select period_start, period_end, failed_at, definition from raw.report_failures "
            "where tenant_id = %s and report = %s",
            (self._tenant, self._report),
        )
        return {Period(start, end): LastRead(failed_at, wanted) for start, end, failed_at, wanted in rows}

    def due(self, spec: ReportSpec, now: datetime, zone: tzinfo, *, at_once: bool) -> list[Period]:
        """What to read now, see `due_periods`."""
        return due_periods(spec, self.last_reads(), now, zone, at_once=at_once, failed=self.failures())

    def note_read(self, period: Period, definition: str, row_count: int, read_at: datetime) -> None:
        """A period was read; what is known of another definition, or of a period that began so, is out of date."""
        same = (self._tenant, self._report, definition, period.start)
        for table in ("report_periods", "report_failures"):
            self._connection.execute(
                f"delete from raw.{table} where tenant_id = %s and report = %s "
                "and (definition <> %s or period_start is not distinct from %s)".encode(),
                same,
            )
        self._connection.execute(
            "insert into raw.report_periods values (%s, %s, %s, %s, %s, %s, %s)",
            (self._tenant, self._report, period.start, period.end, definition, row_count, read_at),
        )

    def note_failure(self, period: Period, definition: str, error: str, failed_at: datetime) -> None:
        """A period could not be read: the next run reads the others first."""
        self._connection.execute(
            """
            insert into raw.report_failures values (%s, %s, %s, %s, %s, %s, %s)
            on conflict (tenant_id, report, period_start, period_end) do update
            set definition = excluded.definition, error = excluded.error, failed_at = excluded.failed_at
            """,
            (
                self._tenant,
                self._report,
                period.start,
                period.end,
                definition,
                error[:LONGEST_ERROR],
                failed_at,
            ),
        )
