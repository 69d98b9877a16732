"""What `./cellblock run` says before it runs anything."""

import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import run
import run_notebooks

pytestmark = pytest.mark.quick


def test_a_python_that_runs_is_ready():
    assert run.why_not_ready(Path(sys.executable)) is None


def test_a_checkout_without_its_python_is_to_be_set_up(tmp_path):
    assert run.why_not_ready(tmp_path / "python") == (
        "this checkout isn't set up yet: ./cellblock up --no-open")


def test_a_python_of_another_user_is_named(tmp_path):
    python = tmp_path / "python"
    python.symlink_to("/proc/1/no/such/python")
    assert run.why_not_ready(python) == (
        f"{python} can't be run by user {os.getuid()}: make a checkout of your own, or remove"
        " .cellblock and run ./cellblock up --no-open")


def test_a_set_up_that_was_cut_short_is_named(tmp_path):
    assert run.why_half_ready(tmp_path / "venv") == (
        "the set-up of this checkout was cut short: ./cellblock up --no-open")
    (tmp_path / "venv").touch()
    assert run.why_half_ready(tmp_path / "venv") is None


def test_runs_that_start_at_once_leave_each_others_temporary_directory(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def keeps_its_own(_):
        with run_notebooks.scratch() as place:
            return os.path.isdir(place)

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(keeps_its_own, range(1000)))
    assert os.listdir(tmp_path) == []


def test_what_others_have_put_beside_is_left_alone(tmp_path, monkeypatch):
    """Links, files and another user's directory, under names such as those of killed runs."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "file").touch()
    (tmp_path / "tmp").mkdir()
    names = [tmp_path / "tmp" / f"{run_notebooks.SCRATCH}{name}" for name in "abcd"]
    names[0].symlink_to(victim)
    names[1].touch()
    os.mkfifo(names[2])
    names[3].mkdir()
    if os.getuid() == 0:
        os.chown(names[3], 65534, 65534)
    with run_notebooks.scratch():
        assert os.listdir(victim) == ["file"]
    assert names[0].is_symlink() and names[1].exists() and names[2].exists()
    assert names[3].exists() == (os.getuid() == 0)


def test_where_own_linux_is_not_offered_the_notebooks_line_says_what_to_do(
        monkeypatch, write_notebook, capsys, tmp_path):
    monkeypatch.setattr(run_notebooks.KernelSpecManager, "find_kernel_specs", lambda _: {})
    instead = {"cellblock": "cellblock-own-linux"}
    assert not run_notebooks.run(write_notebook("adds", "1 + 1"), tmp_path / "out", instead)
    assert capsys.readouterr().out.endswith(
        "no kernel named cellblock-own-linux is installed here: ./cellblock doctor says whether a"
        " Linux of one's own starts; ./cellblock up offers it\n")
