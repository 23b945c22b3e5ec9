"""What a run over changes recomputes: all that a change can have reached, and nothing else."""

from __future__ import annotations

import pytest

from tests.dbt.conftest import DbtProject

CHANGES = ("--vars", '{"changes_only": true}')
TABLES = """
drop schema if exists raw cascade;
create schema raw;
create schema if not exists staging;
create table raw.pending_changes (id bigint, entity_type text, keys_noted boolean, taken boolean);
create table raw.changed_records (change_id bigint, tenant_id bigint, entity_type text, key text);
create table staging.changed_rows (model text, tenant_id bigint, old_row jsonb, new_row jsonb);
drop table if exists public.jobs, public.customers cascade;
create table public.customers as
    select 1::bigint as tenant_id, n::bigint as st_id, 'customer ' || n as name, 1.0 as discount
    from generate_series(1, 3) as n;
create table public.jobs as
    select
        1::bigint as tenant_id, n::bigint as st_id, (n + 1) / 2::bigint as customer_id, n * 10 as total,
        array[n, n + 1]::bigint[] as tag_ids
    from generate_series(1, 6) as n
"""
JOBS = """
{{ config(scope='st_id', changed_by=[
    {'records': 'jobs', 'part': 2},
    {
        'records': 'customers',
        'shown_as': 'customer_id',
        'copies': {'customer_name': 'name', 'discount': 'discount'},
    },
    {'records': 'tags', 'shown_as': 'tag_ids'},
    {'rows': 'st_customers', 'unaffected': 'customers are read as records'},
]) }}
select jobs.*, customers.name as customer_name, customers.discount
from public.jobs
left join {{ ref('stg_servicetitan__customers') }} as customers
    on jobs.tenant_id = customers.tenant_id and jobs.customer_id = customers.st_id
where {{ in_scope('st_id', 'jobs') }}
"""
SUMS = """
{{ config(unique_key=['tenant_id', 'customer_id'], scope='customer_id', changed_by=[{'rows': 'st_jobs'}]) }}
select tenant_id, customer_id, sum(total) as total
from {{ ref('st_jobs') }}
where {{ in_scope('customer_id') }}
group by tenant_id, customer_id
"""


@pytest.fixture
def project(empty_project: DbtProject) -> DbtProject:
    """Jobs with their customers' names, and sums over jobs by customer; built, news settled."""
    made = empty_project
    made.query(TABLES)
    made.write("staging/stg_servicetitan__customers", "select * from public.customers")
    made.write("core/st_jobs", JOBS)
    made.write("core/sums", SUMS)
    assert made.run().success
    made.query("truncate staging.changed_rows")
    return made


def note(project: DbtProject, entity_type: str, *keys: str, keys_noted: bool = True) -> None:
    """What a load job leaves, taken by the build."""
    project.query(f"insert into raw.pending_changes values (1, '{entity_type}', {keys_noted}, true)")
    for key in keys:
        project.query(f"insert into raw.changed_records values (1, 1, '{entity_type}', '{key}')")


def totals(project: DbtProject) -> dict[int, int]:
    return {row["st_id"]: row["total"] for row in project.query("select * from analytics.st_jobs")}


def sums(project: DbtProject) -> dict[int, int]:
    return {row["customer_id"]: int(row["total"]) for row in project.query("select * from analytics.sums")}


def run_over_changes(project: DbtProject, *options: str) -> None:
    outcome = project.run(*CHANGES, *options)
    assert outcome.success, outcome.messages


def test_only_changed_records_are_recomputed(project):
    project.query("update public.jobs set total = total + 1")
    run_over_changes(project)
    assert totals(project)[1] == 10
    note(project, "jobs", "a\x1f2", "a\x1f9")
    project.query("delete from public.jobs where st_id = 3")
    run_over_changes(project)
    assert totals(project) == {1: 10, 2: 21, 3: 30, 4: 40, 5: 50, 6: 60}
    assert sums(project) == {1: 31, 2: 70, 3: 110}


def test_a_record_that_is_no_longer_selected_goes_and_takes_its_share_along(project):
    note(project, "jobs", "a\x1f3")
    project.query("delete from public.jobs where st_id in (3, 4)")
    run_over_changes(project)
    assert totals(project).keys() == {1, 2, 4, 5, 6}
    assert sums(project) == {1: 30, 2: 40, 3: 110}


def test_a_row_that_moves_changes_where_it_was_and_where_it_is(project):
    note(project, "jobs", "a\x1f1")
    project.query("update public.jobs set customer_id = 3 where st_id = 1")
    run_over_changes(project)
    assert sums(project) == {1: 20, 2: 70, 3: 120}


def test_rows_that_show_a_changed_record_follow_where_the_copy_differs(project):
    note(project, "customers", "1", "2")
    project.query("update public.customers set name = 'renamed' where st_id = 2")
    project.query("update public.jobs set total = 0")
    run_over_changes(project)
    assert totals(project) == {1: 10, 2: 20, 3: 0, 4: 0, 5: 50, 6: 60}
    names = project.query("select count(*) as n from analytics.st_jobs where customer_name = 'renamed'")
    assert names == [{"n": 2}]


def test_a_copy_that_is_written_with_other_digits_differs(project):
    note(project, "customers", "1")
    project.query("update public.customers set discount = 1.00 where st_id = 1")
    run_over_changes(project)
    shown = project.query("select distinct customer_id, discount::text from analytics.st_jobs order by 1")
    assert [row["discount"] for row in shown] == ["1.00", "1.0", "1.0"]


def test_rows_that_show_a_changed_record_in_a_list_follow(project):
    note(project, "tags", "4")
    project.query("update public.jobs set total = 0")
    run_over_changes(project)
    assert [job for job, total in sorted(totals(project).items()) if not total] == [3, 4]


def test_changes_that_are_not_known_one_by_one_have_everything_compared(project):
    note(project, "jobs", keys_noted=False)
    project.query("update public.jobs set total = 1")
    run_over_changes(project)
    assert sums(project) == {1: 2, 2: 2, 3: 2}


def test_news_outlast_a_run_that_ends_between_two_models(project):
    note(project, "jobs", "a\x1f1")
    project.query("update public.jobs set customer_id = 2 where st_id = 1")
    run_over_changes(project, "--select", "st_jobs")
    assert sums(project) == {1: 30, 2: 70, 3: 110}
    run_over_changes(project)
    assert sums(project) == {1: 20, 2: 80, 3: 110}


def test_what_stands_on_a_model_made_anew_is_compared_as_a_whole(project):
    project.query("update public.jobs set total = 1")
    assert project.run("--full-refresh", "--select", "st_jobs").success
    run_over_changes(project)
    assert sums(project) == {1: 2, 2: 2, 3: 2}


def test_rows_of_other_tenants_are_left_alone(project):
    project.query("insert into public.jobs select 2, st_id, customer_id, total, tag_ids from public.jobs")
    assert project.run().success
    project.query("truncate staging.changed_rows")
    project.query("update public.jobs set total = 0")
    note(project, "jobs", "a\x1f1")
    run_over_changes(project)
    written = project.query("select tenant_id, st_id from analytics.st_jobs where total = 0")
    assert written == [{"tenant_id": 1, "st_id": 1}]
