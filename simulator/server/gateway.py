"""Who may come in: access tokens, the app key, the tenant, the scope and the rate limit."""

import secrets
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field

from simulator.messages import Settings, TenantAccess
from simulator.server.errors import ApiError


@dataclass
class Gateway:
    """Issues tokens to the tenants it knows and checks each request against them."""

    access: list[TenantAccess]
    tokens: dict[str, tuple[int, float]] = field(default_factory=dict)
    recent: defaultdict[tuple[str, int], deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def issue(self, grant: str, client_id: str, client_secret: str, seconds: float) -> dict[str, object]:
        """The token answer for client credentials. Raises ValueError naming the OAuth error."""
        if grant != "client_credentials":
            raise ValueError("unsupported_grant_type")
        tenant = next((one for one in self.access if one.client_id == client_id), None)
        if tenant is None or not secrets.compare_digest(
            tenant.client_secret.encode(), client_secret.encode()
        ):
            raise ValueError("invalid_client")
        token = secrets.token_urlsafe(48)
        self.tokens[token] = (tenant.tenant_id, time.monotonic() + seconds)
        return {"access_token": token, "expires_in": int(seconds), "token_type": "Bearer", "scope": ""}

    def expire(self) -> None:
        """Make every token issued so far invalid."""
        self.tokens.clear()

    def admit(self, authorization: str, app_key: str, tenant: int, module: str, settings: Settings) -> None:
        """Let a request pass or raise ApiError: 401, 403, 404 or 429."""
        word, _, token = authorization.partition(" ")
        owner, until = self.tokens.get(token, (0, 0.0)) if word.lower() == "bearer" else (0, 0.0)
        if time.monotonic() >= until:
            raise ApiError(401, "Unauthorized. Access token is missing or invalid.")
        if app_key not in {one.app_key for one in self.access}:
            raise ApiError(
                settings.app_key_status, "Access denied due to missing or invalid ST-App-Key header."
            )
        granted = any(one.tenant_id == owner and one.app_key == app_key for one in self.access)
        if owner != tenant or not granted:
            raise ApiError(settings.wrong_tenant_status, "The application has no access to this tenant.")
        if module in settings.denied_modules:
            raise ApiError(403, "The application has no scope for this resource.")
        if settings.rate_limit:
            self._count(app_key, tenant, settings.rate_limit)

    def _count(self, app_key: str, tenant: int, limit: int) -> None:
        now = time.monotonic()
        window = self.recent[app_key, tenant]
        while window and window[0] <= now - 1:
            window.popleft()
        if len(window) >= limit:
            raise ApiError(429)
        window.append(now)
