"""The embedded PostgreSQL as root, as root without user namespaces, and as an ordinary user."""

import os
import pwd
import shutil
import stat
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import pytest

from extract import embedded, embedded_process

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")
PYTHONS = (sys.executable, "/usr/bin/python3", "/usr/local/bin/python3")
NEW_ENOUGH = "import sys, extract.embedded; sys.exit(sys.version_info < (3, 11))"


def nobodys_python() -> tuple[str, str]:
    """An interpreter and a module path that the user nobody can use; skips the test when there is none."""
    path = os.pathsep.join([str(Path(__file__).resolve().parents[2]), sysconfig.get_path("purelib")])
    for python in PYTHONS:
        try:
            done = subprocess.run(
                [python, "-c", NEW_ENOUGH],
                user="nobody",
                env={"PYTHONPATH": path},
                cwd="/",
                capture_output=True,
                check=False,
            )
        except OSError:
            continue
        if done.returncode == 0:
            return python, path
    pytest.skip("the user nobody can run no Python 3.11 or cannot read the project")


@pytest.fixture
def public_folder():
    """A folder every user can reach; pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="wh-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def no_namespaces(tmp_path):
    """An environment where `unshare` does not exist, as if it were refused."""
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "id", "setpriv", "test"):
        (tools / name).symlink_to(shutil.which(name))
    return {"PATH": str(tools)}


@as_root
def test_root_runs_it_without_being_root(home):
    home.start()
    status = Path(f"/proc/{home.postmaster()}/status").read_text()
    groups = {line.split(":")[0]: line.split() for line in status.splitlines()}
    assert int(groups["CapEff"][1], 16) & ~(1 << 1) == 0, "no capability beyond passing through folders"


@as_root
def test_an_ordinary_user_runs_it(public_folder, make_home):
    python, path = nobodys_python()
    folder = public_folder / "project"
    folder.mkdir()
    shutil.chown(folder, "nobody")
    home = make_home(folder / "home")
    url, errors = home.starter(python=python, user="nobody", env={"PYTHONPATH": path}).communicate(
        timeout=120
    )
    assert url, errors
    assert home.data.owner() == "nobody"
    assert home.query("select 1") == [(1,)]
    # Root may step in once, and the owner still has his server.
    embedded.stop(home.path)
    home.start()
    embedded.stop(home.path)
    url, errors = home.starter(python=python, user="nobody", env={"PYTHONPATH": path}).communicate(
        timeout=120
    )
    assert url, errors


@as_root
def test_another_users_server_is_refused_in_one_line(public_folder, make_home):
    python, path = nobodys_python()
    home = make_home(public_folder / "home")
    home.start()
    starter = home.starter(python=python, user="nobody", env={"PYTHONPATH": path})
    _, errors = starter.communicate(timeout=120)
    assert starter.returncode == 1
    assert "belongs to another user" in errors.splitlines()[-1]


@as_root
@pytest.mark.parametrize("closed", [False, True])
def test_root_without_namespaces_uses_a_service_user(public_folder, make_home, no_namespaces, closed):
    public_folder.chmod(0o700 if closed else 0o755)
    home = make_home(public_folder / "home")
    url, errors = home.starter(env=no_namespaces).communicate(timeout=120)
    assert url, errors
    assert home.data.owner() in embedded_process.SERVICE_USERS
    assert home.query("select 1") == [(1,)]
    assert stat.S_IMODE(public_folder.stat().st_mode) == (0o700 if closed else 0o755)
    assert public_folder.owner() == home.path.owner() == "root"


@as_root
def test_root_of_a_container_recognises_its_server(public_folder, make_home, no_namespaces, kill):
    # Containers usually deny the capability that looks into another user's processes.
    contained = ("setpriv", "--bounding-set=-sys_ptrace,-sys_admin")
    home = make_home(public_folder / "home")

    def start() -> str:
        url, errors = home.starter(env=no_namespaces, prefix=contained).communicate(timeout=120)
        assert url, errors
        return url

    assert start() == start()
    first = home.postmaster()
    assert (home.path / "postgres" / "server.log").read_text().count("ready to accept") == 1
    kill(first)
    start()
    assert home.postmaster() != first


@as_root
def test_data_of_one_user_can_go_on_as_another(home, no_namespaces):
    home.query("create table kept as select 42 as answer")
    embedded.stop(home.path)
    url, errors = home.starter(env=no_namespaces).communicate(timeout=120)
    assert url, errors
    assert home.data.stat().st_uid in {pwd.getpwnam(name).pw_uid for name in ("postgres", "nobody")}
    assert home.query("select answer from kept") == [(42,)]
    embedded.stop(home.path)
    assert home.query("select answer from kept") == [(42,)]


@as_root
def test_root_with_no_other_user_to_be_says_so(home, tmp_path):
    bare = tmp_path / "bare"
    bare.mkdir()
    for name in ("sh", "id"):
        (bare / name).symlink_to(shutil.which(name))
    starter = home.starter(env={"PATH": str(bare)})
    _, errors = starter.communicate(timeout=120)
    assert starter.returncode == 1
    assert "does not run as root" in errors.splitlines()[-1]


def test_another_users_server_may_end_while_it_is_looked_at(tmp_path, monkeypatch):
    """Its folder cannot be seen, and its command line is gone by then."""
    process = tmp_path / "7"
    process.mkdir()
    (process / "comm").write_text("postgres\n")
    (process / "cwd").symlink_to(tmp_path)
    (tmp_path / "self").symlink_to(process)
    monkeypatch.setattr(embedded_process, "PROC", tmp_path)

    def refuse(*_):
        raise PermissionError

    monkeypatch.setattr(os.path, "samestat", refuse)
    assert not embedded_process.is_postgres(7, tmp_path)
    (process / "cmdline").write_bytes(b"postgres\0-D\0" + os.fsencode(tmp_path) + b"\0")
    assert embedded_process.is_postgres(7, tmp_path)
