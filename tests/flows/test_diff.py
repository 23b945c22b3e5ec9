"""`make diff`: an analyst's own build of a model beside production's."""

from __future__ import annotations

import psycopg
import pytest

from flows.differences import Relation, Sample, find_differences

PRODUCTION, OWN = Relation("analytics", "st_things"), Relation("dbt_ann_analytics", "st_things")


@pytest.fixture
def connection(make_database):
    with psycopg.connect(make_database(), autocommit=True) as made:
        made.execute("create schema analytics")
        made.execute("create schema dbt_ann_analytics")
        made.execute(
            "create table analytics.st_things as select 1::bigint as tenant_id, number::bigint as st_id,"
            " 'thing ' || number as name, 1.0 as price, null::text as note, now() as built_at"
            " from generate_series(1, 5) as number"
        )
        made.execute("create table dbt_ann_analytics.st_things as select * from analytics.st_things")
        yield made


def differences(connection, **options):
    return find_differences(connection, PRODUCTION, OWN, ["tenant_id", "st_id"], **options)


def test_the_same_rows_do_not_differ(connection):
    assert differences(connection).none


def test_rows_and_values_that_differ_are_counted_and_shown(connection):
    connection.execute("delete from dbt_ann_analytics.st_things where st_id = 1")
    connection.execute(
        "insert into dbt_ann_analytics.st_things values (2, 1, 'new', 1.0), (2, 2, 'new', 1.0)"
    )
    connection.execute("update dbt_ann_analytics.st_things set price = 1.00, note = '' where st_id = 4")
    connection.execute("update dbt_ann_analytics.st_things set note = 'odd' where st_id = 5")
    found = differences(connection)
    assert (found.rows_production, found.rows_own) == (5, 6)
    assert (found.only_production, found.only_own, found.differing) == (1, 2, 2)
    assert found.values == {"price": 1, "note": 2}
    assert found.samples["price"] == (Sample("(1,4)", "1.0", "1.00"),)
    assert found.samples["note"] == (Sample("(1,4)", None, ""), Sample("(1,5)", None, "odd"))


def test_columns_that_came_went_or_changed_are_named(connection):
    connection.execute("alter table dbt_ann_analytics.st_things drop note, add size bigint")
    connection.execute("alter table dbt_ann_analytics.st_things alter price type text")
    found = differences(connection)
    assert not found.none
    assert found.columns_only_production == ("note",)
    assert found.columns_only_own == ("size",)
    assert found.columns_changed == {"price": ("numeric", "text")}
    assert found.values == {}


def test_columns_can_be_left_out(connection):
    connection.execute("update dbt_ann_analytics.st_things set built_at = built_at + interval '1 hour'")
    assert differences(connection).differing == 5
    assert differences(connection, left_out=["built_at"]).none


def test_a_key_that_occurs_twice_is_told(connection):
    connection.execute(
        "insert into dbt_ann_analytics.st_things select * from analytics.st_things where st_id = 3"
    )
    with pytest.raises(ValueError, match="more than one row with tenant_id = 1, st_id = 3"):
        differences(connection)


def test_from_a_build_of_ones_own_to_what_differs(core):
    own = {"DBT_SCHEMA": "dbt_ann"}
    early = core.command("flows.diff", "st_tag_types", **own)
    assert early.returncode == 1
    assert 'is not built: make dbt CMD="build -s st_tag_types"' in early.stderr

    built = core.command("flows.dbt", "run", "-s", "st_tag_types", **own)
    assert built.returncode == 0, built.stdout
    same = core.command("flows.diff", "st_tag_types", **own)
    assert "st_tag_types: no difference in" in same.stdout, same.stderr

    name = core.value(
        "update dbt_ann_analytics.st_tag_types set name = 'Vip' where st_id = 501 returning 'Vip'"
    )
    found = core.command("flows.diff", "st_tag_types", **own)
    assert found.returncode == 0, found.stderr
    assert name in found.stdout
    assert core.value("select name from analytics.st_tag_types where st_id = 501") in found.stdout

    unknown = core.command("flows.diff", "st_tags", **own)
    assert (unknown.returncode, unknown.stderr.strip()) == (1, "There is no model st_tags.")
