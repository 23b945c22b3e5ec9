"""The models keep the rules of their layers: owners, access, names, what stands on what, what has to be tested."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import PurePath
from typing import Any

import pytest

LONGEST = 120
"""Lines of SQL, without configuration, comments and empty lines."""
LONGER = {
    "fct_jobs": 140,
    "mart_memberships_by_month": 140,
    "mart_restatements": 140,
}
"""Many plain columns, or many kinds of one thing: longer than that they are taken apart."""
CONFIG = re.compile(r"\{\{\s*config\(.*?\n?\)\s*\}\}", re.DOTALL)
OTHER_SCHEMAS = re.compile(r"\b(?:from|join)\s+\"?(?:raw|staging|analytics|history)\"?\.", re.IGNORECASE)
NAMES = {
    "staging": ("stg_servicetitan__",),
    "core": ("st_",),
    "facts": ("fct_", "dim_"),
    "marts": ("mart_",),
    "views": ("v_",),
    "metrics": ("metricflow_", "v_"),
}
"""How the models of each layer are called; what they are worked out with is called int_*."""


@pytest.fixture(scope="module")
def models(manifest: Any) -> list[Any]:
    return [node for node in manifest.nodes.values() if node.resource_type == "model"]


@pytest.fixture(scope="module")
def readers(manifest: Any) -> dict[str, set[str]]:
    """What reads each node, by unique id: models, snapshots, tests, exposures, semantic models."""
    found: dict[str, set[str]] = defaultdict(set)
    groups = (manifest.nodes, manifest.exposures, manifest.semantic_models)
    for node in (each for group in groups for each in group.values()):
        for read in node.depends_on.nodes:
            found[read].add(node.unique_id)
    return found


def layer(model: Any) -> str:
    """The folder below models/."""
    return str(model.fqn[1])


def is_working(model: Any) -> bool:
    """Whether a model is only what others are worked out with."""
    return "intermediate" in model.fqn


def sql(model: Any) -> str:
    """A model's SQL without configuration and comments."""
    return re.sub(r"--.*", "", CONFIG.sub("", model.raw_code))


def computes(model: Any) -> bool:
    """Whether SQL decides or adds up; a view that only adds up the rows of a table by month follows from its test."""
    adds_up = re.search(r"\bsum\s*\(", sql(model)) and model.config.materialized != "view"
    return bool(adds_up or re.search(r"\bcase\b", sql(model)))


def test_every_model_has_an_owner_who_can_be_reached(manifest, models):
    owners = {group.name: group.owner for group in manifest.groups.values()}
    assert set(owners) == {"finance", "sales", "service", "marketing", "people", "platform"}
    for owner in owners.values():
        assert owner.name
        assert "@" in owner.email
    ownerless = [model.name for model in models if model.config.group not in owners]
    assert not ownerless


def test_marts_belong_to_the_group_of_their_subject(models):
    for model in models:
        if layer(model) == "marts":
            assert model.config.group == model.fqn[2], model.name


def test_what_bi_reads_is_public_and_nothing_else(models):
    for model in models:
        public = model.schema == "analytics" and model.config.materialized != "ephemeral"
        assert (model.access == "public") is public, model.name
        assert (model.config.contract.enforced is True) is public, model.name
        if is_working(model) and layer(model) == "marts":
            assert model.access == "private", model.name


def test_every_column_that_bi_reads_has_a_type(models):
    for model in models:
        if model.access == "public":
            untyped = [column.name for column in model.columns.values() if not column.data_type]
            assert not untyped, f"{model.name}: {untyped}"


def test_models_are_called_by_their_layer(models):
    for model in models:
        prefixes = ("int_",) if is_working(model) else NAMES[layer(model)]
        assert model.name.startswith(prefixes), model.original_file_path


def test_what_is_worked_with_is_kept_out_of_the_analytics_schema(models):
    for model in models:
        if is_working(model) and model.config.materialized != "ephemeral":
            assert model.schema == "staging", model.name


def test_marts_read_staging_only_of_their_own_grain_or_where_there_is_no_table_of_it(models):
    core = {model.name for model in models if layer(model) == "core"}
    for model in (each for each in models if layer(each) == "marts" and not is_working(each)):
        own = {f"{column.removesuffix('_id')}s" for column in model.config.get("unique_key") or []}
        for read in (unique_id.rpartition(".")[2] for unique_id in model.depends_on.nodes):
            resource = read.removeprefix("stg_servicetitan__")
            if resource != read and resource not in own:
                assert f"st_{resource}" not in core, f"{model.name} reads {read}, not st_{resource}"


def test_lower_layers_do_not_stand_on_higher_ones(manifest, models):
    order = {name: place for place, name in enumerate(("staging", "core", "facts", "marts", "views"))}
    for model in models:
        for unique_id in model.depends_on.nodes:
            read = manifest.nodes.get(unique_id)
            if read is not None and read.resource_type == "model" and layer(model) in order:
                assert order[layer(read)] <= order[layer(model)], f"{model.name} stands on {read.name}"


def test_no_model_is_unused(models, readers):
    for model in models:
        if model.access != "public" and layer(model) != "staging":
            read_by = {reader for reader in readers[model.unique_id] if not reader.startswith("test.")}
            assert read_by, f"{model.name} is read by nothing"


def test_no_model_names_a_schema(models):
    for model in models:
        assert not OTHER_SCHEMAS.search(sql(model)), f"{model.name} names a schema instead of using ref()"


def test_models_are_short_enough_to_be_read(models):
    for model in models:
        lines = [line for line in sql(model).splitlines() if line.strip()]
        assert len(lines) <= LONGER.get(model.name, LONGEST), model.name


def test_every_computed_rule_has_a_unit_test(manifest, models):
    tested = {unit_test.model for unit_test in manifest.unit_tests.values()}
    untested = [
        model.name
        for model in models
        if layer(model) in ("facts", "marts", "views")
        and not is_working(model)
        and computes(model)
        and model.name not in tested
    ]
    assert not untested


def test_unit_tests_are_named_as_sentences(manifest):
    for unit_test in manifest.unit_tests.values():
        assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+){3,}", unit_test.name), unit_test.name
        assert len(unit_test.name) < 64, unit_test.name


def test_singular_tests_are_named_as_sentences(manifest):
    for node in manifest.nodes.values():
        if node.resource_type == "test" and not getattr(node, "test_metadata", None):
            assert re.fullmatch(r"assert(_[a-z0-9]+){3,}", node.name), node.name


def test_every_yaml_file_describes_the_model_beside_it_alone(models):
    by_file: dict[str, list[str]] = defaultdict(list)
    for model in models:
        by_file[model.patch_path.partition("://")[2]].append(model.name)
    for file, names in by_file.items():
        assert names == [PurePath(file).stem]
