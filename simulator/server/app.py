"""The application: token endpoint, API endpoints, control routes."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import unquote

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from simulator import times
from simulator.endpoints import ENDPOINTS
from simulator.messages import Fault, Request
from simulator.server.between import disturb
from simulator.server.computed import computed_body
from simulator.server.control import control_routes
from simulator.server.errors import ApiError, error_response, status_response
from simulator.server.faults import BETWEEN_PAGES, reset_connection, send_truncated
from simulator.server.feed import feed_body
from simulator.server.listing import Reading, bare_body, listing_body
from simulator.server.parameters import Query
from simulator.server.reporting import Asked
from simulator.server.routes import Routes, parent_key
from simulator.state import Simulation

TOKEN_PATH = "/connect/token"
_CONTROL = "/_sim/"
_API = "/{base:.+}/tenant/{tenant}/{path:.+}"
_FAULT = "fault between pages"

_Handler = Callable[[web.Request], Awaitable[web.Response]]


def make_app(simulation: Simulation) -> web.Application:
    """The aiohttp application serving one simulation."""
    app = web.Application(middlewares=[_disturbing(simulation)], client_max_size=256 * 2**20)
    app.router.add_post(TOKEN_PATH, _token_handler(simulation))
    app.router.add_routes(control_routes(simulation))
    api = _api_handler(simulation)
    app.router.add_get(_API, api)
    app.router.add_post(_API, api)
    return app


def _token_handler(simulation: Simulation) -> _Handler:
    async def issue(request: web.Request) -> web.Response:
        if request.content_type != "application/x-www-form-urlencoded":
            return web.json_response({"error": "invalid_request"}, status=400)
        form = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        grant, client, secret = (form.get(name, "") for name in ("grant_type", "client_id", "client_secret"))
        try:
            token = simulation.gateway.issue(grant, client, secret, simulation.settings.token_seconds)
        except ValueError as error:
            return web.json_response({"error": str(error)}, status=400)
        owner, _ = simulation.gateway.tokens[str(token["access_token"])]
        return web.json_response(token, headers=_dated(simulation, owner))

    return issue


def _dated(simulation: Simulation, tenant: int) -> dict[str, str]:
    """The `Date` header by the company's clock: it is what a client can know of the server's time."""
    return {"Date": times.http_date(simulation.companies[tenant].clock.now())}


def _api_handler(simulation: Simulation) -> _Handler:
    routes = Routes(ENDPOINTS)

    async def answer(request: web.Request) -> web.Response:
        match = request.match_info
        module, path = match["base"].partition("/")[0], f"{match['base']}/{match['path']}"
        try:
            tenant = _tenant(match["tenant"])
            _admit(simulation, request, tenant, module)
            body = await _body(simulation, routes, path, tenant, request)
        except ApiError as error:
            response = error_response(error, request.path)
            if error.status == 429:
                response.headers["Retry-After"] = str(error.retry_after or simulation.settings.retry_after)
            return response
        dated = _dated(simulation, tenant)
        response = web.Response(body=body, content_type="application/json", charset="utf-8", headers=dated)
        if simulation.settings.gzip:
            response.enable_compression()
        return response

    return answer


def _tenant(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise ApiError(400, tenant=f"The value '{text}' is not valid.") from error


def _admit(simulation: Simulation, request: web.Request, tenant: int, module: str) -> None:
    headers = request.headers
    authorization, app_key = headers.get("Authorization", ""), headers.get("ST-App-Key", "")
    simulation.gateway.admit(authorization, app_key, tenant, module, simulation.settings)


async def _body(
    simulation: Simulation, routes: Routes, path: str, tenant: int, request: web.Request
) -> bytes:
    endpoint, ids = routes.find(path, post=request.method == "POST")
    query = Query(endpoint, request.query)
    if not endpoint.stored:
        return computed_body(endpoint, Asked(simulation, tenant, query, ids, await request.read()))
    company, settings = simulation.companies[tenant], simulation.settings
    parent = parent_key(company, endpoint, ids)
    reading = Reading(endpoint, query, company.collections[endpoint.resource], parent)
    fault = request.get(_FAULT)
    if fault is not None:
        disturb(simulation, company, reading, fault)
    if endpoint.kind == "listing":
        return listing_body(reading, settings)
    if not endpoint.feed:
        return bare_body(reading, settings)
    origin = company.feed_origin(endpoint.name)
    return feed_body(endpoint, query, reading.collection, settings, company.clock.now(), origin)


def _disturbing(simulation: Simulation) -> Middleware:
    """The middleware that logs requests, slows them and lets faults strike; control routes pass untouched."""

    @web.middleware
    async def handle(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path.startswith(_CONTROL):
            return await handler(request)
        log = simulation.log
        log.in_flight += 1
        log.max_in_flight = max(log.max_in_flight, log.in_flight)
        status = 0
        try:
            fault = simulation.faults.strike(request.path, request.query)
            if simulation.settings.latency:
                await asyncio.sleep(simulation.settings.latency)
            response = await _disturbed(request, handler, fault)
            status = 0 if fault is not None and fault.kind in ("reset", "truncate") else response.status
            return response
        except web.HTTPException as error:
            status = error.status
            return status_response(error.status, request.path)
        finally:
            log.in_flight -= 1
            log.add(
                Request(request.method, unquote(request.path), dict(request.query), status),
                _name(request.path),
            )

    return handle


def _name(path: str) -> str:
    """The path without the tenant: `crm/v2/export/customers`."""
    base, found, rest = path.strip("/").partition("/tenant/")
    return f"{base}/{rest.partition('/')[2]}" if found else base


async def _disturbed(request: web.Request, handler: Handler, fault: Fault | None) -> web.StreamResponse:
    if fault is None:
        return await handler(request)
    if fault.kind in BETWEEN_PAGES:
        request[_FAULT] = fault
        return await handler(request)
    if fault.kind == "slow":
        await asyncio.sleep(fault.seconds)
        return await handler(request)
    if fault.kind == "reset":
        reset_connection(request)
        return web.Response()
    if fault.kind == "truncate":
        response = await handler(request)
        return await send_truncated(request, response) if isinstance(response, web.Response) else response
    status = int(fault.kind)
    return status_response(status, request.path, max(1, round(fault.seconds)) if status == 429 else None)
