"""What the built warehouse shows to BI tools: the documented columns, their types and their descriptions."""

from __future__ import annotations

import pytest

from tests.dbt import contract

COLUMNS = """
    select attname, format_type(atttypid, atttypmod), col_description(attrelid, attnum)
    from pg_attribute where attrelid = %s::regclass and attnum > 0 and not attisdropped
"""


def built(manifest):
    """Every model that is a table or view in the database."""
    return [
        node
        for node in manifest.nodes.values()
        if node.resource_type == "model" and node.config.materialized != "ephemeral"
    ]


def test_every_column_is_documented_and_every_documented_column_is_there(manifest, core_template):
    for model in built(manifest):
        found = {name for name, _, _ in core_template.query(COLUMNS, f"{model.schema}.{model.name}")}
        assert found == set(model.columns), model.name


def test_descriptions_are_in_the_database(manifest, core_template):
    for model in built(manifest):
        relation = f"{model.schema}.{model.name}"
        assert core_template.value("select obj_description(%s::regclass)", relation) == model.description
        for name, _, description in core_template.query(COLUMNS, relation):
            assert description == model.columns[name].description, f"{relation}.{name}"


@pytest.mark.parametrize("relation", sorted(contract.TABLES | contract.VIEWS))
def test_the_contract_has_its_types(core_template, relation):
    found = {name: kind for name, kind, _ in core_template.query(COLUMNS, f"analytics.{relation}")}
    promised = {name: kind for name, kind in contract.columns(relation).items() if kind}
    assert {name: found.get(name) for name in promised} == promised


def test_no_column_of_the_analytics_schema_is_a_float(core_template):
    floats = core_template.query(
        "select table_name, column_name from information_schema.columns"
        " where table_schema in ('staging', 'analytics') and data_type in ('real', 'double precision')"
    )
    assert floats == []


def test_every_table_is_indexed_by_its_key(manifest, core_template):
    for model in built(manifest):
        if model.config.materialized != "incremental":
            continue
        unique = core_template.query(
            "select array_agg(attname::text order by attnum) from pg_index join pg_attribute"
            " on attrelid = indrelid and attnum = any(indkey) where indisunique and indrelid = %s::regclass"
            " group by indexrelid",
            f"{model.schema}.{model.name}",
        )
        assert any(set(columns) == set(model.config.unique_key) for (columns,) in unique), model.name
