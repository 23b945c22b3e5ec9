"""Listings: paging, filters and their defaults."""

import pytest

from simulator.control import Control


def ids(rows) -> list[int]:
    return [row["id"] for row in rows]


def test_pages_join_to_the_whole(api, control: Control) -> None:
    whole = [row["id"] for row in control.truth("customers") if row["active"]]
    first = api.get("crm/v2/customers").json
    assert (first["page"], first["pageSize"], len(first["data"])) == (1, 50, 50)
    assert first["totalCount"] is None
    assert ids(api.rows("crm/v2/customers", pageSize=7)) == whole
    exact = api.get("crm/v2/customers", pageSize=len(whole), includeTotal="true").json
    assert (exact["hasMore"], exact["totalCount"]) == (False, len(whole))
    beyond = api.get("crm/v2/customers", page=99, pageSize=50).json
    assert (beyond["hasMore"], beyond["data"]) == (False, [])


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("page", "0"),
        ("page", "x"),
        ("pageSize", "5001"),
        ("pageSize", "0"),
        ("includeTotal", "maybe"),
        ("active", "Yes"),
        ("modifiedOnOrAfter", "yesterday"),
        ("createdBefore", "2024-13-01"),
        ("ids", "1,x"),
        ("sort", "+Nonsense"),
    ],
)
def test_bad_values_are_refused_with_the_parameter_named(api, parameter: str, value: str) -> None:
    answer = api.get("crm/v2/customers", **{parameter: value})
    assert answer.status == 400
    assert list(answer.json["errors"]) == [parameter]
    assert answer.json["status"] == 400


def test_largest_page(api) -> None:
    assert api.get("crm/v2/customers", pageSize=5000).status == 200


def test_demanded_parameters(api) -> None:
    answer = api.get("equipmentsystems/v2/installed-equipment/custom-field-types", page=1)
    assert answer.status == 400
    assert set(answer.json["errors"]) == {"pageSize", "descending"}


def test_active_and_its_defaults(api, control: Control) -> None:
    def counts(path: str, parameter: str, *values: str) -> list[int]:
        return [len(api.rows(path, pageSize=5000, **({parameter: one} if one else {}))) for one in values]

    default, active, inactive, whole = counts("settings/v2/technicians", "active", "", "True", "False", "Any")
    assert default == active
    assert active + inactive == whole == len(control.truth("technicians"))
    assert inactive > 0
    default, some, everything = counts("dispatch/v2/teams", "includeInactive", "", "false", "true")
    assert default == some == everything - 1
    default, active, inactive, whole = counts(
        "accounting/v2/invoices", "activeState", "", "ActiveOnly", "InactiveOnly", "All"
    )
    assert default == active == whole - inactive
    assert inactive > 0


def test_listings_that_do_not_show_activity_show_active_rows(api, control: Control) -> None:
    jobs = api.rows("jpm/v2/jobs", pageSize=5000)
    assert all("active" not in job for job in jobs)
    assert ids(jobs) == [job["id"] for job in control.truth("jobs") if job["active"]]
    assert len(api.rows("crm/v2/export/customers/contacts")) > len(
        api.rows("crm/v2/customers/contacts", pageSize=5000)
    )


def test_time_filters_are_half_open(api, control: Control) -> None:
    row = control.truth("customers")[12]
    moment = row["modifiedOn"]
    find = {"pageSize": 5000, "active": "Any"}
    from_then = ids(api.rows("crm/v2/customers", modifiedOnOrAfter=moment, **find))
    until_then = ids(api.rows("crm/v2/customers", modifiedBefore=moment, **find))
    assert row["id"] in from_then
    assert row["id"] not in until_then
    assert sorted(from_then + until_then) == [one["id"] for one in control.truth("customers")]
    assert ids(api.rows("crm/v2/customers", createdBefore="0001-01-01T00:00:00.0000001Z", **find)) == [1010]
    assert 1009 in ids(api.rows("crm/v2/customers", createdOnOrAfter="2024-02-29T23:59:59.1234567Z", **find))
    assert 1009 not in ids(
        api.rows("crm/v2/customers", createdOnOrAfter="2024-02-29T23:59:59.1234568Z", **find)
    )


def test_ids_are_exact_and_limited(api) -> None:
    assert ids(api.rows("crm/v2/customers", ids="9007199254740993,1001,5")) == [1001, 9007199254740993]
    assert api.rows("crm/v2/customers", ids="9007199254740992") == []
    many = ",".join(str(number) for number in range(51))
    assert api.get("crm/v2/customers", ids=many).status == 200
    assert api.get("jpm/v2/jobs", ids=many).status == 400


def test_field_filters_and_order(api) -> None:
    assert ids(api.rows("jpm/v2/jobs", customerId=1006)) == [3007, 3008, 3009]
    assert ids(api.rows("jpm/v2/jobs", number="C-3001")) == [3001]
    assert ids(api.rows("payroll/v2/jobs/timesheets", jobIds="3001,3002", active="Any")) == [
        6001,
        6002,
        6003,
        6004,
    ]
    found = api.rows("jpm/v2/jobs", sort="-Id", pageSize=5000)
    assert ids(found) == sorted(ids(found), reverse=True)
    changed = [row["modifiedOn"][:19] for row in api.rows("jpm/v2/jobs", sort="+ModifiedOn", pageSize=5000)]
    assert changed == sorted(changed)


def test_pages_are_cut_over_what_there_is_now(api, control: Control) -> None:
    first = api.get("jbce/v2/call-reasons", pageSize=2).json["data"]
    control.delete("call-reasons", ids=[first[0]["id"]])
    second = api.get("jbce/v2/call-reasons", pageSize=2, page=2).json["data"]
    whole = [row["id"] for row in control.truth("call-reasons") if row["active"]]
    assert ids(second) == whole[2:4]
