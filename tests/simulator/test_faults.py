"""Faults strike as they are asked for, and only there."""

import time

import pytest
import urllib3

from simulator.control import Control, ControlError
from simulator.messages import Fault

JOBS = "jpm/v2/export/jobs"
REASONS = "jbce/v2/call-reasons"


@pytest.mark.parametrize("kind", ["500", "502", "503", "401", "403", "404", "429"])
def test_a_status_strikes_as_often_as_asked(api, control: Control, kind: str) -> None:
    control.faults(Fault(kind, path="*/export/jobs", count=2, seconds=3))
    answers = [api.get(JOBS) for _ in range(3)]
    assert [answer.status for answer in answers] == [int(kind), int(kind), 200]
    assert answers[0].headers.get("Retry-After") == ("3" if kind == "429" else None)
    html = "text/html" in answers[0].headers["Content-Type"]
    assert html == (kind in ("502", "503"))
    assert api.get(REASONS).status == 200


def test_a_reset_connection(api, control: Control) -> None:
    control.faults(Fault("reset", count=1))
    with pytest.raises(urllib3.exceptions.ProtocolError):
        api.get(JOBS)
    assert api.get(JOBS).status == 200
    assert [one.status for one in control.requests().requests if one.path.endswith("/jobs")] == [0, 200]


def test_a_truncated_body(api, control: Control) -> None:
    control.faults(Fault("truncate", count=1))
    with pytest.raises(urllib3.exceptions.ProtocolError):
        api.get(JOBS)
    assert api.get(JOBS).status == 200


def test_slowness_and_latency(api, control: Control) -> None:
    control.faults(Fault("slow", path="*/call-reasons", count=1, seconds=0.3))
    start = time.monotonic()
    api.get(REASONS)
    assert time.monotonic() - start >= 0.3
    control.settings(latency=0.15)
    start = time.monotonic()
    api.get(REASONS)
    assert time.monotonic() - start >= 0.15


def test_chance_is_repeatable(api, control: Control) -> None:
    def run(seed: int) -> list[int]:
        control.faults(Fault("503", probability=0.5, seed=seed))
        return [api.get(REASONS).status for _ in range(20)]

    first = run(3)
    assert {200, 503} == set(first)
    assert run(3) == first
    assert run(4) != first


def test_skipping_and_the_token_endpoint(api, control: Control) -> None:
    control.faults(
        Fault("500", path="*/call-reasons", skip=2, count=1), Fault("503", path="/connect/token", count=1)
    )
    assert [api.get(REASONS).status for _ in range(4)] == [200, 200, 500, 200]
    assert [api.sign_in().status for _ in range(2)] == [503, 200]


def test_control_is_never_disturbed_nor_logged(api, control: Control) -> None:
    control.faults(Fault("500"))
    control.clear_requests()
    assert api.get(REASONS).status == 500
    assert len(control.requests().requests) == 1
    control.faults()
    assert api.get(REASONS).status == 200


def test_unknown_faults_are_refused(control: Control) -> None:
    with pytest.raises(ControlError, match="explode"):
        control.faults(Fault("explode"))


def test_one_page_of_a_listing_or_all_from_some_page_on(api, control: Control) -> None:
    def statuses(path: str, **params) -> list[int]:
        return [api.get(path, page=page, pageSize=10, **params).status for page in (1, 2, 3, 4)]

    control.faults(Fault("500", path="*/customers", from_page=2, to_page=2))
    assert statuses("crm/v2/customers") == [200, 500, 200, 200]
    control.faults(Fault("503", path="*/customers", from_page=3))
    assert statuses("crm/v2/customers") == [200, 200, 503, 503]
    token = api.get(JOBS).json["continueFrom"]
    control.faults(Fault("500", path="*/export/jobs", from_page=2))
    assert [api.get(JOBS).status, api.get(JOBS, from_="2020-01-01").status] == [200, 200]
    assert api.get(JOBS, from_=token).status == 500


@pytest.mark.parametrize("kind", ["shift", "vanish"])
def test_a_row_of_the_page_before_changes_or_goes_between_pages(api, control: Control, kind: str) -> None:
    control.advance(hours=1)
    now = control.clock()
    whole = api.rows("crm/v2/customers", pageSize=10, modifiedBefore=now)
    control.faults(Fault(kind, path="*/customers", count=1))
    moved = api.rows("crm/v2/customers", pageSize=10, modifiedBefore=now)
    missed = [row["id"] for row in whole if row["id"] not in {one["id"] for one in moved}]
    assert missed == [whole[10]["id"]], "the row that slid to the page already read"
    first = next((row for row in control.truth("customers") if row["id"] == whole[0]["id"]), None)
    assert (first is None) == (kind == "vanish")
    assert first is None or first["modifiedOn"] == now


def test_a_row_of_a_feed_changes_between_pages_and_comes_again(api, control: Control) -> None:
    control.settings(feed_page_size=10, hold_back_minutes=0)
    control.faults(Fault("shift", path="*/export/customers", count=1))
    found = [row["id"] for row in api.rows("crm/v2/export/customers")]
    assert found[9] == found[-1]
    assert sorted(set(found)) == [row["id"] for row in control.truth("customers")]
