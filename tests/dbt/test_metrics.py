"""The semantic layer: metrics stand on columns that are there, and give the figures that the tables below them give."""

from __future__ import annotations

import re
from decimal import Decimal
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from tests.dbt.metric_marts import MARTS, STOCKS
from tests.dbt.metric_sql import Figures, Layer, columns_in

GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "analyst-guide.md").read_text()
HEADLINES = {
    *(
        "completed_revenue",
        "total_revenue",
        "total_sales",
        "opportunities",
        "conversion_rate",
        "average_ticket",
    ),
    *("close_rate", "booking_rate", "cancellation_rate", "active_memberships", "churn", "ar_open"),
    *("gross_margin", "on_time_rate", "utilisation", "recurring_revenue", "receivables", "gross_pay"),
    *("completed_jobs", "average_lead_time_hours", "average_days_to_close", "open_estimate_amount"),
    *(
        "cost_per_lead",
        "revenue_per_cost",
        "repeat_rate",
        "technician_revenue",
        "recalls",
        "agent_booking_rate",
    ),
}
BELOW = {
    "completed_revenue": "select sum(amount) from analytics.fct_invoice_items where revenue_kind = 'completed'",
    "total_revenue": "select sum(amount) from analytics.fct_invoice_items where revenue_kind is not null",
    "adjustment_revenue": "select sum(amount) from analytics.fct_invoice_items where revenue_kind = 'adjustment'",
    "total_sales": "select sum(subtotal) from analytics.fct_estimates where sold_date is not null and is_sold",
    "opportunities": "select count(*) from analytics.fct_jobs where is_opportunity",
    "converted_jobs": "select count(*) from analytics.fct_jobs where is_converted",
    "booked_jobs": "select count(*) from analytics.fct_jobs where created_date is not null",
    "ar_open": "select sum(total_amount) from analytics.v_ar_aging",
    "job_revenue": (
        "select sum(amount) from analytics.fct_invoice_items where revenue_kind is not null and job_id is not null"
    ),
    "job_hours": (
        "select sum(hours) from analytics.fct_technician_hours where kind = 'job' and not exists ("
        " select from analytics.fct_technician_hours as other where other.kind = 'job'"
        " and other.technician_id = fct_technician_hours.technician_id and other.st_id < fct_technician_hours.st_id"
        " and other.started_at < fct_technician_hours.ended_at and fct_technician_hours.started_at < other.ended_at)"
    ),
}
"""Simple metrics over all time, by a query that does without the table they are measured on."""


@pytest.fixture(scope="module")
def layer(manifest: Any) -> Layer:
    return Layer(manifest)


def test_the_headlines_are_metrics(layer):
    assert layer.metrics.keys() >= HEADLINES


def test_measures_add_up_numbers_of_their_table(layer):
    for semantic_model, measure in layer.measures.values():
        types = layer.columns(semantic_model)
        named = columns_in(measure.expr or measure.name)
        assert named, measure.name
        assert named <= types.keys(), measure.name
        if measure.agg.value == "sum":
            assert {types[column] for column in named} <= {"numeric", "bigint"}, measure.name
            assert not re.search(r"rate|average|percent", measure.expr or measure.name), "rates do not add up"
        else:
            assert measure.agg.value in ("count", "count_distinct"), measure.name


def test_dimensions_and_entities_are_columns_of_their_table(layer):
    for semantic_model in layer.models.values():
        types = layer.columns(semantic_model)
        for part in (*semantic_model.dimensions, *semantic_model.entities):
            assert columns_in(part.expr or part.name) <= types.keys(), f"{semantic_model.name}: {part.name}"
        if semantic_model.measures:
            assert types[semantic_model.defaults.agg_time_dimension] == "date"


def test_what_refers_to_a_record_names_its_tenant_too(layer):
    for semantic_model in layer.models.values():
        entities = {entity.name: entity.expr for entity in semantic_model.entities}
        assert entities.pop("tenant", None) == ("tenant_id" if semantic_model.measures else None)
        for expression in entities.values():
            assert re.fullmatch(r"tenant_id \|\| '/' \|\| \w+", expression), semantic_model.name


def test_a_name_repeats_no_row_of_the_facts_and_is_there(layer, core_template):
    named = 0
    for semantic_model in layer.models.values():
        for entity in semantic_model.entities:
            names = layer.named_by(entity.name)
            if entity.type.value != "foreign" or names is None:
                continue
            ((rows, joined, nameless),) = core_template.query(
                f"select (select count(*) from {layer.table(semantic_model)}), count(*),"
                " count(*) filter (where names.key is null)"
                f" from (select {entity.expr} as key from {layer.table(semantic_model)}) as facts"
                f" left join (select {names[1].expr} as key from {layer.table(names[0])}) as names using (key)"
            )
            assert joined == rows, f"{semantic_model.name}: {entity.name}"
            assert nameless < rows, f"{semantic_model.name}: {entity.name}"
            named += 1
    assert named > 20


def test_stocks_are_not_added_up_over_time(layer):
    for name, (_, measure) in layer.measures.items():
        stock = measure.non_additive_dimension
        assert (stock is not None) is name.endswith(("_at_start", "_at_end")), name
        if stock:
            assert stock.window_choice.value == ("min" if name.endswith("_at_start") else "max")
            # Tenants end their months at hours of their own.
            assert stock.window_groupings == ["tenant"]


def test_a_metric_is_of_the_measure_or_the_metrics_it_names(layer):
    for metric in layer.metrics.values():
        if metric.type.value == "simple":
            assert metric.type_params.measure.name in layer.measures, metric.name
        else:
            assert metric.type.value == "ratio", metric.name
            named = {metric.type_params.numerator.name, metric.type_params.denominator.name}
            assert named <= layer.metrics.keys(), metric.name


def test_each_metric_is_held_against_something(layer):
    held = set(STOCKS) | {name for mart in MARTS for name in mart.figures}
    assert layer.metrics.keys() - held == {"receivables_past_due_rate"}


@pytest.mark.parametrize("mart", MARTS, ids=lambda mart: next(iter(mart.figures)))
def test_a_metric_gives_what_the_mart_gives(layer, core_template, mart):
    for name in mart.figures:
        if mart.month:
            expected = {
                (month, None): figure
                for month, figure in core_template.query(mart.by(name, [mart.month]))
                if figure is not None
            }
            assert close(layer.figures(core_template.query, name, "month"), expected), name
        for item, column in mart.names.items():
            stated = core_template.query(mart.by(name, [column]))
            expected = {(None, said): figure for said, figure in stated if figure is not None}
            assert expected, f"{name} by {item}"
            assert close(layer.figures(core_template.query, name, None, item), expected), f"{name} by {item}"
        if not mart.month and not mart.names:
            total = core_template.value(f"select {mart.figures[name]} from {mart.table} as mart")
            assert close(layer.figures(core_template.query, name), {(None, None): total}), name


def close(given: Figures, expected: Figures) -> bool:
    """Whether both have the same figures; one that is 0 may be missing, as marts have rows where others do not."""
    nothing = Decimal(0)
    return all(
        abs(Decimal(given.get(key, nothing)) - Decimal(expected.get(key, nothing))) < Decimal("0.00001")
        for key in given.keys() | expected.keys()
    )


def test_what_has_no_day_counts_in_no_metric(layer, core):
    core.query(
        "update analytics.mart_job_costing set completed_date = null where completed_date < '2024-09-15'"
    )
    for name in set(layer.metrics) - set(STOCKS):
        if layer.metrics[name].type.value == "simple":
            of_all_time = layer.figures(core.query, name).get((None, None), 0)
            assert of_all_time == sum(layer.figures(core.query, name, "month").values()), name


@pytest.mark.parametrize("name", sorted(STOCKS))
@pytest.mark.parametrize(("period", "months"), [("month", 1), ("quarter", 3), ("year", 12)])
def test_a_stock_is_that_of_an_end_of_the_period(layer, core_template, name, period, months):
    figures = layer.figures(core_template.query, name, period)
    assert figures
    expected = core_template.query(
        f"select first, coalesce((select {STOCKS[name]}), 0) from unnest(%s::date[]) as first, lateral"
        f" (select least(first + interval '{months} months - 1 day', current_date)::date) as period (last)",
        [first for first, _ in figures],
    )
    assert {(first, None): figure for first, figure in expected} == figures


@pytest.mark.parametrize("name", sorted(BELOW))
def test_a_metric_is_what_the_tables_below_add_up_to(layer, core_template, name):
    figures = layer.figures(core_template.query, name, "month")
    assert figures
    assert sum(figures.values()) == core_template.value(BELOW[name])


def test_the_time_spine_is_the_calendar(manifest):
    (spine,) = (
        node
        for node in manifest.nodes.values()
        if node.resource_type == "model" and node.time_spine is not None
    )
    assert (spine.name, spine.time_spine.standard_granularity_column) == ("dim_date", "date_day")


def test_a_technician_who_is_an_employee_under_another_id_has_a_name(core_template):
    for mart in ("mart_technician_scorecard_by_month", "mart_technician_utilisation_by_month"):
        unnamed = core_template.query(
            f"select technician_id from analytics.{mart} where technician_id <> 0 and technician_name is null"
        )
        assert unnamed == [], mart


def test_the_guide_asks_for_what_is_there_with_the_dbt_that_is_here(layer):
    named = {name for names in re.findall(r"--metrics ([\w,]+)", GUIDE) for name in names.split(",")}
    assert {"total_sales"} <= named <= layer.metrics.keys()
    dimensions = {
        f"{entity.name}__{dimension.name}"
        for semantic_model in layer.models.values()
        for entity in semantic_model.entities
        for dimension in semantic_model.dimensions
    }
    grouped = {name for names in re.findall(r"--group-by ([\w,]+)", GUIDE) for name in names.split(",")}
    assert {name for name in grouped if not name.startswith("metric_time")} <= dimensions
    (pinned,) = re.findall(r'"dbt-core==(\d+\.\d+)\.\*"', GUIDE)
    assert version("dbt-core").startswith(f"{pinned}.")


def test_what_is_shown_outside_has_an_owner(manifest):
    for exposure in manifest.exposures.values():
        assert "@" in exposure.owner.email
        assert exposure.depends_on.nodes
