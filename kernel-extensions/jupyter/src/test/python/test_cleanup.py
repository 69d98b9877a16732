"""Kills the notebook kernel with -9 while cells open and close; the host is as it was."""

import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager

from lateness import Lateness

# Fewer than would find what is rare: KillTests kill containers of all kinds, test_killing.py each
# notebook, and the same variable makes all of them more.
MOMENTS = 15 * int(os.environ.get("CELLBLOCK_KILL_POINTS", "1"))
SECONDS_TO_END = 60


def own_cgroup(controller):
    """The cgroup that this process has in a hierarchy of version 1."""
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        if controller in controllers.split(","):
            return Path(f"/sys/fs/cgroup/{controller}{path}")
    return Path("/nowhere")


FREEZER = own_cgroup("freezer")

CHURN = """
while (true) {
    try (Cell cell = Cell.open("churn")) {
        cell.unshare(UTS, MOUNT, PID, IPC, NETWORK).sethostname("churn");
        cell.pivotRoot(RootFs.busybox());
        cell.start("sleep", "%(mark)s");
        cell.run("sh", "-c", "sleep %(mark)s & sleep 0.02");
        Host.start("sh", "-c", "sleep %(mark)s & setsid sleep %(mark)s & wait");
        Cell.open("bare").unshare(UTS).start("sleep", "%(mark)s");
        Cells.named("bare").close();
    }
}
"""


def test_nothing_is_left_after_kill_9_at_random_moments():
    before = host()
    random.seed(20261122)
    for moment in range(MOMENTS):
        mark = f"{98_000_000 + random.randrange(1_000_000)}"
        pid = churning_kernel(mark, random.uniform(0.0, 0.6))
        with Lateness() as lateness:
            lateness.begin()
            os.kill(pid, signal.SIGKILL)
            left = lateness.left(lambda: marked(mark))
        assert not left, f"moment {moment}: {left}"
    assert host() == before


@pytest.mark.skipif(not os.access(FREEZER, os.W_OK), reason="needs root, and freezer of version 1")
def test_a_new_kernel_sweeps_what_a_runtime_of_a_killed_one_has_left():
    left = FREEZER / "cellblock-4194304-runc-1"
    (left / "container").mkdir(parents=True)
    manager = KernelManager(kernel_name="cellblock-test")
    manager.start_kernel()
    end = time.monotonic() + 60
    while left.exists() and time.monotonic() < end:
        time.sleep(0.05)
    manager.shutdown_kernel(now=True)
    assert not left.exists()


def test_a_kernel_ends_when_the_one_who_started_it_is_gone(tmp_path):
    starter = tmp_path / "starter.py"
    starter.write_text(
        "from jupyter_client.manager import start_new_kernel\n"
        "manager, client = start_new_kernel(kernel_name='cellblock-test')\n"
        "print(manager.provisioner.pid, flush=True)\n"
        "import os; os._exit(0)\n")
    pid = int(subprocess.run([sys.executable, starter], capture_output=True, text=True,
                             check=True, timeout=60).stdout)
    end = time.monotonic() + SECONDS_TO_END
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert not Path(f"/proc/{pid}").exists()


def churning_kernel(mark, seconds):
    """Starts a kernel, lets it make cells without end, and returns its pid after a while."""
    manager = KernelManager(kernel_name="cellblock-test")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    client.execute(CHURN % {"mark": mark})
    end = time.monotonic() + 60
    while not marked(mark) and time.monotonic() < end:
        time.sleep(0.01)
    time.sleep(seconds)
    client.stop_channels()
    return manager.provisioner.pid


def marked(mark):
    """The processes whose arguments hold the mark."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().decode(errors="replace").split("\0")
            except OSError:
                continue
            if mark in words or any(f"sleep {mark}" in word for word in words):
                found.append((int(entry.name), words))
    return found


def host():
    """What must be the same before and after: mounts, cgroups, interfaces, name, temp files."""
    return {
        "mounts": sorted(line.split(" ", 1)[1]
                         for line in Path("/proc/self/mountinfo").read_text().splitlines()),
        "cgroups": sorted(str(path) for path in Path("/sys/fs/cgroup").rglob("cellblock*")),
        "interfaces": sorted(os.listdir("/sys/class/net")),
        "hostname": socket.gethostname(),
        "temporary files": sorted(name for name in os.listdir("/tmp")
                                  if re.match("cellblock(?!-t)|jffi", name)),
        "inits": sorted(pid for pid in map(str, Path("/proc").glob("[0-9]*")) if is_init(pid)),
    }


def is_init(process):
    try:
        return "memfd:cellblock-init" in os.readlink(f"{process}/exe")
    except OSError:
        return False


if os.geteuid() != 0:
    pytestmark = pytest.mark.skipif(
        os.system("unshare --user --map-root-user true") != 0,
        reason="needs root or user namespaces")
