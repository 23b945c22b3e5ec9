"""The catalogue: a wrong entry fails with its name, and the real one is held against the published specifications."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from extract.catalog import CatalogError, catalog, read_catalog
from maintenance.compare import compare
from maintenance.left_out import read_left_out
from maintenance.specs import Document, Operation, read_specs

SPECS = Path(__file__).resolve().parents[3] / "shared" / "openapi"
DOCUMENTS: dict[str, Document] = read_specs(SPECS) if SPECS.is_dir() else {}

KEYS = {
    "job_history": ["jobId"],
    "location_rates": ["locationId", "laborTypeCode"],
    "payroll_settings": ["employeeId"],
    "opt_outs": ["contactNumber", "optOutType"],
    "reviews": ["internalId"],
    "technician_ratings": ["technicianId", "jobId"],
}
"""What tells objects apart that have no `id`."""


def write(folder: Path, entries: str, head: str = "base: crm/v2", name: str = "crm") -> Path:
    """A catalogue of one file with these entries below `resources:`."""
    body = "\n".join(f"  {line}" for line in entries.strip("\n").splitlines())
    (folder / f"{name}.yml").write_text(f"{head}\nresources:\n{body}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ("things: {listing: things, colums: {text: [name]}}", "unknown keys colums"),
        ("things: {feed: export/things, window: []}", "unknown keys window"),
        ("things: {listing: things, discriminator: kind}", "unknown keys discriminator"),
        ("things: {query: {}}", "not exactly one of feed, listing, listings, object, child, capacity"),
        (
            "things: {feed: export/things, listing: things}",
            "not exactly one of feed, listing, listings, object, child, capacity",
        ),
        ("things: {listing: things, columns: {string: [name]}}", "columns of unknown type {'string'}"),
        ("things: {listing: things, columns: {text: name}}", "needs a list as columns of type text"),
        ("things: {listing: things, columns: [name]}", "needs a mapping as columns"),
        ("things: {listing: things, columns: {bool: [on]}}", "True that is no name"),
        ("things: {listing: things, columns: {text: [name], bool: [name]}}", "declares 'name' twice"),
        ("things: {listing: things, columns: {text: [taxZone, tax_zone]}}", "declares 'tax_zone' twice"),
        (
            "things: {listing: things, columns: {timestamp: [createdOn, st_created_on]}}",
            "'st_created_on' twice",
        ),
        ("things: {listing: things, columns: {bigint: [id]}}", "declares 'id' twice"),
        ("things: {listing: things, key: [a, b], columns: {bigint: [b]}}", "declares 'b' twice"),
        ("things: {listing: things, key: {id: decimal}}", "has a key that is not of bigint or text"),
        ("things: {listing: things, key: []}", "has a key that is not of bigint or text"),
        (
            "things: {listing: things, window: [createdOn]}",
            "window may hold modifiedOnOrAfter, modifiedBefore",
        ),
        ("things: {listing: things, window: modifiedBefore}", "needs a list as window"),
        ("things: {listing: things, paging: [offset]}", "paging may hold page, pageSize, includeTotal"),
        ("things: {listing: things, page_size: 5001}", "page_size is 1 to 5000, not 5001"),
        ("things: {listing: things, page_size: many}", "page_size is 1 to 5000, not 'many'"),
        ("things: {listing: things, query: active}", "needs a mapping as query"),
        ("things: {listing: things, every: month}", "every run, hour, day, week, never; not 'month'"),
        ("things: {object: things, key: id, numbered: true}", "says both key and numbered"),
        ("things: {object: things, window: []}", "unknown keys window"),
        ("things: {capacity: things, key: id}", "unknown keys key"),
        ("things: {child: 'beds/{id}/things'}", "needs a parent such as {customers: customerId}, not None"),
        ("things: {child: things, parent: {beds: bedId}}", "needs a path with one id in braces"),
        ("things: {child: 'beds/{id}/things', parent: {beds: bedId}}", "has an unknown parent beds"),
        (
            "things: {child: 'beds/{id}/things', parent: {beds: bedId}, columns: {bigint: [bedId]}}",
            "declares 'bedId' twice",
        ),
        (
            "things: {discriminator: kind, listings: {a: things}}",
            "needs a path like crm/v2/customers under a",
        ),
        (
            "things: {discriminator: kind, listings: {a: {path: crm/v2/a, key: x}}}",
            "unknown keys under a key",
        ),
        ("things: {discriminator: kind, listings: [crm/v2/a]}", "needs a mapping as listings"),
        ("things:", "needs a mapping as entry"),
    ],
)
def test_a_wrong_entry_fails_with_its_name(tmp_path, entry, fault):
    with pytest.raises(CatalogError, match=re.escape(fault)) as caught:
        read_catalog(write(tmp_path, entry))
    assert str(caught.value).startswith("crm.yml: things ")


def test_a_discriminator_is_a_column_already(tmp_path):
    write(tmp_path, "things: {discriminator: kindOf, listings: {a: crm/v2/a}, columns: {text: [kindOf]}}")
    with pytest.raises(CatalogError, match="things declares 'kindOf' twice"):
        read_catalog(tmp_path)


def test_a_name_is_snake_case(tmp_path):
    with pytest.raises(CatalogError, match=re.escape("crm.yml: customerThings is not a name in snake_case")):
        read_catalog(write(tmp_path, "customerThings: {listing: things}"))


def test_a_name_stands_once_in_a_file(tmp_path):
    with pytest.raises(CatalogError, match=re.escape("crm.yml line 3: 'things' stands twice")):
        read_catalog(write(tmp_path, "things: {listing: things}\nthings: {listing: others}"))


def test_a_name_stands_once_in_all_files(tmp_path):
    write(tmp_path, "things: {listing: things}", name="crm")
    write(tmp_path, "things: {listing: things}", name="jpm")
    with pytest.raises(CatalogError, match=re.escape("jpm.yml: things stands in crm.yml already")):
        read_catalog(tmp_path)


@pytest.mark.parametrize(
    ("head", "fault"),
    [
        ("every: day", "crm.yml: things has a path but its file no base"),
        ("base: crm/v2\nevry: day", "crm.yml has unknown keys evry"),
        (
            "base: crm/v2\nevery: often",
            "crm.yml: things is read every run, hour, day, week, never; not 'often'",
        ),
        ("base: [", "crm.yml while parsing"),
    ],
)
def test_a_wrong_file_fails_with_its_name(tmp_path, head, fault):
    with pytest.raises(CatalogError, match=re.escape(fault)):
        read_catalog(write(tmp_path, "things: {listing: things}", head))


def test_what_an_entry_does_not_say_is_what_most_resources_have(tmp_path):
    thing = read_catalog(write(tmp_path, "things: {listing: things}"))["things"]
    (endpoint,) = thing.endpoints
    assert (endpoint.path, endpoint.query) == ("/crm/v2/tenant/{tenant}/things", {"active": "Any"})
    assert (endpoint.window, endpoint.page_size) == (("modifiedOnOrAfter", "modifiedBefore"), 5000)
    assert endpoint.paging == ("page", "pageSize", "includeTotal")
    assert (thing.module, thing.every, thing.key_columns) == ("crm", "day", ("tenant_id", "st_id"))
    assert [(column.name, column.type) for column in thing.typed_columns] == [
        ("st_id", "bigint"),
        ("st_created_on", "timestamp"),
        ("st_modified_on", "timestamp"),
        ("active", "bool"),
    ]


def test_an_entry_says_how_often_where_it_differs_from_its_file(tmp_path):
    entries = "things: {feed: export/things, every: run}\nothers: {listing: others}"
    found = read_catalog(write(tmp_path, entries, "base: crm/v2\nevery: hour"))
    assert {name: resource.every for name, resource in found.items()} == {"things": "run", "others": "hour"}


def test_a_key_of_several_fields_starts_with_st_id(tmp_path):
    thing = read_catalog(
        write(tmp_path, "things: {feed: export/things, key: {jobId: bigint, laborCode: text}}")
    )["things"]
    assert [(key.field, key.name, key.type) for key in thing.keys] == [
        ("jobId", "st_id", "bigint"),
        ("laborCode", "labor_code", "text"),
    ]
    assert thing.key_columns == ("tenant_id", "st_id", "labor_code")


def test_the_listings_of_a_resource_have_their_own_queries(tmp_path):
    entry = """
things:
  discriminator: kindOf
  query: {}
  listings:
    Big: {path: crm/v2/things, query: {kindOf: Big, all: true}}
    Small: jpm/v2/small-things
"""
    thing = read_catalog(write(tmp_path, entry))["things"]
    assert [(endpoint.name, endpoint.path, dict(endpoint.query)) for endpoint in thing.endpoints] == [
        ("things__Big", "/crm/v2/tenant/{tenant}/things", {"kindOf": "Big", "all": "true"}),
        ("things__Small", "/jpm/v2/tenant/{tenant}/small-things", {}),
    ]
    assert thing.key_columns == ("tenant_id", "kind_of", "st_id")


def test_listings_whose_ids_tell_objects_apart_need_no_discriminator(tmp_path):
    entry = "things: {listings: {big: crm/v2/big-things, small: crm/v2/small-things}}"
    thing = read_catalog(write(tmp_path, entry))["things"]
    assert [point.name for point in thing.endpoints] == ["things__big", "things__small"]
    assert {point.discriminator for point in thing.endpoints} == {None}
    assert thing.key_columns == ("tenant_id", "st_id")


def test_a_child_has_the_id_of_its_parent_typed_as_there_in_its_key(tmp_path):
    entries = """
beds: {listing: beds, key: {id: text}}
plants: {child: "beds/{id}/plants", parent: {beds: bedId}}
labels: {child: "beds/{id}/labels", parent: {beds: bedId}, numbered: true, every: day}
"""
    found = read_catalog(write(tmp_path, entries, "base: crm/v2\nevery: run"))
    assert [(column.name, column.type) for column in found["plants"].context] == [("bed_id", "text")]
    assert found["plants"].key_columns == ("tenant_id", "bed_id", "st_id")
    assert found["labels"].key_columns == ("tenant_id", "bed_id", "st_id")
    assert [column.name for column in found["labels"].keys] == []
    assert (found["plants"].every, found["labels"].every) == ("never", "day")


def test_a_child_has_no_children(tmp_path):
    entries = """
beds: {listing: beds}
plants: {child: "beds/{id}/plants", parent: {beds: bedId}}
leaves: {child: "plants/{id}/leaves", parent: {plants: plantId}}
"""
    with pytest.raises(CatalogError, match="leaves cannot be a child of plants, which has the key"):
        read_catalog(write(tmp_path, entries))


def test_every_path_is_read_by_one_resource_with_one_query():
    asked = [(point.path, *point.query.items()) for thing in catalog().values() for point in thing.endpoints]
    assert len(set(asked)) == len(asked)


def test_modules_are_named_as_in_the_addresses_of_the_api():
    for resource in catalog().values():
        if resource.discriminator is None:
            assert f"/{resource.module.replace('_', '-')}/" in resource.endpoints[0].path, resource.name


if DOCUMENTS:

    def operations(document: Document) -> dict[str, Operation]:
        """What can be asked by GET, by full path."""
        return {
            operation.full_path: operation for operation in document.operations if operation.method == "get"
        }

    @pytest.mark.parametrize("module", DOCUMENTS)
    def test_the_catalogue_has_all_and_only_what_is_specified(module):
        """Every path that can be read is read or left out with a reason; parameters, columns and types agree."""
        assert compare({module: DOCUMENTS[module]}, catalog(), read_left_out()) == []

    @pytest.mark.parametrize("module", DOCUMENTS)
    def test_every_feed_is_read_and_nothing_twice(module):
        found = operations(DOCUMENTS[module])
        read = {
            point.path: thing
            for thing in catalog().values()
            for point in thing.endpoints
            if point.path in found
        }
        for path, operation in found.items():
            if operation.form == "feed" and operation.path != "estimates/export":
                assert path in read, path
                assert path.replace("/export/", "/") not in read, path

    @pytest.mark.parametrize("module", DOCUMENTS)
    def test_objects_are_told_apart_by_id_where_they_have_one(module):
        found = operations(DOCUMENTS[module])
        for name, resource in catalog().items():
            fields = [found[point.path].fields for point in resource.endpoints if point.path in found]
            expected = [] if resource.numbered else KEYS.get(name, ["id"])
            assert [key.field for key in resource.keys] == expected
            for known in fields:
                assert known is None or ("id" in known) == (expected == ["id"]), name

    def test_every_module_of_the_catalogue_has_a_document():
        specified = {one.full_path for document in DOCUMENTS.values() for one in document.operations}
        assert {point.path for thing in catalog().values() for point in thing.endpoints} <= specified
