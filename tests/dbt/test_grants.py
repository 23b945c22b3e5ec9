"""What the role for BI tools may read, as that role."""

from __future__ import annotations

import psycopg
import pytest


@pytest.fixture
def reader(core_template):
    """A connection that works with the rights of the role, and can change nothing."""
    with psycopg.connect(core_template.url) as connection:
        connection.execute("grant bi_reader to current_user")
        connection.execute("set role bi_reader")
        yield connection
        connection.rollback()


def test_bi_reader_reads_all_of_analytics(reader):
    relations = reader.execute(
        "select format('%I.%I', schemaname, tablename) from pg_tables where schemaname = 'analytics'"
        " union all select format('%I.%I', schemaname, viewname) from pg_views where schemaname = 'analytics'"
    ).fetchall()
    assert {"analytics.st_jobs", "analytics.v_customers_complete"} <= {name for (name,) in relations}
    for (name,) in relations:
        reader.execute(f"select * from {name} limit 0")


def test_bi_reader_reads_what_is_built_later(reader):
    reader.execute("reset role")
    reader.execute("create table analytics.built_later as select 1 as one")
    reader.execute("set role bi_reader")
    assert reader.execute("select one from analytics.built_later").fetchone() == (1,)


@pytest.mark.parametrize(
    "statement",
    [
        "select from raw.st_jobs",
        "select from staging.stg_servicetitan__jobs",
        "select from history.history_jobs",
        "delete from analytics.st_jobs",
        "create table analytics.mine (one int)",
    ],
)
def test_bi_reader_does_nothing_else(reader, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        reader.execute(statement)


def test_the_role_cannot_log_in(reader):
    assert reader.execute("select rolcanlogin from pg_roles where rolname = 'bi_reader'").fetchone() == (
        False,
    )


def test_a_user_who_may_not_make_roles_builds_all_the_same(empty_project, database, monkeypatch):
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("create role builder login password 'builder'")
        connection.execute("grant builder to current_user")
        connection.execute(f'grant create on database "{connection.info.dbname}" to builder')
        hidden = connection.execute("select from pg_roles where rolname = 'bi_reader'").fetchone()
        if hidden:
            connection.execute("alter role bi_reader rename to bi_reader_elsewhere")
    try:
        monkeypatch.setenv("PGUSER", "builder")
        monkeypatch.setenv("PGPASSWORD", "builder")
        empty_project.write("core/st_things", "select 1::bigint as tenant_id, 1::bigint as st_id")
        outcome = empty_project.run()
        assert outcome.success
        assert "create role bi_reader nologin" in outcome.messages
        assert empty_project.query("select count(*) as made from analytics.st_things") == [{"made": 1}]
    finally:
        with psycopg.connect(database, autocommit=True) as connection:
            if hidden:
                connection.execute("alter role bi_reader_elsewhere rename to bi_reader")
