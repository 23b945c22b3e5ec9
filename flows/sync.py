"""Extract, then transform. `python -m flows.sync` is what `make sync` runs."""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from extract.custom_reports_file import ReportSpec, read_report_specs
from extract.database import DatabaseError, check_server
from extract.embedded import EmbeddedPostgresError
from extract.plan import Wish, choose, read_plan
from extract.settings import Settings, SettingsError, load_settings
from extract.sync import WHAT_IS_DUE, AlreadyRunningError, Mode, SyncError, SyncReport, sync
from flows.progress import progress
from flows.reports import reports_in
from flows.time_zones import note_time_zone
from flows.transform import TransformReport, transform
from flows.warehouse import Warehouse, open_warehouse

EXPECTED_ERRORS = (SettingsError, DatabaseError, EmbeddedPostgresError, SyncError)
"""Foreseeable mistakes and outages: one clear line, no traceback."""

MODES: tuple[Mode, ...] = ("incremental", "full")


@dataclass(frozen=True)
class RunResult:
    """One run. `extracted` and `transformed` are None for a step that was not reached."""

    mode: Mode
    extracted: SyncReport | None = None
    transformed: TransformReport | None = None
    skipped: str | None = None

    @property
    def failures(self) -> tuple[str, ...]:
        """What went wrong, a line each; resources that failed for one reason share a line."""
        by_error: dict[str, list[str]] = {}
        for resource in self.extracted.failed if self.extracted else ():
            by_error.setdefault(resource.error or "", []).append(resource.name)
        extract = tuple(f"{', '.join(names)}: {error}" for error, names in by_error.items())
        return extract + (self.transformed.errors if self.transformed else ())

    @property
    def ok(self) -> bool:
        """Whether everything asked for was done."""
        return not self.failures

    @property
    def failure(self) -> str | None:
        """All failures in one line."""
        return "; ".join(self.failures) or None

    def markdown(self) -> str:
        """The summary as an artifact."""
        from flows.report import markdown

        return markdown(self)


def run_in(
    warehouse: Warehouse,
    settings: Settings,
    mode: Mode = "incremental",
    wish: Wish = WHAT_IS_DUE,
    triggered_by: str = "manual",
) -> RunResult:
    """One run into a warehouse: copy what changed, then build what stands on it.

    The models are built on what did arrive when a resource failed. Raises EXPECTED_ERRORS when nothing could be read.
    """
    account = settings.require_account()
    choose(wish)
    specs = () if wish.named else read_report_specs(settings.reports_file, account.tenant_id)
    plan = read_plan(settings.plan_file, account.tenant_id, settings.hash_salt)
    check_server(warehouse.url)
    try:
        with progress() as on_page:
            extracted = sync(
                account,
                warehouse.url,
                warehouse.home,
                mode=mode,
                wish=wish,
                plan=plan,
                triggered_by=triggered_by,
                requests_per_second=settings.requests_per_second,
                retry_seconds=settings.retry_seconds,
                run_retry_seconds=settings.run_retry_seconds,
                largest_deleted_share=settings.largest_deleted_share,
                child_requests=settings.child_requests,
                on_page=on_page,
            )
    except AlreadyRunningError as running:
        return RunResult(mode, skipped=str(running))
    note_time_zone(warehouse.url, account.tenant_id, settings.time_zone)
    full = mode == "full" and not wish.named
    reports = partial(_with_reports, warehouse, settings, specs, mode, triggered_by)
    if full:
        extracted = reports(extracted)
        return RunResult(mode, extracted, transform(warehouse, everything=True))
    # Between full runs fresh models come first: reports have minutes to wait for.
    transformed = transform(warehouse)
    with_reports = reports(extracted)
    if any(report.changed for report in with_reports.resources[len(extracted.resources) :]):
        transformed = transformed.then(transform(warehouse))
    return RunResult(mode, with_reports, transformed)


def _with_reports(
    warehouse: Warehouse,
    settings: Settings,
    specs: Sequence[ReportSpec],
    mode: Mode,
    triggered_by: str,
    extracted: SyncReport,
) -> SyncReport:
    started = time.monotonic()
    reports = reports_in(warehouse, settings, specs, mode, triggered_by)
    seconds = extracted.seconds + time.monotonic() - started
    return replace(extracted, resources=(*extracted.resources, *reports), seconds=seconds)


def run(mode: Mode = "incremental", wish: Wish = WHAT_IS_DUE, triggered_by: str = "manual") -> RunResult:
    """One run as the settings say."""
    settings = load_settings()
    settings.require_account()
    choose(wish)
    return run_in(open_warehouse(settings), settings, mode, wish, triggered_by)


def _names(text: str) -> list[str]:
    return [name for name in (part.strip() for part in text.split(",")) if name]


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m flows.sync", description="Copy ServiceTitan and build the models."
    )
    parser.add_argument("--mode", choices=MODES, default="incremental")
    parser.add_argument(
        "--only", type=_names, default=[], metavar="RESOURCE,...", help="these resources only"
    )
    parser.add_argument("--module", type=_names, default=[], metavar="MODULE,...", help="these modules only")
    parser.add_argument(
        "--skip", type=_names, default=[], metavar="NAME,...", help="not these resources or modules"
    )
    parser.add_argument(
        "--force", type=_names, default=[], metavar="RESOURCE,...|1", help="mark missing records however many"
    )
    chosen = parser.parse_args(arguments)
    wish = Wish(chosen.only, chosen.module, chosen.skip, chosen.force)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    try:
        if os.environ.get("PREFECT_API_URL"):
            from flows.prefect_flow import run_flow

            result = run_flow(chosen.mode, wish)
        else:
            result = run(chosen.mode, wish)
    except EXPECTED_ERRORS as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted; the next sync goes on from what is loaded.\n")
        return 130
    from flows.report import show

    show(result)
    return 0 if result.ok else 1


if __name__ == "__main__":
    sys.exit(main())
