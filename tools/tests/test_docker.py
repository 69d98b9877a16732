"""The command in a container of Docker's without options: what is refused, and the option for it."""

import os
import subprocess

import pytest

import plain_docker
from checkout import OWN_KERNELSPEC
from command_fixtures import CHECKOUT

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or not plain_docker.NUMBERS or
    subprocess.run(plain_docker.words("true"), capture_output=True).returncode != 0,
    reason="needs root, to make masks and a filter as Docker's")

UNCONFINED = ("start this container with --security-opt seccomp=unconfined"
              " --security-opt systempaths=unconfined")


def inside(*words, **options):
    command = plain_docker.words(CHECKOUT / "cellblock", *words, **options)
    return subprocess.run(command, text=True, capture_output=True, stdin=subprocess.DEVNULL,
                          timeout=240)


def test_doctor_says_once_what_several_need():
    told = inside("doctor")
    assert told.returncode == 1
    assert told.stdout.count(UNCONFINED) == 1, told.stdout
    assert told.stdout.count(" -> as for privilege\n") >= 10, told.stdout


def test_the_notebook_that_starts_the_course_says_what_doctor_says(tmp_path):
    failed = inside("run", CHECKOUT / "notebooks/00-start-here.ipynb", "--out", tmp_path)
    assert failed.returncode == 1
    assert UNCONFINED in failed.stdout, failed.stdout


def test_without_the_filter_the_masks_are_named(tmp_path):
    failed = inside("run", CHECKOUT / "notebooks/00-start-here.ipynb", "--out", tmp_path,
                    has_filter=False)
    assert failed.returncode == 1
    assert "start this container with --security-opt systempaths=unconfined" in failed.stdout


@pytest.mark.parametrize("has_filter", [True, False])
def test_the_notebook_of_cgroups_says_how_to_get_them(tmp_path, has_filter):
    done = inside("run", CHECKOUT / "notebooks/04-cgroups.ipynb", "--out", tmp_path,
                  has_filter=has_filter)
    own = '"Cellblock (own Linux)"' if OWN_KERNELSPEC.exists() else "--microvm"
    assert "--privileged" in done.stdout and own in done.stdout, done.stdout


@pytest.mark.skipif(not OWN_KERNELSPEC.exists(), reason="needs the micro VM, which doesn't start here")
def test_in_a_linux_of_its_own_the_notebook_of_cgroups_runs(tmp_path):
    done = inside("run", "--own-linux", CHECKOUT / "notebooks/04-cgroups.ipynb", "--out", tmp_path)
    assert (done.returncode, "not run here" in done.stdout) == (0, False), done.stdout
