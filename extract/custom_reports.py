"""Copy a tenant's custom reports into `raw.report_<name>`, each within its own limit, several side by side."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import psycopg

from extract.api_errors import (
    AccessError,
    ApiError,
    CancelledError,
    NotPermittedError,
    TooOftenError,
    UnreachableError,
)
from extract.client import Client
from extract.custom_reports_api import Description, Directory, ReportError, read_rows
from extract.custom_reports_books import ReportBooks, prepare_books, report_lock
from extract.custom_reports_file import ReportSpec
from extract.custom_reports_parameters import check_parameters, date_parameters
from extract.custom_reports_periods import Period, definition
from extract.custom_reports_privacy import ReportPrivacy
from extract.custom_reports_progress import Progress
from extract.custom_reports_store import Change, ReportTable
from extract.custom_reports_turns import OutOfTimeError, Turns
from extract.interrupts import interruptible
from extract.ledger import connect
from extract.report import AlreadyRunningError, ResourceReport, SyncError
from extract.settings import Account

log = logging.getLogger(__name__)

AT_ONCE = 8
"""Reports read side by side."""
INTERVAL_SECONDS = 60.0
"""ServiceTitan runs one report at most once per minute and tenant."""
MOST_FAILURES = 3
"""So many periods in a row that cannot be read, and the others of the report are left to the next run."""


@dataclass(frozen=True)
class ReportOptions:
    """How reports are read.

    `interval`: seconds between two requests of the same report. `seconds`: no period is begun after this time, and
    what is left waits for the next run; None for no end. `at_once`: read what is not final however short ago it was
    read (a full run). `salt`: what hashes of hashed fields are made with.
    """

    time_zone: str = "UTC"
    interval: float = INTERVAL_SECONDS
    seconds: float | None = None
    at_once: bool = False
    triggered_by: str = "manual"
    requests_per_second: float = 50.0
    retry_seconds: float = 300.0
    run_retry_seconds: float = 900.0
    salt: str = field(default="", repr=False)


_OF_ALL_PERIODS = (AccessError, NotPermittedError, TooOftenError, CancelledError, UnreachableError)
"""What goes wrong with one period and would with the next."""


@dataclass(frozen=True)
class _Request:
    """A report as it is asked for and stored in this run; `parameters` are those beside the dates."""

    spec: ReportSpec
    path: str
    parameters: Mapping[str, object]
    report: Description
    privacy: ReportPrivacy


def _told(error: ApiError | psycopg.Error) -> str:
    text = " ".join(str(error).split())
    return f"the warehouse could not be written: {text}" if isinstance(error, psycopg.Error) else text


@dataclass
class _Reader:
    """What the reports of one run share."""

    client: Client
    url: str
    run_id: str
    options: ReportOptions
    deadline: float
    directory: Directory = field(init=False)

    def __post_init__(self) -> None:
        self.directory = Directory(self.client)

    def read(self, spec: ReportSpec, periods: Sequence[Period]) -> ResourceReport:
        """Read one report's periods and keep its books; its failure is in the result."""
        tenant, change = self.client.account.tenant_id, Change()
        turns = Turns(self.client, self.options.interval, self.deadline)
        error = notice = None
        with connect(self.url) as connection:
            table = ReportTable(connection, tenant, spec.table)
            books = ReportBooks(connection, tenant, self.run_id, spec.table)
            books.begin("full" if self.options.at_once else "incremental", self.options.triggered_by)
            try:
                left, failed = self._periods(spec, periods, table, turns, change)
                notice = f"{left} of {len(periods)} periods are left to the next run" if left else None
                error = "; ".join(failed) or None
            except ReportError as failure:
                error = str(failure)
            except (ApiError, psycopg.Error) as failure:
                error = _told(failure)
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
        self, spec: ReportSpec, periods: Sequence[Period], table: ReportTable, turns: Turns, change: Change
    ) -> tuple[int, list[str]]:
        """Read and load the periods one after the other: how many are left, and what was wrong with which.

        A period that cannot be read costs the others nothing, unless several in a row cannot.
        """
        path, report = self.directory.find(spec)
        parameters = check_parameters(spec, report, self.directory)
        privacy = ReportPrivacy(spec.privacy, report, self.options.salt)
        request = _Request(spec, path, parameters, report, privacy)
        failed: dict[int, str] = {}
        for number, period in enumerate(periods):
            if number >= MOST_FAILURES and all(number - back - 1 in failed for back in range(MOST_FAILURES)):
                return len(periods) - number, list(failed.values())
            try:
                self._period(request, period, table, turns, change)
            except OutOfTimeError:
                return len(periods) - number, list(failed.values())
            except _OF_ALL_PERIODS as failure:
                raise ReportError("; ".join([*failed.values(), f"{period}: {failure}"])) from None
            except (ApiError, psycopg.Error) as failure:
                if table.is_broken:
                    raise
                told = _told(failure)
                failed[number] = f"{period}: {told}"
                table.progress.note_failure(period, definition(spec), told, self.client.now())
        return 0, list(failed.values())

    def _period(
        self, request: _Request, period: Period, table: ReportTable, turns: Turns, change: Change
    ) -> None:
        spec, asked = request.spec, self.client.now()
        today = asked.astimezone(ZoneInfo(self.options.time_zone)).date().isoformat()
        parameters = {**request.parameters, **date_parameters(spec, period, today)}
        page = request.privacy.apply(read_rows(request.path, parameters, turns.ask))
        types = request.privacy.types(request.report)
        change.add(table.replace(period, page, types, definition(spec), asked))
        log.info("%s: %s read, %d rows", spec.table, period, len(page.data))


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
        KeyboardInterrupt: the process was asked to end; periods that were loaded stay.
    """
    if not specs:
        return ()
    client = Client(account, options.requests_per_second, options.retry_seconds, options.run_retry_seconds)
    deadline = float("inf") if options.seconds is None else time.monotonic() + options.seconds
    try:
        with (
            interruptible(client),
            connect(url) as connection,
            report_lock(connection, account.tenant_id) as got,
        ):
            if not got:
                raise AlreadyRunningError(
                    f"Another run reads the reports of tenant {account.tenant_id} already; this one leaves them alone."
                )
            prepare_books(connection, account.tenant_id)
            due = _due(connection, client, specs, options)
            if due:
                # By the server's clock, which its first answer tells; what else it answers is told per report.
                with suppress(ApiError):
                    client.check_access()
                due = _due(connection, client, specs, options)
            reader = _Reader(client, url, str(uuid.uuid4()), options, deadline)
            return _side_by_side(reader, due)
    except psycopg.Error as error:
        raise SyncError(f"The warehouse could not be written: {' '.join(str(error).split())}") from None
    finally:
        client.close()


def _due(
    connection: psycopg.Connection[Any], client: Client, specs: Sequence[ReportSpec], options: ReportOptions
) -> list[tuple[ReportSpec, list[Period]]]:
    """The reports of which something is to be read now, and what."""
    zone, tenant = ZoneInfo(options.time_zone), client.account.tenant_id
    due = []
    for spec in specs:
        progress = Progress(connection, tenant, spec.table)
        if periods := progress.due(spec, client.now(), zone, at_once=options.at_once):
            due.append((spec, periods))
    return due


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
