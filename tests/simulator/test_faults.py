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
