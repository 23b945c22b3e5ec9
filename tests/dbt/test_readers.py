"""What stands on tables and views that are built again: the project's own views, and those of analysts."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from tests.dbt.conftest import DbtProject

MODEL = "core/st_things"
TABLE = "{{ config(materialized='incremental', incremental_strategy='difference', unique_key=['st_id']) }} "
SELECT = "select tenant_id, st_id, name, price from public.things"


@pytest.fixture
def project(empty_project: DbtProject, monkeypatch: pytest.MonkeyPatch) -> DbtProject:
    """A table, two views of the project on it, one on the other, and an analyst's view of names."""
    made = empty_project
    monkeypatch.setenv("PGOPTIONS", "-c lock_timeout=10s")
    made.query("drop table if exists public.things cascade")
    made.query("drop schema if exists ada cascade")
    made.query(
        "create table public.things as select 1::bigint as tenant_id, number::bigint as st_id,"
        " 'thing ' || number as name, number * 1.5 as price from generate_series(1, 3) as number"
    )
    made.write(MODEL, SELECT)
    made.write("views/v_things", "select st_id, name, price from {{ ref('st_things') }}")
    made.write("views/v_prices", "select price from {{ ref('v_things') }}")
    assert made.run().success
    made.query("create schema ada")
    return made


def oid(project: DbtProject, name: str) -> Any:
    return project.query(f"select to_regclass('{name}')::oid as oid")[0]["oid"]


def types(project: DbtProject, name: str) -> dict[str, str]:
    found = project.query(
        "select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute"
        f" where attrelid = '{name}'::regclass and attnum > 0 and not attisdropped"
    )
    return {row["name"]: row["type"] for row in found}


def test_a_full_refresh_replaces_the_rows_and_loses_nothing_that_stands_on_the_table(project):
    project.query("create view ada.names as select name from analytics.v_things")
    project.query("grant select on analytics.st_things to pg_monitor")
    project.query("update analytics.st_things set name = 'spoilt' where st_id = 2")
    project.query("delete from analytics.st_things where st_id = 3")
    project.query("create index spare on analytics.st_things (price)")
    before = oid(project, "analytics.st_things")
    outcome = project.run("--full-refresh", "--select", "st_things")
    assert outcome.success, outcome.messages
    assert "CREATE INDEX spare ON analytics.st_things" in outcome.messages
    assert oid(project, "analytics.st_things") == before
    assert oid(project, "analytics.spare") is None
    names = project.query("select name from ada.names order by 1")
    assert [row["name"] for row in names] == ["thing 1", "thing 2", "thing 3"]
    may = "select has_table_privilege('pg_monitor', 'analytics.st_things', 'select') as may"
    assert project.query(may) == [{"may": True}]


def test_a_full_refresh_waits_for_no_reader_and_no_reader_for_it(project):
    project.query("update analytics.st_things set name = 'spoilt'")
    with psycopg.connect(project.url) as reader:
        reader.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        (read,) = reader.execute("select array_agg(distinct name) from analytics.st_things").fetchone()
        assert read == ["spoilt"]
        outcome = project.run("--full-refresh", "--select", "st_things")
        assert outcome.success, outcome.messages
        (read,) = reader.execute("select array_agg(distinct name) from analytics.st_things").fetchone()
        assert read == ["spoilt"]
    assert project.query("select count(distinct name) as names from analytics.v_things") == [{"names": 3}]


@pytest.mark.parametrize("options", [(), ("--full-refresh",)])
def test_a_further_column_leaves_every_view_in_place(project, options):
    project.query("create view ada.things as select * from analytics.st_things")
    kept = ("ada.things", "analytics.v_things", "analytics.v_prices", "analytics.st_things")
    before = [oid(project, name) for name in kept]
    project.write(MODEL, SELECT.replace("price", "upper(name) as loud, price"))
    outcome = project.run("--select", "st_things", *options)
    assert outcome.success, outcome.messages
    assert [oid(project, name) for name in kept] == before
    assert project.query("select min(loud) as loud from analytics.st_things") == [{"loud": "THING 1"}]


def test_a_column_that_goes_takes_no_view_along_that_does_not_read_it(project):
    project.query("create view ada.names as select name from analytics.st_things")
    before = oid(project, "ada.names")
    project.write(MODEL, "select tenant_id, st_id, name from public.things")
    project.write("views/v_things", "select st_id, name, 0.0 as price from {{ ref('st_things') }}")
    outcome = project.run()
    assert outcome.success, outcome.messages
    assert oid(project, "ada.names") == before
    assert project.query("select distinct price from analytics.v_prices") == [{"price": 0}]


@pytest.mark.parametrize(
    ("selected", "options"), [("name::varchar(30) as name", ()), ("1 as one", ("--full-refresh",))]
)
def test_a_column_an_analysts_view_reads_stays_and_the_view_is_named(project, selected, options):
    project.query("create view ada.names as select name from analytics.v_things")
    project.write(MODEL, SELECT.replace("name", selected))
    outcome = project.run("--select", "st_things", *options)
    assert not outcome.success
    said = "analytics.st_things cannot lose or retype columns (name) while views that are not of this project"
    assert said in outcome.messages
    assert "ada.names of" in outcome.messages
    assert types(project, "analytics.st_things")["name"] == "text"
    assert project.query("select min(name) as name from ada.names") == [{"name": "thing 1"}]


def test_views_of_the_project_are_made_again_with_the_table_alone(project):
    project.write(MODEL, SELECT.replace("price", "price::text as price"))
    outcome = project.run("--select", "st_things", "--full-refresh")
    assert outcome.success, outcome.messages
    assert types(project, "analytics.v_things")["price"] == "text"
    assert project.query("select max(price) as price from analytics.v_prices") == [{"price": "4.5"}]


def test_who_may_read_a_view_that_is_made_again_may_read_it_still(project):
    project.query("grant select on analytics.v_prices to pg_monitor")
    project.query("grant select on analytics.v_prices to public")
    project.write(MODEL, SELECT.replace("price", "price::text as price"))
    outcome = project.run("--select", "st_things")
    assert outcome.success, outcome.messages
    assert types(project, "analytics.v_prices")["price"] == "text"
    readers = (
        "select grantee::regrole::text as name from pg_class, aclexplode(relacl) where relname = 'v_prices'"
    )
    assert {"pg_monitor", "-"} <= {row["name"] for row in project.query(readers)}


def test_a_view_of_the_project_that_no_longer_fits_is_named_with_the_command_that_makes_it(project):
    project.write(MODEL, "select tenant_id, st_id, name from public.things")
    outcome = project.run("--select", "st_things", "--full-refresh")
    assert outcome.success, outcome.messages
    assert "run --select v_things v_prices" in outcome.messages
    project.write("views/v_things", "select st_id, 0.0 as price from {{ ref('st_things') }}")
    assert project.run("--select", "v_things", "v_prices").success
    assert project.query("select distinct price from analytics.v_prices") == [{"price": 0}]


def test_a_view_built_for_development_stands_in_nobodys_way(project, monkeypatch):
    monkeypatch.setenv("DBT_SCHEMA", "dbt_ada")
    views = "models/views"
    (project.path / views / "v_names.sql").write_text(
        "select name from {{ source('production', 'st_things') }}"
    )
    (project.path / views / "v_sums.sql").write_text(
        "select sum(price) as price from {{ source('production', 'st_things') }}"
    )
    (project.path / views / "production.yml").write_text(
        "sources: [{name: production, schema: analytics, tables: [{name: st_things}]}]"
    )
    assert project.run("--select", "v_names", "v_sums", target="dev").success
    for name in ("v_names.sql", "v_sums.sql", "production.yml"):
        (project.path / views / name).unlink()

    project.write(MODEL, SELECT.replace("price", "price::bigint as price").replace("name,", ""))
    project.write("views/v_things", "select st_id, 0.0 as price from {{ ref('st_things') }}")
    outcome = project.run("--select", "st_things")

    assert outcome.success, outcome.messages
    assert project.query("select price from dbt_ada_analytics.v_sums") == [{"price": 10}]
    said = "Views built for development that no longer fit"
    assert said in outcome.messages
    assert "dbt_ada_analytics.v_names of" in outcome.messages.partition(said)[2]
    assert oid(project, "dbt_ada_analytics.v_names") is None


@pytest.mark.parametrize("kind", ["view", "materialized view"])
def test_what_another_role_built_for_development_is_named_and_left_alone(project, kind):
    project.query("drop schema if exists dbt_ann_analytics cascade")
    project.query("create schema dbt_ann_analytics")
    project.query("comment on schema dbt_ann_analytics is 'Built for development'")
    project.query(f"create {kind} dbt_ann_analytics.names as select name from analytics.st_things")
    if kind == "view":
        project.query(
            "do $$ begin create role ann; exception when duplicate_object then null; end $$;"
            " grant ann to current_user; grant create on schema dbt_ann_analytics to ann"
        )
        project.query("alter view dbt_ann_analytics.names owner to ann")
        project.query("revoke ann from current_user")
    project.write(MODEL, SELECT.replace("name", "1 as one"))
    outcome = project.run("--select", "st_things")
    assert not outcome.success
    assert "dbt_ann_analytics.names of" in outcome.messages
    assert "not of this project" in outcome.messages


def test_another_key_replaces_every_row(project):
    project.query("insert into public.things select tenant_id, st_id, name || '!', price from public.things")
    header = "{{ config(unique_key=['tenant_id', 'name']) }} "
    project.write(MODEL, header + SELECT)
    outcome = project.run("--select", "st_things")
    assert outcome.success, outcome.messages
    assert project.query("select count(*) as rows from analytics.v_things") == [{"rows": 6}]
    with pytest.raises(psycopg.errors.UniqueViolation):
        project.query("insert into analytics.st_things select * from analytics.st_things limit 1")
    project.write(MODEL, header.replace("name", "st_id") + SELECT.replace("st_id", "st_id::text as st_id"))
    project.query("delete from public.things where name like '%!'")
    outcome = project.run("--select", "st_things")
    assert outcome.success, outcome.messages
    rows = project.query("select distinct st_id from analytics.st_things order by 1")
    assert [row["st_id"] for row in rows] == ["1", "2", "3"]
    assert project.query("select count(*) as rows from analytics.st_things") == [{"rows": 3}]


def test_a_view_whose_columns_are_others_in_order_or_more_is_replaced(project):
    project.query("create view ada.names as select name from analytics.v_things")
    sql = "select upper(name) as name, 1 as one, st_id, price from {{ ref('st_things') }} -- in this order"
    project.write("views/v_things", sql)
    outcome = project.run("--select", "v_things")
    assert outcome.success, outcome.messages
    assert project.query("select min(name) as name from ada.names") == [{"name": "THING 1"}]
    assert list(types(project, "analytics.v_things")) == ["st_id", "name", "price", "one"]


def test_a_view_whose_columns_go_is_made_anew_with_the_views_of_the_project_on_it(project):
    project.write("views/v_things", "select price, st_id::text as number from {{ ref('st_things') }}")
    assert project.run("--select", "v_things").success
    assert types(project, "analytics.v_things") == {"price": "numeric", "number": "text"}
    assert project.query("select max(price) as price from analytics.v_prices") == [{"price": 4.5}]


@pytest.mark.parametrize(
    ("model", "sql"),
    [
        ("views/v_things", "select price from {{ ref('st_things') }}"),
        ("views/v_things", TABLE + "select 1 as st_id"),
        (MODEL, "{{ config(materialized='view') }} " + SELECT),
    ],
)
def test_what_an_analysts_view_stands_on_is_not_made_anew(project, model, sql):
    project.query("create view ada.names as select name from analytics.v_things")
    project.write(model, sql)
    outcome = project.run("--select", model.rpartition("/")[2])
    assert not outcome.success
    assert "cannot be made anew while views that are not of this project stand on it" in outcome.messages
    assert project.query("select min(name) as name from ada.names") == [{"name": "thing 1"}]


def test_a_view_may_become_a_table_and_a_table_a_view_under_the_projects_own_views(project):
    project.write("views/v_things", TABLE + "select st_id, price from {{ ref('st_things') }}")
    project.write(MODEL, "{{ config(materialized='view') }} " + SELECT)
    outcome = project.run("--select", "st_things", "v_things")
    assert outcome.success, outcome.messages
    kinds = project.query("select relname, relkind from pg_class where relname in ('st_things', 'v_things')")
    assert {row["relname"]: row["relkind"] for row in kinds} == {"st_things": "v", "v_things": "r"}
    assert project.query("select max(price) as price from analytics.v_prices") == [{"price": 4.5}]
