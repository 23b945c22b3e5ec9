"""Which endpoint a path belongs to, and the ids in it."""

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
        self._plain = {(one.name, one.kind == "post"): one for one in listed if "{" not in one.name}
        self._with_id = [
            (re.compile(re.escape(one.pattern).replace(r"\{\}", "([^/]+)")), one)
            for one in listed
            if "{" in one.name
        ]

    def find(self, path: str, *, post: bool) -> tuple[Endpoint, tuple[str, ...]]:
        """The endpoint that answers GET or POST, and the ids in the path. Raises ApiError 404."""
        if (path, post) in self._plain:
            return self._plain[path, post], ()
        for pattern, endpoint in self._with_id:
            match = pattern.fullmatch(path)
            if match is not None and (endpoint.kind == "post") == post:
                return endpoint, match.groups()
        raise ApiError(404)


def parent_key(company: Company, endpoint: Endpoint, ids: tuple[str, ...]) -> Key | None:
    """The key of the object that a path with an id is about. Raises ApiError 404 when there is no such object."""
    if endpoint.parent is None:
        return None
    text, (resource, _) = ids[0], endpoint.parent
    if not key_rule(resource).text and not text.isdecimal():
        raise ApiError(404)
    key = text if key_rule(resource).text else int(text)
    if key not in company.collections[resource]:
        raise ApiError(404)
    return key
