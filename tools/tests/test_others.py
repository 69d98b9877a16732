"""Whether another user could put another directory in the place of a temporary one."""

import os
import subprocess
import tempfile

import pytest

import others
import run_notebooks
import trouble
from command_fixtures import CHECKOUT

root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to make another user's directory")


def test_what_lies_in_a_sticky_directory_is_safe(tmp_path):
    tmp_path.chmod(0o1777)
    assert others.exchange(tmp_path) is None


@pytest.mark.parametrize("links", [False, True])
def test_a_directory_that_anybody_may_write_is_named(tmp_path, links):
    place = tmp_path / "open"
    (place / "below").mkdir(parents=True)
    place.chmod(0o777)
    (tmp_path / "link").symlink_to("open/../open/below")
    asked = tmp_path / "link" if links else place / "below"
    assert others.exchange(asked) == f"anybody may write to {place}"


@root
def test_a_directory_of_another_user_is_named(tmp_path):
    (tmp_path / "theirs" / "below").mkdir(parents=True)
    os.chown(tmp_path / "theirs", 65534, 65534)
    assert others.exchange(tmp_path / "theirs/below") == f"user 65534 owns {tmp_path}/theirs"


@root
def test_a_directory_of_another_group_is_named(tmp_path):
    os.chown(tmp_path, 0, 65534)
    tmp_path.chmod(0o770)
    assert others.exchange(tmp_path) == f"group 65534 may write to {tmp_path}"


def test_links_that_lead_in_a_circle_are_named(tmp_path):
    (tmp_path / "circle").symlink_to("circle")
    assert "links" in others.exchange(tmp_path / "circle")


def test_no_run_begins_where_others_can_exchange_its_files(tmp_path, monkeypatch):
    (tmp_path / "tmp").mkdir()
    tmp_path.chmod(0o777)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    with pytest.raises(trouble.StepFailed), run_notebooks.scratch():
        pass
    assert os.listdir(tmp_path / "tmp") == []


def test_a_run_names_the_directory_that_others_can_exchange(write_notebook, tmp_path):
    place = tmp_path / "open"
    place.mkdir()
    place.chmod(0o777)
    refused = subprocess.run(
        [CHECKOUT / "cellblock", "run", write_notebook("adds", "1"), "--out", tmp_path / "out"],
        text=True, capture_output=True, env={**os.environ, "TMPDIR": str(place)}, timeout=60)
    assert (refused.returncode, refused.stderr) == (1, (
        f"\ncellblock: temporary directory [{place}]: expected one where nobody else can exchange"
        f" ours, but anybody may write to {place}\n"
        "  mend: set TMPDIR to another, or chmod +t it\n"))
