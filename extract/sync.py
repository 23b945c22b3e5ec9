"""Copy a tenant into the warehouse: what others call, and what can go wrong before and around a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import psycopg
import psycopg2
from dlt.common.destination.exceptions import DestinationException
from dlt.pipeline.exceptions import PipelineStepFailed

from extract.allocator import return_large_blocks
from extract.api_errors import AccessError, ApiError
from extract.choice import Mode
from extract.client import Client
from extract.interrupts import causes, interruptible, was_interrupt
from extract.ledger import Ledger, connect
from extract.plan import Plan, Wish, choose
from extract.reading import Reading
from extract.report import (
    AlreadyRunningError,
    RefusedError,
    ResourceReport,
    SyncError,
    SyncReport,
    UnknownResourceError,
)
from extract.run import Run, work_folder
from extract.settings import Account

__all__ = [
    "AlreadyRunningError",
    "Mode",
    "RefusedError",
    "ResourceReport",
    "SyncError",
    "SyncReport",
    "UnknownResourceError",
    "sync",
]

WHAT_IS_DUE = Wish()
THE_CATALOGUES = Plan()


def sync(
    account: Account,
    url: str,
    home: Path,
    *,
    mode: Mode = "incremental",
    wish: Wish = WHAT_IS_DUE,
    plan: Plan = THE_CATALOGUES,
    triggered_by: str = "manual",
    requests_per_second: float = 50.0,
    retry_seconds: float = 300.0,
    run_retry_seconds: float = 900.0,
    largest_deleted_share: float = 0.2,
    child_requests: int = 500,
    on_page: Callable[[Reading], None] | None = None,
) -> SyncReport:
    """Copy what changed (or everything) of a tenant into schema `raw`.

    A resource that fails costs only itself: its error is in the report and in `raw.sync_log`, its cursor stays where
    it was, all others are loaded.

    Args:
        account: the tenant. url: the warehouse. home: folder for load files, safe to lose.
        mode: `incremental` asks for changes since the last run; a resource never read is read in full.
        wish: names of resources or modules; else a full run reads everything and others what is due by the `plan`.
        plan: how often resources are read, which fields are not stored; by default what the catalogue says, and
            without the fields that are never stored.
        triggered_by: for `raw.sync_log`.
        requests_per_second: pace over all resources.
        retry_seconds: longest time spent on one request. run_retry_seconds: on all that have to be tried again.
        largest_deleted_share: a full read that misses more than this share of a table marks nothing as deleted.
        child_requests: how many requests may be spent on children of single parents.
        on_page: called from reader threads after each page.
    Raises:
        SyncError: nothing could be read at all, or the warehouse cannot be written.
        KeyboardInterrupt: the process was asked to end; what is committed stays.
    """
    choose(wish)
    return_large_blocks()
    client = Client(account, requests_per_second, retry_seconds, run_retry_seconds)
    try:
        with interruptible(client):
            client.check_access()
            with connect(url) as connection:
                ledger = Ledger(connection, account.tenant_id)
                with ledger.lock() as got:
                    if not got:
                        raise AlreadyRunningError(
                            f"A sync of tenant {account.tenant_id} is running already; this one leaves it alone."
                        )
                    ledger.prepare()
                    folder = work_folder(home, url, account.tenant_id)
                    run = Run(
                        client,
                        connection,
                        url,
                        folder,
                        on_page or _ignore,
                        largest_deleted_share,
                        child_requests,
                    )
                    return run.execute(wish, plan, mode, triggered_by)
    except AccessError as error:
        raise RefusedError(str(error)) from None
    except ApiError as error:
        raise SyncError(str(error)) from None
    except (psycopg.Error, psycopg2.Error, DestinationException, PipelineStepFailed, OSError) as error:
        _raise_as_sync_error(error)
    finally:
        client.close()


def _raise_as_sync_error(error: Exception) -> NoReturn:
    """What PostgreSQL or the disk refused in one line; a fault of our own as it is."""
    if was_interrupt(error):
        raise KeyboardInterrupt from None
    found = list(causes(error))
    told = [
        cause for cause in found if isinstance(cause, (psycopg.Error, psycopg2.Error, DestinationException))
    ]
    told += [cause for cause in found if isinstance(cause, OSError)]
    if not told:
        raise error
    message = " ".join(str(told[-1]).split()) or type(told[-1]).__name__
    raise SyncError(f"The warehouse could not be written: {message}") from None


def _ignore(reading: Reading) -> None:
    del reading
