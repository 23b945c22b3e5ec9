"""Jobs, sales and technicians of the core's September, against the figures `simulator.company.books` states.

One warehouse for all of it; the test that changes the company comes last.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from simulator.process import SimulatorProcess
from tests.conftest import Bench, Databases

SEPTEMBER = "'2024-09-01'"


@pytest.fixture(scope="module")
def company(core_template: Bench, simulator_process: SimulatorProcess, make_database: Databases) -> Bench:
    """A warehouse that holds the core company, for all tests of this module."""
    simulator_process.control.reset(core_only=True)
    simulator_process.control.settings(rate_limit=0)
    return replace(core_template, url=make_database(template="core"))


def by_key(bench: Bench, sql: str) -> dict[Any, tuple[Any, ...]]:
    """Rows by their first column, the others as a tuple."""
    return {key: tuple(values) for key, *values in bench.query(sql)}


def test_opportunities_conversion_and_average_ticket(company: Bench) -> None:
    found = by_key(
        company,
        f"""
        select business_unit_name, sum(completed_jobs), sum(opportunities), sum(converted_jobs),
            sum(opportunity_revenue), sum(sales_opportunities), sum(closed_opportunities), sum(closed_sales)
        from analytics.mart_opportunities_by_month where month_start = {SEPTEMBER} group by 1
        """,
    )
    assert found == {
        "Denver Heating": (10, 7, 4, Decimal("1130.00"), 1, 0, 0),
        "Denver Plumbing": (6, 6, 6, Decimal("2620.00"), 1, 1, Decimal("350.00")),
    }


def test_a_job_completed_half_an_hour_before_midnight_belongs_to_that_day(company: Bench) -> None:
    assert company.query(
        "select completed_date, (completed_on at time zone 'UTC')::date from analytics.fct_jobs where st_id = 3104"
    ) == [(date(2024, 9, 30), date(2024, 10, 1))]


def test_total_sales_are_by_the_day_of_the_sale(company: Bench) -> None:
    found = company.query(
        """
        select sold_date, sold_by_id, sold_estimates, total_sales from analytics.mart_estimate_sales_by_day
        where sold_date >= '2024-09-01' order by 1
        """
    )
    assert found == [
        (date(2024, 9, 6), 211, 1, Decimal("250.00")),
        (date(2024, 9, 7), 212, 1, Decimal("100.00")),
        (date(2024, 9, 17), 212, 1, Decimal("60.00")),
    ]


def test_the_pipeline_holds_open_estimates_with_their_age(company: Bench) -> None:
    found = company.query(
        "select st_id, subtotal, age_band, age_days = current_date - created_date or age_days + 1 = current_date - "
        "created_date from analytics.mart_estimate_pipeline where created_date >= '2024-09-01'"
    )
    assert found == [(9524, Decimal("50.00"), "over 90", True)]


def test_technician_scorecards(company: Bench) -> None:
    """Nobody has a split in 3103, so it goes to 212, who did it; a tenth of 3112 is left to nobody by its splits."""
    found = by_key(
        company,
        f"""
        select technician_id, completed_revenue::numeric(9, 2), jobs_run, opportunities, converted_jobs,
            sold_estimates, sold_amount, recalls_caused, warranties_caused, average_rating::numeric(9, 1)
        from analytics.mart_technician_scorecard_by_month where month_start = {SEPTEMBER}
        """,
    )
    assert found == {
        211: (Decimal("1270.00"), 6, 5, 4, 1, Decimal(250), 1, 1, Decimal("9.0")),
        212: (Decimal("1870.00"), 7, 6, 5, 2, Decimal(160), 1, 0, Decimal("10.0")),
        213: (Decimal("480.00"), 4, 3, 2, 0, 0, 0, 0, Decimal("4.0")),
        0: (Decimal("130.00"), 0, 0, 0, 0, 0, 0, 0, None),
    }


def test_only_by_splits_nobody_has_what_has_no_split(company: Bench) -> None:
    found = by_key(
        company,
        """
        select case when by_split then technician_id else 0 end, sum(completed_revenue)::numeric(9, 2)
        from analytics.fct_job_splits where completed_date between '2024-09-01' and '2024-09-30' group by 1
        """,
    )
    assert found == {
        211: (Decimal("1270.00"),),
        212: (Decimal("1470.00"),),
        213: (Decimal("480.00"),),
        0: (Decimal("530.00"),),
    }


def test_utilisation_is_hours_on_jobs_of_hours_of_normal_shifts(company: Bench) -> None:
    found = by_key(
        company,
        f"""
        select technician_id, shift_days, shift_hours, job_hours::numeric(9, 2), on_call_hours, time_off_hours,
            non_job_hours, available_hours, utilisation
        from analytics.mart_technician_utilisation_by_month where month_start = {SEPTEMBER}
        """,
    )
    hours = {key: tuple(float(value) for value in values) for key, values in found.items()}
    assert hours == {
        211: (6, 48, 14, 0, 0, 1, 47, 0.2917),
        212: (6, 48, 23, 0, 8, 3, 48, 0.4792),
        213: (4, 32, 8.33, 4, 0, 24, 32, 0.2604),
    }


def test_cancellations_of_the_jobs_booked(company: Bench) -> None:
    found = by_key(
        company,
        f"""
        select business_unit_name, sum(booked_jobs), sum(booked_jobs_cancelled), sum(cancelled_jobs)
        from analytics.mart_cancellations_by_month where month_start = {SEPTEMBER} group by 1
        """,
    )
    assert found == {"Denver Heating": (10, 0, 0), "Denver Plumbing": (8, 1, 1)}
    assert company.query(
        "select cancel_reason, cancelled_jobs from analytics.mart_cancellation_reasons_by_month"
        f" where month_start = {SEPTEMBER}"
    ) == [("Customer not home", 1)]


def test_lead_time_and_arrival_within_the_window(company: Bench) -> None:
    found = by_key(
        company,
        f"""
        select business_unit_name, jobs, arrivals, arrivals_on_time, on_time_rate
        from analytics.mart_job_timeliness_by_month where month_start = {SEPTEMBER}
        """,
    )
    assert found == {
        "Denver Heating": (10, 10, 10, Decimal("1.0000")),
        "Denver Plumbing": (7, 6, 5, Decimal("0.8333")),
    }
    assert company.query("select lead_time_hours from analytics.fct_jobs where st_id = 3101") == [
        (Decimal("25.00"),)
    ]


def test_changes_of_what_they_stand_on_reach_the_marts(company: Bench) -> None:
    """A threshold, a split, an original technician, a shift and a reason change: a run of changes only shows each."""
    simulator = company.control
    simulator.advance(hours=1)
    simulator.change("job-types", {"soldThreshold": 90}, ids=[311])
    simulator.change("job-splits", {"split": 0}, ids=[6523])
    simulator.deactivate("appointment-assignments", ids=[5201])
    simulator.deactivate("technician-shifts", ids=[14001])
    simulator.change("job-cancel-reasons", {"name": "Nobody home"}, ids=[821])
    simulator.change("technician-ratings", {"rating": 1}, ids=["213:3111"])

    result = company.run()

    assert result.ok, result.failure
    assert result.transformed is not None
    assert not result.transformed.everything
    assert company.query(
        "select is_converted from analytics.fct_jobs where st_id in (3107, 3113) order by st_id"
    ) == [
        (False,),
        (True,),
    ]
    assert (
        company.value(
            "select sum(converted_jobs) from analytics.mart_opportunities_by_day where opportunity_date = '2024-09-19'"
        )
        == 1
    )
    assert company.query(
        "select technician_id, recalls_caused from analytics.mart_technician_scorecard_by_day"
        " where recalls_caused > 0 and activity_date between '2024-09-01' and '2024-09-30'"
    ) == [(211, 1)]
    assert company.query(
        "select technician_id, by_split, share from analytics.fct_job_splits where job_id = 3113"
    ) == [(211, False, 1)]
    assert company.value("select cancel_reason from analytics.fct_jobs where st_id = 3110") == "Nobody home"
    assert (
        company.value(
            "select rating_sum from analytics.mart_technician_scorecard_by_day"
            " where technician_id = 213 and activity_date = '2024-09-16'"
        )
        == 1
    )
    assert (
        company.value(
            "select shift_hours from analytics.mart_technician_utilisation_by_month"
            f" where technician_id = 211 and month_start = {SEPTEMBER}"
        )
        == 40
    )
