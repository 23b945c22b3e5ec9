"""What the built warehouse shows to BI tools: the documented columns, their types and their descriptions."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from tests.dbt import contract

COLUMNS = """
    select
        nspname || '.' || relname,
        obj_description(pg_class.oid),
        attname,
        format_type(atttypid, atttypmod),
        col_description(attrelid, attnum)
    from pg_attribute
    join pg_class on attrelid = pg_class.oid
    join pg_namespace on relnamespace = pg_namespace.oid
    where relkind in ('r', 'v', 'p', 'm') and attnum > 0 and not attisdropped
"""
UNIQUE = """
    select indrelid::regclass::text, array_agg(attname::text order by attnum)
    from pg_index join pg_attribute on attrelid = indrelid and attnum = any(indkey)
    where indisunique
    group by indexrelid, indrelid
"""


@dataclass
class Relation:
    """A table or view as BI sees it: its description, and of each column type and description."""

    description: str | None
    types: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str | None] = field(default_factory=dict)


@pytest.fixture(scope="module")
def relations(core_template):
    """Every table and view by schema and name."""
    found: dict[str, Relation] = {}
    for name, description, column, kind, said in core_template.query(COLUMNS):
        relation = found.setdefault(name, Relation(description))
        relation.types[column] = kind
        relation.descriptions[column] = said
    return found


def built(manifest):
    """Every model that is a table or view in the database."""
    return [
        node
        for node in manifest.nodes.values()
        if node.resource_type == "model" and node.config.materialized != "ephemeral"
    ]


def test_every_column_is_documented_and_every_documented_column_is_there(manifest, relations):
    for model in built(manifest):
        assert set(relations[f"{model.schema}.{model.name}"].types) == set(model.columns), model.name


def test_every_column_has_the_type_its_contract_names(manifest, relations):
    """To the letter: dbt itself takes text for varchar and numeric for numeric(9,2)."""
    for model in built(manifest):
        if model.config.contract.enforced:
            promised = {name: column.data_type for name, column in model.columns.items()}
            assert relations[f"{model.schema}.{model.name}"].types == promised, model.name


def test_descriptions_are_in_the_database(manifest, relations):
    for model in built(manifest):
        relation = relations[f"{model.schema}.{model.name}"]
        assert relation.description == model.description
        expected = {name: column.description for name, column in model.columns.items()}
        assert relation.descriptions == expected, model.name


@pytest.mark.parametrize("relation", sorted(contract.TABLES | contract.VIEWS))
def test_the_contract_has_its_types(relations, relation):
    found = relations[f"analytics.{relation}"].types
    promised = {name: kind for name, kind in contract.columns(relation).items() if kind}
    assert {name: found.get(name) for name in promised} == promised


def test_no_column_of_the_analytics_schema_is_a_float(core_template):
    floats = core_template.query(
        "select table_name, column_name from information_schema.columns"
        " where table_schema in ('staging', 'analytics') and data_type in ('real', 'double precision')"
    )
    assert floats == []


def test_every_table_is_indexed_by_its_key(manifest, core_template):
    unique: dict[str, list[set[str]]] = {}
    for relation, columns in core_template.query(UNIQUE):
        unique.setdefault(relation, []).append(set(columns))
    for model in built(manifest):
        if model.config.materialized == "incremental":
            assert set(model.config.unique_key) in unique[f"{model.schema}.{model.name}"], model.name
