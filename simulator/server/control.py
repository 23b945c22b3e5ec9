"""The control routes, `POST /_sim/<operation>`: how tests and the demo move the simulated world."""

from collections.abc import Callable
from typing import TypeVar

import msgspec
from aiohttp import web

from simulator import messages as say
from simulator.operations import DATA_OPERATIONS, perform
from simulator.state import Simulation

Args = TypeVar("Args", bound=msgspec.Struct)


def control_routes(simulation: Simulation) -> list[web.RouteDef]:
    """All control routes. Wrong arguments answer 400 with the reason as text."""
    operations = _Operations(simulation)

    async def handle(request: web.Request) -> web.Response:
        name = request.match_info["operation"]
        tenant = request.query.get("tenant")
        try:
            body = operations.call(
                name, None if tenant is None else int(tenant), await request.read() or b"{}"
            )
        except (ValueError, KeyError, msgspec.DecodeError) as error:
            return web.Response(status=400, text=f"{name}: {error}")
        return web.Response(body=body, content_type="application/json")

    return [web.post("/_sim/{operation}", handle)]


class _Operations:
    """The operations on the simulation itself; those on a company's data are in `simulator.operations`."""

    def __init__(self, simulation: Simulation) -> None:
        self._simulation = simulation
        self._table: dict[str, Callable[[bytes], object]] = {
            "reset": self._taking(say.Reset, self._reset),
            "settings": self._taking(say.Settings, self._settings),
            "get_settings": self._taking(say.Nothing, lambda _: simulation.settings),
            "expire_tokens": self._taking(say.Nothing, lambda _: simulation.gateway.expire()),
            "requests": self._taking(say.Nothing, lambda _: self._requests()),
            "clear_requests": self._taking(say.Nothing, lambda _: simulation.log.clear()),
            "faults": self._faults,
        }

    def call(self, name: str, tenant: int | None, body: bytes) -> bytes:
        """Run one operation and give its result as JSON."""
        simulation = self._simulation
        if name == "truth":
            return self._truth(tenant, body)
        if name in DATA_OPERATIONS:
            return msgspec.json.encode(perform(simulation, tenant, name, body))
        if name not in self._table:
            raise ValueError("there is no such operation")
        return msgspec.json.encode(self._table[name](body))

    @staticmethod
    def _taking(kind: type[Args], function: Callable[[Args], object]) -> Callable[[bytes], object]:
        return lambda body: function(msgspec.json.decode(body, type=kind))

    def _reset(self, wish: say.Reset) -> None:
        self._simulation.reset(wish)

    def _settings(self, settings: say.Settings) -> None:
        self._simulation.settings = settings

    def _faults(self, body: bytes) -> None:
        self._simulation.faults.arm(msgspec.json.decode(body, type=list[say.Fault]))

    def _requests(self) -> say.Requests:
        log = self._simulation.log
        return say.Requests(log.requests, dict(log.counts), log.max_in_flight)

    def _truth(self, tenant: int | None, body: bytes) -> bytes:
        resource = msgspec.json.decode(body, type=say.Select).resource
        records = self._simulation.company(tenant).collections[resource].by_id()
        return b"".join((b"[", b",".join(record.body for record in records), b"]"))
