"""The command that compares published specifications with the catalogue: what it sees, and what it proposes."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extract.catalog import CATALOG_FOLDER, catalog, read_catalog
from maintenance.compare import compare
from maintenance.compare_specs import main, report
from maintenance.left_out import read_left_out
from maintenance.propose import as_yaml, entry
from maintenance.specs import SpecError, read_specs
from tests.maintenance.conftest import LEFT_OUT, _operation

ROOT = "/tenant/{tenant}/"
BASE = "/garden/v2/tenant/{tenant}/"


def parameters(garden, path):
    return garden["paths"][ROOT + path]["get"]["parameters"]


def fields(garden, name):
    return garden["components"]["schemas"][name]["properties"]


def remove_path(garden):
    del garden["paths"][ROOT + "beds"]


def remove_path_left_out(garden):
    del garden["paths"][ROOT + "plants"]


def remove_parameter(garden):
    parameters(garden, "beds").pop()


def remove_window(garden):
    parameters(garden, "beds").pop(3)


def require_parameter(garden):
    parameters(garden, "beds").append({"name": "year", "in": "query", "required": True})


def hide_inactive(garden):
    parameters(garden, "export/plants").append({"name": "includeInactive", "in": "query"})


def optional_filter(garden):
    parameters(garden, "beds").append({"name": "colour", "in": "query"})


def shrink_pages(garden):
    garden["components"]["parameters"]["PageSize"]["description"] = "Maximum number is 100"


def turn_listing(garden):
    garden["paths"][ROOT + "export/plants"] = garden["paths"][ROOT + "plants"]


def add_field(garden):
    fields(garden, "Plant")["isHerb"] = {"type": "boolean"}


def add_object(garden):
    fields(garden, "Plant")["roots"] = {"type": "object"}


def remove_field(garden):
    del fields(garden, "Plant")["bedId"]


def remove_key(garden):
    del fields(garden, "Bed")["id"]


def retype_field(garden):
    garden["components"]["schemas"]["Height"]["type"] = "string"


def retype_key(garden):
    fields(garden, "Plant")["id"] = {"type": "string"}


def retype_common_field(garden):
    fields(garden, "Plant")["modifiedOn"] = {"type": "string", "format": "date"}


def nest_field(garden):
    fields(garden, "Named")["name"] = {"type": "object"}


def hide_answer(garden):
    garden["paths"][ROOT + "export/plants"]["get"]["responses"] = {"400": {}}


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (remove_path, f"removed path      beds ({BASE}beds): listing"),
        (remove_path_left_out, f"removed path      {BASE}plants: stands among what is left out"),
        (remove_parameter, f"removed parameter beds ({BASE}beds): withPaths"),
        (remove_window, f"removed parameter beds ({BASE}beds): modifiedOnOrAfter"),
        (require_parameter, f"added   parameter beds ({BASE}beds): year (required)"),
        (hide_inactive, f"added   parameter plants ({BASE}export/plants): includeInactive"),
        (optional_filter, None),
        (shrink_pages, f"retyped parameter beds ({BASE}beds): pageSize: 500 -> 100"),
        (turn_listing, f"retyped path      plants ({BASE}export/plants): feed -> listing"),
        (add_field, f"added   column    plants ({BASE}export/plants): isHerb: bool"),
        (add_object, f"added   column    plants ({BASE}export/plants): roots: json"),
        (remove_field, f"removed column    plants ({BASE}export/plants): bedId"),
        (remove_key, f"removed column    beds ({BASE}beds): id"),
        (retype_field, f"retyped column    plants ({BASE}export/plants): height: decimal -> text"),
        (retype_key, f"retyped column    plants ({BASE}export/plants): id: bigint -> text"),
        (
            retype_common_field,
            f"retyped column    plants ({BASE}export/plants): modifiedOn: timestamp -> date",
        ),
        (nest_field, f"retyped column    plants ({BASE}export/plants): name: text -> object"),
        (hide_answer, None),
    ],
)
def test_a_change_of_the_specification_is_told(garden, specs, resources, change, line):
    change(garden)
    found = compare(read_specs(specs()), resources, LEFT_OUT)
    assert [str(difference).rstrip() for difference in found] == ([line] if line else [])


def test_a_value_that_hides_rows_is_told(specs, resources, tmp_path):
    beds = "{listing: beds, key: {id: text}, page_size: 500, columns: {text: [name]}, query: {active: true}}"
    (tmp_path / "garden.yml").write_text(f"base: garden/v2\nresources:\n  beds: {beds}", encoding="utf-8")
    left_out = {**LEFT_OUT, f"{BASE}export/plants": "Not of interest."}
    found = compare(read_specs(specs()), read_catalog(tmp_path), left_out)
    assert [difference.detail for difference in found] == ["active: true -> Any"]


def test_what_is_read_is_not_left_out_too(specs, resources):
    (found,) = compare(read_specs(specs()), resources, {**LEFT_OUT, f"{BASE}beds": "Dull."})
    assert (found.path, found.detail) == (f"{BASE}beds", "is read, and stands among what is left out")


def test_nothing_to_tell(specs, resources):
    text, differs = report(specs(), resources, LEFT_OUT)
    assert not differs
    assert text == f"The catalogue agrees with the 1 documents of {specs()}."


def test_modules_without_a_document_are_named_and_left_alone(specs):
    text, differs = report(specs(), catalog(), {**read_left_out(), **LEFT_OUT})
    assert differs
    assert "No document is about crm/v2: not compared." in text
    assert "customers" not in text
    assert f"added   path      {BASE}beds: listing" in text


def test_new_paths_are_proposed_as_entries_and_as_left_out(garden, specs, resources, tmp_path):
    garden["paths"] |= {
        ROOT + "export/tools": {"get": _operation("Plants", "from", "includeRecentChanges", "active")},
        ROOT + "tools": {"get": _operation("PlantPage", "page", "pageSize")},
        ROOT + "sheds/beds": {"get": _operation("PlantPage", "page", "pageSize", "season")},
        ROOT + "beds/{id}": {"get": {}},
        ROOT + "beds/{id}/water": {"post": {}},
    }
    text, differs = report(specs(), resources, LEFT_OUT)
    assert differs
    lines, _, proposal = text.partition("\n\n")
    assert lines.splitlines() == [
        f"added   path      {BASE}beds/{{id}}: no pages",
        f"added   path      {BASE}export/tools: feed",
        f"added   path      {BASE}sheds/beds: listing",
        f"added   path      {BASE}tools: listing",
    ]
    entries, _, left_out = proposal.partition("# maintenance/left_out.yml, with a reason\n")
    assert entries.startswith("# extract/catalog/garden.yml\nresources:\n")
    (tmp_path / "garden.yml").write_text(f"base: garden/v2\n{entries}", encoding="utf-8")
    proposed = read_catalog(tmp_path)
    assert {name: resource.endpoints[0].path for name, resource in proposed.items()} == {
        "tools": f"{BASE}export/tools",
        "garden_sheds_beds": f"{BASE}sheds/beds",
    }
    assert proposed["tools"].endpoints[0].query == {"active": "Any"}
    assert proposed["tools"].fields == resources["plants"].fields
    sheds = proposed["garden_sheds_beds"].endpoints[0]
    assert (sheds.query, sheds.window, sheds.paging, sheds.page_size) == ({}, (), ("page", "pageSize"), 500)
    assert yaml.safe_load(left_out) == [{"reason": None, "paths": {"garden/v2": ["beds/{id}", "tools"]}}]


def test_a_new_module_is_proposed_as_a_file(garden, specs, resources, tmp_path):
    garden["servers"][0]["url"] = "https://api.garden.test/wood-lot/v1"
    text, _ = report(specs(), resources, {})
    _, _, proposal = text.partition("\n\n")
    assert proposal.startswith("# extract/catalog/wood_lot.yml\nbase: wood-lot/v1\nresources:\n")
    (tmp_path / "wood_lot.yml").write_text(proposal.partition("# maintenance")[0], encoding="utf-8")
    assert sorted(read_catalog(tmp_path)) == ["wood_lot_beds", "wood_lot_plants"]


def test_a_changed_resource_is_proposed_anew_with_what_only_people_know(garden, specs, resources, tmp_path):
    fields(garden, "Bed")["inShade"] = {"type": "boolean"}
    text, _ = report(specs(), resources, LEFT_OUT)
    _, _, proposal = text.partition("\n\n")
    (tmp_path / "garden.yml").write_text(f"base: garden/v2\n{proposal}", encoding="utf-8")
    (beds,) = read_catalog(tmp_path).values()
    assert beds.endpoints == resources["beds"].endpoints
    assert (beds.keys, beds.every) == (resources["beds"].keys, "hour")
    assert [column.field for column in beds.fields] == ["name", "inShade"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [("{", "garden.json is not JSON"), ("{}", "garden.json is no OpenAPI"), (None, "holds no *.json")],
)
def test_a_folder_that_cannot_be_read(tmp_path, content, fault, capsys):
    if content is not None:
        (tmp_path / "garden.json").write_text(content, encoding="utf-8")
    with pytest.raises(SpecError, match=fault.replace("*", r"\*")):
        read_specs(tmp_path)
    assert main([str(tmp_path)]) == 2
    assert fault in capsys.readouterr().err


def test_the_command_wants_a_folder(capsys):
    assert main([]) == main([""]) == 2
    assert "FOLDER" in capsys.readouterr().err


def test_the_command_tells_by_its_exit_code(specs, capsys):
    assert main([str(specs())]) == 1
    assert f"added   path      {BASE}beds: listing" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["- paths: {a/v1: [b]}", "- {reason: x, paths: {a/v1: [b, b]}}"])
def test_what_is_left_out_has_one_reason(tmp_path, text):
    (tmp_path / "left_out.yml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"left_out\.yml: /a/v1/tenant/\{tenant\}/b"):
        read_left_out(tmp_path / "left_out.yml")


SPECS = Path(__file__).resolve().parents[3] / "shared" / "openapi"

if SPECS.is_dir():

    def test_the_catalogue_is_what_would_be_proposed():
        """Entry by entry, in the same layout; how often a file's resources are read stands at its head."""
        operations = {
            operation.full_path: operation
            for document in read_specs(SPECS).values()
            for operation in document.operations
            if operation.method == "get"
        }
        for name, resource in catalog().items():
            if resource.endpoints[0].form in ("feed", "listing") and len(resource.endpoints) == 1:
                content = entry(operations[resource.endpoints[0].path], resource)
                text = as_yaml(name, {key: value for key, value in content.items() if key != "every"})
                file = (CATALOG_FOLDER / f"{resource.module}.yml").read_text(encoding="utf-8")
                written = "\n".join(line for line in file.splitlines() if not line.startswith("    every:"))
                assert f"{text}\n" in f"{written}\n", name
