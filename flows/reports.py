"""Custom reports: part of a run, and alone as `make reports`."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence

from extract.choice import Mode
from extract.custom_reports import ReportOptions, read_custom_reports
from extract.custom_reports_file import ReportSpec, read_report_specs
from extract.database import check_server
from extract.report import AlreadyRunningError, ResourceReport
from extract.settings import Settings, SettingsError, load_settings
from flows.warehouse import Warehouse, open_warehouse

log = logging.getLogger(__name__)


def reports_in(
    warehouse: Warehouse, settings: Settings, specs: Sequence[ReportSpec], mode: Mode, triggered_by: str
) -> tuple[ResourceReport, ...]:
    """What is due of the reports, for as long as a run may spend on them; none while another run reads them."""
    options = _options(settings, settings.reports_seconds, at_once=mode == "full", triggered_by=triggered_by)
    try:
        return read_custom_reports(settings.require_account(), warehouse.url, specs, options)
    except AlreadyRunningError as running:
        log.info("%s", running)
        return ()


def _options(
    settings: Settings, seconds: float | None, *, at_once: bool, triggered_by: str = "manual"
) -> ReportOptions:
    return ReportOptions(
        time_zone=settings.time_zone,
        interval=settings.report_interval,
        seconds=seconds,
        at_once=at_once,
        triggered_by=triggered_by,
        requests_per_second=settings.requests_per_second,
        retry_seconds=settings.retry_seconds,
        run_retry_seconds=settings.run_retry_seconds,
        salt=settings.hash_salt,
    )


def _chosen(specs: Sequence[ReportSpec], names: Sequence[str], file: str) -> list[ReportSpec]:
    known = {spec.name: spec for spec in specs}
    wanted = [name.removeprefix("report_") for name in names]
    if unknown := [name for name in wanted if name not in known]:
        raise SettingsError(
            f"{file} has no report {', '.join(unknown)}; it has: {', '.join(sorted(known)) or 'none'}."
        )
    return [known[name] for name in wanted] or list(specs)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read all that is missing or not final, however long it takes; returns the exit code."""
    from flows.report import show_reports
    from flows.sync import EXPECTED_ERRORS

    parser = argparse.ArgumentParser(prog="python -m flows.reports", description="Copy custom reports.")
    parser.add_argument("--only", default="", metavar="REPORT,...", help="these reports only")
    only = [name.strip() for name in parser.parse_args(arguments).only.split(",") if name.strip()]
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("extract.custom_reports").setLevel(logging.INFO)
    try:
        settings = load_settings()
        account = settings.require_account()
        specs = read_report_specs(settings.reports_file, account.tenant_id)
        chosen = _chosen(specs, only, settings.reports_file.name)
        if not chosen:
            raise SettingsError(
                f"{settings.reports_file.name} lists no report; reports.yml.example shows how to."
            )
        warehouse = open_warehouse(settings)
        check_server(warehouse.url)
        reports = read_custom_reports(account, warehouse.url, chosen, _options(settings, None, at_once=True))
    except EXPECTED_ERRORS as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted; the next run goes on with the periods that are missing.\n")
        return 130
    show_reports(reports)
    for report in reports:
        if report.error:
            sys.stderr.write(f"Failed: {report.name}: {report.error}\n")
    return int(any(report.error for report in reports))


if __name__ == "__main__":
    sys.exit(main())
