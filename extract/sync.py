"""Run the source into the warehouse: choose, lock, read and load in rounds, keep the books."""

from __future__ import annotations

import logging
import shutil
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import dlt
import psycopg
import psycopg2
from dlt.common.destination.exceptions import DestinationException
from dlt.pipeline.exceptions import PipelineStepFailed

from extract.catalog import Resource, catalog
from extract.client import AccessError, ApiError, Client, NotPermittedError
from extract.destination import warehouse
from extract.ledger import Ledger, Loaded, Outcome, connect
from extract.settings import Account
from extract.source import Reading, Round, servicetitan, warehouse_schema

log = logging.getLogger(__name__)

Mode = Literal["full", "incremental"]
LARGEST_DELETED_SHARE = 0.2
"""A full read that misses more than this share of a table is taken for a partial answer, not for deletions."""

ANALYZE_FROM = 100
"""A full read that wrote more rows than this leaves a table whose statistics say nothing of it."""

DLT_CONFIG: Mapping[str, object] = {
    "runtime.dlthub_telemetry": False,
    "runtime.log_level": "CRITICAL",
    "extract.workers": 28,
    "extract.max_parallel_items": 56,
    "normalize.workers": 1,
    "load.workers": 4,
    "load.delete_completed_jobs": True,
    "data_writer.disable_compression": True,
}


class SyncError(Exception):
    """The run could not be made or came to its end early; nothing committed is lost. One clear sentence."""


class UnknownResourceError(SyncError):
    """A name that the catalogue does not have."""


class RefusedError(SyncError):
    """ServiceTitan refuses the credentials, the app key or the tenant: trying again does not help."""


class AlreadyRunningError(SyncError):
    """Another run holds the tenant's lock."""


@dataclass(frozen=True)
class ResourceReport:
    """One resource in one run, in records and seconds."""

    name: str
    full: bool
    fetched: int
    created: int
    updated: int
    deleted: int
    rejected: int
    repaired: int
    requests: int
    error: str | None
    notice: str | None

    @property
    def changed(self) -> bool:
        """Whether the raw table is another one than before."""
        return bool(self.created or self.updated or self.deleted)


@dataclass(frozen=True)
class SyncReport:
    """What a run did."""

    run_id: str
    tenant_id: int
    resources: tuple[ResourceReport, ...]
    seconds: float

    @property
    def failed(self) -> tuple[ResourceReport, ...]:
        """The resources that were not read to their end."""
        return tuple(resource for resource in self.resources if resource.error)

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of the resources whose raw table changed."""
        return tuple(resource.name for resource in self.resources if resource.changed)


def choose(only: Iterable[str] | None) -> tuple[Resource, ...]:
    """The resources to read: all of them, or those named.

    Raises:
        UnknownResourceError: names what is unknown and what the catalogue has.
    """
    names = list(only or ())
    if unknown := [name for name in names if name not in catalog()]:
        raise UnknownResourceError(
            f"Unknown resource {', '.join(unknown)}. Known are: {', '.join(sorted(catalog()))}."
        )
    return tuple(catalog()[name] for name in names) if names else tuple(catalog().values())


class _Run:
    """One run of one tenant; lives while the tenant's lock is held."""

    def __init__(
        self, client: Client, ledger: Ledger, url: str, folder: Path, on_page: Callable[[Reading], None]
    ) -> None:
        self.client, self.ledger, self.url, self.folder, self.on_page = client, ledger, url, folder, on_page
        self.tenant = client.account.tenant_id
        self.load_ids: list[str] = []
        self.refused: dict[str, str] = {}

    def execute(self, resources: Sequence[Resource], mode: Mode, triggered_by: str) -> SyncReport:
        """Read, load and keep the books."""
        clock = time.monotonic()
        run_id = str(uuid.uuid4())
        stored = self.ledger.cursors()
        readings = self._readings(resources, {} if mode == "full" else stored)
        full = {r.name for r in resources if all(not x.cursor for x in readings if x.resource is r)}
        self.ledger.forget_seen()
        self.ledger.begin(
            run_id, triggered_by, {r.name: "full" if r.name in full else "incremental" for r in resources}
        )
        self._rounds(readings, tracked=full & stored.keys())
        loaded = self.ledger.loaded(self.load_ids)
        outcomes = [
            self._outcome(
                resource,
                [reading for reading in readings if reading.resource is resource],
                resource.name in full,
                resource.name in stored,
                loaded.get(resource.name, Loaded()),
            )
            for resource in resources
        ]
        self.ledger.finish(run_id, {resource.name: resource for resource in resources}, outcomes)
        self.ledger.forget_seen()
        _raise_if_nothing_was_read(self.tenant, readings)
        reports = tuple(self._report(outcome, readings) for outcome in outcomes)
        return SyncReport(run_id, self.tenant, reports, time.monotonic() - clock)

    @staticmethod
    def _readings(
        resources: Sequence[Resource], stored: Mapping[str, Mapping[str, dict[str, object]]]
    ) -> list[Reading]:
        return [
            Reading(
                resource,
                endpoint,
                cursor=dict(stored.get(resource.name, {}).get(endpoint.name, {}))
                if endpoint.has_cursor
                else {},
            )
            for resource in resources
            for endpoint in resource.endpoints
        ]

    def _rounds(self, readings: Sequence[Reading], tracked: set[str]) -> None:
        started = self.client.now()
        schema = warehouse_schema(tuple(catalog().values()))
        pipelines = self.folder / "pipelines"
        shutil.rmtree(self.folder, ignore_errors=True)
        pipeline = dlt.pipeline(
            pipeline_name=f"servicetitan_{self.tenant}",
            pipelines_dir=str(pipelines),
            destination=warehouse(credentials=self.url, tenant_id=self.tenant, tracked=sorted(tracked)),
            dataset_name="raw",
        )
        pipeline.config.restore_from_destination = False
        pending = list(readings)
        while pending:
            round_ = Round(self.client, started, self.folder / "files", self.on_page)
            pipeline.extract(servicetitan(pending, round_, schema))
            pipeline.sync_schema()
            shutil.rmtree(self.folder / "files", ignore_errors=True)
            pipeline.normalize()
            info = pipeline.load()
            self.load_ids += info.loads_ids
            self._keep_cursors(readings)
            pending = [reading for reading in pending if not reading.done and not reading.error]

    def _keep_cursors(self, readings: Sequence[Reading]) -> None:
        """Store the cursors of what is loaded now; a resource of which a file was refused keeps its old ones."""
        for name, loaded in self.ledger.loaded(self.load_ids).items():
            if loaded.error and name not in self.refused:
                self.refused[name] = f"PostgreSQL refused records: {loaded.error}"
        cursors: dict[str, dict[str, object]] = {}
        for reading in readings:
            if message := self.refused.get(reading.resource.name):
                reading.error = reading.error or ApiError(message)
            else:
                cursors.setdefault(reading.resource.name, {})[reading.endpoint.name] = reading.cursor
        self.ledger.keep_cursors(cursors)

    def _outcome(
        self, resource: Resource, readings: Sequence[Reading], full: bool, known: bool, loaded: Loaded
    ) -> Outcome:
        errors = list(dict.fromkeys(str(reading.error) for reading in readings if reading.error))
        deleted, notice = 0, None
        if loaded.created + loaded.updated > ANALYZE_FROM and full:
            self.ledger.analyze(resource)
        if full and known and not errors and not loaded.rejected:
            deleted, missing = self.ledger.mark_deleted(resource, LARGEST_DELETED_SHARE)
            if missing and not deleted:
                notice = (
                    f"{missing} records were not returned, more than {LARGEST_DELETED_SHARE:.0%} of the table: "
                    "not marked as deleted"
                )
        return Outcome(
            entity_type=resource.name,
            full=full,
            fetched=sum(reading.fetched for reading in readings),
            loaded=loaded,
            deleted=deleted,
            error="; ".join(errors) or None,
            notice=notice,
        )

    @staticmethod
    def _report(outcome: Outcome, readings: Sequence[Reading]) -> ResourceReport:
        own = [reading for reading in readings if reading.resource.name == outcome.entity_type]
        return ResourceReport(
            name=outcome.entity_type,
            full=outcome.full,
            fetched=outcome.fetched,
            created=outcome.loaded.created,
            updated=outcome.loaded.updated,
            deleted=outcome.deleted,
            rejected=outcome.loaded.rejected,
            repaired=sum(reading.repaired for reading in own),
            requests=sum(reading.requests for reading in own),
            error=outcome.error,
            notice=outcome.notice,
        )


def sync(
    account: Account,
    url: str,
    home: Path,
    *,
    mode: Mode = "incremental",
    only: Iterable[str] | None = None,
    triggered_by: str = "manual",
    requests_per_second: float = 50.0,
    retry_seconds: float = 300.0,
    on_page: Callable[[Reading], None] | None = None,
) -> SyncReport:
    """Copy what changed (or everything) of a tenant into schema `raw`.

    A resource that fails costs only itself: its error is in the report and in `raw.sync_log`, its cursor stays where
    it was, all others are loaded.

    Args:
        account: the tenant. url: the warehouse. home: folder for load files, safe to lose.
        mode: `incremental` asks for changes since the last run; a resource never read is read in full.
        only: names of resources; all when empty.
        triggered_by: for `raw.sync_log`.
        requests_per_second: pace over all resources. retry_seconds: longest time spent on one request.
        on_page: called from reader threads after each page.
    Raises:
        SyncError: nothing could be read at all, or the database went away.
    """
    resources = choose(only)
    for name, value in DLT_CONFIG.items():
        dlt.config[name] = value
    client = Client(account, requests_per_second, retry_seconds)
    try:
        client.check_access()
        with connect(url) as connection:
            ledger = Ledger(connection, account.tenant_id)
            if not ledger.try_lock():
                raise AlreadyRunningError(
                    f"A sync of tenant {account.tenant_id} is running already; this one leaves it alone."
                )
            ledger.prepare()
            run = _Run(client, ledger, url, home / "dlt" / str(account.tenant_id), on_page or _ignore)
            return run.execute(resources, mode, triggered_by)
    except AccessError as error:
        raise RefusedError(str(error)) from None
    except ApiError as error:
        raise SyncError(str(error)) from None
    except psycopg.OperationalError as error:
        raise SyncError(f"The warehouse went away: {_one_line(error)}") from None
    except PipelineStepFailed as error:
        cause = _root_cause(error)
        if not isinstance(cause, (psycopg2.Error, DestinationException, OSError)):
            raise
        raise SyncError(f"The warehouse could not be written: {_one_line(cause)}") from None
    finally:
        client.close()


def _ignore(reading: Reading) -> None:
    del reading


def _raise_if_nothing_was_read(tenant: int, readings: Sequence[Reading]) -> None:
    """One clear line instead of one per resource when all of them failed for the same reason."""
    errors = [reading.error for reading in readings if reading.error and not reading.fetched]
    if len(errors) < len(readings):
        return
    for error in errors:
        if isinstance(error, AccessError):
            raise RefusedError(str(error))
    if all(isinstance(error, NotPermittedError) for error in errors):
        raise RefusedError(
            f"ServiceTitan lets this app read nothing of tenant {tenant} ({errors[0]}): check "
            "SERVICE_TITAN_TENANT_ID, SERVICE_TITAN_APP_KEY and the scopes of the app."
        )
    if len({str(error) for error in errors}) == 1:
        raise SyncError(str(errors[0]))


def _root_cause(error: BaseException) -> BaseException:
    while inner := error.__cause__ or error.__context__:
        error = inner
    return error


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split()) or type(error).__name__
