"""`python -m simulator`: serve one or more simulated companies until SIGTERM."""

import argparse
import asyncio
import os
import signal
from pathlib import Path

import msgspec
from aiohttp import web

from simulator.company import CompanySpec
from simulator.journal import Journal
from simulator.messages import Ready, TenantAccess
from simulator.operations import replay
from simulator.server.app import TOKEN_PATH, make_app
from simulator.state import Plan, Simulation, start_of

DEFAULT_TENANT = "900100200"
DEFAULT_START = "2026-06-15T12:00:00Z"
_APP_KEY = "ak1.simulator"
_PARENT_SECONDS = 2


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m simulator", description="A ServiceTitan on your machine."
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--customers", type=int, default=200, help="size of the company")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--core-only", action="store_true", help="only the hand-made customers")
    parser.add_argument(
        "--clock", default=None, help=f"start: a UTC time, or `now` to run with real time ({DEFAULT_START})"
    )
    parser.add_argument(
        "--tenant", action="append", metavar="ID[:SEED[:CUSTOMERS]]", help="may be given several times"
    )
    parser.add_argument("--state-dir", type=Path, help="keep the company's changes here over restarts")
    parser.add_argument("--ready-file", type=Path, help="written as JSON once the server listens")
    parser.add_argument(
        "--exit-with-parent", action="store_true", help="stop when the starting process is gone"
    )
    return parser.parse_args()


def _plan(arguments: argparse.Namespace) -> Plan:
    start = start_of(arguments.clock or DEFAULT_START)
    specs: dict[int, CompanySpec] = {}
    for text in arguments.tenant or [DEFAULT_TENANT]:
        tenant, seed, customers = [*text.split(":"), "", ""][:3]
        specs[int(tenant)] = CompanySpec(
            int(seed or arguments.seed), int(customers or arguments.customers), start, arguments.core_only
        )
    access = [TenantAccess(tenant, f"cid.{tenant}", f"cs1.{tenant}.simulated", _APP_KEY) for tenant in specs]
    return Plan(specs, access, arguments.clock == "now")


async def _serve(arguments: argparse.Namespace, plan: Plan) -> None:
    # Whoever is told that it is ready may end at once.
    parent = os.getppid()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    simulation = Simulation(plan, Journal(arguments.state_dir) if arguments.state_dir else None)
    replay(simulation)
    runner = web.AppRunner(make_app(simulation), access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await web.TCPSite(runner, arguments.host, arguments.port).start()
    port = runner.addresses[0][1]
    url = f"http://{arguments.host}:{port}"
    ready = Ready(url, f"{url}{TOKEN_PATH}", url, os.getpid(), plan.access)
    _announce(ready, arguments.ready_file)
    while not stop.is_set():
        try:
            await asyncio.wait_for(stop.wait(), _PARENT_SECONDS)
        except TimeoutError:
            if arguments.exit_with_parent and os.getppid() != parent:
                break
    await runner.cleanup()


def _announce(ready: Ready, file: Path | None) -> None:
    text = msgspec.json.format(msgspec.json.encode(ready), indent=2).decode()
    if file is None:
        print(text, flush=True)
        return
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    draft.write_text(text + "\n")
    draft.replace(file)


def main() -> None:
    """Run the simulator with the command line's arguments."""
    arguments = _arguments()
    asyncio.run(_serve(arguments, _plan(arguments)))


if __name__ == "__main__":
    main()
