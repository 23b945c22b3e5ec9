"""Each tenant's days are cut by its own calendar, as its settings say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.ledger import connect
from extract.settings import SettingsError
from flows.time_zones import note_time_zone, read_time_zones
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
