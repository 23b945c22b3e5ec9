"""Which endpoint a path belongs to, and the id in it."""

import re
from collections.abc import Iterable

from simulator.endpoint import Endpoint
from simulator.server.errors import ApiError
from simulator.shapes import key_rule
from simulator.state import Company
from simulator.store import Key


class Routes:
    """Finds endpoints by base and path, the tenant left out."""

    def __init__(self, endpoints: Iterable[Endpoint]) -> None:
        listed = list(endpoints)
        self._plain = {one.name: one for one in listed if one.parent is None}
        self._with_id = [
            (re.compile(re.escape(one.pattern).replace(r"\{\}", "([^/]+)")), one)
            for one in listed
            if one.parent
        ]

    def find(self, path: str) -> tuple[Endpoint, str | None]:
        """The endpoint and the id in the path, if it has one. Raises ApiError 404."""
        if path in self._plain:
            return self._plain[path], None
        for pattern, endpoint in self._with_id:
            match = pattern.fullmatch(path)
            if match is not None:
                return endpoint, match[1]
        raise ApiError(404)


def parent_key(company: Company, endpoint: Endpoint, text: str | None) -> Key | None:
    """The key of the object that a path with an id is about. Raises ApiError 404 when there is no such object."""
    if endpoint.parent is None or text is None:
        return None
    resource, _ = endpoint.parent
    if not key_rule(resource).text and not text.isdecimal():
        raise ApiError(404)
    key = text if key_rule(resource).text else int(text)
    if key not in company.collections[resource]:
        raise ApiError(404)
    return key
