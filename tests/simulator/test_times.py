"""Times to the 100 ns, as the API writes them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator import times

EARLIEST = times.parse("0001-01-01T00:00:00Z")
LATEST = times.parse("9999-12-31T23:59:59.9999999Z")


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(EARLIEST, LATEST))
def test_every_time_survives_being_written(ticks: int) -> None:
    assert times.parse(times.text(ticks)) == ticks


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("2024-02-29", "2024-02-29T00:00:00Z"),
        ("2024-02-29T10:20", "2024-02-29T10:20:00Z"),
        ("2024-02-29T10:20:30.5000000Z", "2024-02-29T10:20:30.5Z"),
        ("2024-02-29T10:20:30.123456789Z", "2024-02-29T10:20:30.1234567Z"),
        ("2024-02-29T10:20:30+02:00", "2024-02-29T08:20:30Z"),
        ("2024-02-29T10:20:30-0530", "2024-02-29T15:50:30Z"),
    ],
)
def test_other_ways_to_write_a_time(written: str, same: str) -> None:
    assert times.text(times.parse(written)) == same


@pytest.mark.parametrize(
    "wrong", ["", "now", "2024-02-30", "2024-02-29T25:00:00Z", "20240229", "2024-02-29Tx"]
)
def test_what_is_no_time(wrong: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        times.parse(wrong)


def test_a_running_clock_runs_and_a_fixed_one_stands() -> None:
    fixed, running = times.Clock(100), times.Clock(times.real_now(), running=True)
    assert fixed.now() == fixed.now() == 100
    fixed.advance(5)
    assert fixed.now() == 105
    running.set(times.parse("2030-01-01"))
    assert 0 <= running.now() - times.parse("2030-01-01") < times.MINUTE
    with running.pinned(7):
        assert running.now() == 7
        running.advance(times.DAY)
    assert running.now() > times.parse("2030-01-02")
