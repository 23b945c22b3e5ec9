"""Models that recompute only what changed say so completely: what they stand on, and where a change of it shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.dbt.test_project import STAGING

OPTIONS = {"records", "rows", "part", "column", "shown_as", "copies", "unaffected"}
GROWING = {
    *("customers", "customer_contacts", "locations", "location_contacts", "bookings", "leads"),
    *("jobs", "job_history", "job_notes", "job_splits", "job_timesheets", "job_canceled_logs", "projects"),
    *("appointments", "appointment_assignments", "technician_shifts", "non_job_appointments"),
    *("invoices", "invoice_items", "payments", "estimates", "estimate_items", "journal_entries"),
    *("memberships", "recurring_services", "recurring_service_events", "membership_status_changes"),
    *("calls", "gross_pay_items", "payroll_adjustments", "timesheet_activities", "non_job_timesheets"),
    *("inventory_bills", "purchase_orders", "receipts", "transfers", "adjustments", "installed_equipment"),
}
"""Resources of which a company has more every day."""


class Inputs:
    """What models stand on, seen through views, ephemeral models and snapshots: those leave no news to others."""

    def __init__(self, manifest: Any) -> None:
        self._manifest = manifest

    def kept(self) -> list[Any]:
        """Models and snapshots that are kept from run to run."""
        kinds = ("incremental", "snapshot")
        return [node for node in self._manifest.nodes.values() if node.config.materialized in kinds]

    def node(self, name: str) -> Any:
        return next(node for node in self._manifest.nodes.values() if node.name == name)

    def nearest(self, node: Any) -> Iterator[tuple[str, str]]:
        """`("records", resource)` and `("rows", model)`, as `changed_by` names them."""
        for unique_id in node.depends_on.nodes:
            if unique_id in self._manifest.sources:
                source = self._manifest.sources[unique_id]
                if source.source_name == "servicetitan":
                    yield "records", source.name.removeprefix("st_")
            elif unique_id in self._manifest.nodes:
                read = self._manifest.nodes[unique_id]
                if read.config.materialized in ("view", "ephemeral", "snapshot"):
                    yield from self.nearest(read)
                elif read.config.materialized == "incremental":
                    yield "rows", read.name


@pytest.fixture(scope="module")
def inputs(manifest: Any) -> Inputs:
    return Inputs(manifest)


def _scope(node: Any) -> str | None:
    return node.config.get("scope")


def _changed_by(node: Any) -> list[dict[str, Any]]:
    return node.config.get("changed_by") or []


def _scoped(inputs: Inputs) -> list[Any]:
    found = [node for node in inputs.kept() if _scope(node)]
    assert len(found) > 15
    return found


def test_an_entry_names_one_input_and_nothing_unknown(inputs):
    for node in _scoped(inputs):
        for entry in _changed_by(node):
            assert set(entry) <= OPTIONS, (node.name, entry)
            assert ("records" in entry) != ("rows" in entry), (node.name, entry)


def test_every_input_is_declared_and_only_inputs_are(inputs):
    for node in _scoped(inputs):
        kinds = [next(kind for kind in ("records", "rows") if kind in entry) for entry in _changed_by(node)]
        declared = {(kind, entry[kind]) for kind, entry in zip(kinds, _changed_by(node), strict=True)}
        read = set(inputs.nearest(node)) - {("rows", node.name)}
        assert read - declared == set(), f"{node.name}: changed_by does not say what these change"
        assert declared - read == set(), f"{node.name}: changed_by names what is not read"


def test_a_scope_is_part_of_the_key_and_imports_are_held_to_it(inputs):
    for node in _scoped(inputs):
        assert _scope(node) in node.config.unique_key, node.name
        assert "in_scope(" in node.raw_code, f"{node.name} reads everything all the same"


def test_columns_that_are_named_exist(inputs):
    for node in _scoped(inputs):
        for entry in (entry for entry in _changed_by(node) if "unaffected" not in entry):
            named = entry.get("rows") or STAGING + entry["records"]
            columns = inputs.node(named).columns
            shown = {entry["shown_as"]} if "shown_as" in entry else set()
            copies = entry.get("copies", {})
            assert shown | set(copies) <= set(node.columns), (node.name, entry)
            assert set(copies.values()) <= set(columns), (node.name, entry)
            if "rows" in entry:
                column = entry.get("column") or ("st_id" if shown else _scope(node))
                assert column in columns, (node.name, entry)


def _is_indexed(node: Any, column: str) -> bool:
    keys = [node.config.unique_key, *(index["columns"] for index in node.config.get("indexes") or [])]
    return any(key[:2] == ["tenant_id", column] or key[0] == column for key in keys)


def test_what_is_looked_for_is_indexed(inputs):
    """Otherwise a run takes longer with every row there is."""
    for node in _scoped(inputs):
        looked_for = {
            _scope(node),
            *(entry["shown_as"] for entry in _changed_by(node) if "shown_as" in entry),
        }
        missing = [column for column in looked_for if not _is_indexed(node, column)]
        assert not missing, f"{node.name} needs an index on tenant_id and each of {missing}"


def test_a_model_without_scope_stands_on_little_or_says_why_it_may(inputs):
    scoped = {node.name for node in _scoped(inputs)}
    for node in inputs.kept():
        if not _scope(node) and not node.config.get("unscoped"):
            grows = [name for kind, name in inputs.nearest(node) if name in (GROWING, scoped)[kind == "rows"]]
            assert not grows, f"{node.name} reads all of {grows} in every run: give it a scope"


def test_staging_views_have_no_ctes(manifest):
    """A join to a view that has some reads all of it instead of using the key."""
    views = [node for node in manifest.nodes.values() if node.name.startswith(STAGING)]
    with_ctes = [
        node.name for node in views if node.config.materialized == "view" and "with " in node.raw_code
    ]
    assert views
    assert not with_ctes
