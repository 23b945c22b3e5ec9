"""The dbt project keeps its own rules: described, keyed, in step with the catalogue and the contract."""

from __future__ import annotations

from collections import defaultdict
from pathlib import PurePath
from typing import Any

import pytest

from extract.catalog import catalog
from tests.dbt import contract

STAGING = "stg_servicetitan__"
SYSTEM_COLUMNS = ["st_created_on", "st_modified_on", "active", "last_synced_at", "deleted_at"]


@pytest.fixture(scope="session")
def models(manifest: Any) -> dict[str, Any]:
    """Every model by name."""
    return {node.name: node for node in manifest.nodes.values() if node.resource_type == "model"}


def test_every_model_is_a_pair_of_files_of_its_name(models):
    for name, model in models.items():
        sql = PurePath(model.original_file_path)
        assert sql.stem == name
        assert model.patch_path, f"{name} has no description file"
        assert PurePath(model.patch_path.partition("://")[2]) == sql.with_suffix(".yml")


def test_every_model_and_column_is_described(models):
    for name, model in models.items():
        assert model.description, name
        assert model.columns, name
        missing = [column.name for column in model.columns.values() if not column.description.strip()]
        assert not missing, f"{name} does not describe {missing}"


def test_every_model_says_its_grain_first(models):
    for name, model in models.items():
        assert model.description.startswith("One row per "), name


def test_every_model_has_a_tested_key(manifest, models):
    keys: dict[str, list[set[str]]] = defaultdict(list)
    not_null: dict[str, set[str]] = defaultdict(set)
    for node in manifest.nodes.values():
        test = getattr(node, "test_metadata", None)
        if test is None or not node.attached_node:
            continue
        arguments = test.kwargs
        if test.name == "unique_combination":
            keys[node.attached_node].append(set(arguments["columns"]))
        elif test.name == "unique":
            keys[node.attached_node].append({arguments["column_name"]})
        elif test.name == "not_null":
            not_null[node.attached_node].add(arguments["column_name"])
    for name, model in models.items():
        found = keys[model.unique_id]
        assert found, f"{name} has no test of its key"
        wanted = model.config.unique_key if model.config.materialized == "incremental" else None
        if wanted:
            assert set(wanted) in found, f"{name} does not test its unique_key"
        # A report may have rows for what is not known, such as no business unit.
        if not name.startswith("v_"):
            assert any(key <= not_null[model.unique_id] for key in found), f"{name}: key columns may be null"


def test_sources_are_read_by_staging_alone(models):
    for name, model in models.items():
        sources = [unique_id for unique_id in model.depends_on.nodes if unique_id.startswith("source.")]
        if name.startswith(STAGING):
            assert model.depends_on.nodes == sources, f"{name} joins something"
            assert len(sources) == 1
        else:
            assert not sources, f"{name} reads raw tables"


def test_schemas_of_production(models):
    for name, model in models.items():
        assert model.schema == ("staging" if name.startswith(STAGING) else "analytics"), name


def test_every_resource_has_a_source_and_a_staging_view_of_its_module(manifest, models):
    sources = {source.name for source in manifest.sources.values() if source.source_name == "servicetitan"}
    assert sources == {resource.table for resource in catalog().values()}
    for name, resource in catalog().items():
        model = models[STAGING + name]
        assert PurePath(model.original_file_path).parent.name == resource.module, name


@pytest.mark.parametrize("name", sorted(catalog()))
def test_a_staging_view_has_every_column_of_its_resource(models, name):
    resource = catalog()[name]
    staged = list(models[STAGING + name].columns)
    expected = [*resource.key_columns, *SYSTEM_COLUMNS, *(column.name for column in resource.fields)]
    assert staged[: len(expected)] == expected


def test_every_source_says_how_fresh_it_is(manifest):
    for source in manifest.sources.values():
        if source.source_name == "servicetitan":
            assert source.freshness.warn_after.count, source.name
            assert "sync_state" in source.loaded_at_query, source.name


def test_sync_status_counts_every_resource(models):
    counted = {node.rpartition("__")[2] for node in models["int_record_counts"].depends_on.nodes}
    assert counted == set(catalog())


@pytest.mark.parametrize("relation", sorted(contract.TABLES | contract.VIEWS))
def test_the_contract_is_documented(models, relation):
    missing = set(contract.columns(relation)) - set(models[relation].columns)
    assert not missing


def test_the_tables_of_the_contract_are_kept_by_difference_under_a_key(models):
    for relation in contract.TABLES:
        config = models[relation].config
        assert config.materialized == "incremental", relation
        assert config.incremental_strategy == "difference", relation
        assert {"tenant_id", "st_id"} <= set(config.unique_key), relation
