"""Ends `./cellblock run` in the middle of a notebook; what is left in the temporary directory?"""

import os
import signal
import subprocess
import time

import pytest

from command_fixtures import CHECKOUT


@pytest.fixture
def start(write_notebook, tmp_path):
    """Starts a run that is in a cell which lasts when this returns."""
    (tmp_path / "temporary").mkdir()
    ready = tmp_path / "ready"
    path = write_notebook("lasts", f'java.nio.file.Files.createFile(Path.of("{ready}"));\n'
                          'Host.run("sleep", "60");')

    def start():
        process = run(path, tmp_path)
        end = time.monotonic() + 60
        while not ready.exists():
            assert process.poll() is None and time.monotonic() < end
            time.sleep(0.02)
        return process

    return start


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_or_said_when_a_signal_ends_a_run(start, tmp_path, number):
    process = start()
    process.send_signal(number)
    assert process.communicate(timeout=30) == ("", "")
    assert process.returncode == 128 + number
    assert os.listdir(tmp_path / "temporary") == []


def test_the_next_run_removes_what_a_killed_one_has_left(start, write_notebook, tmp_path):
    process = start()
    process.kill()
    process.communicate(timeout=30)
    assert len(os.listdir(tmp_path / "temporary")) == 1
    following = run(write_notebook("adds", "1 + 1"), tmp_path)
    assert following.communicate(timeout=60)[1] == ""
    assert following.returncode == 0
    assert os.listdir(tmp_path / "temporary") == []


def test_a_run_leaves_the_files_of_another_that_lives(start, write_notebook, tmp_path):
    process = start()
    mine = os.listdir(tmp_path / "temporary")
    run(write_notebook("adds", "1 + 1"), tmp_path).communicate(timeout=60)
    assert os.listdir(tmp_path / "temporary") == mine
    process.terminate()
    process.communicate(timeout=30)


def run(path, place):
    """A run with a temporary directory of its own; it heeds signals that the tests may ignore."""
    return subprocess.Popen(
        [CHECKOUT / "cellblock", "run", path, "--out", place / "out"], stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, preexec_fn=heed,
        env={**os.environ, "TMPDIR": str(place / "temporary")})


def heed():
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
