"""The order in which rows lie, and the index that PostgreSQL's CLUSTER restores it by."""

from __future__ import annotations

from typing import Any

import pytest

from tests.dbt.conftest import DbtProject

MODEL = "core/st_things"
TABLE = "analytics.st_things"
INDEXES = "indexes=[{'columns': ['tenant_id', 'sold_date']}, {'columns': ['tenant_id', 'name']}]"
SELECT = "{{ config(%s) }} select * from public.sold_things"


@pytest.fixture
def project(empty_project: DbtProject) -> DbtProject:
    """A project over a table whose rows lie in another order than their days."""
    empty_project.query("drop table if exists public.sold_things cascade")
    empty_project.query(
        "create table public.sold_things as"
        " select tenant_id, st_id, 'thing ' || st_id as name, date '2024-01-31' - st_id::integer as sold_date"
        " from generate_series(1::bigint, 9) as st_id cross join generate_series(1::bigint, 2) as tenant_id"
    )
    return empty_project


def order(project: DbtProject) -> list[tuple[Any, ...]]:
    """Tenant and day of the rows as they lie in the table."""
    found = project.query(f"select tenant_id, sold_date from {TABLE} order by ctid")
    return [(row["tenant_id"], row["sold_date"]) for row in found]


def clustered_on(project: DbtProject) -> list[str]:
    """The columns of the index that CLUSTER would use."""
    found = project.query(
        "select pg_get_indexdef(indexrelid) as definition from pg_index"
        f" where indrelid = '{TABLE}'::regclass and indisclustered"
    )
    return [row["definition"].partition("btree ")[2] for row in found]


def test_a_table_is_made_in_the_order_of_its_days(project):
    project.write(MODEL, SELECT % f"clustered_by=['tenant_id', 'sold_date'], {INDEXES}")
    assert project.run().success
    assert len(order(project)) == 18
    assert order(project) == sorted(order(project))
    assert clustered_on(project) == ["(tenant_id, sold_date)"]


def test_a_table_there_is_can_be_put_in_order_once_its_model_says_so(project):
    project.write(MODEL, SELECT % INDEXES)
    assert project.run().success
    assert order(project) != sorted(order(project))
    assert clustered_on(project) == []

    project.write(MODEL, SELECT % f"clustered_by=['tenant_id', 'sold_date'], {INDEXES}")
    assert project.run().success
    project.query(f"cluster {TABLE}")
    assert order(project) == sorted(order(project))


def test_the_index_of_the_key_will_do(project):
    key = "unique_key=['tenant_id', 'sold_date', 'st_id']"
    project.write(MODEL, SELECT % f"{key}, clustered_by=['tenant_id', 'sold_date']")
    assert project.run().success
    assert order(project) == sorted(order(project))
    assert clustered_on(project) == ["(tenant_id, sold_date, st_id)"]


def test_columns_without_an_index_are_refused_by_name(project):
    project.write(MODEL, SELECT % "clustered_by=['tenant_id', 'sold_date']")
    outcome = project.run()
    assert not outcome.success
    assert "clustered_by" in outcome.messages
    assert "sold_date" in outcome.messages


def test_what_bi_reads_by_day_lies_by_day(manifest):
    for model in manifest.nodes.values():
        if model.resource_type != "model" or model.config.materialized != "incremental":
            continue
        by = model.config.get("clustered_by") or []
        indexes = [
            model.config.unique_key,
            *(index["columns"] for index in model.config.get("indexes") or []),
        ]
        if model.name.startswith(("fct_", "mart_")):
            days = [columns for columns in indexes if len(columns) > 1 and columns[1].endswith("_date")]
            assert by or not days, f"{model.name} has an index by day: say clustered_by"
        assert not by or any(columns[: len(by)] == by for columns in indexes), model.name
