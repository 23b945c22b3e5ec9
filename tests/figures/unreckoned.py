"""Columns of marts and views that hold a number, a day or a time and are not reckoned a second time, and why."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import yaml

from tests.figures.columns import words

FIGURES = ("numeric", "bigint", "integer", "boolean", "date", "timestamp with time zone")
GIVEN = "as the API gives it"

REASONS = (
    # model, columns, why not
    (
        "v_*",
        "st_created_on st_modified_on last_synced_at deleted_at",
        "of the record, not of what it stands for",
    ),
    ("v_*_history", "*", "versions of what the API gave; tests/flows/test_history.py compares them"),
    ("v_sync_status", "*", "about runs, not records; tests/flows/test_incremental.py counts them"),
    ("mart_revenue_check", "last_changed_on", "decides the status, which is compared"),
    ("mart_restatements", "changed_at changed_date", "when the build ran that first gave the figure"),
    ("mart_restatements_by_month", "last_changed_at", "when the build ran that first gave the figure"),
    ("v_customers_complete", "active do_not_* tax_exempt national_account latitude longitude", GIVEN),
    ("v_customers_complete", "aggregates_updated_at", "when records were read"),
    ("v_customer_search", "active do_not_service balance", GIVEN),
    ("v_customer_search", "last_job_date", "that of v_customers_complete"),
    ("v_jobs_by_*", "scheduled_start scheduled_end completed_on", GIVEN),
    ("v_technician_day_jobs", "arrival_window_* actual_*", "those of st_appointments"),
    ("v_pricebook_items", "*", GIVEN),
    ("v_zones", "*", GIVEN),
)


def columns(models: Path) -> Iterator[tuple[str, str]]:
    """Every mart and view of a project's models with each column that holds a figure; ids are none."""
    for file in sorted((*models.glob("marts/**/*.yml"), *models.glob("views/**/*.yml"))):
        for model in (yaml.safe_load(file.read_text()) or {}).get("models") or []:
            if model["name"].startswith(("mart_", "v_")):
                for column in model["columns"]:
                    name = column["name"]
                    if column.get("data_type") in FIGURES and not name.endswith("_id"):
                        yield model["name"], name


def reasons(model: str, column: str) -> Iterator[tuple[str, str, str]]:
    """The lines above that speak of a column."""
    for line in REASONS:
        of_model, of_columns, _ = line
        if fnmatch(model, of_model) and any(fnmatch(column, each) for each in words(of_columns)):
            yield line
