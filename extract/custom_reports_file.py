"""`reports.yml`: which custom reports a tenant copies, with which parameters, over which dates.

    reports:
      revenue:                         # lands in raw.report_revenue
        category: business-unit-dashboard
        id: 175                        # or name: Business Unit Revenue
        parameters: {BusinessUnitIds: [1, 2]}
        privacy: {Name: hash}          # or block: what must not be stored
        dates: {since: 2024-01-01, step: month, look_back: 45}
        every: day

A report without `dates` is one table read whole each time. `tenants:` holds differences of single tenants.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from extract.catalog import catalog
from extract.plan import NEVER, PERIODS
from extract.privacy import RULES, Rule
from extract.settings import SettingsError

Step = Literal["day", "month"]

LOOK_BACK_DAYS = 7
LONGEST_NAME = 50
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_KEYS = {"category", "id", "name", "parameters", "dates", "every", "privacy"}
_DATE_KEYS = {"since", "step", "look_back", "from", "to"}


@dataclass(frozen=True)
class Dates:
    """How a report is cut into periods.

    `start` and `end` name its parameters for a period's first and last day. A period is read again until `look_back`
    days after its end have passed.
    """

    since: date
    step: Step = "day"
    look_back: int = LOOK_BACK_DAYS
    start: str = "From"
    end: str = "To"


@dataclass(frozen=True)
class ReportSpec:
    """One entry of the file. `title` is the report's name in ServiceTitan, needed when there is no `id`."""

    name: str
    category: str
    id: int | None = None
    title: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)
    dates: Dates | None = None
    every: str = "day"
    privacy: Mapping[str, Rule] = field(default_factory=dict)
    """By field of the report."""

    @property
    def table(self) -> str:
        """Its table in schema `raw`, and its name in `sync_state` and `sync_log`."""
        return f"report_{self.name}"


def read_report_specs(file: Path, tenant_id: int) -> tuple[ReportSpec, ...]:
    """The reports of a tenant that are read at all; none without a file.

    Raises:
        SettingsError: the file cannot be read, or an entry is unusable; names the report and the key.
    """
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as error:
        raise SettingsError(f"{file.name} cannot be read: {' '.join(str(error).split())}") from None
    tenants = _mapping(file, "the file", content, {"reports", "tenants"}).get("tenants") or {}
    if not isinstance(tenants, dict):
        raise SettingsError(
            f"{file.name}: `tenants` holds a tenant's number each; reports.yml.example shows how."
        )
    parts = [content]
    for tenant, part in tenants.items():
        own = _mapping(file, f"tenant {tenant}", part or {}, {"reports"})
        parts += [own] if str(tenant) == str(tenant_id) else []
    entries: dict[Any, Any] = {}
    for part in parts:
        reports = part.get("reports") or {}
        if not isinstance(reports, dict):
            raise SettingsError(f"{file.name}: `reports` holds an entry per report, by name.")
        entries.update(reports)
    specs = [_spec(file, name, entry) for name, entry in entries.items()]
    return tuple(spec for spec in specs if spec.every != NEVER)


def _mapping(file: Path, what: str, content: Any, known: set[str]) -> dict[str, Any]:
    if not isinstance(content, dict):
        raise SettingsError(f"{file.name}: {what} must be a mapping; reports.yml.example shows how.")
    if unknown := [str(key) for key in content if key not in known]:
        raise SettingsError(
            f"{file.name}: {what} has {', '.join(unknown)}; it may have {', '.join(sorted(known))}."
        )
    return content


def _spec(file: Path, name: Any, entry: Any) -> ReportSpec:
    if not isinstance(name, str) or not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise SettingsError(
            f"{file.name}: {name!r} cannot name a table; use lower-case letters, digits and _, "
            f"{LONGEST_NAME} at most."
        )
    what = f"report {name}"
    if f"report_{name}" in catalog():
        raise SettingsError(
            f"{file.name}: {what} has the name of a resource of the catalogue; choose another."
        )
    values = _mapping(file, what, entry, _KEYS)
    report_id, title, every = values.get("id"), values.get("name"), values.get("every", "day")
    if not values.get("category") or not isinstance(values["category"], (str, int)):
        raise SettingsError(f"{file.name}: {what} needs a `category`, by its id or name.")
    if report_id is None and not title:
        raise SettingsError(f"{file.name}: {what} needs the report's `id` or `name`.")
    if report_id is not None and not (isinstance(report_id, int) and report_id > 0):
        raise SettingsError(f"{file.name}: {what}: `id` is {report_id!r}; it must be the report's number.")
    if every not in (*PERIODS, NEVER):
        raise SettingsError(
            f"{file.name}: {what}: `every` is {every!r}; it must be {', '.join(PERIODS)} or {NEVER}."
        )
    parameters = values.get("parameters") or {}
    if not isinstance(parameters, dict):
        raise SettingsError(f"{file.name}: {what}: `parameters` must be a mapping of names to values.")
    dates = None if values.get("dates") is None else _dates(file, what, values["dates"])
    if dates and (twice := {dates.start, dates.end} & set(parameters)):
        raise SettingsError(
            f"{file.name}: {what}: {', '.join(sorted(twice))} is set by `dates` and by `parameters`; leave one."
        )
    return ReportSpec(
        name=name,
        category=str(values["category"]),
        id=report_id,
        title=None if title is None else str(title),
        parameters={str(key): value for key, value in parameters.items()},
        dates=dates,
        every=every,
        privacy=_privacy(file, what, values.get("privacy") or {}),
    )


def _privacy(file: Path, what: str, rules: Any) -> dict[str, Rule]:
    if not isinstance(rules, dict) or any(rule not in RULES for rule in rules.values()):
        raise SettingsError(
            f"{file.name}: {what}: `privacy` is a field each with {' or '.join(RULES)}, not {rules!r}."
        )
    return {str(name): rule for name, rule in rules.items()}


def _dates(file: Path, what: str, entry: Any) -> Dates:
    values = _mapping(file, f"{what}: `dates`", entry, _DATE_KEYS)
    since, step, look_back = (
        values.get("since"),
        values.get("step", "day"),
        values.get("look_back", LOOK_BACK_DAYS),
    )
    # YAML makes a datetime of a date with a time of day, and a datetime is a date to isinstance.
    if type(since) is not date:
        raise SettingsError(
            f"{file.name}: {what}: `since` is {since!r}; it must be a date such as 2024-01-01."
        )
    if step not in ("day", "month"):
        raise SettingsError(f"{file.name}: {what}: `step` is {step!r}; it must be day or month.")
    if not isinstance(look_back, int) or isinstance(look_back, bool) or look_back < 0:
        raise SettingsError(
            f"{file.name}: {what}: `look_back` is {look_back!r}; it must be a number of days."
        )
    start, end = str(values.get("from", "From")), str(values.get("to", "To"))
    return Dates(since, cast(Step, step), look_back, start, end)
