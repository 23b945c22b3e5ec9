"""The semantic layer: metrics stand on columns that are there, and give the figures that the tables below them give."""

from __future__ import annotations

import re
from typing import Any

import pytest

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
    *("gross_margin", "on_time_rate", "utilisation", "recurring_revenue"),
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
"""Simple metrics by a query that does without the table they are measured on."""


@pytest.fixture(scope="module")
def measures(manifest: Any) -> dict[str, tuple[Any, Any]]:
    """The semantic model and the measure, by the measure's name."""
    models = manifest.semantic_models.values()
    return {measure.name: (model, measure) for model in models for measure in model.measures}


@pytest.fixture(scope="module")
def metrics(manifest: Any) -> dict[str, Any]:
    return {metric.name: metric for metric in manifest.metrics.values()}


def columns_of(manifest: Any, semantic_model: Any) -> dict[str, str]:
    model = manifest.nodes[semantic_model.depends_on.nodes[0]]
    return {column.name: column.data_type for column in model.columns.values()}


def test_the_headlines_are_metrics(metrics):
    assert metrics.keys() >= HEADLINES


def test_measures_add_up_numbers_of_their_table(manifest, measures):
    for semantic_model, measure in measures.values():
        types = columns_of(manifest, semantic_model)
        named = re.findall(r"[a-z_]+", measure.expr or measure.name)
        assert named
        for column in named:
            assert types.get(column) in ("numeric", "bigint"), f"{measure.name}: {column}"
        assert measure.agg.value == "sum", measure.name
        assert not re.search(r"rate|average|percent", measure.expr or measure.name), "rates do not add up"


def test_dimensions_and_entities_are_columns_of_their_table(manifest):
    for semantic_model in manifest.semantic_models.values():
        types = columns_of(manifest, semantic_model)
        for part in (*semantic_model.dimensions, *semantic_model.entities):
            assert (part.expr or part.name) in types, f"{semantic_model.name}: {part.name}"
        assert types[semantic_model.defaults.agg_time_dimension] == "date"


def test_stocks_are_not_added_up_over_time(measures):
    for name, (_, measure) in measures.items():
        stock = name.endswith(("_at_start", "_at_end"))
        assert (measure.non_additive_dimension is not None) is stock, name


def test_a_metric_is_of_the_measure_or_the_metrics_it_names(metrics, measures):
    for metric in metrics.values():
        if metric.type.value == "simple":
            assert metric.type_params.measure.name in measures, metric.name
        else:
            assert metric.type.value == "ratio", metric.name
            named = {metric.type_params.numerator.name, metric.type_params.denominator.name}
            assert named <= metrics.keys(), metric.name


@pytest.mark.parametrize("name", sorted(BELOW))
def test_a_metric_is_what_the_tables_below_add_up_to(manifest, metrics, measures, core_template, name):
    semantic_model, measure = measures[metrics[name].type_params.measure.name]
    table = manifest.nodes[semantic_model.depends_on.nodes[0]]
    figure = core_template.value(
        f"select sum({measure.expr or measure.name}) from {table.schema}.{table.name}"
        f" where {semantic_model.defaults.agg_time_dimension} is not null"
    )
    assert figure
    assert figure == core_template.value(BELOW[name])


def test_the_time_spine_is_the_calendar(manifest):
    (spine,) = (
        node
        for node in manifest.nodes.values()
        if node.resource_type == "model" and node.time_spine is not None
    )
    assert (spine.name, spine.time_spine.standard_granularity_column) == ("dim_date", "date_day")


def test_what_is_shown_outside_has_an_owner(manifest):
    for exposure in manifest.exposures.values():
        assert "@" in exposure.owner.email
        assert exposure.depends_on.nodes
