"""Each tenant's days are cut by its own calendar, as its settings say."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import NoReturn

import pytest

from extract.ledger import connect
from extract.settings import SettingsError
from flows import pending
from flows.time_zones import note_time_zone, read_time_zones
from flows.transform import transform
from flows.warehouse import Warehouse
from tests.conftest import Bench


def test_a_run_tells_the_warehouse_its_tenants_zone_and_days_follow(core: Bench) -> None:
    tenant = core.settings.require_account().tenant_id
    other = tenant + 1
    note_time_zone(core.url, other, "America/Denver")
    bench = replace(core, settings_overrides={"SERVICE_TITAN_TIME_ZONE": "America/Chicago"})
    result = bench.run()
    assert result.ok, result.failure
    with connect(core.url) as connection:
        assert read_time_zones(connection) == {tenant: "America/Chicago", other: "America/Denver"}
    assert core.warehouse.dbt_vars == (
        f'{{"time_zones": {{"{tenant}": "America/Chicago", "{other}": "America/Denver"}}}}'
    )
    assert result.transformed is not None
    assert result.transformed.everything, "another zone moves figures of all days"
    again = bench.run()
    assert again.transformed is not None
    assert not again.transformed.everything


def test_a_zone_that_only_the_server_does_not_know_is_named(core: Bench) -> None:
    with pytest.raises(SettingsError, match="SERVICE_TITAN_TIME_ZONE is 'Mars/Olympus'"):
        note_time_zone(core.url, 1, "Mars/Olympus")


def test_a_build_that_waited_for_another_tenants_knows_the_zone_of_that(
    core: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(warehouse: Warehouse) -> NoReturn:
        raise LookupError(warehouse.dbt_vars)

    monkeypatch.setattr("flows.transform.Project", told)
    with connect(core.url) as other, ThreadPoolExecutor(1) as pool:
        pending.wait_for_others(other)
        build = pool.submit(transform, core.warehouse)
        while not core.value("select count(*) from pg_locks where locktype = 'advisory' and not granted"):
            assert not build.done(), "it did not wait"
            time.sleep(0.02)
        note_time_zone(core.url, core.settings.require_account().tenant_id + 1, "America/Chicago")
        other.close()
        with pytest.raises(LookupError, match="America/Chicago"):
            build.result()
