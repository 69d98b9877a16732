"""What the doctor finds where something is forbidden, and the command with which it mends that."""

import ctypes
import json
import os
import re
import shutil
import subprocess

import pytest

import plain_docker
from conftest import JAR, LAUNCHER, Notebook, write_spec
from small_checkout import make_checkout, make_program

PACKAGES = "tools/packages"

JAVA = os.path.join(os.environ.get("JAVA_HOME") or "/usr", "bin/java")

def may_unshare(*options):
    words = ["unshare", *options, "true"]
    return shutil.which("unshare") and subprocess.run(words, capture_output=True).returncode == 0


IS_ROOT = os.geteuid() == 0 and may_unshare("--mount")


def examine(*before, **options):
    """The doctor's findings by name, when it is started by the words before."""
    done = subprocess.run([*before, JAVA, "-jar", JAR, "doctor", "--json"], text=True,
                          capture_output=True, stdin=subprocess.DEVNULL, timeout=240, **options)
    assert done.returncode in (0, 1), done.stderr
    return {each["name"]: each for each in json.loads(done.stdout)["findings"]}


MASK = ["unshare", "--mount", "sh", "-c",
        'mount -n --bind /dev/null /proc/timer_list && exec "$@"', "sh"]


@pytest.mark.skipif(not IS_ROOT, reason="needs root, to mount over a file of /proc")
def test_a_masked_proc_is_named():
    found = examine(*MASK)
    assert found["container"]["verdict"] == "yes"
    assert found["user namespaces"]["verdict"] == "no"
    assert found["user namespaces"]["remedy"] == (
        "/proc/timer_list: masked; start this container with"
        " --security-opt systempaths=unconfined")


@pytest.fixture
def other_busybox(tmp_path):
    """The words before a command for which another file stands in busybox's place."""

    def put(content):
        program = tmp_path / "busybox"
        program.write_bytes(content)
        program.chmod(0o755)
        return ["unshare", "--mount", "sh", "-c",
                f'mount --bind {program} {os.path.realpath("/bin/busybox")} && exec "$@"', "sh"]

    return put


@pytest.mark.skipif(not IS_ROOT, reason="needs root, to mount over busybox")
@pytest.mark.parametrize("length, said", [
    (None, "is linked dynamically"),
    (5000, "can't be used"),
    (10, "is no ELF program"),
])
def test_a_busybox_that_runs_in_no_root_is_named(other_busybox, tmp_path, length, said):
    program = "/bin/ls" if length is None else "/bin/busybox"
    with open(program, "rb") as file:
        before = other_busybox(file.read(length or -1))
    found = examine(*before, env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)})
    for name in ("busybox root", "container"):
        assert found[name]["verdict"] == "no"
        assert said in found[name]["seen"], found[name]
        assert found[name]["remedy"] == "sudo apt-get install -y --reinstall busybox-static"


@pytest.mark.skipif(not IS_ROOT, reason="needs root, to mount over busybox")
def test_the_set_up_takes_no_busybox_that_runs_in_no_root(other_busybox, tmp_path):
    with open("/bin/ls", "rb") as file:
        before = other_busybox(file.read())
    asked = make_program(tmp_path / "bin", "apt-get", f'echo "$@" >> {tmp_path}/asked')
    place = make_checkout(tmp_path / "checkout")
    done = subprocess.run([*before, place / PACKAGES, "up"], env=asked, capture_output=True, text=True)
    assert "still missing after that: busybox-static" in done.stderr
    assert (tmp_path / "asked").read_text().rstrip().endswith(" busybox-static")


@pytest.mark.skipif(not IS_ROOT, reason="needs root, to mount over a file of /proc")
def test_in_a_notebook_a_masked_proc_is_named(jupyter_path):
    write_spec(jupyter_path, "cellblock-masked-test",
               [*MASK, str(LAUNCHER), "{connection_file}"], {"CELLBLOCK_MODE": "rootless"})
    notebook = Notebook("cellblock-masked-test")
    try:
        refused = notebook.run('Cell.open("m").unshare(MOUNT, PID).pivotRoot(RootFs.busybox());')
        assert "EPERM" in refused.error
        assert "masked: /proc/timer_list" in refused.error
        told = notebook.run("%doctor").result
        assert "/proc/timer_list: masked; start this container with" in told
        assert re.search(r"^container .* as for user namespaces", told, re.MULTILINE), told
    finally:
        notebook.close()


@pytest.mark.skipif(not plain_docker.NUMBERS, reason="needs the calls' numbers of this architecture")
def test_a_seccomp_filter_is_named():
    found = examine(preexec_fn=plain_docker.filter_calls)
    for name in ("user namespaces", "namespace uts", "busybox root", "container"):
        assert found[name]["verdict"] == "no"
        assert "unshare" in found[name]["seen"], found[name]
        assert found[name]["remedy"].startswith(
            "a seccomp filter is in force: start this container with --security-opt"
            " seccomp=unconfined"), found[name]


@pytest.mark.skipif(not plain_docker.NUMBERS, reason="needs the calls' numbers of this architecture")
def test_in_a_notebook_a_seccomp_filter_is_named_at_once():
    notebook = Notebook("cellblock-test", preexec_fn=plain_docker.filter_calls)
    try:
        assert notebook.run("1 + 1").result == "2"
        refused = notebook.run('Cell filtered = Cell.open("filtered").unshare(UTS);')
        assert "EPERM" in refused.error
        assert "a seccomp filter is in force" in refused.error
    finally:
        notebook.close()


@pytest.mark.skipif(not IS_ROOT, reason="needs root, to take a capability from it")
@pytest.mark.parametrize("capability", ["sys_admin", "net_admin"])
def test_root_without_a_capability_of_cells_is_rootless(jupyter_path, capability):
    write_spec(jupyter_path, f"cellblock-no-{capability}-test",
               ["setpriv", f"--bounding-set=-{capability}", str(LAUNCHER), "{connection_file}"])
    notebook = Notebook(f"cellblock-no-{capability}-test")
    try:
        ran = notebook.run(
            'Cell.open("in").unshare(UTS, NETWORK).sethostname("inside").run("hostname")')
        assert ran.result == "inside", ran.error
        assert "(rootless)" in notebook.run("%doctor").result
    finally:
        notebook.close()


@pytest.mark.skipif(not may_unshare("--user"), reason="needs user namespaces")
def test_a_limit_on_user_namespaces_is_named():
    found = examine("unshare", "--user", "--map-root-user", "--mount", "sh", "-c",
                    'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"', "sh")
    assert found["user namespaces"]["verdict"] == "no"
    assert found["user namespaces"]["remedy"] == "sudo sysctl user.max_user_namespaces=15000"


def test_somebody_without_a_home_can_take_the_course():
    found = examine(env={**os.environ, "HOME": "/proc/nobody", "XDG_CACHE_HOME": ""})
    for name in ("busybox root", "container", "overlay"):
        assert found[name]["verdict"] == "yes", found[name]
