"""The embedded PostgreSQL after `kill -9` of any process involved, at any moment."""

import os
import signal
import time

import psycopg
import pytest

from extract import embedded


def test_a_killed_server_comes_back_with_what_was_committed(home, kill):
    url = home.start(durable=True)
    home.query("create table kept as select generate_series(1, 1000) as n")
    kill(home.postmaster())
    assert home.start(durable=True) == url
    assert home.query("select count(*) from kept") == [(1000,)]


def test_backends_that_outlive_a_killed_server_do_not_block_the_next(home, kill):
    url = home.start()
    connection = psycopg.connect(url)
    # A busy backend does not notice that its postmaster is gone; a stopped one notices nothing at all.
    backend = connection.info.backend_pid
    os.kill(backend, signal.SIGSTOP)
    kill(home.postmaster())
    try:
        assert home.query("select 1") == [(1,)]
    finally:
        connection.close()


def test_a_caller_killed_while_the_data_directory_is_made(home, wait_for):
    partial = home.path / "postgres" / "data.partial"
    starter = home.starter()
    wait_for((partial / "PG_VERSION").exists)
    os.killpg(starter.pid, signal.SIGKILL)
    starter.communicate(timeout=120)
    assert not home.data.exists()
    assert home.query("select 1") == [(1,)]
    assert not partial.exists()


def test_only_the_caller_killed_while_initdb_goes_on(home, wait_for):
    partial = home.path / "postgres" / "data.partial"
    starter = home.starter()
    wait_for((partial / "PG_VERSION").exists)
    starter.kill()
    assert home.query("select 1") == [(1,)]
    starter.communicate(timeout=120)
    assert not partial.exists()


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.03])
def test_a_caller_killed_while_the_server_starts(home, wait_for, delay):
    home.start()
    embedded.stop(home.path)
    starter = home.starter()
    wait_for((home.data / "postmaster.pid").exists)
    time.sleep(delay)
    starter.kill()
    starter.communicate(timeout=120)
    assert home.query("select 1") == [(1,)]


def test_a_recovering_server_is_waited_for(home, kill, wait_for):
    home.start(durable=True)
    home.query("create table kept as select generate_series(1, 100000) as n")
    killed = home.postmaster()
    kill(killed)
    starter = home.starter()
    wait_for(lambda: home.postmaster() not in (0, killed))
    postmaster = home.postmaster()
    os.kill(postmaster, signal.SIGSTOP)
    waiting = home.starter()
    time.sleep(0.5)
    os.kill(postmaster, signal.SIGCONT)
    assert starter.communicate(timeout=120)[0] == waiting.communicate(timeout=120)[0] != ""
    assert home.postmaster() == postmaster
    assert home.query("select count(*) from kept") == [(100000,)]


def test_a_stale_pid_file_that_names_a_foreign_process(home):
    home.start()
    lines = (home.data / "postmaster.pid").read_text().splitlines()
    embedded.stop(home.path)
    (home.data / "postmaster.pid").write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    assert not embedded.is_running(home.path)
    assert home.query("select 1") == [(1,)]
    assert home.postmaster() != os.getpid()


def test_a_shutdown_that_waits_for_clients_is_hurried(home, wait_for):
    with psycopg.connect(home.start()):
        os.kill(home.postmaster(), signal.SIGTERM)
        wait_for(lambda: "stopping" in (home.data / "postmaster.pid").read_text())
        assert home.query("select 1") == [(1,)]
