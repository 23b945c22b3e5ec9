"""Columns and types that a model's YAML promises, and what a run does when its SQL gives others."""

from __future__ import annotations

import pytest

from tests.dbt.conftest import DbtProject

SQL = (
    "{{ config(contract={'enforced': true}) }} select 1::bigint as tenant_id, 1::bigint as st_id, %s as price"
)
YML = """
models:
  - name: MODEL
    columns:
      - {name: tenant_id, data_type: bigint}
      - {name: st_id, data_type: bigint}
      - {name: price, data_type: numeric}
"""


@pytest.mark.parametrize("model", ["core/st_things", "views/v_things"])
def test_a_type_that_is_not_the_promised_one_builds_nothing(empty_project: DbtProject, model):
    project, name = empty_project, model.rpartition("/")[2]
    project.write(model, SQL % "1.50", YML.replace("MODEL", name))
    outcome = project.run()
    assert outcome.success
    assert "rounding" not in outcome.messages, "nobody is to be warned of what PostgreSQL does not do"
    project.write(model, SQL % "'free'::text")
    outcome = project.run()
    assert not outcome.success
    assert "price" in outcome.messages
    assert "data type mismatch" in outcome.messages
    assert str(project.query(f"select price from analytics.{name}")[0]["price"]) == "1.50"


def test_a_table_made_anew_keeps_the_contract_too(empty_project: DbtProject):
    project = empty_project
    project.write("core/st_things", SQL % "1.50, 2 as further", YML.replace("MODEL", "st_things"))
    outcome = project.run("--full-refresh")
    assert not outcome.success
    assert "further" in outcome.messages
    assert project.query("select to_regclass('analytics.st_things') as made") == [{"made": None}]


def test_a_promise_without_a_type_is_refused_by_name(empty_project: DbtProject):
    project = empty_project
    described = YML.replace("MODEL", "st_things").replace("price, data_type: numeric", "price")
    project.write("core/st_things", SQL % "1.50", described)
    outcome = project.run()
    assert not outcome.success
    assert "price" in outcome.messages
