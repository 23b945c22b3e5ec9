"""Custom fields as columns of their own: only those asked for, with a contract only where none are."""

from __future__ import annotations

import json

import pytest

SQL = """
{{ config(materialized='incremental', incremental_strategy='difference', unique_key=['st_id']) }}
select
    1::bigint as st_id
    {{- custom_field_columns('customer', 'fields') }},
    'x' as last_column
from (values ('[{"name": "Gate code", "value": "11"}, {"name": "Pet''s name", "value": "Rex"}]'::jsonb)) as one (fields)
"""
YML = """
models:
  - name: people
    config: {contract: {enforced: true}, on_schema_change: append_new_columns}
    columns:
      - {name: st_id, data_type: bigint}
      - {name: last_column, data_type: text}
"""


@pytest.fixture
def people(empty_project):
    """A model with the columns asked for: `people(asked)` builds it and gives its row, or how dbt failed."""
    empty_project.write("people", SQL, YML)

    def build(asked):
        outcome = empty_project.run("--vars", json.dumps({"custom_field_columns": asked}))
        if not outcome.success:
            return outcome.messages
        (row,) = empty_project.query("select * from analytics.people")
        return {name: value for name, value in row.items() if name != "st_id"}

    return build


def test_custom_fields_asked_for_become_columns_and_go_again(people):
    assert people({}) == {"last_column": "x"}
    asked = {"customer": {"Gate code": "gate_code", "Pet's name": "pet", "Unused": "unused"}}
    assert people(asked) == {"last_column": "x", "gate_code": "11", "pet": "Rex", "unused": None}
    assert people({"job": {"Gate code": "gate_code"}}) == {"last_column": "x"}


@pytest.mark.parametrize(
    ("asked", "complaint"),
    [
        ({"customers": {"Gate code": "gate_code"}}, "is by customer, location, job; it has 'customers'."),
        (["customer"], "is a mapping, not ['customer']."),
        ({"customer": {"Gate code": "Gate code"}}, "cannot name a column 'Gate code'."),
    ],
)
def test_what_cannot_be_a_column_is_named(people, asked, complaint):
    assert complaint in people(asked)


def test_a_value_and_its_definition_are_followed(core):
    values = (
        "select entity_type, entity_id, name, value, data_type from analytics.fct_custom_field_values"
        " where name in ('Gate code', 'Permit') order by entity_id"
    )
    permit = ("job", core.query(values)[-1][1], "Permit", "P-1")
    assert core.query(values) == [
        ("customer", 1001, "Gate code", "2222", "Text"),
        ("customer", 1009, "Gate code", "", "Text"),
        (*permit, "Text"),
    ]
    core.control.advance(hours=1)
    changed = [{"typeId": 801, "name": "Gate code", "value": "3333"}]
    core.control.change("customers", {"customFields": changed}, ids=[1009])
    core.control.change("customers", {"customFields": []}, ids=[1001])
    core.control.change("custom-fields/jobs", {"dataType": "Dropdown"}, ids=[803])
    assert core.run().ok
    assert core.query(values) == [
        ("customer", 1009, "Gate code", "3333", "Text"),
        (*permit, "Dropdown"),
    ]
