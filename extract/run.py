"""One run of one tenant, under the tenant's lock: read and load in rounds, keep the books."""

from __future__ import annotations

import hashlib
import shutil
import time
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from extract.api_errors import AccessError, NotPermittedError
from extract.background import Background
from extract.catalog import Resource
from extract.choice import Books, Cursors, Mode, readings_of_run, resources_of_run
from extract.client import Client
from extract.clock import database_ahead
from extract.database import libpq_environment
from extract.deletions import forget_seen, mark_deleted
from extract.interrupts import was_interrupt
from extract.ledger import Ledger, OtherSourceError, connect
from extract.loading import Loading
from extract.outcome import Loaded, Outcome
from extract.parents import Parents
from extract.plan import Plan, Wish
from extract.reading import Cursor, Reading, Round
from extract.report import RefusedError, ResourceReport, SyncError, SyncReport

LONGEST_REASON = 500
ANALYZE_FROM = 100
"""A full read that wrote more rows than this leaves a table whose statistics say nothing of it."""


def work_folder(home: Path, url: str, tenant_id: int) -> Path:
    """Where a tenant's load files lie: runs into different databases must not share it."""
    names = libpq_environment(url)
    database = "|".join(names[name] for name in ("PGHOST", "PGPORT", "PGDATABASE"))
    return home / "dlt" / f"{tenant_id}-{hashlib.sha256(database.encode()).hexdigest()[:8]}"


class Run:
    """Reads what was chosen into the warehouse."""

    def __init__(
        self,
        client: Client,
        connection: psycopg.Connection[Any],
        url: str,
        folder: Path,
        on_page: Callable[[Reading], None],
        largest_deleted_share: float,
        child_requests: int,
    ) -> None:
        self._client, self._connection, self._url, self._folder = client, connection, url, folder
        self._ledger = Ledger(connection, client.account.tenant_id)
        self._on_page = on_page
        self._largest_deleted_share = largest_deleted_share
        self._tenant = client.account.tenant_id
        self._child_requests = child_requests
        self._source = urlsplit(client.account.api_url).hostname or ""

    def execute(self, wish: Wish, plan: Plan, mode: Mode, triggered_by: str) -> SyncReport:
        """Read, load and keep the books; they are closed however the run ends.

        Raises:
            SyncError: nothing could be read, or the cursors are those of another API host.
        """
        clock = time.monotonic()
        run_id = str(uuid.uuid4())
        last_reads = self._ledger.last_reads()
        stored = self._stored(mode)
        books = Books(last_reads, stored, self._ledger.denied())
        resources = resources_of_run(wish, plan, mode, books)
        readings = readings_of_run(resources, wish, plan, mode, stored)
        full = {
            resource.name
            for resource in resources
            if not resource.in_parts and not any(one.cursor for one in readings if one.resource is resource)
        }
        known = last_reads.keys()
        forget_seen(self._connection, self._tenant)
        sync_types = {r.name: "full" if r.name in full else "incremental" for r in resources}
        self._ledger.begin(run_id, triggered_by, sync_types)
        try:
            in_parts = {resource.name for resource in resources if resource.in_parts}
            loaded = self._read_and_load(readings, tracked=full & known | in_parts, fresh=full - known)
            outcomes = [
                self._outcome(
                    resource,
                    [reading for reading in readings if reading.resource is resource],
                    full=resource.name in full,
                    known=resource.name in known,
                    force=wish.forces(resource),
                    loaded=loaded.get(resource.name, Loaded()),
                )
                for resource in resources
            ]
            self._ledger.finish(run_id, {resource.name: resource for resource in resources}, outcomes)
            forget_seen(self._connection, self._tenant)
        except BaseException as error:
            reason = "interrupted" if was_interrupt(error) else " ".join(str(error).split())[:LONGEST_REASON]
            with suppress(psycopg.Error):
                self._ledger.abandon(run_id, reason)
            raise
        _raise_if_nothing_was_read(self._tenant, readings, tell_denials=wish.named and bool(known))
        reports = tuple(_report(outcome, readings) for outcome in outcomes)
        return SyncReport(run_id, self._tenant, reports, time.monotonic() - clock)

    def _stored(self, mode: Mode) -> Cursors:
        try:
            return self._ledger.cursors(self._source)
        except OtherSourceError as other:
            if mode == "full":
                return {}
            raise RefusedError(
                f"This warehouse holds tenant {self._tenant} as read from {other}, and the settings now say "
                f"{self._source}: correct SERVICE_TITAN_ENVIRONMENT or SERVICE_TITAN_API_URL, use another "
                "database, or read everything anew with MODE=full."
            ) from None

    def _read_and_load(
        self, readings: Sequence[Reading], tracked: set[str], fresh: set[str]
    ) -> Mapping[str, Loaded]:
        shutil.rmtree(self._folder, ignore_errors=True)
        loading = Loading(
            self._connection, self._tenant, self._url, self._folder / "pipelines", tracked, fresh
        )
        with connect(self._url) as own:
            parents = Parents(own, self._tenant, self._child_requests)
            files = self._folder / "files"
            ahead = database_ahead(own)
            round_ = Round(self._client, self._client.now(), files, self._on_page, parents, ahead)
            # Children are read for parents that are loaded.
            for children in (False, True):
                turn = [reading for reading in readings if bool(reading.endpoint.parent) is children]
                with Background(turn, round_) as background:
                    if not children:
                        loading.make_tables()
                    while pieces := background.take():
                        loaded = loading.load(pieces)
                        self._ledger.keep_cursors(self._source, _cursors(readings, loaded))
                        background.make_room(pieces)
        return loading.loaded

    def _outcome(
        self,
        resource: Resource,
        readings: Sequence[Reading],
        *,
        full: bool,
        known: bool,
        force: bool,
        loaded: Loaded,
    ) -> Outcome:
        errors = [reading.error for reading in readings if reading.error]
        denials = [error for error in errors if isinstance(error, NotPermittedError)]
        failures = dict.fromkeys(str(error) for error in errors if not isinstance(error, NotPermittedError))
        denied = notice = None
        if denials and not failures:
            denied = f"not permitted: {denials[0]}" if len(denials) == len(readings) else None
            notice = None if denied else f"not permitted: {'; '.join(map(str, denials))}"
        if full and loaded.created + loaded.updated > ANALYZE_FROM:
            self._ledger.analyze(resource)
        notice = notice or next((reading.notice for reading in readings if reading.notice), None)
        deleted = sum(reading.deleted for reading in readings)
        if full and known and not errors:
            share = None if loaded.rejected else self._largest_deleted_share
            deleted, notice = self._mark_deleted(resource, 1.0 if force else share)
        return Outcome(
            entity_type=resource.name,
            full=full,
            fetched=sum(reading.fetched for reading in readings),
            loaded=loaded,
            deleted=deleted,
            error="; ".join(failures) or None,
            notice=notice,
            denied=denied,
        )

    def _mark_deleted(self, resource: Resource, largest_share: float | None) -> tuple[int, str | None]:
        deleted, missing = mark_deleted(self._connection, self._tenant, resource, largest_share)
        if not missing or deleted:
            return deleted, None
        reason = "and rejected ones may be these"
        if largest_share is not None:
            reason = f"more than {largest_share:.0%} of the table"
        return 0, (
            f"{missing} records were not returned, {reason}: not marked as deleted; "
            f"if they are gone, MODE=full FORCE={resource.name} marks them"
        )


def _cursors(readings: Sequence[Reading], names: Collection[str]) -> dict[str, dict[str, Cursor]]:
    """The cursors of all endpoints of these resources."""
    cursors: dict[str, dict[str, Cursor]] = {name: {} for name in names}
    for reading in readings:
        if reading.resource.name in names:
            cursors[reading.resource.name][reading.endpoint.name] = reading.stored
    return cursors


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
        notice=outcome.denied or outcome.notice,
    )


def _raise_if_nothing_was_read(tenant: int, readings: Sequence[Reading], *, tell_denials: bool) -> None:
    """One clear line instead of one per resource when all of them failed for the same reason.

    Args:
        tell_denials: what is not permitted is a state of the resources asked for, and not a fault of the settings.
    """
    errors = [reading.error for reading in readings if reading.error and not reading.fetched]
    if not readings or len(errors) < len(readings):
        return
    for error in errors:
        if isinstance(error, AccessError):
            raise RefusedError(str(error))
    if all(isinstance(error, NotPermittedError) for error in errors):
        if tell_denials:
            return
        raise RefusedError(
            f"ServiceTitan lets this app read nothing of tenant {tenant} ({errors[0]}): check "
            "SERVICE_TITAN_TENANT_ID, SERVICE_TITAN_APP_KEY and the scopes of the app."
        )
    if len({str(error) for error in errors}) == 1:
        raise SyncError(str(errors[0]))
