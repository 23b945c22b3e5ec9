"""Reports, capacity and cost summaries: what is reckoned from the company and not kept in it."""

from decimal import Decimal
from typing import Any

import pytest

from simulator.control import Control

UNITS = "reporting/v2/report-category/business-unit-dashboard/reports/175"
JOBS = "reporting/v2/report-category/operations/reports/301"
# completed, non-job, adjustment and total revenue and completed jobs of the core's March and April of 2024
REVENUE = {
    101: ("850.00", "0", "50.00", "900.00", 5),
    102: ("300.00", "0", "0", "300.00", 1),
}


def asking(first: str, last: str, **more: Any) -> dict[str, Any]:
    return {
        "parameters": [
            {"name": key, "value": value} for key, value in {"From": first, "To": last, **more}.items()
        ]
    }


def revenue(api, first: str, last: str, **more: Any) -> dict[int, tuple[Any, ...]]:
    answer = api.post(f"{UNITS}/data", asking(first, last, **more))
    assert answer.status == 200, answer.body
    found = {row[0]: (*(Decimal(str(cell)) for cell in row[2:6]), row[6]) for row in answer.json["data"]}
    return {key: row for key, row in found.items() if any(row)}


@pytest.fixture
def core(control: Control) -> Control:
    control.reset(core_only=True)
    control.settings(rate_limit=0, report_seconds=0)
    return control


def expected(**rows: tuple[Any, ...]) -> dict[int, tuple[Any, ...]]:
    return {int(key[1:]): (*(Decimal(cell) for cell in row[:4]), row[4]) for key, row in rows.items()}


def test_revenue_by_business_unit_is_that_of_the_core(api, core: Control) -> None:
    api.token = api.sign_in().json["access_token"]
    assert revenue(api, "2024-03-01", "2024-04-30") == expected(u101=REVENUE[101], u102=REVENUE[102])
    assert revenue(api, "2024-03-05", "2024-03-08") == expected(u101=("500", "0", "100", "600", 1))
    assert revenue(api, "2024-03-01", "2024-04-30", BusinessUnitIds=[102]) == expected(u102=REVENUE[102])
    assert revenue(api, "2025-01-01", "2025-12-31") == {}


def test_days_are_those_of_the_companys_time_zone(api, core: Control) -> None:
    api.token = api.sign_in().json["access_token"]
    core.change("jobs", {"completedOn": "2024-03-06T06:30:00Z"}, ids=[3001])
    assert core.settings().time_zone == "America/Denver"
    for zone in ("UTC", "America/New_York"):
        core.settings(time_zone=zone)
        assert revenue(api, "2024-03-05", "2024-03-05") == {}
    core.settings(time_zone="America/Denver")
    assert revenue(api, "2024-03-05", "2024-03-05") == expected(u101=("500", "0", "0", "500", 1))


def test_items_count_for_their_own_unit_and_only_where_they_are_income(api, core: Control) -> None:
    api.token = api.sign_in().json["access_token"]
    (invoice,) = (row for row in core.truth("invoices") if row["id"] == 7001)
    first, second = invoice["items"]
    items = [
        {**first, "businessUnit": {"id": 102, "name": "Core Plumbing"}},
        {**second, "generalLedgerAccount": {"id": 1, "name": "Deposits", "number": "2", "type": "Liability"}},
    ]
    core.change("invoices", {"items": items}, ids=[7001])
    found = revenue(api, "2024-03-05", "2024-03-05")
    assert found == expected(u101=("0", "0", "0", "0", 1), u102=("100", "0", "0", "100", 0))


def test_the_directory_leads_to_the_report(api, control: Control) -> None:
    categories = {row["name"]: row["id"] for row in api.rows("reporting/v2/report-categories")}
    listed = api.rows(f"reporting/v2/report-category/{categories['Business Unit Dashboard']}/reports")
    assert [(row["id"], row["name"]) for row in listed] == [(175, "Business Unit Revenue")]
    told = api.get(UNITS).json
    assert [(one["name"], one["dataType"], one["isRequired"]) for one in told["parameters"]][:2] == [
        ("From", "Date", True),
        ("To", "Date", True),
    ]
    values = api.rows("reporting/v2/dynamic-value-sets/business-units")
    assert [101, "Core Heating"] in values
    for path in (
        "report-category/nonsense/reports",
        "report-category/operations/reports/175",
        "dynamic-value-sets/x",
    ):
        assert api.get(f"reporting/v2/{path}").status == 404
    assert api.get(f"{UNITS}/data").status == 404
    assert api.post("crm/v2/customers", {}).status == 404


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"From": "2024-01-01"}, "To"),
        ({"From": "2024-01-01", "To": "2024-02-01"}, "DateType"),
        ({"From": "soon", "To": "2024-02-01", "DateType": 1}, "From"),
        ({"From": "2024-01-01", "To": "2024-02-01", "DateType": 3}, "DateType"),
        ({"From": "2024-01-01", "To": ["2024-02-01"], "DateType": 1}, "To"),
        ({"From": "2024-01-01", "To": "2024-02-01", "DateType": 1, "Colour": "red"}, "Colour"),
    ],
)
def test_wrong_parameters_are_named(api, control: Control, asked: dict[str, Any], named: str) -> None:
    body = {"parameters": [{"name": name, "value": value} for name, value in asked.items()]}
    answer = api.post(f"{JOBS}/data", body)
    assert (answer.status, list(answer.json["errors"])) == (400, [named])
    assert api.post(f"{JOBS}/data", {}).status == 400


def test_pages_of_a_report(api, control: Control) -> None:
    control.settings(report_seconds=0)
    body = asking("2020-01-01", "2027-01-01", DateType=2)
    whole = api.post(f"{JOBS}/data", body).json
    active = [row for row in control.truth("jobs") if row["active"]]
    assert (whole["pageSize"], whole["hasMore"], len(whole["data"])) == (1000, False, len(active))
    parts = [api.post(f"{JOBS}/data", body, page=page, pageSize=50).json for page in (1, 2)]
    assert [row for part in parts for row in part["data"]] == whole["data"][:100]
    assert parts[0]["hasMore"]
    assert api.post(f"{JOBS}/data", body, pageSize=25_001).status == 400


def test_a_report_runs_once_a_minute_and_tenant(process, api, control: Control) -> None:
    body = asking("2024-01-01", "2024-12-31")
    assert api.post(f"{UNITS}/data", {"parameters": []}).status == 400
    assert api.post(f"{UNITS}/data", body, pageSize=0).status == 400
    assert api.post(f"{UNITS}/data", body).status == 200, "what was refused was no run"
    again = api.post(f"{UNITS}/data", body)
    assert again.status == 429
    assert 50 < int(again.headers["Retry-After"]) <= 60
    assert api.post(f"{JOBS}/data", asking("2024-01-01", "2024-01-02", DateType=1)).status == 200
    assert type(api)(process, tenant=1).post(f"{UNITS}/data", body).status == 200


def test_capacity_is_of_the_days_ahead(api, control: Control) -> None:
    ahead = {"startsOnOrAfter": "2026-06-15T00:00:00Z", "endsOnOrBefore": "2026-06-17T00:00:00Z"}
    found = api.post("dispatch/v2/capacity", {**ahead, "skillBasedAvailability": False}).json
    units = [row["id"] for row in control.truth("business-units") if row["active"]]
    assert found["timeStamp"] == control.clock()
    assert len(found["availabilities"]) == 2 * 2 * len(units)
    frame = found["availabilities"][0]
    crew = [
        row["id"]
        for row in control.truth("technicians")
        if row["active"] and row["businessUnitId"] == units[0]
    ]
    assert [one["id"] for one in frame["technicians"]] == crew
    assert frame["totalAvailability"] == 4 * len(crew)
    job = control.add("jobs", {"businessUnitId": units[0], "customerId": 1001})[0]
    visit = {
        "jobId": job,
        "start": "2026-06-15T13:00:00Z",
        "end": "2026-06-15T14:30:00Z",
        "status": "Scheduled",
    }
    control.add("appointments", visit)
    later = api.post("dispatch/v2/capacity", {**ahead, "skillBasedAvailability": False}).json[
        "availabilities"
    ][0]
    assert later["openAvailability"] == max(0, frame["openAvailability"] - 1.5)
    far = {"startsOnOrAfter": "2026-07-15T00:00:00Z", "endsOnOrBefore": "2026-07-17T00:00:00Z"}
    assert (
        api.post("dispatch/v2/capacity", {**far, "skillBasedAvailability": True}).json["availabilities"] == []
    )
    assert api.post("dispatch/v2/capacity", {"startsOnOrAfter": "x"}).status == 400


def test_campaign_costs_add_up_by_day(api, control: Control) -> None:
    control.delete("campaign-costs")
    march = {"campaignId": 411, "year": 2024, "month": 3, "dailyCost": Decimal("10.25")}
    control.add("campaign-costs", march)
    items = api.get("marketing/v2/campaign-cost-summary", from_="2024-03-30", to="2024-04-15").json["items"]
    assert items == [{"campaignId": 411, "campaignName": "Core search ads", "totalCost": 20.50}]
    assert api.get("marketing/v2/campaign-cost-summary", from_="2024-03-30").status == 400
    assert [row["year"] for row in api.rows("marketing/v2/campaigns/411/costs")] == [2024]
