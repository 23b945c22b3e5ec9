"""What a run reads: what was named, else what is due; deletions beyond the brake only when forced."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.catalog import catalog
from extract.plan import Plan, Wish, choose, read_plan
from extract.report import UnknownResourceError
from extract.settings import SettingsError
from tests.conftest import Bench


def _names(bench: Bench) -> set[str]:
    return {name for (name,) in bench.query("select module from raw.sync_log")}


def test_a_module_is_all_its_resources_less_those_skipped() -> None:
    chosen = {resource.name for resource in choose(Wish(module=["pricebook"], skip=["pricebook_services"]))}
    assert chosen == {name for name, one in catalog().items() if one.module == "pricebook"} - {
        "pricebook_services"
    }
    assert not {resource.module for resource in choose(Wish(skip=["pricebook"]))} & {"pricebook"}


@pytest.mark.parametrize(
    "wish", [Wish(only=["jbos"]), Wish(module=["jbos"]), Wish(skip=["jbos"]), Wish(force=["jbos"])]
)
def test_an_unknown_name_is_told(wish: Wish) -> None:
    with pytest.raises(UnknownResourceError, match="jbos"):
        choose(wish)


def test_a_name_much_like_another_is_told_which() -> None:
    with pytest.raises(UnknownResourceError, match=r"costumers\. Did you mean customers"):
        choose(Wish(only=["costumers"]))
    with pytest.raises(UnknownResourceError, match="Nothing is left to read"):
        choose(Wish(only=["jobs"], skip=["jpm"]))


def test_a_tenants_own_entries_go_first_and_a_resources_before_its_modules(tmp_path: Path) -> None:
    file = tmp_path / "sync.yml"
    file.write_text(
        "every: {pricebook: week, pricebook_services: never}\n"
        "tenants: {'7': {every: {pricebook_services: run}}}\n"
    )
    services, materials = catalog()["pricebook_services"], catalog()["pricebook_materials"]
    everybody, seven = read_plan(file, 1), read_plan(file, 7)
    assert (everybody.period(services), everybody.period(materials)) == ("never", "week")
    assert (seven.period(services), seven.period(materials)) == ("run", "week")
    assert Plan().period(services) == services.every


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("every: {jbos: run}", "jbos"),
        ("every: {jobs: often}", "often"),
        ("often: {}", "every"),
        ("every: [", "sync.yml"),
        ("every: [jobs]", "every must be a mapping"),
        ("tenants: [4711]", "tenants must be a mapping"),
        ("tenants: {2: {privcy: {customers: {name: block}}}}", "tenant 2 may hold"),
        ("privacy: {customers: {name: [block]}}", "block or hash"),
    ],
)
def test_a_wrong_plan_is_told_with_its_fault(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "sync.yml"
    file.write_text(text)
    with pytest.raises(SettingsError, match=named):
        read_plan(file, 1)


def test_what_is_not_due_is_not_read(core: Bench, tmp_path: Path) -> None:
    file = tmp_path / "plan.yml"
    modules = {resource.module for resource in catalog().values()} - {"crm", "custom_fields"}
    never = "".join(f"  {name}: never\n" for name in sorted(modules))
    file.write_text(
        f"every:\n{never}  crm: never\n  custom_fields: never\n  customers: hour\n  locations: run\n"
    )
    core.query("delete from raw.sync_log")
    core.settings_overrides["SYNC_PLAN_FILE"] = str(file)
    try:
        core.sync()
        assert _names(core) == {"locations"}
        core.query("update raw.sync_state set last_sync_at = now() - interval '1 hour'")
        core.sync()
        assert _names(core) == {"locations", "customers"}
        file.write_text(f"every:\n{never}  crm: never\n  custom_fields: never\n")
        assert core.sync().resources == (), "nothing is due"
    finally:
        core.settings_overrides.clear()


def test_force_marks_what_the_brake_would_not(core: Bench) -> None:
    core.control.delete("payments", count=100)
    assert core.sync("full", only=["payments"]).resources[0].deleted == 0
    total = core.value("select count(*) from raw.st_payments where active")
    assert core.sync("full", only=["payments"], force=["payments"]).resources[0].deleted == total


def test_every_resource_of_the_catalogue_can_be_read(bench: Bench) -> None:
    report = bench.sync("full", only=list(catalog()))
    assert [(resource.name, resource.error) for resource in report.failed] == []
    assert [(resource.name, resource.notice) for resource in report.resources if resource.notice] == []
    tables = bench.value(
        "select count(*) from pg_tables where schemaname = 'raw' and tablename like 'st\\_%%'"
    )
    assert tables == len(catalog())
    assert [name for name in catalog() if not bench.value(f"select exists (select from raw.st_{name})")] == []
