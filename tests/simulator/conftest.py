"""A simulator shared by the tests of a file, and a small client to look at it with."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
import urllib3

from simulator.control import Control
from simulator.process import SimulatorProcess

CUSTOMERS = 60


@dataclass
class Answer:
    """An HTTP answer."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Api:
    """Asks the simulated API as an integration would, with a token of its own."""

    def __init__(self, process: SimulatorProcess, tenant: int = 0) -> None:
        self.access = process.ready.tenants[tenant]
        self._ready = process.ready
        self._pool = urllib3.PoolManager(retries=False, timeout=120)
        self.token = self.sign_in().json["access_token"]

    def sign_in(self, **changes: str) -> Answer:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.access.client_id,
            "client_secret": self.access.client_secret,
            **changes,
        }
        return self._answer(
            self._pool.request("POST", self._ready.auth_url, fields=form, encode_multipart=False)
        )

    def get(
        self, path: str, *, tenant: object = None, headers: dict[str, str] | None = None, **params: Any
    ) -> Answer:
        """GET `crm/v2/export/customers`; the tenant is put in its place."""
        module, version, rest = path.split("/", 2)
        number = self.access.tenant_id if tenant is None else tenant
        url = f"{self._ready.api_url}/{module}/{version}/tenant/{number}/{rest}"
        sent = {"Authorization": f"Bearer {self.token}", "ST-App-Key": self.access.app_key, **(headers or {})}
        fields = {name.rstrip("_"): str(value) for name, value in params.items()}
        return self._answer(self._pool.request("GET", url, fields=fields, headers=sent))

    def post(self, path: str, body: object, **params: Any) -> Answer:
        """POST JSON to `dispatch/v2/capacity`; the tenant is put in its place."""
        module, version, rest = path.split("/", 2)
        url = f"{self._ready.api_url}/{module}/{version}/tenant/{self.access.tenant_id}/{rest}?{urlencode(params)}"
        sent = {"Authorization": f"Bearer {self.token}", "ST-App-Key": self.access.app_key}
        return self._answer(self._pool.request("POST", url, body=json.dumps(body).encode(), headers=sent))

    def rows(self, path: str, **params: Any) -> list[dict[str, Any]]:
        """All rows of a listing or a feed, page by page."""
        return [row for page in self.pages(path, **params) for row in page["data"]]

    def pages(self, path: str, **params: Any) -> list[dict[str, Any]]:
        pages = [self.get(path, **params).json]
        while pages[-1]["hasMore"]:
            token = pages[-1].get("continueFrom")
            step = {"page": len(pages) + 1} if token is None else {"from_": token}
            pages.append(self.get(path, **{**params, **step}).json)
        return pages

    @staticmethod
    def _answer(response: urllib3.BaseHTTPResponse) -> Answer:
        return Answer(response.status, dict(response.headers), response.data)


@pytest.fixture(scope="session")
def process() -> Iterator[SimulatorProcess]:
    with SimulatorProcess(customers=CUSTOMERS, tenants=["9001", "9002:7:20"]) as running:
        yield running


@pytest.fixture
def control(process: SimulatorProcess) -> Control:
    """The control of a simulator that is as it was when started, without rate limit."""
    process.control.reset()
    process.control.settings(rate_limit=0)
    return process.control


@pytest.fixture
def api(process: SimulatorProcess, control: Control) -> Api:
    return Api(process)
