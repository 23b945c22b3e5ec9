"""The incremental strategy `difference`, the indexes and the schemas, in a real database."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.dbt.conftest import DbtProject

MODEL = "core/st_things"
TABLE = "analytics.st_things"
SELECT = "select * from public.things"


@pytest.fixture
def project(empty_project: DbtProject) -> DbtProject:
    """A project with one core model over a table of three rows, built once."""
    made = empty_project
    made.query("drop table if exists public.things cascade")
    made.query(
        "create table public.things as"
        " select 1::bigint as tenant_id, number::bigint as st_id, 'thing ' || number as name,"
        " 1.0 as price, '{\"a\": 1}'::jsonb as details, array[1, 2]::bigint[] as ids, null::date as sold_on"
        " from generate_series(1, 3) as number"
    )
    made.write(MODEL, SELECT)
    assert made.run().success
    return made


def rows(project: DbtProject) -> list[dict[str, Any]]:
    """The table's content as text, by key."""
    return project.query(
        f"select to_jsonb(things)::text as row from {TABLE} as things order by tenant_id, st_id"
    )


def versions(project: DbtProject) -> dict[int, str]:
    """Which transaction wrote each row, and where."""
    found = project.query(f"select st_id, xmin::text || ' ' || ctid::text as version from {TABLE}")
    return {row["st_id"]: row["version"] for row in found}


def index_definitions(project: DbtProject) -> list[str]:
    found = project.query(
        "select pg_get_indexdef(indexrelid) as definition from pg_index"
        f" where indrelid = '{TABLE}'::regclass order by 1"
    )
    return [row["definition"].partition(" ON ")[2] for row in found]


def test_a_run_without_changes_touches_no_row(project):
    before = versions(project)
    assert project.run().success
    assert versions(project) == before


def test_only_rows_that_differ_are_written(project):
    before = versions(project)
    project.query("update public.things set name = 'renamed' where st_id = 2")
    project.query("delete from public.things where st_id = 3")
    project.query("insert into public.things (tenant_id, st_id, name) values (2, 1, 'of another tenant')")
    assert project.run().success
    found = project.query(f"select tenant_id, st_id, name from {TABLE} order by 1, 2")
    assert [tuple(row.values()) for row in found] == [
        (1, 1, "thing 1"),
        (1, 2, "renamed"),
        (2, 1, "of another tenant"),
    ]
    untouched = project.query(
        f"select xmin::text || ' ' || ctid::text as version from {TABLE} where name = 'thing 1'"
    )
    assert untouched == [{"version": before[1]}]


def test_every_change_of_a_value_arrives(project):
    changes = [
        "price = 1.00",
        "price = null",
        "sold_on = '2025-01-31'",
        "details = '{\"a\": 1.0}'",
        "details = null",
        "ids = '{1}'",
        "ids = '{}'",
        "name = ''",
        "name = null",
        "name = name || ' '",
    ]
    project.query(
        "insert into public.things"
        " select 2, number, 'n', 1.0, '{\"a\": 1}', '{1,2}' from generate_series(1, 10) as number"
    )
    assert project.run().success
    for number, change in enumerate(changes, start=1):
        project.query(f"update public.things set {change} where tenant_id = 2 and st_id = {number}")
    assert project.run().success
    expected = project.query(
        "select to_jsonb(things)::text as row from public.things order by tenant_id, st_id"
    )
    assert rows(project) == expected


def test_a_result_without_rows_empties_the_table(project):
    project.query("truncate public.things")
    assert project.run().success
    assert rows(project) == []


def test_a_key_that_occurs_twice_fails_and_changes_nothing(project):
    before = versions(project)
    project.query("insert into public.things select * from public.things where st_id = 1")
    project.query("update public.things set name = 'renamed'")
    outcome = project.run()
    assert not outcome.success
    assert versions(project) == before


def test_the_key_is_a_unique_index(project):
    assert index_definitions(project) == ["analytics.st_things USING btree (tenant_id, st_id)"]
    with pytest.raises(psycopg.errors.UniqueViolation):
        project.query(f"insert into {TABLE} (tenant_id, st_id) values (1, 1)")


def test_indexes_may_be_partial_and_survive_changed_columns_and_full_refreshes(project):
    header = (
        "{{ config(indexes=[{'columns': ['name']},"
        " {'columns': ['tenant_id', 'price'], 'where': 'price > 0'}]) }}\n"
    )
    project.write(MODEL, header + SELECT)
    assert project.run("--full-refresh").success
    expected = [
        "analytics.st_things USING btree (name)",
        "analytics.st_things USING btree (tenant_id, price) WHERE (price > (0)::numeric)",
        "analytics.st_things USING btree (tenant_id, st_id)",
    ]
    assert index_definitions(project) == expected
    project.write(MODEL, header + SELECT.replace("*", "tenant_id, st_id, 'x'::varchar(9) as name, price"))
    assert project.run().success
    assert [line.replace("((name)::text)", "(name)") for line in index_definitions(project)] == expected
    assert project.run("--full-refresh").success
    assert index_definitions(project) == expected


def test_a_model_may_gain_lose_and_retype_columns(project):
    selected = 'select tenant_id, st_id, name, price::text as price, st_id as "order" from public.things'
    project.write(MODEL, selected)
    assert project.run().success
    incremental = rows(project)
    assert project.run("--full-refresh").success
    assert rows(project) == incremental
    assert '"order": 1' in incremental[0]["row"]
    assert '"price": "1.0"' in incremental[0]["row"]
    assert "details" not in incremental[0]["row"]


def test_an_array_of_another_type_is_a_change_of_type(project):
    project.write(MODEL, SELECT.replace("*", "tenant_id, st_id, ids::text[] as ids"))
    assert project.run().success
    types = project.query(f"select distinct pg_typeof(ids)::text as type from {TABLE}")
    assert types == [{"type": "text[]"}]


def test_only_production_targets_write_to_the_production_schemas(project, monkeypatch):
    monkeypatch.setenv("DBT_SCHEMA", "dbt_ada")
    before = versions(project)
    project.query("delete from public.things")
    assert project.run(target="dev").success
    assert versions(project) == before
    assert project.query("select * from dbt_ada_analytics.st_things") == []
