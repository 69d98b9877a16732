"""A notebook kernel lives no longer than who started it, and its training leaves nothing."""

import json
import os
import shutil
import subprocess
import time

import pytest

from command_fixtures import free_port
from conftest import JAR, LAUNCHER

JAVA = os.path.realpath(shutil.which("java") if not os.environ.get("JAVA_HOME")
                        else os.environ["JAVA_HOME"] + "/bin/java")
# Becomes Java once there is a file, and says which process it is.
LATE_JAVA = """#!/bin/sh
echo $$ > {place}/new && mv {place}/new {place}/pid
until [ -e {place}/go ]; do sleep 0.05; done
exec {java} "$@"
"""


@pytest.fixture
def late(tmp_path):
    """Starts a kernel whose starter dies when told, before Java runs or after; answers its pid."""
    (tmp_path / "bin").mkdir()
    java = tmp_path / "bin/java"
    java.write_text(LATE_JAVA.format(place=tmp_path, java=JAVA))
    java.chmod(0o755)
    ports = {f"{name}_port": free_port() for name in ("shell", "iopub", "stdin", "control", "hb")}
    (tmp_path / "connection.json").write_text(json.dumps({
        "ip": "127.0.0.1", "transport": "tcp", "signature_scheme": "hmac-sha256", "key": "k",
        **ports}))
    starter = subprocess.Popen(
        ["sh", "-c", '"$0" "$1" & read wait', LAUNCHER, tmp_path / "connection.json"],
        stdin=subprocess.PIPE, env={**os.environ, "JAVA_HOME": str(tmp_path)})
    wait_for(lambda: (tmp_path / "pid").exists(), 60)
    pid = int((tmp_path / "pid").read_text())
    yield starter, pid
    if is_alive(pid):
        os.kill(pid, 9)
    starter.kill()
    starter.communicate()


def test_a_kernel_whose_starter_died_before_it_looked_ends(late, tmp_path):
    starter, pid = late
    starter.kill()
    starter.communicate()
    (tmp_path / "go").touch()
    wait_for(lambda: not is_alive(pid), 60)


def test_a_kernel_whose_starter_dies_later_ends_then(late, tmp_path):
    starter, pid = late
    (tmp_path / "go").touch()
    time.sleep(3)
    assert is_alive(pid)
    starter.kill()
    starter.communicate()
    wait_for(lambda: not is_alive(pid), 60)


def test_the_training_of_the_archive_leaves_no_file(tmp_path):
    training = subprocess.Popen([JAVA, f"-Djava.io.tmpdir={tmp_path}", "-jar", JAR, "train"],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen, end = set(), time.monotonic() + 5
    while training.poll() is None and time.monotonic() < end:
        seen.update(os.listdir(tmp_path))
        time.sleep(0.02)
    training.kill()
    training.wait(20)
    assert [name for name in seen if "training" in name] == []


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(condition, seconds):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)
