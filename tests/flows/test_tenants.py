"""Several tenants in one warehouse: each copied and modelled as if it were alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.process import SimulatorProcess
from tests.conftest import PROJECT, Bench, Databases

FIRST, SECOND = 1001, 1002


@pytest.fixture(scope="module")
def company_pair() -> Iterator[SimulatorProcess]:
    with SimulatorProcess(core_only=True, tenants=[str(FIRST), str(SECOND)]) as process:
        process.control.settings(rate_limit=0)
        yield process


@pytest.fixture
def tenants(company_pair: SimulatorProcess, make_database: Databases, tmp_path: Path) -> list[Bench]:
    url = make_database()
    access = company_pair.environment()
    benches = []
    for tenant in company_pair.ready.tenants:
        own = {
            "SERVICE_TITAN_CLIENT_ID": tenant.client_id,
            "SERVICE_TITAN_CLIENT_SECRET": tenant.client_secret,
            "SERVICE_TITAN_APP_KEY": tenant.app_key,
            "SERVICE_TITAN_TENANT_ID": str(tenant.tenant_id),
        }
        control = company_pair.control.for_tenant(tenant.tenant_id)
        benches.append(Bench(url, tmp_path, control, {**access, **own}))
    return benches


def test_two_first_runs_at_once_give_each_tenant_its_own_figures(
    tenants: list[Bench], core_template: Bench
) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "flows.sync"],
            cwd=PROJECT,
            env={**os.environ, **bench.environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for bench in tenants
    ]
    for process in processes:
        _, errors = process.communicate(timeout=400)
        assert process.returncode == 0, errors

    ignored = ("tenant_id", "last_synced_at", "aggregates_updated_at", "fetched_at")
    both = tenants[0]
    for table in (
        "raw.st_invoices",
        "raw.st_custom_fields",
        "analytics.st_customers",
        "analytics.st_technicians",
    ):
        alone = core_template.table(table, without=ignored)
        for tenant in (FIRST, SECOND):
            rows = f"(select * from {table} where tenant_id = {tenant}) as rows"
            assert both.table(rows, without=ignored) == alone, (table, tenant)


def test_a_change_of_one_tenant_leaves_the_other_alone(tenants: list[Bench]) -> None:
    first, second = tenants
    first.run("full")
    second.run("full")
    first.control.advance(hours=1)
    first.control.change("customers", {"name": "Renamed"}, ids=[1001])
    assert second.run().ok
    assert first.run().ok
    names = first.query("select tenant_id, name from analytics.st_customers where st_id = 1001 order by 1")
    assert names == [(FIRST, "Renamed"), (SECOND, "Alma Reyes")]
    jobs = first.query(
        "select distinct customer_name from analytics.st_jobs where customer_id = 1001 order by 1"
    )
    assert jobs == [("Alma Reyes",), ("Renamed",)]
