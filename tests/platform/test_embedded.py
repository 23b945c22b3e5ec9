"""The embedded PostgreSQL in ordinary use."""

import json
import os
import signal
import socket
import stat
from urllib.parse import urlsplit

import psycopg
import pytest

from extract import embedded


def test_it_starts_on_demand_and_stops(home):
    assert not embedded.is_running(home.path)
    assert not embedded.stop(home.path)
    url = home.start()
    assert embedded.is_running(home.path)
    assert home.query("select current_database(), current_user") == [("warehouse", "warehouse")]
    assert home.start() == url
    assert embedded.stop(home.path)
    assert not embedded.is_running(home.path)
    assert not embedded.stop(home.path)


def test_address_password_and_data_are_kept_between_starts(home):
    url = home.start()
    home.query("create table kept as select 42 as answer")
    embedded.stop(home.path)
    assert home.start() == url
    assert home.query("select answer from kept") == [(42,)]


def test_tcp_asks_for_the_generated_password(home):
    parts = urlsplit(home.start())
    assert parts.hostname == "127.0.0.1"
    assert len(parts.password) >= 24
    for password in ("", "wrong"):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"postgresql://warehouse@127.0.0.1:{parts.port}/warehouse", password=password)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://postgres@127.0.0.1:{parts.port}/postgres", password=parts.password)


def test_the_password_is_in_no_file_others_can_read(home):
    password = urlsplit(home.start()).password
    files = [path for path in home.path.rglob("*") if path.is_file()]
    holders = [path for path in files if password.encode() in path.read_bytes()]
    assert [path.name for path in holders] == ["connection.json"]
    assert stat.S_IMODE(holders[0].stat().st_mode) == 0o600


def test_it_is_set_up_for_one_machine_and_deterministic_sorting(home):
    home.start(durable=True)
    shown = dict(home.query("select name, setting from pg_settings"))
    assert shown["jit"] == "off"
    assert shown["wal_level"] == "minimal"
    assert shown["TimeZone"] == "UTC"
    assert shown["fsync"] == shown["synchronous_commit"] == shown["full_page_writes"] == "on"
    assert home.query("select 'é' > 'z', upper('é'), pg_encoding_to_char(6)") == [(True, "É", "UTF8")]
    assert home.query("select rolsuper, rolcreatedb from pg_roles where rolname = 'warehouse'") == [
        (False, True)
    ]


def test_durability_is_given_up_only_on_request(home, monkeypatch):
    monkeypatch.delenv("WAREHOUSE_POSTGRES_UNSAFE", raising=False)
    embedded.ensure_running(home.path)
    assert home.query("show fsync") == [("on",)]
    embedded.stop(home.path)
    monkeypatch.setenv("WAREHOUSE_POSTGRES_UNSAFE", "1")
    embedded.ensure_running(home.path)
    assert home.query("show fsync") == [("off",)]


def test_several_processes_at_once_get_one_server(home):
    starters = [home.starter() for _ in range(5)]
    answers = [starter.communicate(timeout=120) for starter in starters]
    assert {starter.returncode for starter in starters} == {0}, answers
    assert len({url for url, _ in answers}) == 1
    log = (home.path / "postgres" / "server.log").read_text()
    assert log.count("ready to accept connections") == 1


def test_the_server_outlives_its_starter_and_ignores_its_ctrl_c(home):
    starter = home.starter()
    assert starter.communicate(timeout=120)[0]
    postmaster = home.postmaster()
    assert os.getsid(postmaster) != starter.pid
    with pytest.raises(ProcessLookupError):
        os.killpg(starter.pid, signal.SIGINT)
    assert home.query("select 1") == [(1,)]
    assert home.postmaster() == postmaster


@pytest.mark.parametrize("name", ["with space", "quote ' and \" and $HOME `id`", "ünï", "long/" + "x" * 120])
def test_awkward_paths_work(tmp_path, make_home, name):
    home = make_home(tmp_path / name)
    home.start()
    assert home.query("select 1") == [(1,)]


def test_a_taken_port_is_replaced_and_the_new_one_kept(home):
    taken = urlsplit(home.start()).port
    embedded.stop(home.path)
    with socket.create_server(("127.0.0.1", taken)):
        chosen = urlsplit(home.start()).port
        assert chosen != taken
        assert home.query("select 1") == [(1,)]
    embedded.stop(home.path)
    assert urlsplit(home.start()).port == chosen


@pytest.mark.parametrize("running", [True, False])
def test_a_lost_password_is_replaced(home, running):
    home.start()
    home.query("create table kept as select 42 as answer")
    if not running:
        embedded.stop(home.path)
    (home.path / "postgres" / "connection.json").unlink()
    assert home.query("select answer from kept") == [(42,)]


def test_a_socket_folder_that_was_cleaned_away_is_made_again(home):
    home.start()
    embedded.stop(home.path)
    file = home.path / "postgres" / "connection.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"socket_folder": "/nonexistent"}))
    assert home.query("select 1") == [(1,)]


def test_data_of_another_major_version_is_refused_with_advice(home):
    home.start()
    embedded.stop(home.path)
    (home.data / "PG_VERSION").write_text("13\n")
    with pytest.raises(
        embedded.EmbeddedPostgresError, match=r"made by PostgreSQL 13, and 1\d.* move the folder"
    ):
        home.start()


def test_a_server_that_cannot_start_says_why(home):
    home.start()
    embedded.stop(home.path)
    (home.data / "postgresql.auto.conf").write_text("max_connections = 'many'\n")
    with pytest.raises(embedded.EmbeddedPostgresError, match=r"does not start: .*server\.log"):
        home.start()


def test_bundled_programs_are_found():
    assert os.access(embedded.binary("pg_dump"), os.X_OK)
    with pytest.raises(embedded.EmbeddedPostgresError, match="no_such_program"):
        embedded.binary("no_such_program")
