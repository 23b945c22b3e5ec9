"""Where the simulated companies are at home: the time zone in which their days begin and end."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from simulator import times

TIME_ZONE = "America/Denver"
_ZONE = ZoneInfo(TIME_ZONE)


def local(text: str) -> int:
    """Ticks of a time on the company's own clock: `2024-09-03 14:30`."""
    moment = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=_ZONE).astimezone(UTC)
    return times.parse(moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
