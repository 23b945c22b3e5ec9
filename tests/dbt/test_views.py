"""What applications and dispatchers look up: customers, jobs, people's days, the pricebook."""

from __future__ import annotations

from datetime import datetime

import psycopg
import pytest

from tests.dbt.conftest import DbtProject


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("reyes:*", {1001}),
        ("ALM:* & rey:*", {1001}),
        ("6145550102:*", {1001}),
        ("16145550102:*", {1001}),
        ("5550102:*", {1001}),
        ("0121:*", {1001}),
        ("house@mail.example", {1001}),
        ("lake:*", {1001, 1109}),
        ("third:* & 13:*", {1002}),
        ("neil:*", {1003}),
        ("nobody:*", set()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_customer_is_found_by_words_and_last_digits(core_template, wanted, found):
    rows = core_template.query(
        "select customer_id from analytics.v_customer_search where search_words @@ to_tsquery('simple', %s)",
        wanted,
    )
    assert {customer_id for (customer_id,) in rows} == found


def test_a_customer_is_found_by_any_part_of_the_text(core_template):
    rows = core_template.query(
        "select customer_id, phone from analytics.v_customer_search where search_text like '%%lma rey%%'"
        " and search_text like '%%16145550102%%'"
    )
    assert rows == [(1001, "6145550102")]


def test_a_customer_that_was_merged_leads_to_the_one_that_stands(core_template):
    stands = core_template.value(
        "select canonical_customer_id from analytics.v_customer_search where customer_id = 1121"
    )
    assert stands == 1123


def test_each_active_job_is_listed_once_under_its_customer_and_its_location(core_template):
    for by in ("customer", "location"):
        missing = core_template.query(
            f"""
            select st_id from analytics.st_jobs as jobs
            where active and deleted_at is null
                and exists (
                    select from analytics.dim_{by} as known
                    where known.tenant_id = jobs.tenant_id and known.st_id = jobs.{by}_id
                )
            except all
            select job_id from analytics.v_jobs_by_{by}
            """
        )
        assert missing == []
        assert core_template.value(f"select count(*) > 0 from analytics.v_jobs_by_{by}")


def test_a_technician_is_free_in_shifts_outside_duties_and_appointments(core_template):
    rows = core_template.query(
        "select free_from, free_until from analytics.v_technician_availability"
        " where technician_id = 211 and free_from < '2024-09-04' order by free_from"
    )
    free = [(start.hour, end.hour) for start, end in rows]
    assert free == [(15, 16), (20, 22)]


def test_a_technicians_day_lists_its_jobs(core_template):
    rows = core_template.query(
        "select technician_id, job_id, started_at from analytics.v_technician_day_jobs"
        " where work_date = '2024-09-03' order by technician_id"
    )
    started = datetime.fromisoformat("2024-09-03T16:00+00:00")
    assert rows == [(211, 3101, started), (212, 3101, started)]


def test_teams_zones_and_categories_list_what_belongs_to_them(core_template):
    assert core_template.value("select technician_ids from analytics.v_teams where team_id = 651") == [
        201,
        211,
        212,
    ]
    assert core_template.query(
        "select zone_id, business_unit_names from analytics.v_zones where zips ? '43085'"
    ) == [(601, ["Core Heating"])]
    assert core_template.value(
        "select path from analytics.v_pricebook_categories where category_id = 751"
    ) == ("Core services")


def test_an_index_that_needs_an_extension_is_made_where_it_is_installed(empty_project: DbtProject):
    index = "{'columns': ['name'], 'operator_class': 'text_pattern_ops', 'extension': '%s'}"
    header = "{{ config(indexes=[" + index % "plpgsql" + ", " + index % "not_there" + "]) }}"
    empty_project.write(
        "core/st_things", header + "select 1::bigint as tenant_id, 1::bigint as st_id, 'a' as name"
    )
    definitions = (
        "select indexdef from pg_indexes where tablename = 'st_things' and indexdef like '%text_pattern_ops%'"
    )
    for _ in ("made", "looked at again"):
        assert empty_project.run().success
        assert len(empty_project.query(definitions)) == 1


LOOKUPS = {
    "search by word": "v_customer_search where tenant_id = 1 and search_words @@ to_tsquery('simple', 'smi:*')",
    "search by digits": "v_customer_search where tenant_id = 1 and search_words @@ to_tsquery('simple', '0100:*')",
    "jobs of a customer": "v_jobs_by_customer where tenant_id = 1 and customer_id = 7",
    "jobs at a location": "v_jobs_by_location where tenant_id = 1 and location_id = 7",
    "a technician's day": (
        "v_technician_day_jobs where tenant_id = 1 and technician_id = 7 and work_date = '2024-09-03'"
    ),
    "everybody's day": "v_technician_day_jobs where tenant_id = 1 and work_date = '2024-09-03'",
    "a technician's free time": (
        "v_technician_availability where tenant_id = 1 and technician_id = 7 and work_date = '2024-09-03'"
    ),
    "everybody's free time": "v_technician_availability where tenant_id = 1 and work_date = '2024-09-03'",
}


@pytest.mark.parametrize("lookup", LOOKUPS)
def test_a_lookup_reads_no_table_from_end_to_end(core_template, lookup):
    """With sequential reads forbidden as far as there is another way: what is left of them has no index to use."""
    with psycopg.connect(core_template.url) as connection:
        connection.execute("set enable_seqscan = off")
        plan = connection.execute(f"explain select * from analytics.{LOOKUPS[lookup]}").fetchall()
    lines = [line.strip() for (line,) in plan] + [""]
    scans = [place for place, line in enumerate(lines) if "Scan" in line and "Bitmap Heap" not in line]
    unconditioned = [lines[place] for place in scans if not lines[place + 1].startswith("Index Cond")]
    assert not [line for line in unconditioned if "Subquery Scan" not in line and "CTE Scan" not in line]
