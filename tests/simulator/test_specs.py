"""What the simulator offers and answers, against the published specifications where they are at hand."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest

from simulator.control import Control
from simulator.endpoint import Endpoint
from simulator.endpoints import ENDPOINTS
from simulator.process import SimulatorProcess
from simulator.shapes import key_rule
from tests.simulator.conftest import Api

SPECS = sorted((Path(__file__).resolve().parents[3] / "shared" / "openapi").glob("*.json"))

# Filters that decide which rows a synchronisation gets: an endpoint that has one must declare it.
TELLING = {
    *(
        "page",
        "pageSize",
        "includeTotal",
        "ids",
        "active",
        "activeState",
        "includeInactive",
        "from",
        "includeRecentChanges",
    ),
    *("createdBefore", "createdOnOrAfter", "modifiedBefore", "modifiedOnOrAfter"),
}
POSTED = {endpoint.name for endpoint in ENDPOINTS if endpoint.kind == "post"}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z")

# Downloads of a file by its path, a link to follow a technician, and a check of codes.
LEFT_OUT = {
    "equipmentsystems/v2/installed-equipment/attachments",
    "findings/v2/assets",
    "pricebook/v2/images",
    "dispatch/v2/technician-tracking",
    "jpm/v2/work-breakdown-structure/budget-codes/match",
}

formats = jsonschema.FormatChecker(formats=())


@formats.checks("date-time")
def _is_time(value: object) -> bool:
    return not isinstance(value, str) or TIME.fullmatch(value) is not None


@formats.checks("date")
def _is_date(value: object) -> bool:
    return not isinstance(value, str) or re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None


@formats.checks("int64")
def _is_long(value: object) -> bool:
    return not isinstance(value, int) or -(2**63) <= value < 2**63


@formats.checks("int32")
def _is_int(value: object) -> bool:
    return not isinstance(value, int) or -(2**31) <= value < 2**31


def standard(schema: Any) -> Any:
    """An OpenAPI 3.0 schema as JSON Schema: `nullable` spelt out, what stands beside a reference dropped."""
    if isinstance(schema, list):
        return [standard(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if isinstance(schema.get("$ref"), str):
        return {"$ref": schema["$ref"]}
    rest = {name: standard(value) for name, value in schema.items() if name not in ("nullable", "example")}
    return {"anyOf": [rest, {"type": "null"}]} if schema.get("nullable") is True else rest


@cache
def operations() -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """Path, the tenant left out -> the operation that reads, and the document it stands in."""
    found = {}
    for file in SPECS:
        document = json.loads(file.read_text())
        base = urlsplit(document["servers"][0]["url"]).path.strip("/")
        for path, methods in document["paths"].items():
            name = f"{base}{path}".replace("/tenant/{tenant}", "")
            method = "post" if name in POSTED else "get"
            if method in methods:
                found[name] = (methods[method], document)
    return found


def query_parameters(operation: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (one for one in operation.get("parameters", []) if one["in"] == "query")


@cache
def components_of(title: str) -> dict[str, Any]:
    """All schemas of the document of that title."""
    document = next(one for _, one in operations().values() if one["info"]["title"] == title)
    return {"schemas": {name: standard(one) for name, one in document["components"]["schemas"].items()}}


def validator(endpoint: Endpoint) -> jsonschema.Draft202012Validator:
    operation, document = operations()[endpoint.name]
    # Opportunities and follow-ups are published without a schema.
    content = operation["responses"].get("200", {}).get("content") or {"": {"schema": {}}}
    answer = standard(next(iter(content.values()))["schema"])
    components = components_of(document["info"]["title"])
    return jsonschema.Draft202012Validator({**answer, "components": components}, format_checker=formats)


@dataclass
class Still:
    """A company that nobody changes while these tests look at it."""

    api: Any
    control: Control

    def keys(self, resource: str) -> list[str]:
        fields = key_rule(resource).fields
        return [":".join(str(row[field]) for field in fields) for row in self.control.truth(resource)]

    def path(self, endpoint: Endpoint) -> str:
        """The endpoint's path, of an object that has something to show where it needs one."""
        if endpoint.parent is None:
            return endpoint.name
        shown = [row for row in self.control.truth(endpoint.resource) if row.get("active", True)]
        known = set(self.keys(endpoint.parent[0]))
        owner = next(str(row[endpoint.parent[1]]) for row in shown if str(row[endpoint.parent[1]]) in known)
        return re.sub(r"\{\w+\}", owner, endpoint.name)


@pytest.fixture(scope="module")
def still(process: SimulatorProcess) -> Still:
    process.control.reset()
    process.control.settings(rate_limit=0)
    return Still(Api(process), process.control)


def name(endpoint: Endpoint) -> str:
    return endpoint.name


# Defined only where there is something to compare with: without the specifications there are no such tests.
if SPECS:
    every_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=name)

    def test_everything_readable_at_tenant_level_is_offered() -> None:
        offered = {endpoint.name for endpoint in ENDPOINTS}
        readable = {path for path in operations() if "{" not in path}
        assert readable - offered == LEFT_OUT

    @every_endpoint
    def test_path_and_parameters_are_the_published_ones(endpoint: Endpoint) -> None:
        operation, _ = operations()[name(endpoint)]
        published = {one["name"]: one for one in query_parameters(operation)}
        assert endpoint.parameters <= set(published)
        assert set(published) & TELLING <= endpoint.parameters
        assert set(endpoint.required) == {key for key, one in published.items() if one.get("required")}
        if "ids" in published:
            limited = "maximum 50" in (published["ids"].get("description") or "")
            assert ("ids" in endpoint.takes) == limited

    @every_endpoint
    def test_active_rows_only_by_default_where_published(endpoint: Endpoint) -> None:
        operation, _ = operations()[name(endpoint)]
        text = next(
            (one.get("description") or "" for one in query_parameters(operation) if one["name"] == "active"),
            "",
        )
        assert ("active" in endpoint.takes) == bool(re.search(r"only active|\(active items", text))

    @pytest.mark.parametrize("endpoint", [one for one in ENDPOINTS if one.stored], ids=name)
    def test_answers_fit_the_published_schema(endpoint: Endpoint, still: Still) -> None:
        check = validator(endpoint)
        given = {
            "page": 1,
            "pageSize": 5000,
            "descending": "false",
            "performanceSegmentationType": "Campaign",
        }
        given |= {
            "fromUtc": "2020-01-01",
            "toUtc": "2030-01-01",
            "activeOnly": "false",
            "from": "2024-01-01",
            "to": "2025-01-01",
        }
        params = {"pageSize": endpoint.largest_page or 5000, "includeTotal": "true", "active": "Any"}
        params = {key: value for key, value in params.items() if key in endpoint.parameters}
        params |= {key: given[key] for key in endpoint.required if key in given}
        if "ids" in endpoint.required:
            params["ids"] = ",".join(still.keys(endpoint.resource)[:50])
        path = still.path(endpoint)
        if endpoint.kind in ("feed", "listing"):
            pages = still.api.pages(path, **params)
            assert sum(len(page["data"]) for page in pages) > 0
        else:
            pages = [still.api.get(path, **params).json]
        for page in pages:
            assert [
                f"{list(error.absolute_path)}: {error.message}" for error in check.iter_errors(page)
            ] == []

    @pytest.mark.parametrize("endpoint", [one for one in ENDPOINTS if not one.stored], ids=name)
    def test_reckoned_answers_fit_the_published_schema(endpoint: Endpoint, still: Still) -> None:
        check = validator(endpoint)
        places = {"report_category": "operations", "reportId": "301", "dynamicSetId": "technicians"}
        path = endpoint.name.format(**places)
        if endpoint.kind == "post":
            period = [{"name": "From", "value": "2024-01-01"}, {"name": "To", "value": "2027-01-01"}]
            ahead = {"startsOnOrAfter": "2026-06-15T00:00:00Z", "endsOnOrBefore": "2026-06-18T00:00:00Z"}
            report = {"parameters": [*period, {"name": "DateType", "value": 2}]}
            answer = still.api.post(
                path, report if "report" in path else {**ahead, "skillBasedAvailability": False}
            )
        else:
            answer = still.api.get(
                path, **({"from_": "2024-01-01", "to": "2026-01-01"} if endpoint.required else {})
            )
        assert answer.status == 200
        assert max(len(value) for value in answer.json.values() if isinstance(value, list)) > 0
        assert [
            f"{list(error.absolute_path)}: {error.message}" for error in check.iter_errors(answer.json)
        ] == []

    def test_errors_fit_the_published_schema(api: Any) -> None:
        operation, document = operations()["crm/v2/export/customers"]
        schema = operation["responses"]["400"]["content"]
        components = {
            "schemas": {key: standard(one) for key, one in document["components"]["schemas"].items()}
        }
        check = jsonschema.Draft202012Validator(
            {**standard(next(iter(schema.values()))["schema"]), "components": components}
        )
        answer = api.get("crm/v2/export/customers", from_="rubbish")
        assert answer.status == 400
        assert list(check.iter_errors(answer.json)) == []
        assert answer.json["errors"]["from"]
