"""The summary of a run, for a terminal and as Markdown."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.sync import ResourceReport
from flows.sync import RunResult

WIDTH = 110
MOST_FAILURES = 10
INNER_MODELS = ("stg_", "int_", "history_")
"""What the summary leaves out: models nobody reads but other models."""


def _interesting(result: RunResult) -> list[ResourceReport]:
    """Full reads show every resource, incremental ones those in which something happened."""
    resources = result.extracted.resources if result.extracted else ()
    return [
        resource
        for resource in resources
        if (resource.full and resource.fetched) or resource.changed or resource.error or resource.notice
    ]


def _number(value: int) -> str:
    return f"{value:,}" if value else "-"


def _note(resource: ResourceReport) -> str:
    notes = [resource.notice] if resource.notice else []
    notes += [f"{resource.rejected} rejected, kept in raw.rejected_records"] if resource.rejected else []
    notes += [f"{resource.repaired} characters repaired"] if resource.repaired else []
    return "; ".join(notes)


def show_reports(reports: Sequence[ResourceReport]) -> None:
    """Print what was done per custom report."""
    if reports:
        Console(width=None if sys.stdout.isatty() else WIDTH).print(_resource_table(reports))


def _resource_table(resources: Sequence[ResourceReport]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title="Read from ServiceTitan", title_justify="left", pad_edge=False)
    table.add_column("resource")
    for name in ("fetched", "created", "updated", "deleted"):
        table.add_column(name, justify="right")
    table.add_column("")
    for resource in resources:
        note = "failed" if resource.error else _note(resource)
        table.add_row(
            resource.name,
            _number(resource.fetched),
            _number(resource.created),
            _number(resource.updated),
            _number(resource.deleted),
            Text(note, style="red" if resource.error else "yellow", overflow="fold"),
        )
    return table


def _model_table(result: RunResult) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title="Built in analytics", title_justify="left", pad_edge=False)
    table.add_column("model")
    table.add_column("rows", justify="right")
    table.add_column("seconds", justify="right")
    for model in result.transformed.models if result.transformed else ():
        if not model.name.startswith(INNER_MODELS):
            rows = "view" if model.rows is None else f"{model.rows:,}"
            table.add_row(model.name, rows, f"{model.seconds:.2f}")
    return table


def _tests(result: RunResult) -> str:
    tests = result.transformed.tests if result.transformed else {}
    if not tests:
        return ""
    parts = [f"{tests.get('pass', 0)} tests passed"]
    parts += [
        f"{tests[name]} {label}"
        for name, label in (("warn", "warned"), ("fail", "failed"))
        if tests.get(name)
    ]
    parts += [f"{tests['skipped']} not run"] if tests.get("skipped") else []
    return ", ".join(parts)


def totals(result: RunResult) -> str:
    """One line: records, models, tests, time."""
    resources = result.extracted.resources if result.extracted else ()
    fetched, created, updated, deleted = (
        sum(getattr(resource, name) for resource in resources)
        for name in ("fetched", "created", "updated", "deleted")
    )
    models = len(result.transformed.models) if result.transformed else 0
    seconds = sum(step.seconds for step in (result.extracted, result.transformed) if step)
    parts = [
        f"{fetched:,} records read ({created:,} created, {updated:,} updated, {deleted:,} deleted)",
        f"{models} models built" if models else "no model to build",
        _tests(result),
        f"{seconds:.1f} s",
    ]
    return ", ".join(part for part in parts if part)


def show(result: RunResult, console: Console | None = None) -> None:
    """Print the summary; failures go to standard error, a line each."""
    out = console or Console(width=None if sys.stdout.isatty() else WIDTH)
    if result.skipped:
        out.print(result.skipped)
        return
    if resources := _interesting(result):
        out.print(_resource_table(resources))
    if result.transformed and result.transformed.models:
        out.print(_model_table(result))
    for warning in result.transformed.warnings if result.transformed else ():
        out.print(Text(f"Warning: {warning}", style="yellow"))
    if result.transformed and result.transformed.warnings:
        out.print(Text('The rows behind a warning: make dbt CMD="show --select <test>"', style="dim"))
    out.print(Text(totals(result), style="bold"))
    for failure in result.failures[:MOST_FAILURES]:
        sys.stderr.write(f"Failed: {failure}\n")
    if len(result.failures) > MOST_FAILURES:
        sys.stderr.write(f"Failed: {len(result.failures) - MOST_FAILURES} more of the kind\n")


def markdown(result: RunResult) -> str:
    """The summary as Markdown."""
    if result.skipped:
        return result.skipped
    lines = [f"**{totals(result)}**", ""]
    lines += [f"- Failed: {failure}" for failure in result.failures]
    lines += [
        f"- Warning: {warning}" for warning in (result.transformed.warnings if result.transformed else ())
    ]
    if resources := _interesting(result):
        lines += ["", "| resource | fetched | created | updated | deleted |", "|---|---:|---:|---:|---:|"]
        lines += [
            f"| {r.name} | {r.fetched:,} | {r.created:,} | {r.updated:,} | {r.deleted:,} |" for r in resources
        ]
    return "\n".join(lines)
