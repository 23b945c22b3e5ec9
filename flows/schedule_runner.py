"""Serves the flow to the local Prefect server: incremental every few minutes, full once a day.

Started by the supervisor, which starts it again should it end, as when the server stays away for long.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import GlobalConcurrencyLimitUpdate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterNextScheduledStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.runner import Runner
from prefect.schedules import Cron, Interval, Schedule
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType

from extract.settings import Settings, SettingsError, load_settings
from flows.prefect_flow import sync
from flows.schedule_server import FULL, INCREMENTAL, Place, Server

SERVER_SECONDS = 180
LONGEST_POLL_SECONDS = 10
ANCHOR = datetime(2020, 1, 1, tzinfo=UTC)
"""Runs fall on whole multiples of the interval from here, whenever the schedule was started."""

NEVER_TWO = ConcurrencyLimitConfig(
    limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW, grace_period_seconds=60
)
NO_SLOT = GlobalConcurrencyLimitUpdate(active_slots=0)
UNDER_WAY = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]

log = logging.getLogger("flows.schedule_runner")


def schedules(settings: Settings) -> dict[str, Schedule]:
    """When each deployment runs."""
    hour, minute = settings.schedule_full.split(":")
    return {
        INCREMENTAL: Interval(timedelta(seconds=settings.schedule_seconds), anchor_date=ANCHOR),
        FULL: Cron(f"{int(minute)} {int(hour)} * * *", timezone=settings.time_zone),
    }


def poll_seconds(settings: Settings) -> float:
    """How often the server is asked for runs, in seconds: often enough for a short interval."""
    return min(LONGEST_POLL_SECONDS, max(1.0, settings.schedule_seconds / 5))


def ahead_seconds(settings: Settings) -> float:
    """How long before its time a run is prepared, in seconds.

    It takes its slot then, so it must not be so early that a run just before it still has the slot.
    """
    return min(LONGEST_POLL_SECONDS, settings.schedule_seconds / 10)


async def _tidy(client: PrefectClient, deployments: Sequence[UUID]) -> None:
    """Close what an earlier runner left open: nobody else runs these deployments, so such runs are dead."""
    ours = DeploymentFilter(id=DeploymentFilterId(any_=list(deployments)))
    dead = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=UNDER_WAY)))
    for run in await client.read_flow_runs(deployment_filter=ours, flow_run_filter=dead):
        message = "Its process ended before the run did; the next run continues from what is committed."
        await client.set_flow_run_state(run.id, Crashed(message=message), force=True)
        log.warning(
            "Flow run %s was left under way by an earlier process and is closed as crashed.", run.name
        )
    missed = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        next_scheduled_start_time=FlowRunFilterNextScheduledStartTime.model_validate(
            {"before_": datetime.now(UTC)}
        ),
    )
    for run in await client.read_flow_runs(deployment_filter=ours, flow_run_filter=missed):
        await client.delete_flow_run(run.id)
    for deployment in deployments:
        # Nothing runs now, so no slot is taken, whatever a server that was killed remembers.
        await client.update_global_concurrency_limit(f"deployment:{deployment}", NO_SLOT)


async def serve(settings: Settings, flow: Flow[..., object]) -> None:
    """Register both deployments and run what falls due, until the process is ended."""
    runner = Runner(
        name="schedule",
        query_seconds=poll_seconds(settings),
        prefetch_seconds=ahead_seconds(settings),
        limit=None,
        pause_on_shutdown=False,
    )
    deployments = [
        await runner.aadd_flow(
            flow,
            name=name,
            schedule=schedule,
            parameters={"mode": name},
            concurrency_limit=NEVER_TWO,
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        for name, schedule in schedules(settings).items()
    ]
    async with get_client() as client:
        await _tidy(client, deployments)
    running = asyncio.create_task(runner.start())
    await asyncio.sleep(0)
    # After the runner's own handler, which does not wait until flow runs are ended and closed as cancelled.
    asyncio.get_running_loop().add_signal_handler(
        signal.SIGTERM, lambda: asyncio.ensure_future(runner.astop())
    )
    await running


async def _server_is_up(server: Server) -> bool:
    for _ in range(SERVER_SECONDS * 4):
        if await asyncio.to_thread(server.healthy):
            return True
        await asyncio.sleep(0.25)
    return False


async def _main(settings: Settings) -> int:
    if not await _server_is_up(Server(Place.of(settings))):
        sys.stderr.write(f"The Prefect server did not answer within {SERVER_SECONDS} seconds.\n")
        return 1
    await serve(settings, sync)
    return 0


def main() -> int:
    """The process; returns the exit code."""
    try:
        settings = load_settings()
        settings.require_account()
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return asyncio.run(_main(settings))


if __name__ == "__main__":
    sys.exit(main())
