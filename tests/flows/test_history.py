"""History, from a change in ServiceTitan to what an analyst sees of it: versions, restatements, merges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any

import pytest

from tests.conftest import Bench

AS_OF = """
select versions.job_status, versions.deleted_at is not null
from (select %s::date as day) as asked
left join analytics.v_jobs_history as versions
    on versions.st_id = %s and asked.day >= versions.first_day and asked.day < versions.until_day
"""


def _run(bench: Bench, mode: Any = "incremental", only: tuple[str, ...] = ()) -> None:
    result = bench.run(mode, only)
    assert result.ok, result.failure


def _today(bench: Bench) -> date:
    """Today in the tenant's calendar; asked for once in a test, which may run over midnight."""
    found: date = bench.value("select (now() at time zone time_zone)::date from raw.tenants")
    return found


def _age(bench: Bench, today: date, days: int) -> None:
    """Let so many days of the tenant's calendar go by since all that was read and built.

    What is new is taken for built at noon of `today`: neither when the warehouse was made matters, nor that this test
    may run over midnight, nor a change of clocks since.
    """
    new = f"case when {{0}} > '{today}'::date - 5 then '{today} 12:00' else {{0}} at time zone time_zone end"
    aged = f"(({new}) - interval '{days} days') at time zone time_zone"
    read = {f"raw.st_{table}": ("fetched_at", "deleted_at") for table in ("jobs", "invoices")}
    kept = {
        f"history.{table}": ("valid_from", "valid_to") for table in ("jobs", "invoices", "invoice_revenue")
    }
    for table, columns in {**read, **kept}.items():
        for column in columns:
            past = f"from raw.tenants where {column} < '9999-12-31'"
            bench.query(f"update {table} set {column} = {aged.format(column)} {past}")


def test_a_job_as_it_was_on_a_day_is_one_join(core: Bench) -> None:
    today = _today(core)
    versions = "select count(*) from history.jobs"
    before = core.value(versions)
    assert before == core.value("select count(*) from raw.st_jobs")
    _age(core, today, 30)
    core.control.change("jobs", {"jobStatus": "Hold"}, ids=[3118])
    _run(core)
    _age(core, today, 20)
    (job,) = (each for each in core.control.truth("jobs") if each["id"] == 3118)
    core.control.delete("jobs", ids=[3118])
    _run(core, "full", ("jobs",))
    _age(core, today, 10)
    core.control.add("jobs", {**job, "jobStatus": "Canceled"})
    _run(core)
    _run(core)
    assert core.value(versions) == before + 3
    _age(core, today, 0)

    def as_of(ago: int) -> tuple[Any, ...]:
        (row,) = core.query(AS_OF, today - timedelta(days=ago), 3118)
        return row

    assert as_of(61) == (None, False), "before history began nothing is known"
    assert as_of(60) == ("Scheduled", False)
    assert as_of(31) == ("Scheduled", False)
    assert as_of(30) == ("Hold", False)
    assert as_of(10) == ("Hold", True)
    assert as_of(0) == ("Canceled", False)
    unchanged = core.query("select st_id from analytics.v_jobs_history group by st_id having count(*) > 1")
    assert unchanged == [(3118,)]


class _HoursBehind(datetime):
    """The clock of a machine that is two hours late."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        return datetime.now(tz) - timedelta(hours=2)


def test_a_machine_whose_clock_is_late_tells_history_of_a_record_that_returned(
    core: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was marked as deleted by PostgreSQL's clock."""
    (job,) = (each for each in core.control.truth("jobs") if each["id"] == 3118)
    core.control.delete("jobs", ids=[3118])
    _run(core, "full", ("jobs",))
    for module in ("clock", "readers", "children"):
        monkeypatch.setattr(f"extract.{module}.datetime", _HoursBehind)
    core.control.add("jobs", job)
    _run(core)
    current = "select deleted_at is null from history.jobs where st_id = 3118 and valid_to > now()"
    assert core.query(current) == [(True,)]
    read = "select last_synced_at between now() - interval '1 hour' and now() from analytics.st_jobs where st_id = 3118"
    assert core.query(read) == [(True,)]


def test_a_closed_month_tells_what_changed_it(core: Bench) -> None:
    """September 2024 was closed long ago: an invoice grows dearer, a job moves to October, another is reopened."""
    rows = "select * from analytics.mart_restatements"
    assert core.table("analytics.mart_restatements") == []
    today = _today(core)
    _age(core, today, 30)
    (invoice,) = (each for each in core.control.truth("invoices") if each["id"] == 7110)
    first, *others = invoice["items"]
    items = [{**first, "total": str(Decimal(first["total"]) + 10)}, *others]
    core.control.change("invoices", {"items": items}, ids=[7110])
    _run(core)
    core.control.change("jobs", {"completedOn": "2024-10-02T18:00:00Z"}, ids=[3111])
    core.control.change("jobs", {"jobStatus": "InProgress"}, ids=[3113])
    _run(core)
    told = core.query(
        "select month_start::text, business_unit_id, invoice_id, record_type, record_id, old_amount, new_amount,"
        f" difference, changed_date - %s in (0, 1) from ({rows}) as told order by invoice_id, month_start",
        today,
    )
    assert told == [
        ("2024-09-01", 111, 7110, "invoice", 7110, 150, 160, 10, True),
        ("2024-09-01", 112, 7113, "job", 3111, 250, 0, -250, True),
        ("2024-10-01", 112, 7113, "job", 3111, 0, 250, 250, True),
        ("2024-09-01", 111, 7115, "job", 3113, 90, 0, -90, True),
    ]
    months = core.query(
        "select month_start::text, figure, business_unit_id, closed_amount, amount, difference, changes"
        " from analytics.mart_restatements_by_month order by month_start, business_unit_id"
    )
    assert months == [
        ("2024-09-01", "completed", 111, 1030, 950, -80, 2),
        ("2024-09-01", "completed", 112, 2720, 2470, -250, 1),
        ("2024-10-01", "completed", 112, 0, 250, 250, 1),
    ]
    before = core.table("analytics.mart_restatements")
    _run(core, "full")
    assert core.table("analytics.mart_restatements") == before


def test_a_figure_says_when_no_record_but_a_setting_changed_it(core: Bench) -> None:
    """In UTC the job completed at 23:30 in Denver, on September 30, is one of October."""
    _age(core, _today(core), 30)
    _run(replace(core, settings_overrides={"SERVICE_TITAN_TIME_ZONE": "UTC"}))
    told = core.query(
        "select month_start::text, record_type, record_id, difference"
        " from analytics.mart_restatements where invoice_id = 7108 order by month_start"
    )
    assert told == [("2024-09-01", "none", None, -120), ("2024-10-01", "none", None, 120)]


def test_merged_customers_are_one_until_they_are_unmerged(core: Bench) -> None:
    def canonical() -> dict[int, int]:
        ids = "st_id in (1121, 1122, 1123, 1124, 1105)"
        rows = core.query(f"select st_id, canonical_customer_id from analytics.dim_customer where {ids}")
        return dict(rows)

    def value(customer: int) -> list[tuple[Any, ...]]:
        return core.query(
            "select merged_customers, completed_jobs, revenue, is_repeat from analytics.mart_customer_value"
            " where customer_id = %s",
            customer,
        )

    assert canonical() == {1121: 1123, 1122: 1123, 1123: 1123, 1124: 1124, 1105: 1105}
    assert value(1123) == [(2, 2, Decimal("300.00"), True)]
    assert value(1121) == []
    alone = value(1105)
    core.control.change("customers", {"mergedToId": 1105, "active": False}, ids=[1123])
    _run(core)
    assert canonical() == {1121: 1105, 1122: 1105, 1123: 1105, 1124: 1124, 1105: 1105}
    ((merged, jobs, revenue, repeat),) = value(1105)
    assert (merged, jobs, revenue) == (3, 2 + alone[0][1], Decimal("300.00") + alone[0][2])
    assert repeat
    core.control.change("customers", {"mergedToId": None, "active": True}, ids=[1122, 1123])
    _run(core)
    assert canonical() == {1121: 1122, 1122: 1122, 1123: 1123, 1124: 1124, 1105: 1105}
    assert value(1105) == alone
    assert value(1122) == [(1, 1, Decimal("100.00"), False)]
    assert value(1123) == [(1, 1, Decimal("200.00"), False)]


def test_memberships_of_september(core: Bench) -> None:
    """The figures stand in `simulator.company.books`; prices are 20.00 a month, 18.00 when renewed."""
    names = (
        "active_at_start, sold, renewals_started, resumed, cancelled, expired, renewed, suspended, active_at_end,"
        " churn_rate, recurring_revenue_at_end"
    )
    month = (
        f"select {names} from analytics.mart_memberships_by_month"
        " where business_unit_id = 111 and month_start = '2024-09-01'"
    )
    assert core.query(month) == [(5, 1, 1, 0, 1, 1, 1, 1, 3, Decimal("0.4"), 58)]
    # The renewal turns out to be cancelled before it began, and 7517 resumes within the month.
    cancelled = {"status": "Canceled", "cancellationDate": "2024-09-19T00:00:00Z"}
    core.control.change("memberships", cancelled, ids=[7515])
    core.control.change("memberships", {"status": "Active"}, ids=[7517])
    resumed = {"membershipId": 7517, "oldStatus": "Suspended", "newStatus": "Active"}
    core.control.add("membership-status-changes", {**resumed, "createdOn": "2024-09-28T12:00:00Z"})
    _run(core)
    assert core.query(month) == [(5, 1, 0, 1, 1, 2, 0, 1, 3, Decimal("0.6"), 60)]
