"""What is asked for parent by parent, and what answers without pages: read once, as far as the budget goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from extract.catalog import catalog
from extract.plan import Plan, Wish
from extract.report import SyncReport
from extract.sync import Mode, sync
from simulator.messages import Fault
from tests.conftest import Bench

NOTES = ("customers", "customer_notes")


def _sync(
    bench: Bench,
    *names: str,
    mode: Mode = "incremental",
    requests: int = 500,
    plan: Plan | None = None,
    module: Sequence[str] = (),
) -> SyncReport:
    return sync(
        bench.settings.require_account(),
        bench.url,
        bench.home,
        mode=mode,
        wish=Wish(only=names, module=module),
        plan=plan or Plan(),
        requests_per_second=1000,
        retry_seconds=0,
        child_requests=requests,
    )


def _report(report: SyncReport, name: str = "customer_notes") -> Any:
    return next(one for one in report.resources if one.name == name)


def _asked(bench: Bench, path: str) -> Counter[str]:
    """How often which parent was asked, by its id; `path` is the last part of the path."""
    paths = [one.path for one in bench.control.requests().requests if one.path.endswith(f"/{path}")]
    bench.control.clear_requests()
    return Counter(path.split("/")[-2] for path in paths)


def _notes(bench: Bench) -> list[tuple[Any, ...]]:
    return bench.query(
        "select customer_id, st_id, text, full_data ? 'customerId' from raw.st_customer_notes "
        "where deleted_at is null order by st_id"
    )


def _truth(bench: Bench) -> list[tuple[Any, ...]]:
    return [
        (one["customerId"], one["id"], one["text"], False) for one in bench.control.truth("customer-notes")
    ]


def test_children_are_those_of_all_parents_each_with_the_id_of_its_parent(bench: Bench) -> None:
    report = _report(_sync(bench, *NOTES))
    assert _notes(bench) == _truth(bench) != []
    customers = len(bench.control.truth("customers"))
    assert (report.requests, report.notice, report.error) == (customers, None, None)


def test_a_table_has_the_index_that_children_need_where_they_are_read(bench: Bench) -> None:
    _sync(bench, "customers", "locations", "customer_notes")
    indexes = "select tablename::text from pg_indexes where schemaname = 'raw' and indexdef like '%%fetched_at, st_id)'"
    assert bench.query(indexes) == [("st_customers",)]
    bench.query(
        "insert into raw.st_customers (tenant_id, st_id, full_data, fetched_at) "
        "select 1, number, '{}', now() from generate_series(1, 20000) as number; analyze raw.st_customers"
    )
    plan = bench.query(
        "explain select st_id from raw.st_customers where tenant_id = 1 and deleted_at is null "
        "and (fetched_at, st_id) > ('2024-01-01', 5) order by fetched_at, st_id limit 500"
    )
    assert any("st_customers_by_change" in line for (line,) in plan)
    assert not any("Sort" in line for (line,) in plan)


def test_a_parent_without_children_any_more_has_none(bench: Bench) -> None:
    _sync(bench, *NOTES)
    owner = bench.control.truth("customer-notes")[0]["customerId"]
    own = [one["id"] for one in bench.control.truth("customer-notes") if one["customerId"] == owner]
    bench.control.advance(hours=1)
    bench.control.delete("customer-notes", ids=own)
    bench.control.change("customers", {"name": "No Notes"}, ids=[owner])
    assert _report(_sync(bench, *NOTES)).deleted == len(own)
    assert _notes(bench) == _truth(bench)


def test_only_parents_that_changed_are_asked_again(bench: Bench) -> None:
    _sync(bench, *NOTES)
    bench.control.clear_requests()
    assert _report(_sync(bench, *NOTES)).requests == 0

    bench.control.advance(hours=1)
    note, gone = bench.control.truth("customer-notes")[:2]
    bench.control.change("customer-notes", {"text": "another text"}, ids=[note["id"]])
    bench.control.delete("customer-notes", ids=[gone["id"]])
    owners = {note["customerId"], gone["customerId"]}
    bench.control.change("customers", {"name": "Another Name"}, ids=sorted(owners))
    report = _report(_sync(bench, *NOTES))
    assert _asked(bench, "notes") == Counter(map(str, owners))
    assert _notes(bench) == _truth(bench)
    assert (report.created, report.updated, report.deleted) == (0, 1, 1)


def test_what_the_budget_leaves_is_read_by_the_next_runs(bench: Bench) -> None:
    customers = len(bench.control.truth("customers"))
    first = _report(_sync(bench, *NOTES, requests=5))
    assert (
        first.notice
        == f"{customers - 5} customers are left for later runs: the requests for children are spent"
    )
    bench.control.clear_requests()

    nothing_else = dict.fromkeys({resource.module for resource in catalog().values()}, "never")
    plan = Plan({**nothing_else, "custom_fields": "never", "customer_notes": "week"})
    _sync(bench, requests=5, plan=plan)
    second = _asked(bench, "notes")
    assert len(second) == 5
    _sync(bench, plan=plan)
    third = _asked(bench, "notes")
    assert len(third) == customers - 10
    assert not second.keys() & third.keys()
    assert _notes(bench) == _truth(bench)


def test_a_parent_that_is_not_found_is_skipped(bench: Bench) -> None:
    owner = bench.control.truth("customer-notes")[0]["customerId"]
    bench.control.faults(Fault("404", path=f"*/customers/{owner}/notes"))
    report = _report(_sync(bench, *NOTES))
    assert (report.error, report.notice) == (None, "1 customers answered 404 and were skipped")
    assert _notes(bench) == [row for row in _truth(bench) if row[0] != owner]


def test_a_read_that_failed_midway_goes_on_there(bench: Bench) -> None:
    customers = [one["id"] for one in bench.control.truth("customers")]
    bench.control.faults(Fault("500", path=f"*/customers/{customers[7]}/notes"))
    assert [one.name for one in _sync(bench, *NOTES).failed] == ["customer_notes"]
    bench.control.faults()
    bench.control.clear_requests()
    assert not _sync(bench, *NOTES).failed
    assert _asked(bench, "notes") == Counter(map(str, customers[7:]))
    assert _notes(bench) == _truth(bench)


def test_a_full_read_asked_for_by_name_asks_all_parents_again(bench: Bench) -> None:
    _sync(bench, *NOTES)
    gone = bench.control.truth("customer-notes")[0]["id"]
    bench.control.delete("customer-notes", ids=[gone])
    bench.control.clear_requests()
    report = _report(_sync(bench, "customer_notes", mode="full"))
    assert (report.requests, report.deleted) == (len(bench.control.truth("customers")), 1)
    assert _notes(bench) == _truth(bench)


def test_lines_without_a_key_are_told_apart_by_their_place(bench: Bench) -> None:
    names = ("journal_entries", "journal_entry_details")
    entry = bench.control.truth("journal-entries")[0]["id"]
    bench.control.add("journal-entry-details", {"journalEntryId": entry, "debit": 1.25}, count=3)

    def lines() -> list[tuple[Any, ...]]:
        return bench.query(
            "select st_id, debit from raw.st_journal_entry_details "
            "where journal_entry_id = %s and deleted_at is null order by st_id",
            entry,
        )

    def truth() -> list[tuple[Any, ...]]:
        found = [
            one for one in bench.control.truth("journal-entry-details") if one["journalEntryId"] == entry
        ]
        return [(place, one["debit"]) for place, one in enumerate(found, start=1)]

    _sync(bench, *names)
    assert lines() == truth()
    assert len(lines()) >= 3

    first = bench.control.truth("journal-entry-details")
    bench.control.advance(hours=1)
    bench.control.delete(
        "journal-entry-details", ids=[next(o["id"] for o in first if o["journalEntryId"] == entry)]
    )
    bench.control.change("journal-entries", {"message": "one line less"}, ids=[entry])
    _sync(bench, *names)
    assert lines() == truth()


def test_changes_of_an_estimates_status_come_as_a_bare_list(bench: Bench) -> None:
    _sync(bench, "estimates", "estimate_status_changes")
    truth = [
        (one["estimateId"], one["id"], one["oldStatus"], one["newStatus"])
        for one in bench.control.truth("estimate-status-changes")
    ]
    changes = (
        "select estimate_id, st_id, old_status, new_status from raw.st_estimate_status_changes order by st_id"
    )
    assert bench.query(changes) == truth != []


def test_sessions_are_asked_for_what_changed_whether_or_not_their_scheduler_did(bench: Bench) -> None:
    names = ("schedulers", "scheduler_sessions")
    _sync(bench, *names)
    truth = bench.control.truth("scheduler-sessions")
    assert bench.value("select count(*) from raw.st_scheduler_sessions") == len(truth) > 0
    bench.control.advance(hours=3)
    bench.control.change("scheduler-sessions", {"lastStep": "Payment"}, ids=[truth[0]["id"]])
    bench.control.clear_requests()
    report = _report(_sync(bench, *names), "scheduler_sessions")
    asked = [one for one in bench.control.requests().requests if one.path.endswith("/sessions")]
    assert len(asked) == len(bench.control.truth("schedulers"))
    assert all("modifiedOnOrAfter" in one.params for one in asked)
    assert (report.fetched, report.updated, report.deleted) == (1, 1, 0)
    assert (
        bench.value("select st_id from raw.st_scheduler_sessions where last_step = 'Payment'")
        == truth[0]["id"]
    )


def test_children_are_read_on_request_only(bench: Bench) -> None:
    read = {one.name for one in _sync(bench, module=["crm"]).resources}
    assert "customers" in read
    assert not read & {"customer_notes", "location_notes", "booking_contacts"}
    asked = _sync(bench, module=["crm"], plan=Plan({"customer_notes": "day"}))
    assert "customer_notes" in {one.name for one in asked.resources}


@pytest.mark.parametrize("name", ["business_hours", "arrival_window_configuration"])
def test_one_object_is_one_row(bench: Bench, name: str) -> None:
    _sync(bench, name)
    _sync(bench, name)
    (truth,) = bench.control.truth(name.replace("_", "-"))
    ((place, data),) = bench.query(f"select st_id, full_data from raw.st_{name}")
    assert place == 1
    assert data.items() >= {key: value for key, value in truth.items() if key != "id"}.items()


def test_a_list_without_pages_is_read_whole(bench: Bench) -> None:
    _sync(bench, "opt_outs", "contact_preferences")
    (answer,) = bench.control.truth("opt-outs")
    stored = bench.query("select st_id, opt_out_type from raw.st_opt_outs")
    assert sorted(stored) == sorted((one["contactNumber"], one["optOutType"]) for one in answer["data"])
    preferences = [one["id"] for one in bench.control.truth("contact-preferences")]
    assert [
        key for (key,) in bench.query("select st_id from raw.st_contact_preferences order by 1")
    ] == preferences
