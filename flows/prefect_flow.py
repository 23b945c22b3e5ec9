"""The Prefect flow `sync`: `flows.sync.run` with a name, a summary, a state and retries that Prefect shows.

Importing this module imports Prefect; without a server `make sync` never does.
"""

# No `from __future__ import annotations` here: Prefect carries the function into the process of its run
# without the names that textual annotations would need.

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from prefect import flow
from prefect.artifacts import create_markdown_artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_URL
from prefect.states import Completed, Failed

from extract.plan import Wish
from extract.settings import SettingsError, load_settings
from extract.sync import Mode, RefusedError, UnknownResourceError
from flows.sync import EXPECTED_ERRORS, RunResult, run

RETRY_SECONDS = (30.0, 120.0)
"""Pauses before the second and the third attempt when the API or the database could not be reached."""
LOCK_SECONDS = 20.0
LONGEST_WAIT_SECONDS = 3600.0
"""How long a full read that fell due waits for the run before it; an incremental one does not wait."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Outcome:
    """What `run` gave: a result, or one of EXPECTED_ERRORS."""

    result: RunResult | None = None
    error: Exception | None = None


def retry_helps(error: Exception) -> bool:
    """Whether the same run may go well later: an outage, not a wrong setting or refused credentials."""
    return not isinstance(error, (SettingsError, UnknownResourceError, RefusedError))


def attempt(work: Callable[[], RunResult], pauses: Sequence[float] = RETRY_SECONDS) -> Outcome:
    """Do the work, again after each pause (seconds) while that helps. Raises unforeseen errors only."""
    for pause in (*pauses, None):
        try:
            return Outcome(result=work())
        except EXPECTED_ERRORS as error:
            if pause is None or not retry_helps(error):
                return Outcome(error=error)
            log.warning("%s Next attempt in %.0f seconds.", error, pause)
            time.sleep(pause)
    raise AssertionError


def wait_for_turn(work: Callable[[], RunResult]) -> RunResult:
    """Repeat the work until no other run holds the tenant's lock, or patience ends."""
    deadline = time.monotonic() + LONGEST_WAIT_SECONDS
    result = work()
    while result.skipped and time.monotonic() < deadline:
        log.info("%s Next attempt in %.0f seconds.", result.skipped, LOCK_SECONDS)
        time.sleep(LOCK_SECONDS)
        result = work()
    return result


def _run_name() -> str:
    """`incremental of tenant 1001: customers, jobs`."""
    given = flow_run.parameters
    try:
        account = load_settings().account
    except SettingsError:
        account = None
    name = f"{given['mode']} of tenant {account.tenant_id if account else 'unknown'}"
    return f"{name}: {', '.join(given['only'])}" if given.get("only") else name


def _state(outcome: Outcome) -> State[Outcome]:
    result, error = outcome.result, outcome.error
    if error or result is None:
        return Failed(message=str(error), data=outcome)
    if result.skipped:
        return Completed(name="Skipped", message=result.skipped, data=outcome)
    if result.failure:
        return Failed(message=result.failure, data=outcome)
    return Completed(message="Everything asked for was done.", data=outcome)


def _leave_summary(mode: Mode, outcome: Outcome) -> None:
    result = outcome.result
    if result is not None and result.skipped:
        return
    text = result.markdown() if result is not None else f"**Failed:** {outcome.error}"
    create_markdown_artifact(text, key=f"sync-{mode}", description=flow_run.name)


@flow(name="sync", flow_run_name=_run_name, persist_result=False)
def sync(
    mode: Mode = "incremental",
    only: list[str] | None = None,
    module: list[str] | None = None,
    skip: list[str] | None = None,
    force: list[str] | None = None,
) -> object:
    """Copy what changed, or everything, from ServiceTitan and build the models that stand on it.

    Args:
        mode: `incremental` or `full`.
        only, module: names of resources or modules; what is due when empty.
        skip: names of resources or modules not to read.
        force: resources whose missing records are marked as deleted however many they are; `1` for all.
    """
    context = FlowRunContext.get()
    scheduled = bool(context and context.flow_run and context.flow_run.auto_scheduled)
    by = "schedule" if scheduled else "manual"

    def work() -> RunResult:
        return run(mode, Wish(only or (), module or (), skip or (), force or ()), triggered_by=by)

    outcome = attempt((lambda: wait_for_turn(work)) if scheduled and mode == "full" else work)
    _leave_summary(mode, outcome)
    return _state(outcome)


def run_flow(mode: Mode, wish: Wish) -> RunResult:
    """One run recorded by the configured Prefect server; not recorded when that server does not answer.

    Raises EXPECTED_ERRORS as `flows.sync.run` does.
    """
    with get_client(sync_client=True) as client:
        if client.api_healthcheck() is not None:
            log.warning(
                "The Prefect server at %s does not answer: this run is not recorded.", PREFECT_API_URL.value()
            )
            return run(mode, wish)
    named = [list(names) for names in (wish.only, wish.module, wish.skip, wish.force)]
    outcome = sync(mode, *named, return_state=True).result(raise_on_failure=False)
    if isinstance(outcome, Outcome):
        if outcome.error:
            raise outcome.error
        if outcome.result:
            return outcome.result
    if isinstance(outcome, BaseException):
        raise outcome
    raise RuntimeError(f"The flow run gave no result: {outcome!r}")
