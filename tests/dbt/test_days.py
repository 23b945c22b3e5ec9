"""The macros that cut days, in the SQL they become."""

from __future__ import annotations

import json

import pytest

from tests.dbt.conftest import DbtProject

ZONES = {"1": "America/Chicago", "2": "Pacific/Auckland"}
MOMENTS = """
select tenant_id, moment::timestamptz, {{ business_day('moment::timestamptz', 'tenant_id') }} as day,
    {{ start_of_day('day::date', 'tenant_id') }} as day_start,
    {{ today('tenant_id') }} = (now() at time zone {{ time_zone_of('tenant_id') }})::date as is_today
from (values
    (1, '2026-03-08 05:59:59.999+00', '2026-03-08'),
    (1, '2026-03-08 06:00:00+00', '2026-03-08'),
    (1, '2026-03-09 04:59:59+00', '2026-03-09'),
    (1, '2026-11-02 05:59:59+00', '2026-11-02'),
    (2, '2026-03-08 10:59:59+00', '2026-03-08'),
    (2, '2026-03-08 11:00:00+00', '2026-03-08'),
    (3, '2026-03-08 23:59:59+00', '2026-03-08')
) as given (tenant_id, moment, day)
"""


def test_a_day_ends_at_the_tenants_midnight_also_when_clocks_change(
    empty_project: DbtProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGTZ", "Asia/Tokyo")
    empty_project.write("views/v_moments", MOMENTS)
    assert empty_project.run("--vars", json.dumps({"time_zones": ZONES})).success
    rows = empty_project.query(
        "select day::text, day_start at time zone 'UTC' as day_start, is_today from analytics.v_moments"
        " order by tenant_id, moment"
    )
    assert [row["day"] for row in rows] == [
        "2026-03-07",
        "2026-03-08",
        "2026-03-08",  # The day the clocks go forward has 23 hours: it ends at 05:00 UTC, not 06:00.
        "2026-11-01",
        "2026-03-08",
        "2026-03-09",
        "2026-03-08",
    ]
    starts = [row["day_start"].strftime("%m-%d %H:%M") for row in rows]
    assert starts[1:4] == ["03-08 06:00", "03-09 05:00", "11-02 06:00"]
    assert starts[4:] == ["03-07 11:00", "03-07 11:00", "03-08 00:00"]
    assert all(row["is_today"] for row in rows)


@pytest.mark.parametrize(
    ("given", "day"), [({}, "2026-03-08"), ({"time_zone": "America/Denver"}, "2026-03-07")]
)
def test_without_zones_of_tenants_the_common_one_counts(
    empty_project: DbtProject, given: dict[str, str], day: str
) -> None:
    empty_project.write(
        "views/v_day", "select {{ business_day(\"'2026-03-08 05:00+00'::timestamptz\", '7') }} as day"
    )
    assert empty_project.run("--vars", json.dumps(given)).success
    assert [str(row["day"]) for row in empty_project.query("select day from analytics.v_day")] == [day]
