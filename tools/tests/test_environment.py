"""The Python environment while another one is made: what worked works on."""

import os
import shutil
import subprocess

import pytest

from small_checkout import in_namespace, make_checkout, make_program
from test_setup import JAR, PREPARE, mounts, steps, trouble, wait_for

ABSENT = f"cellblock-absent==1.2 --hash=sha256:{'0' * 64}\n"


@pytest.fixture
def checkout(tmp_path):
    """A small checkout that is set up; Maven, the archive and the kernel are scripts."""
    place = make_checkout(tmp_path / "checkout")
    (place / "requirements.txt").write_text("")
    for script in ("archive", "kernel"):
        (place / "kernel-extensions/jupyter/src/main/sh" / script).write_text("#!/bin/sh\n")
    (place / JAR).parent.mkdir()
    environment = make_program(tmp_path / "bin", "mvn", f"echo jar > {JAR}")
    set_up(place, environment)
    return place, environment


def set_up(place, environment):
    done = subprocess.run(["python3", place / PREPARE], env=environment, text=True,
                          capture_output=True, timeout=120)
    assert done.returncode == 0, done


def works(place):
    """Whether `run` takes the environment, Jupyter finds the kernel, and nothing lies beside."""
    state = place / ".cellblock"
    asked = subprocess.run([state / "venv/bin/pip", "--version"], text=True, capture_output=True)
    assert str(state / "venv") in asked.stdout, asked
    assert (state / "stamp/venv").exists()
    assert (state / "venv/share/jupyter/kernels/cellblock/kernel.json").exists()
    return [name for name in os.listdir(state) if name.startswith("venv")] == ["venv"]


@mounts
def test_the_environment_serves_on_when_a_new_one_can_not_be_fetched(checkout):
    place, environment = checkout
    (place / "requirements.txt").write_text(ABSENT)
    refused = in_namespace("true", "python3", place / PREPARE, env=environment)
    assert refused.returncode == 1
    assert "cellblock-absent==1.2 is missing here" in refused.stderr
    assert works(place)


def test_the_next_set_up_removes_what_a_killed_one_has_left(checkout, tmp_path):
    place, environment = checkout
    (place / "requirements.txt").write_text("# other\n")
    hanging = make_program(tmp_path / "hanging", "env", f"echo $$ > {tmp_path}/pid; exec sleep 60")
    killed = subprocess.Popen(["python3", place / PREPARE], env=hanging,
                              stdout=subprocess.DEVNULL)
    pid = wait_for(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
    killed.kill()
    killed.wait(20)
    os.kill(int(pid), 9)
    assert not works(place)
    set_up(place, environment)
    assert works(place)


def test_a_set_up_that_was_killed_in_the_exchange_loses_nothing(checkout):
    place, environment = checkout
    state = place / ".cellblock"
    shutil.copytree(state / "venv", state / "venv-new", symlinks=True)
    (state / "venv").rename(state / "venv-old")
    set_up(place, environment)
    assert works(place)


def test_the_new_environment_takes_the_place_of_the_old_one(checkout):
    place, environment = checkout
    (place / ".cellblock/venv/old").touch()
    (place / "requirements.txt").write_text("# other\n")
    set_up(place, environment)
    assert works(place)
    assert not (place / ".cellblock/venv/old").exists()
    scripts = [path for path in (place / ".cellblock/venv/bin").iterdir() if path.is_file()]
    assert [path for path in scripts if b"venv-new" in path.read_bytes()] == []


def test_a_program_that_does_not_end_is_named(checkout, monkeypatch):
    monkeypatch.setattr(steps, "LOGS", checkout[0] / ".cellblock/log")
    monkeypatch.setattr(steps, "STATE", checkout[0] / ".cellblock")
    monkeypatch.setattr(steps, "HOME", checkout[0])
    stubborn = ["sh", "-c", "trap '' TERM; while :; do sleep 1; done"]
    with steps.Steps() as set_up, pytest.raises(trouble.StepFailed) as late:
        set_up.command("hangs", stubborn, "mend it", minutes=0.01)
    assert str(late.value) == "sh: not done after 0.01 minutes\n        log: .cellblock/log/hangs.log"
