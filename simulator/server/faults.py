"""Disturbances on request, in the order they were asked for."""

import asyncio
import random
import re
import socket
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from sys import maxsize

from aiohttp import web

from simulator import times
from simulator.messages import Fault

_ERROR_STATUS = re.compile("[45][0-9][0-9]")
_OTHERS = ("reset", "truncate", "slow", "shift", "vanish")
BETWEEN_PAGES = ("shift", "vanish")
"""The kinds that leave the answer alone and change what it is cut from."""


@dataclass
class _Armed:
    fault: Fault
    dice: random.Random
    seen: int = 0
    done: int = 0

    def strikes(self, path: str, page: int) -> bool:
        fault = self.fault
        if not fnmatchcase(path, fault.path) or (fault.count is not None and self.done >= fault.count):
            return False
        first = max(fault.from_page, 2) if fault.kind in BETWEEN_PAGES else fault.from_page
        if not first <= page <= (maxsize if fault.to_page is None else fault.to_page):
            return False
        self.seen += 1
        if self.seen <= fault.skip or self.dice.random() >= fault.probability:
            return False
        self.done += 1
        return True


@dataclass
class Faults:
    """The faults armed at the moment. Probabilities are drawn from each fault's own seed."""

    armed: list[_Armed] = field(default_factory=list)

    def arm(self, faults: list[Fault]) -> None:
        """Replace all faults by these. Raises ValueError for a kind there is none of."""
        for fault in faults:
            if fault.kind not in _OTHERS and not _ERROR_STATUS.fullmatch(fault.kind):
                raise ValueError(f"no such fault: {fault.kind}")
        self.armed = [_Armed(fault, random.Random(fault.seed)) for fault in faults]

    def strike(self, path: str, query: Mapping[str, str]) -> Fault | None:
        """The fault that hits a request for this path, if one does."""
        page = _page(query)
        return next((one.fault for one in self.armed if one.strikes(path, page)), None)


def _page(query: Mapping[str, str]) -> int:
    """Which page a request asks for, as far as it tells."""
    number, start = query.get("page", ""), query.get("from", "")
    return int(number) if number.isdecimal() else 2 - (not start or times.readable(start))


def reset_connection(request: web.Request) -> None:
    """Cut the connection so that the client sees a reset rather than an orderly end."""
    transport = request.transport
    if transport is None:
        return
    link = transport.get_extra_info("socket")
    if link is not None:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


async def send_truncated(request: web.Request, response: web.Response) -> web.StreamResponse:
    """Announce the whole body, send half of it and hang up."""
    body = response.body if isinstance(response.body, bytes) else b""
    stream = web.StreamResponse(status=response.status, headers={"Content-Type": "application/json"})
    stream.content_length = max(len(body), 2)
    await stream.prepare(request)
    await stream.write(body[: len(body) // 2])
    await asyncio.sleep(0)
    if request.transport is not None:
        request.transport.close()
    return stream
