"""Which resources a run reads: those named, else those that are due.

The catalogue says for each resource how often it is worth reading; `sync.yml` says otherwise for an installation:

    every:                # run, hour, day, week or never, by resource or by module
      calls: run
      forms: never
    privacy:              # by resource and field: block (never stored) or hash (salted, joinable)
      customer_contacts: {value: hash}
      locations: {address.street: block}
    tenants:
      4711:
        every: {inventory: week}
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from extract.catalog import Resource, catalog
from extract.privacy import ALWAYS, RULES, Privacy, PrivacyError, Rule
from extract.report import UnknownResourceError
from extract.settings import SettingsError

NEVER = "never"
PERIODS: Mapping[str, timedelta] = {
    "run": timedelta(0),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}
SLACK = timedelta(minutes=2)
"""A resource due within this time is read now: runs do not start to the second."""


@dataclass(frozen=True)
class Wish:
    """What a person asks of one run: nothing means what is due."""

    only: Sequence[str] = ()
    module: Sequence[str] = ()
    skip: Sequence[str] = ()
    force: Sequence[str] = ()
    """Resources, or `1` for all, whose missing records a full read marks as deleted however many they are."""

    def forces(self, resource: Resource) -> bool:
        """Whether the brake on deletions is off for a resource."""
        return bool({"1", "all", resource.name, resource.module} & set(self.force))

    @property
    def named(self) -> bool:
        """Whether resources were asked for by name or module."""
        return bool(self.only or self.module)


@dataclass(frozen=True)
class Plan:
    """How often each resource is read, where it differs from the catalogue, and what of it is not stored."""

    every: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, Mapping[str, Rule]] = field(default_factory=dict)
    """By resource and field. What is blocked always need not be named, and cannot be let through."""
    salt: str = field(default="", repr=False)

    @cached_property
    def privacy(self) -> Mapping[str, Privacy]:
        """By resource; those without rules are not in it. Raises PrivacyError for a rule that cannot be kept."""
        return {
            name: Privacy(catalog()[name], {**self.rules.get(name, {}), **ALWAYS.get(name, {})}, self.salt)
            for name in {**self.rules, **ALWAYS}
        }

    def period(self, resource: Resource) -> str:
        """One of PERIODS, or `never`. A resource's own entry goes before its module's."""
        return self.every.get(resource.name) or self.every.get(resource.module) or resource.every

    def is_left_off(self, resource: Resource) -> bool:
        """Whether nobody switched on what is read on request only."""
        return resource.every == NEVER == self.period(resource)

    def wanted(self, resources: Sequence[Resource]) -> list[Resource]:
        """Those that are read at all."""
        return [resource for resource in resources if self.period(resource) != NEVER]

    def due(self, resources: Sequence[Resource], last: Mapping[str, datetime]) -> list[Resource]:
        """Of those wanted, the ones whose last successful read is a period ago, or that were never read."""
        now = datetime.now(UTC)

        def is_due(resource: Resource) -> bool:
            read = last.get(resource.name)
            return read is None or now - read >= PERIODS[self.period(resource)] - SLACK

        return [resource for resource in self.wanted(resources) if is_due(resource)]


def choose(wish: Wish) -> tuple[Resource, ...]:
    """The resources a wish allows, in the catalogue's order; `only` before `module`.

    Raises:
        UnknownResourceError: names what is unknown and what the catalogue has.
    """
    modules = {resource.module for resource in catalog().values()}
    _check("resource", [*wish.only, *(name for name in wish.skip if name not in modules)], catalog())
    _check("module", wish.module, modules)
    _check("resource", [name for name in wish.force if name not in {"1", "all", *modules}], catalog())
    chosen = []
    for resource in catalog().values():
        asked = not wish.named or resource.name in wish.only or resource.module in wish.module
        if asked and not {resource.name, resource.module} & set(wish.skip):
            chosen.append(resource)
    if not chosen:
        raise UnknownResourceError("Nothing is left to read: all that was asked for is skipped, too.")
    return tuple(chosen)


def _check(kind: str, names: Collection[str], known: Collection[str]) -> None:
    unknown = [name for name in names if name not in known]
    if not unknown:
        return
    similar = [match for name in unknown for match in get_close_matches(name, known, cutoff=0.7)]
    meant = f" Did you mean {', '.join(similar)}?" if similar else ""
    raise UnknownResourceError(
        f"Unknown {kind} {', '.join(unknown)}.{meant} Known are: {', '.join(sorted(known))}."
    )


def read_plan(file: Path, tenant_id: int, salt: str = "") -> Plan:
    """The plan of a tenant; without a file, the catalogue's.

    Args:
        salt: what hashes of hashed fields are made with.
    Raises:
        SettingsError: the file cannot be read, names something unknown, or has a rule that cannot be kept.
    """
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        content = {}
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(f"{file.name} cannot be read: {' '.join(str(error).split())}") from None
    parts = [_mapping(file, content, "the file", {"every", "privacy", "tenants"})]
    for tenant, own in _mapping(file, parts[0].get("tenants"), "tenants").items():
        part = _mapping(file, own, f"tenant {tenant}", {"every", "privacy"})
        parts += [part] if str(tenant) == str(tenant_id) else []
    every = {name: period for part in parts for name, period in _entries(file, part).items()}
    plan = Plan(every, _rules(file, parts), salt)
    try:
        _ = plan.privacy
    except PrivacyError as error:
        raise SettingsError(f"{file.name}: {error}") from None
    return plan


def _mapping(file: Path, value: Any, what: str, allowed: Collection[str] | None = None) -> Mapping[Any, Any]:
    """A mapping of the file, empty where there is nothing; a slip of the pen must not switch a rule off."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise SettingsError(f"{file.name}: {what} must be a mapping; sync.yml.example shows how.")
    if allowed is not None and set(value) - set(allowed):
        names = " and ".join(f"`{name}`" for name in sorted(allowed))
        raise SettingsError(f"{file.name}: {what} may hold {names} only; sync.yml.example shows how.")
    return value


def _rules(file: Path, parts: Sequence[Mapping[Any, Any]]) -> dict[str, dict[str, Rule]]:
    """Rules of all parts together: a tenant can add to what holds for everybody, not take from it."""
    rules: dict[str, dict[str, Rule]] = {}
    for part in parts:
        for name, fields in _mapping(file, part.get("privacy"), "privacy").items():
            if name not in catalog():
                raise SettingsError(f"{file.name}: {name!r} is no resource of the catalogue.")
            if not isinstance(fields, dict) or any(rule not in RULES for rule in fields.values()):
                raise SettingsError(
                    f"{file.name}: privacy of {name} is a field each with {' or '.join(RULES)}."
                )
            rules.setdefault(name, {}).update({str(field): rule for field, rule in fields.items()})
    return rules


def _entries(file: Path, part: Mapping[Any, Any]) -> dict[str, str]:
    entries = _mapping(file, part.get("every"), "every")
    known = {*catalog(), *(resource.module for resource in catalog().values())}
    for name, period in entries.items():
        if name not in known:
            raise SettingsError(f"{file.name}: {name!r} is neither a resource nor a module of the catalogue.")
        if period not in (*PERIODS, NEVER):
            raise SettingsError(
                f"{file.name}: {name} is {period!r}; it must be {', '.join(PERIODS)} or {NEVER}."
            )
    return dict(entries)
