"""What the API may send and a database may not like arrives as it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal

from extract.catalog import catalog
from simulator.endpoints import ENDPOINTS
from tests.conftest import Bench

ODD_TEXTS = {
    1: "",
    2: "emoji \U0001f6e0\ufe0f",
    3: "quotes \" ' and \\ and \\N and \\.",
    4: "line\nbreak\r\ttab",
    5: "a,b;c|d\x01\x02",
    6: "null",
    7: " leading and trailing ",
}


def _customer(number: int, **fields: object) -> str:
    base = {
        "id": number,
        "active": True,
        "name": "x",
        "type": "Residential",
        "createdOn": "2024-01-01T00:00:00Z",
        "modifiedOn": "2024-01-01T00:00:00Z",
        "balance": 0,
        "externalData": None,
    }
    return json.dumps({**base, **fields})


def test_texts(bench: Bench) -> None:
    for number, text in ODD_TEXTS.items():
        bench.control.put("customers", _customer(500_000 + number, name=text))
    bench.sync(only=["customers"])
    found = dict(
        bench.query("select st_id - 500000, name from raw.st_customers where st_id between 500001 and 500099")
    )
    assert found == ODD_TEXTS
    inside = dict(
        bench.query(
            "select st_id - 500000, full_data ->> 'name' from raw.st_customers where st_id between 500001 and 500099"
        )
    )
    assert inside == ODD_TEXTS


def test_numbers_and_times(bench: Bench) -> None:
    times = {"createdOn": "0001-01-01T00:00:00Z", "modifiedOn": "2024-02-03T04:05:06.1234567Z"}
    text = _customer(9_223_372_036_854_775_807, **times)
    text = text.replace('"balance": 0', '"balance": 1234567890123456789.987654321')
    bench.control.put("customers", text)
    bench.sync(only=["customers"])
    (row,) = bench.query(
        """
        select st_id, balance, st_modified_on, extract(year from st_created_on), full_data ->> 'modifiedOn',
            full_data ->> 'balance'
        from raw.st_customers where st_id = 9223372036854775807
        """
    )
    assert row == (
        9_223_372_036_854_775_807,
        Decimal("1234567890123456789.987654321"),
        datetime(2024, 2, 3, 4, 5, 6, 123457, tzinfo=UTC),
        Decimal(1),
        "2024-02-03T04:05:06.1234567Z",
        "1234567890123456789.987654321",
    )


def test_what_postgresql_refuses_is_removed_and_counted(bench: Bench) -> None:
    bench.control.put("customers", _customer(600_001, name="N").replace('"N"', '"n\\u0000u\\u0000l"'))
    bench.control.put(
        "customers", _customer(600_003, name="kept").replace("kept", "\\\\u0000 \\ud83d\\ude00")
    )
    report = bench.sync(only=["customers"])
    found = dict(
        bench.query("select st_id, name from raw.st_customers where st_id between 600001 and 600003")
    )
    assert found == {600_001: "nul", 600_003: "\\u0000 \U0001f600"}
    assert report.resources[0].repaired == 2


def test_a_value_of_another_type_leaves_its_column_null_and_is_listed(bench: Bench) -> None:
    bench.control.put("customers", _customer(700_001, balance="a lot", createdOn="", doNotMail="perhaps"))
    bench.control.put("customers", _customer(700_002, balance="12.50", mergedToId=3.0))
    report = bench.sync(only=["customers"])
    assert not report.failed
    rows = bench.query(
        "select st_id, balance, st_created_on is null, do_not_mail, merged_to_id, full_data ->> 'balance' "
        "from raw.st_customers where st_id in (700001, 700002) order by 1"
    )
    assert rows == [
        (700_001, None, True, None, None, "a lot"),
        (700_002, Decimal("12.50"), False, None, 3, "12.50"),
    ]
    listed = bench.query(
        "select field, sample_type, sample, occurrences from raw.schema_drift order by field"
    )
    assert listed == [
        ("balance", "string", '"a lot"', 1),
        ("createdOn", "string", '""', 1),
        ("doNotMail", "string", '"perhaps"', 1),
    ]


def test_an_object_without_a_usable_key_is_kept_and_the_rest_loaded(bench: Bench) -> None:
    count = len(bench.control.truth("call-reasons"))
    bench.control.put("call-reasons", '{"id": 99990000000000000000, "name": "beyond bigint"}')
    report = bench.sync(only=["call_reasons"])
    assert report.resources[0].rejected == 1
    assert bench.value("select count(*) from raw.st_call_reasons") == count
    assert bench.query("select entity_type, object::jsonb -> 'id' from raw.rejected_records") == [
        ("call_reasons", 99990000000000000000)
    ]
    assert bench.value("select records_failed from raw.sync_log") == 1


def test_unknown_fields_and_missing_fields_stop_nothing(core: Bench) -> None:
    core.control.advance(hours=1)
    core.control.add_field("customers", "favouriteColour", {"name": "teal"}, ids=[1001])
    core.control.drop_field("customers", "balance", ids=[1002])
    assert not core.sync(only=["customers"]).failed
    colour = core.value(
        "select full_data -> 'favouriteColour' ->> 'name' from raw.st_customers where st_id = 1001"
    )
    assert colour == "teal"
    assert core.value("select balance from raw.st_customers where st_id = 1002") is None
    listed = core.query("select field, kind, sample_type, sample, occurrences from raw.schema_drift")
    assert listed == [("favouriteColour", "unknown field", "object", '{"name": "teal"}', 1)]


def test_an_older_version_never_overwrites_a_newer_one(core: Bench) -> None:
    core.query("update raw.st_customers set st_modified_on = '2030-01-01', name = 'newer' where st_id = 1001")
    core.query(
        "update raw.sync_state set last_sync_cursor = null, last_sync_at = null where entity_type = 'customers'"
    )
    core.control.change("customers", {"name": "older"}, ids=[1001], touch=False)
    core.sync(only=["customers"])
    assert core.value("select name from raw.st_customers where st_id = 1001") == "newer"


def test_a_full_read_shows_a_record_whose_time_of_change_went_back(core: Bench) -> None:
    core.query(
        """
        update raw.st_customers set st_modified_on = '2031-01-01', name = 'wrong year',
            full_data = full_data || '{"name": "wrong year"}'
        where st_id = 1001
        """
    )
    core.sync("full", only=["customers"])
    assert core.value("select name from raw.st_customers where st_id = 1001") == "Alma Reyes"


def _collections(resource: str) -> set[str]:
    """What the simulator calls that which the resource is read from."""
    paths = {each.path.replace("/tenant/{tenant}", "").lstrip("/") for each in catalog()[resource].endpoints}
    return {endpoint.resource for endpoint in ENDPOINTS if endpoint.name in paths}


def test_every_record_of_every_resource_arrives_field_by_field(core: Bench) -> None:
    resources = core.query("select entity_type from raw.sync_state where entity_type <> 'custom_fields'")
    for (resource,) in resources:
        keys = catalog()[resource].keys
        truth = {
            " ".join(str(item[key.field]) for key in keys): item
            for collection in _collections(resource)
            for item in core.control.truth(collection)
        }
        columns = ", ".join(key.name for key in keys)
        rows = core.query(f"select full_data, {columns} from raw.st_{resource}")
        stored = {" ".join(map(str, key)): full_data for full_data, *key in rows}
        assert truth
        assert _plain(stored) == _plain(truth), resource


def _plain(value: object) -> object:
    return json.loads(json.dumps(value, default=float, sort_keys=True))


def test_text_arrives_whatever_the_clients_encoding(core: Bench) -> None:
    core.control.put("customers", _customer(800_001, name="\u017dlu\u0165 \U0001f600"))
    result = core.command("flows.sync", "--mode", "full", "--only", "customers", PGCLIENTENCODING="LATIN1")
    assert result.returncode == 0, result.stderr
    assert core.value("select name from raw.st_customers where st_id = 800001") == "\u017dlu\u0165 \U0001f600"


def test_odd_references_and_times_stop_no_model(core: Bench) -> None:
    core.control.advance(hours=1)
    core.control.change("appointments", {"end": "9999-12-31T00:00:00Z"}, count=1)
    core.control.change("appointments", {"start": "infinity"}, count=1, offset=1)
    core.control.change("appointment-assignments", {"appointmentId": None}, count=1)
    core.control.change("appointment-assignments", {"appointmentId": "none"}, count=1, offset=1)
    result = core.run("full")
    assert result.ok, result.failure
