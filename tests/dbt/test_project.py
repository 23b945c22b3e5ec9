"""The dbt project keeps its own rules: described, keyed, in step with the catalogue and the contract."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

import pytest

from extract.catalog import catalog
from tests.dbt import contract

STAGING = "stg_servicetitan__"
DESIGNED = {
    *("customers", "customer_contacts", "locations", "location_contacts", "jobs", "appointments"),
    *("job_types", "invoices", "invoice_items", "payments", "estimates", "technicians", "employees"),
    *("business_units", "tag_types", "campaigns", "installed_equipment", "teams", "zones"),
    *("appointment_assignments", "pricebook_materials", "pricebook_services", "pricebook_equipment"),
    *("pricebook_categories", "call_reasons", "custom_fields", "job_timesheets", "user_roles"),
}
"""The resources of the original design, and those its tables need."""


@pytest.fixture(scope="session")
def models(manifest: Any) -> dict[str, Any]:
    """Every model by name."""
    return {node.name: node for node in manifest.nodes.values() if node.resource_type == "model"}


TestsOf = Callable[[str, str], list[dict[str, Any]]]


@pytest.fixture(scope="session")
def tests_of(manifest: Any) -> TestsOf:
    """`tests_of(model, test)`: the arguments of each of the model's data tests of that name."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for node in manifest.nodes.values():
        test = getattr(node, "test_metadata", None)
        if test is not None and node.attached_node:
            found[node.attached_node.rpartition(".")[2], test.name].append(test.kwargs)
    return lambda model, test: found[model, test]


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


def test_every_model_has_a_tested_key(models, tests_of):
    for name, model in models.items():
        assert len(tests_of(name, "key")) == 1, f"{name} needs one test of its key"
        (key,) = tests_of(name, "key")
        if model.config.materialized == "incremental":
            assert set(key["columns"]) == set(model.config.unique_key), f"{name} does not test its unique_key"
        # A view may have rows for what is not known, such as no business unit.
        assert model.config.materialized == "view" or not key.get("nullable"), (
            f"{name}: key columns may be null"
        )


def test_a_model_asks_all_of_a_kind_in_one_test(models, tests_of):
    """Each test costs dbt more than PostgreSQL: what one query can check is one test."""
    for name in models:
        for several in ("never_null", "refers_to"):
            assert len(tests_of(name, several)) <= 1, f"{name} has several tests {several}"
        for single in ("not_null", "unique", "relationships"):
            assert not tests_of(name, single), f"{name}: use key, never_null or refers_to instead of {single}"


def test_data_tests_have_names_that_can_be_read(manifest):
    """The name dbt makes up lists every argument; it is what a person is told when the test fails."""
    for node in manifest.nodes.values():
        if node.resource_type == "test":
            assert len(node.name) < 80, node.name
        test = getattr(node, "test_metadata", None)
        if test is not None and test.name in ("never_null", "refers_to"):
            assert node.name == f"{test.name}_{node.attached_node.rpartition('.')[2]}"


@pytest.mark.parametrize("relation", sorted(contract.TABLES | contract.VIEWS))
def test_what_the_contract_calls_never_null_is_tested(tests_of, relation):
    tested: set[str] = set()
    for key in tests_of(relation, "key"):
        tested |= set(key["columns"]) - set(key.get("nullable", []))
    for never_null in tests_of(relation, "never_null"):
        tested |= set(never_null["columns"])
    assert contract.never_null(relation) - tested == set()


def test_references_are_tested_against_the_models_they_name(manifest):
    """A reference that dbt did not see would be tested before the model it leads to is built."""
    tests = [node for node in manifest.nodes.values() if getattr(node, "test_metadata", None)]
    for test in (node for node in tests if node.test_metadata.name == "refers_to"):
        named = {
            re.findall(r"ref\('(\w+)'\)", to)[0] for to in test.test_metadata.kwargs["references"].values()
        }
        known = {unique_id.rpartition(".")[2] for unique_id in test.depends_on.nodes}
        assert known == named | {test.attached_node.rpartition(".")[2]}


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
        inner = name.startswith((STAGING, "int_"))
        assert (
            model.schema == ("staging" if inner else "analytics") or model.config.materialized == "ephemeral"
        ), name


@pytest.mark.parametrize("name", sorted(DESIGNED))
def test_what_the_tables_of_the_design_need_is_read_in_every_run(name):
    assert catalog()[name].every == "run"


def test_every_source_says_how_fresh_it_is(manifest):
    for source in manifest.sources.values():
        if source.source_name == "servicetitan":
            assert "sync_state" in source.loaded_at_query, source.name
            read_on_request = catalog()[source.name.removeprefix("st_")].every == "never"
            assert (source.freshness is None) is read_on_request, source.name


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


def test_a_process_reads_what_the_one_before_parsed(parse):
    """Else every run of the schedule parses the project anew, for longer than it works."""
    parse()  # with the connection that the tests before may have left in the environment
    _, events = parse()
    assert not events & {"ParsedFileLoadFailed", "UnableToPartialParse"}
    assert "PartialParsingSkipParsing" in events
