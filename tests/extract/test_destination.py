"""What is overridden of dlt is still there, and takes what ours takes: some of it is not public."""

from __future__ import annotations

import inspect
import logging

import dlt
import pytest
from dlt.destinations.impl.postgres.factory import PostgresTypeMapper, postgres
from dlt.destinations.impl.postgres.postgres import PostgresClient
from dlt.destinations.impl.postgres.sql_client import Psycopg2SqlClient

from extract.destination import WarehouseClient, WarehouseTypeMapper, warehouse
from extract.kept_connections import KeptSqlClient
from extract.load_job import UpsertJob
from tests.conftest import Bench

OVERRIDES = [
    (WarehouseClient, PostgresClient),
    (WarehouseTypeMapper, PostgresTypeMapper),
    (KeptSqlClient, Psycopg2SqlClient),
    (warehouse, postgres),
]
OF_OUR_OWN = {"_address"}


@pytest.mark.parametrize(("ours", "theirs"), OVERRIDES)
def test_what_is_overridden_is_there(ours: type, theirs: type) -> None:
    members = {name for name in vars(ours) if not name.startswith("__")} - OF_OUR_OWN - {"config"}
    assert members
    for name in members:
        original, replacement = getattr(theirs, name), getattr(ours, name)
        if inspect.isfunction(original):
            wanted, given = (list(inspect.signature(one).parameters) for one in (original, replacement))
            assert given == wanted, name


def test_the_load_job_stands_on_members_that_dlt_sets() -> None:
    job = UpsertJob("started_jobs/st_zones.0123456789.0.csv", resource=None, tenant_id=1, stored="none")  # type: ignore[arg-type]
    assert {"_file_path", "_load_id", "_job_client"} <= vars(job).keys()


def test_dlt_tells_nobody_of_a_sync_and_leaves_errors_to_us(bench: Bench) -> None:
    bench.sync(only=["zones"])
    assert dlt.current.run_context().runtime_config.dlthub_telemetry is False
    assert logging.getLogger("dlt").level == logging.CRITICAL
