"""Blocked fields are stored nowhere, hashed ones join, everything else stays as it was."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import pytest

from extract.plan import Plan, Wish, read_plan
from extract.settings import SettingsError
from extract.sync import sync
from tests.conftest import Bench

RULES = """
privacy:
  customers: {name: block, address.street: block, favouriteColour: block}
  customer_contacts: {value: hash}
  location_contacts: {value: hash}
  invoices: {items.description: block}
"""
SALT = "pepper"


def _hashed(text: str) -> str:
    return hmac.new(SALT.encode(), text.encode(), hashlib.sha256).hexdigest()


def test_rules_hold_in_columns_objects_and_files(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "sync.yml").write_text(RULES)
    bench.settings_overrides.update(SYNC_PLAN_FILE=str(tmp_path / "sync.yml"), SYNC_HASH_SALT=SALT)
    before = {item["id"]: item for item in bench.control.truth("customer-contacts")}
    bench.control.add_field("customers", "favouriteColour", "teal")
    report = bench.sync(only=["customers", "customer_contacts", "location_contacts", "invoices"])
    assert not report.failed

    columns = (
        "count(*) filter (where name is not null or full_data ?| array['name', 'favouriteColour'] "
        "or full_data -> 'address' ? 'street')"
    )
    assert bench.query(f"select {columns}, count(*) from raw.st_customers") == [(0, 26)]
    assert (
        bench.value("select count(*) from raw.st_customers where full_data -> 'address' ->> 'city' <> ''") > 0
    )
    stored = bench.query("select st_id, value, full_data ->> 'value' from raw.st_customer_contacts")
    assert {number: (_hashed(before[number]["value"]),) * 2 for number, _, _ in stored} == {
        number: (value, inside) for number, value, inside in stored
    }
    items = "select jsonb_array_elements(full_data -> 'items') as item from raw.st_invoices"
    assert bench.value(f"select count(*) filter (where item ? 'description') from ({items}) as items") == 0
    assert bench.value(f"select count(*) filter (where item ? 'id') from ({items}) as items") > 0
    assert bench.query("select field from raw.schema_drift") == [], "a sample would tell what is blocked"
    for file in bench.home.rglob("*.csv"):
        assert "Alma Reyes" not in file.read_text()


def test_what_no_rule_is_about_stays_to_the_byte(bench: Bench, tmp_path: Path) -> None:
    bench.control.put(
        "customers", '{"id": 1, "name": "x", "balance": 1234567890123456789.10, "odd": "\\u00e9 \\/"}'
    )
    (tmp_path / "sync.yml").write_text("privacy: {customers: {name: block}}")
    bench.settings_overrides["SYNC_PLAN_FILE"] = str(tmp_path / "sync.yml")
    bench.sync(only=["customers"])
    row = bench.query(
        "select balance::text, full_data ->> 'balance', full_data ->> 'odd' from raw.st_customers where st_id = 1"
    )
    assert row == [("1234567890123456789.10", "1234567890123456789.10", "\u00e9 /")]


@pytest.mark.parametrize(
    ("rules", "named"),
    [
        ("{customers: {id: block}}", "id"),
        ("{customers: {balance: hash}}", "balance"),
        ("{customers: {nmae: block}}", "nmae"),
        ("{costumers: {name: block}}", "costumers"),
        ("{customers: {name: hide}}", "hash"),
    ],
)
def test_a_rule_that_cannot_be_kept_is_told(tmp_path: Path, rules: str, named: str) -> None:
    (tmp_path / "sync.yml").write_text(f"privacy: {rules}")
    with pytest.raises(SettingsError, match=named):
        read_plan(tmp_path / "sync.yml", 1, SALT)


def test_a_hash_needs_a_salt(tmp_path: Path) -> None:
    (tmp_path / "sync.yml").write_text("privacy: {customers: {name: hash}}")
    with pytest.raises(SettingsError, match="SYNC_HASH_SALT"):
        read_plan(tmp_path / "sync.yml", 1)


@pytest.mark.parametrize("plan", [Plan(), Plan(rules={"schedulers": {"dataApiKey": "hash"}}, salt=SALT)])
def test_credentials_the_api_gives_out_are_never_stored(bench: Bench, plan: Plan) -> None:
    """Whatever the plan says, also for those who call the library and give none."""
    assert all("dataApiKey" in item for item in bench.control.truth("schedulers"))
    sync(bench.settings.require_account(), bench.url, bench.home, wish=Wish(only=["schedulers"]), plan=plan)
    stored = "full_data ? 'dataApiKey' or data_api_key is not null"
    assert bench.query(f"select count(*), count(*) filter (where {stored}) from raw.st_schedulers") == [
        (2, 0)
    ]
