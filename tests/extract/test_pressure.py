"""Under pressure: a run's time for trying again has an end, and the pace goes down when the API asks for it."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from extract import rate, retries
from extract.api_errors import ApiError
from extract.client import Client
from extract.plan import Wish
from extract.sync import sync
from simulator.messages import Fault
from tests.conftest import Bench

ZONES = "/dispatch/v2/tenant/{tenant}/zones"


class _Clock:
    """A clock that goes on, beside what it goes by, where it is waited for."""

    def __init__(self, by: Callable[[], float] = lambda: 1000.0) -> None:
        self._by, self._ahead = by, 0.0

    def monotonic(self) -> float:
        return self._by() + self._ahead

    def wait(self, seconds: float) -> None:
        self._ahead += seconds


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
        assert not any(pool.map(lambda _: _ask(client), range(60)))
    assert time.monotonic() - began < 15.0, "each request for so long would take twice that"
    bench.control.clear_requests()
    assert not _ask(client)
    assert len(bench.control.requests().requests) == 1, "nothing is left to try again with"
    bench.control.faults()
    assert _ask(client)


def test_time_without_trouble_does_not_count(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = _Clock(time.monotonic)
    monkeypatch.setattr(retries, "time", clock)
    client = _client(bench, 1000, run_seconds=60.0)
    for _ in range(2):
        bench.control.faults(Fault("503", path="*/tenant/*", count=1))
        assert _ask(client)
        clock.wait(3600.0)


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


def test_many_threads_keep_one_pace(bench: Bench) -> None:
    client, began = _client(bench, 40), time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(lambda _: _ask(client), range(20)))
    assert time.monotonic() - began >= 19 / 40


def test_the_pace_goes_down_on_repeated_429_and_comes_back(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = _Clock()
    monkeypatch.setattr(rate, "time", clock)
    client = _client(bench, 40)
    monkeypatch.setattr(client, "_pace", rate.Pace(40, clock))  # type: ignore[arg-type]

    def per_second() -> float:
        assert _ask(client)
        began = clock.monotonic()
        assert all(_ask(client) for _ in range(5))
        return 5 / (clock.monotonic() - began)

    assert per_second() == pytest.approx(40)
    for expected in (20, 10):
        bench.control.faults(Fault("429", path="*/tenant/*", count=1, seconds=1))
        assert _ask(client)
        assert per_second() == pytest.approx(expected)
        clock.wait(rate.RECOVERY_SECONDS / 2)
    for expected in (20, 40, 40):
        clock.wait(rate.RECOVERY_SECONDS)
        assert per_second() == pytest.approx(expected)
