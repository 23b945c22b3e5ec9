"""What `reports.yml` asks of a report, checked against the report's own description before it is run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

import msgspec

from extract.custom_reports_api import Description, Directory, Parameter, ReportError, shown
from extract.custom_reports_file import ReportSpec
from extract.custom_reports_periods import Period

Checked = dict[str, object]


def check_parameters(spec: ReportSpec, report: Description, directory: Directory) -> Checked:
    """The parameters but for the dates, as the API takes them.

    Raises:
        ReportError: one is missing, unknown, of a wrong type, or has a value that is not accepted.
    """
    known = {parameter.name: parameter for parameter in report.parameters}
    dates = (spec.dates.start, spec.dates.end) if spec.dates else ()
    for name in (*spec.parameters, *dates):
        if name not in known:
            raise ReportError(f"there is no parameter {name}; there are: {shown(sorted(known))}")
    for name in dates:
        if known[name].data_type != "Date":
            raise ReportError(
                f"parameter {name} is a {known[name].data_type}, not a date: it cannot be in `dates`"
            )
    for parameter in report.parameters:
        given = spec.parameters.get(parameter.name)
        if parameter.is_required and given is None and parameter.name not in dates:
            raise ReportError(_missing(parameter, directory))
    return {
        name: _value(known[name], given, directory)
        for name, given in spec.parameters.items()
        if given is not None
    }


def date_parameters(spec: ReportSpec, period: Period, today: str) -> dict[str, object]:
    """First and last day as the report takes them; a period that is not over ends today."""
    if spec.dates is None or period.start is None or period.end is None:
        return {}
    return {
        spec.dates.start: period.start.isoformat(),
        spec.dates.end: min(period.end.isoformat(), today),
    }


def _missing(parameter: Parameter, directory: Directory) -> str:
    label = f" ({parameter.label})" if parameter.label else ""
    listed = f" of {parameter.data_type}" if parameter.is_array else f", a {parameter.data_type}"
    kind = f"a list{listed}" if parameter.is_array else listed.removeprefix(", ")
    advice = " or `dates`" if parameter.data_type == "Date" else ""
    accepted = _accepted(parameter, directory)
    choice = f"; accepted are: {_choice(accepted)}" if accepted else ""
    return f"parameter {parameter.name}{label} is missing: give {kind} under `parameters`{advice}{choice}"


def _value(parameter: Parameter, given: Any, directory: Directory) -> object:
    if parameter.is_array != isinstance(given, list):
        needed = "a list" if parameter.is_array else "one value, not a list"
        raise ReportError(
            f"parameter {parameter.name} is {given!r}; it must be {needed} of {parameter.data_type}"
        )
    accepted = _accepted(parameter, directory)
    values = [_single(parameter, value, accepted) for value in (given if parameter.is_array else [given])]
    return values if parameter.is_array else values[0]


def _single(parameter: Parameter, given: Any, accepted: Mapping[str, tuple[object, str]]) -> object:
    if accepted:
        # Keys are compared as text: YAML's 1 and "1" mean the same row, and the API gets its own key back.
        found = accepted.get(_text(given))
        if found is None:
            raise ReportError(
                f"parameter {parameter.name} does not accept {given!r}; accepted are: {_choice(accepted)}"
            )
        return found[0]
    fits, as_sent = _TYPES.get(parameter.data_type, (lambda _: True, lambda value: value))
    if not fits(given):
        raise ReportError(f"parameter {parameter.name} is {given!r}; it must be a {parameter.data_type}")
    return as_sent(given)


def _accepted(parameter: Parameter, directory: Directory) -> dict[str, tuple[object, str]]:
    """Accepted keys as text, each with the key as the API writes it and its name."""
    if parameter.accept_values is None:
        return {}
    accepted: dict[str, tuple[object, str]] = {}
    for row in directory.accepted(parameter.accept_values):
        if row:
            key, *names = (msgspec.json.decode(cell) for cell in row)
            accepted[_text(key)] = (key, " ".join(map(str, names)))
    return accepted


def _choice(accepted: Mapping[str, tuple[object, str]]) -> str:
    return shown([f"{key} ({name})" if name else key for key, (_, name) in accepted.items()])


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _is_date(value: Any) -> bool:
    if isinstance(value, date):
        return True
    try:
        return isinstance(value, str) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


def _is_time(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(time.fromisoformat(value) or True)
    except ValueError:
        return _is_date(value)


def _iso(value: Any) -> object:
    return value.isoformat() if isinstance(value, date) else value


_TYPES: Mapping[str, tuple[Callable[[Any], bool], Callable[[Any], object]]] = {
    "String": (lambda value: isinstance(value, (str, int, float)), str),
    "Number": (_is_number, lambda value: value),
    "Boolean": (lambda value: isinstance(value, bool), lambda value: value),
    "Date": (_is_date, _iso),
    "Time": (_is_time, _iso),
}
