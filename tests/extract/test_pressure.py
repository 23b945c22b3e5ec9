"""Under pressure: a run's time for trying again has an end, and the pace goes down when the API asks for it."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from extract import rate
from extract.api_errors import ApiError
from extract.client import Client
from extract.plan import Wish
from extract.sync import sync
from simulator.messages import Fault
from tests.conftest import Bench

ZONES = "/dispatch/v2/tenant/{tenant}/zones"


def _client(
    bench: Bench, per_second: float, retry_seconds: float = 60.0, run_seconds: float = 60.0
) -> Client:
    return Client(bench.settings.require_account(), per_second, retry_seconds, run_seconds)


def _ask(client: Client) -> bool:
    """Whether there was an answer in the end."""
    try:
        client.get(ZONES, {}, bytes)
    except ApiError:
        return False
    return True


def test_a_run_tries_again_for_so_long_over_all_requests(bench: Bench) -> None:
    client = _client(bench, 1000, run_seconds=2.0)
    assert _ask(client)
    bench.control.faults(Fault("503", path="*/tenant/*"))
    began = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        assert not any(pool.map(lambda _: _ask(client), range(12)))
    assert time.monotonic() - began < 4.0
    bench.control.clear_requests()
    assert not _ask(client)
    assert len(bench.control.requests().requests) == 1, "nothing is left to try again with"
    bench.control.faults()
    assert _ask(client)


def test_time_without_trouble_does_not_count(bench: Bench) -> None:
    client = _client(bench, 1000, run_seconds=2.5)
    for _ in range(2):
        bench.control.faults(Fault("503", path="*/tenant/*", count=1))
        assert _ask(client)
        time.sleep(1.5)


def test_a_run_out_of_time_keeps_what_it_has_and_the_next_goes_on(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    bench.control.faults(Fault("503", path="*/zones"), Fault("503", path="*/teams"))
    account, wish = bench.settings.require_account(), Wish(["zones", "teams", "tag_types"])
    report = sync(account, bench.url, bench.home, wish=wish, retry_seconds=60.0, run_retry_seconds=1.0)
    assert {resource.name for resource in report.failed} == {"zones", "teams"}
    assert "the run's time for that is spent" in caplog.text
    assert bench.query("select entity_type from raw.sync_state where sync_status = 'idle'") == [
        ("tag_types",)
    ]
    bench.control.faults()
    assert not bench.sync(only=["zones", "teams"]).failed


def _per_second(client: Client, requests: int) -> float:
    began = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: _ask(client), range(requests)))
    return (requests - 1) / (time.monotonic() - began)


def test_the_pace_goes_down_on_repeated_429_and_comes_back(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rate, "RECOVERY_SECONDS", 3600.0)
    client = _client(bench, 40)
    set_pace = _per_second(client, 20)
    assert 30 < set_pace < 45
    for expected in (20, 10):
        bench.control.faults(Fault("429", path="*/tenant/*", count=1, seconds=1))
        assert _ask(client)
        time.sleep(1.0)
        assert _per_second(client, expected // 2 + 1) < expected * 1.5
    monkeypatch.setattr(rate, "RECOVERY_SECONDS", 0.1)
    time.sleep(1.0)
    _per_second(client, 15)
    assert _per_second(client, 20) > 0.75 * set_pace
