"""The command that writes staging models: what it writes, leaves alone, and finds missing or drifted."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
import yaml

from extract.catalog import catalog, read_catalog
from maintenance import staging
from maintenance.staging_check import lacking
from maintenance.staging_files import FRESH_WITHIN_DAYS
from maintenance.staging_words import Descriptions

PROJECT = staging.DBT_PROJECT
STAGING = PROJECT / "models" / "staging"
MODULE = """
base: garden/v2
resources:
  beds:
    every: week
    feed: export/beds
    columns:
      text: [name, limit]
      bigint: [gardenerId]
      decimal: [width]
      timestamp: [sownOn]
      json: [customFields, leaves]
  weeds:
    feed: export/weeds
  plants:
    child: beds/{id}/plants
    parent: {beds: bedId}
    numbered: true
    columns:
      date: [plantedOn]
"""


@pytest.fixture
def garden(tmp_path):
    """Three resources that no model knows."""
    (tmp_path / "garden.yml").write_text(MODULE)
    return read_catalog(tmp_path)


@pytest.fixture
def project(tmp_path, garden, monkeypatch):
    """A copy of the dbt project as far as staging goes, with the three resources in the catalogue."""
    copy = tmp_path / "dbt_project"
    shutil.copytree(PROJECT / "docs", copy / "docs")
    shutil.copytree(STAGING, copy / "models" / "staging")
    monkeypatch.setattr(staging, "DBT_PROJECT", copy)
    for module in ("maintenance.staging", "maintenance.staging_words"):
        monkeypatch.setattr(f"{module}.catalog", lambda: {**catalog(), **garden})
    return copy


def written(project: Path, name: str) -> tuple[str, dict[str, str], dict]:
    """SQL, column descriptions and model of a resource of the garden."""
    file = project / "models/staging/garden" / f"stg_servicetitan__{name}.sql"
    (model,) = yaml.safe_load(file.with_suffix(".yml").read_text())["models"]
    return file.read_text(), {each["name"]: each["description"] for each in model["columns"]}, model


def test_every_resource_has_a_staging_model_in_step_with_the_catalogue():
    assert lacking(STAGING, catalog().values()) == []


@pytest.mark.parametrize("every", sorted(set(FRESH_WITHIN_DAYS)))
def test_a_source_is_stale_only_when_a_read_that_was_due_is_missing(every):
    (source, _) = yaml.safe_load((STAGING / "_sources.yml").read_text())["sources"]
    standard = source["config"]["freshness"]
    tables = {table["name"].removeprefix("st_"): table for table in source["tables"]}
    for name in (name for name, resource in catalog().items() if resource.every == every):
        freshness = tables[name].get("config", {}).get("freshness", standard)
        assert (freshness and freshness["warn_after"]["count"]) == FRESH_WITHIN_DAYS[every], name


def test_what_is_missing_is_written_once_and_then_left_alone(project, capsys):
    assert staging.main(["--check"]) == 1
    assert "beds: no stg_servicetitan__beds.sql" in capsys.readouterr().out
    assert staging.main([]) == 0
    assert capsys.readouterr().out.count("wrote ") == 6
    sql = project / "models/staging/garden/stg_servicetitan__beds.sql"
    sql.write_text(sql.read_text().replace("width,", "width as breadth,"))
    sql.with_suffix(".yml").unlink()
    before = {file: file.read_text() for file in project.rglob("*.*")}
    assert staging.main([]) == 0
    changed = [file for file in project.rglob("*.*") if before.get(file) != file.read_text()]
    assert changed == [sql.with_suffix(".yml")]


def test_a_model_is_shaped_like_those_that_are_there(project):
    assert staging.main(["beds", "plants", "weeds"]) == 0
    sql, columns, model = written(project, "beds")
    items = [line.strip().rstrip(",") for line in sql.splitlines() if line.startswith("    ")]
    assert items == [
        *("tenant_id", "st_id", "st_created_on", "st_modified_on", "coalesce(active, true) as active"),
        *("fetched_at as last_synced_at", "deleted_at"),
        *("-- text", "name", '"limit"', "-- ids and whole numbers", "gardener_id", "-- numbers", "width"),
        *("-- times", "sown_on", "-- what the API nests; a JSON null is a null"),
        "nullif(full_data -> 'customFields', 'null') as custom_fields",
        "nullif(full_data -> 'leaves', 'null') as leaves",
    ]
    assert model["description"] == "One row per bed."
    assert model["data_tests"] == [{"key": {"arguments": {"columns": ["tenant_id", "st_id"]}}}]
    assert columns["tenant_id"] == "{{ doc('tenant_id') }}"
    assert columns["custom_fields"] == "{{ doc('custom_fields_list') }}"
    assert columns["name"] == "Name of the record."
    assert columns["gardener_id"] == "Id of the gardener."
    assert columns["sown_on"] == "When the record was sown (UTC)."
    assert [each["name"] for each in model["columns"] if each.get("quote")] == ["limit"]


def test_a_child_is_known_by_its_parent_and_an_object_without_specification_is_staged_whole(project):
    assert staging.main(["beds", "plants", "weeds"]) == 0
    _, columns, model = written(project, "plants")
    assert model["description"] == "One row per plant of a bed."
    assert model["data_tests"][0]["key"]["arguments"]["columns"] == ["tenant_id", "bed_id", "st_id"]
    assert columns["bed_id"] == "Bed the record belongs to."
    assert columns["st_id"] == "Place of the record in the API's answer, from 1; the API gives it no id."
    sql, columns, _ = written(project, "weeds")
    assert re.search(r"\n    full_data\nfrom ", sql)
    assert "full_data" in columns


def test_a_column_that_came_or_went_is_found_and_a_renamed_one_is_not(project, garden, capsys):
    staging.main(["beds"])
    sql = project / "models/staging/garden/stg_servicetitan__beds.sql"
    text = sql.read_text().replace("    gardener_id,\n", "").replace("'leaves'", "'foliage'")
    text = text.replace("    width,", "    width as breadth,\n    depth,")
    sql.write_text(text.replace("as leaves", "as foliage"))
    capsys.readouterr()
    assert staging.main(["--check", "beds"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "beds: stg_servicetitan__beds.sql does not read gardener_id",
        "beds: stg_servicetitan__beds.sql does not read leaves",
        "beds: stg_servicetitan__beds.sql reads depth, which the catalogue does not have",
    ]


def test_a_resource_that_does_not_exist_is_named(capsys):
    assert staging.main(["beds"]) == 2
    assert capsys.readouterr().err == "The catalogue has no resource beds.\n"


def test_a_sentence_recurs_where_most_models_agree_on_it(tmp_path):
    (tmp_path / "docs").mkdir()
    folder = tmp_path / "models" / "staging"
    folder.mkdir(parents=True)
    names = ["Name of the plant.", "Name of the bed."]
    heights = ["How high.", "How high.", "How high.", "How high above the sea."]
    for number, height in enumerate(heights):
        columns = [{"name": "height", "description": height}]
        columns += [{"name": "name", "description": names[number % 2]}]
        model = {"name": f"stg_{number}", "columns": columns}
        (folder / f"stg_{number}.yml").write_text(yaml.safe_dump({"models": [model]}))
    known = Descriptions.of_project(tmp_path)
    column = {each.name: each for each in catalog()["campaigns"].fields}["name"]
    assert known.field(column) == "Name."
    assert known.nested("height") == "How high."
