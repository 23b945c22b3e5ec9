"""Copy a tenant's custom reports into `raw.report_<name>`, each within its own limit, several side by side."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import tzinfo
from zoneinfo import ZoneInfo

import psycopg

from extract.api_errors import ApiError, TooOftenError
from extract.client import Client
from extract.custom_reports_api import DataPage, Directory, ReportError, read_rows
from extract.custom_reports_books import ReportBooks, prepare_books, report_lock
from extract.custom_reports_file import ReportSpec
from extract.custom_reports_parameters import check_parameters
from extract.custom_reports_periods import Period, definition, due_periods
from extract.custom_reports_store import Change, ReportTable
from extract.ledger import connect
from extract.report import AlreadyRunningError, ResourceReport, SyncError
from extract.settings import Account

log = logging.getLogger(__name__)

AT_ONCE = 8
"""Reports read side by side."""
INTERVAL_SECONDS = 60.0
"""ServiceTitan runs one report at most once per minute and tenant."""
MOST_REFUSALS = 10
"""So many 429 in a row, each waited out, and a report is given up for the run."""


@dataclass(frozen=True)
class ReportOptions:
    """How reports are read.

    `interval`: seconds between two requests of the same report. `seconds`: no period is begun after this time, and
    what is left waits for the next run; None for no end. `at_once`: read what is not final however short ago it was
    read (a full run).
    """

    time_zone: str = "UTC"
    interval: float = INTERVAL_SECONDS
    seconds: float | None = None
    at_once: bool = False
    triggered_by: str = "manual"
    requests_per_second: float = 50.0
    retry_seconds: float = 300.0


class _OutOfTimeError(Exception):
    """The next period could not begin in time."""


@dataclass
class _Turns:
    """When a report may be asked again. Times are seconds of the monotonic clock."""

    client: Client
    interval: float
    deadline: float
    next: float = 0.0
    requests: int = 0

    def ask(
        self, path: str, query: Mapping[str, str], body: object, decode: Callable[[bytes], DataPage]
    ) -> DataPage:
        """A page, as soon as the report's limit allows. Only a first page may come too late to be asked for."""
        refusals = 0
        while True:
            if query["page"] == "1" and self.next > self.deadline:
                raise _OutOfTimeError
            self.client.sleep(max(0.0, self.next - time.monotonic()))
            self.next = time.monotonic() + self.interval
            self.requests += 1
            try:
                return self.client.post(path, query, body, decode, own_limit=True)
            except TooOftenError as error:
                refusals += 1
                if refusals >= MOST_REFUSALS:
                    raise
                self.next = time.monotonic() + error.after
                log.info("%s; trying again in %.0f s", error, error.after)


@dataclass
class _Reader:
    """What the reports of one run share."""

    client: Client
    url: str
    run_id: str
    options: ReportOptions
    deadline: float
    zone: tzinfo
    directory: Directory = field(init=False)

    def __post_init__(self) -> None:
        self.directory = Directory(self.client)

    def read(self, spec: ReportSpec, periods: Sequence[Period]) -> ResourceReport:
        """Read one report's periods and keep its books; its failure is in the result."""
        tenant, change = self.client.account.tenant_id, Change()
        turns = _Turns(self.client, self.options.interval, self.deadline)
        error = notice = None
        with connect(self.url) as connection:
            table = ReportTable(connection, tenant, spec.table)
            books = ReportBooks(connection, tenant, self.run_id, spec.table)
            books.begin("full" if self.options.at_once else "incremental", self.options.triggered_by)
            try:
                left = self._periods(spec, periods, table, turns, change)
                notice = f"{left} of {len(periods)} periods are left to the next run" if left else None
            except (ReportError, ApiError) as failure:
                error = str(failure)
            except psycopg.Error as failure:
                error = f"the warehouse could not be written: {' '.join(str(failure).split())}"
            books.finish(change, table.count(), error, notice, full=self.options.at_once)
        unfit = (
            f"{change.unfit} values do not fit their columns, see raw.schema_drift" if change.unfit else None
        )
        return ResourceReport(
            name=spec.table,
            full=self.options.at_once,
            fetched=change.fetched,
            created=change.created,
            updated=change.updated,
            deleted=change.deleted,
            rejected=0,
            repaired=0,
            requests=turns.requests,
            error=error,
            notice="; ".join(part for part in (notice, unfit) if part) or None,
        )

    def _periods(
        self, spec: ReportSpec, periods: Sequence[Period], table: ReportTable, turns: _Turns, change: Change
    ) -> int:
        """Read and load the periods one after the other; how many there was no time for."""
        category, report = self.directory.find(spec)
        fixed = check_parameters(spec, report, self.directory)
        types = {item.name: item.data_type or "" for item in report.fields}
        for number, period in enumerate(periods):
            asked = self.client.now()
            parameters = fixed | _date_parameters(
                spec, period, asked.astimezone(self.zone).date().isoformat()
            )
            try:
                page = read_rows(category, report.id, parameters, turns.ask)
            except _OutOfTimeError:
                return len(periods) - number
            except ApiError as failure:
                raise ReportError(f"{period}: {failure}") from None
            change.add(table.replace(period, page, types, definition(spec), asked))
            log.info("%s: %s read, %d rows", spec.table, period, len(page.data))
        return 0


def _date_parameters(spec: ReportSpec, period: Period, today: str) -> dict[str, object]:
    """First and last day as the report takes them; a period that is not over ends today."""
    if spec.dates is None or period.start is None or period.end is None:
        return {}
    return {
        spec.dates.start: period.start.isoformat(),
        spec.dates.end: min(period.end.isoformat(), today),
    }


def read_custom_reports(
    account: Account, url: str, specs: Sequence[ReportSpec], options: ReportOptions
) -> tuple[ResourceReport, ...]:
    """Read what is due of the tenant's custom reports; one that fails costs only itself.

    Args:
        account: the tenant. url: the warehouse. specs: the reports.
    Returns:
        What was done per report that was due, with its error if it has one.
    Raises:
        AlreadyRunningError: another run reads this tenant's reports.
        SyncError: the warehouse cannot be used.
    """
    if not specs:
        return ()
    client = Client(account, options.requests_per_second, options.retry_seconds)
    deadline = float("inf") if options.seconds is None else time.monotonic() + options.seconds
    zone = ZoneInfo(options.time_zone)
    try:
        with connect(url) as connection, report_lock(connection, account.tenant_id) as got:
            if not got:
                raise AlreadyRunningError(
                    f"Another run reads the reports of tenant {account.tenant_id} already; this one leaves them alone."
                )
            prepare_books(connection, account.tenant_id, specs)
            due: list[tuple[ReportSpec, list[Period]]] = []
            for spec in specs:
                last = ReportTable(connection, account.tenant_id, spec.table).last_reads()
                if periods := due_periods(spec, last, client.now(), zone, at_once=options.at_once):
                    due.append((spec, periods))
            reader = _Reader(client, url, str(uuid.uuid4()), options, deadline, zone)
            return _side_by_side(reader, due)
    except psycopg.Error as error:
        raise SyncError(f"The warehouse could not be written: {' '.join(str(error).split())}") from None
    finally:
        client.close()


def _side_by_side(
    reader: _Reader, due: Sequence[tuple[ReportSpec, Sequence[Period]]]
) -> tuple[ResourceReport, ...]:
    """All reports at once: while one waits for its minute, the others go on."""
    if not due:
        return ()
    with ThreadPoolExecutor(min(AT_ONCE, len(due)), thread_name_prefix="report") as pool:
        futures = [pool.submit(reader.read, spec, periods) for spec, periods in due]
        try:
            return tuple(future.result() for future in futures)
        except BaseException:
            reader.client.cancel()
            raise
