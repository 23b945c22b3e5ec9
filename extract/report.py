"""What a sync did and how it can fail."""

from __future__ import annotations

from dataclasses import dataclass


class SyncError(Exception):
    """The run could not be made or came to its end early; nothing committed is lost. One clear sentence."""


class UnknownResourceError(SyncError):
    """A name that the catalogue does not have."""


class RefusedError(SyncError):
    """ServiceTitan refuses the credentials, the app key or the tenant: trying again does not help."""


class AlreadyRunningError(SyncError):
    """Another run holds the tenant's lock."""


@dataclass(frozen=True)
class ResourceReport:
    """One resource in one run, in records and requests."""

    name: str
    full: bool
    fetched: int
    created: int
    updated: int
    deleted: int
    rejected: int
    repaired: int
    requests: int
    error: str | None
    notice: str | None

    @property
    def changed(self) -> bool:
        """Whether the raw table is another one than before."""
        return bool(self.created or self.updated or self.deleted)


@dataclass(frozen=True)
class SyncReport:
    """What a run did, in seconds."""

    run_id: str
    tenant_id: int
    resources: tuple[ResourceReport, ...]
    seconds: float

    @property
    def failed(self) -> tuple[ResourceReport, ...]:
        """The resources that were not read to their end."""
        return tuple(resource for resource in self.resources if resource.error)

    @property
    def changed(self) -> tuple[str, ...]:
        """Names of the resources whose raw table changed."""
        return tuple(resource.name for resource in self.resources if resource.changed)
