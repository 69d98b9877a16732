"""What a cell tagged needs-SOMETHING may be refused, and what is a failure all the same."""

import nbformat
import pytest

from command_fixtures import CHECKOUT
import needs

ILLEGAL = 'throw new IllegalStateException("%s");'
NOT_ROOT = "container [web]: LXC needs root, and here root is that of a user namespace of size 1"


@pytest.mark.parametrize("tag, text", [
    ("needs-runc", "runc is not installed: ./cellblock up --no-open brings it"),
    ("needs-lxc", "lxc-start is not installed: ./cellblock up --no-open brings it"),
    ("needs-strace", "strace is not installed: ./cellblock up --no-open brings it"),
    ("needs-docker", "containerd is not installed: ./cellblock up --no-open brings it"),
    ("needs-docker", "Docker's engine makes cgroups, and here it may make none: start the notebook"),
    ("needs-lxc", NOT_ROOT + ": start the notebook as root"),
])
def test_what_needs_something_is_skipped_where_that_is_refused(
        cellblock, write_notebook, tmp_path, tag, text):
    path = write_notebook("needs", (ILLEGAL % text, tag), ("2", tag), "3")
    done = cellblock("run", path, "--out", tmp_path)
    assert done.stdout.endswith(f"  2 not run here: {text}\n"), done
    assert done.returncode == 0
    executed = nbformat.read(tmp_path / path.name, as_version=4)
    assert executed.cells[1].outputs[0].text == f"skipped: {text}\n"
    assert executed.cells[2].outputs[0].data["text/plain"] == "3"


@pytest.mark.quick
@pytest.mark.parametrize("error, expected", [
    ('SyscallException: mkdir(path="/sys/fs/cgroup/pids/cellblock-1-demo"): EACCES (13) No', True),
    ('SyscallException: write(file="/sys/fs/cgroup/cgroup.procs", text="1"): EPERM (1) No', True),
    ('SyscallException: mkdir(path="/sys/fs/cgroup/cellblock-1-demo"): EROFS (30) Read-only', True),
    ('SyscallException: mkdir(path="/sys/fs/cgroup/cellblock-1-demo"): ENOSPC (28) Full', False),
    ('SyscallException: write(file="/sys/fs/cgroup/a/pids.max", text="x"): EINVAL (22) Bad', False),
    ('SyscallException: mount(source="a", target="/b"): EPERM (1) Not permitted', False),
])
def test_a_cgroup_is_refused_by_permission_alone(error, expected):
    assert needs.is_refusal("needs-cgroups", error) == expected


@pytest.mark.parametrize("tag, source, error", [
    ("needs-runc", "1 / 0", "ArithmeticException: / by zero"),
    ("needs-lxc", ILLEGAL % "runc is not installed: apt-get install runc",
     "IllegalStateException: runc is not installed: apt-get install runc"),
    ("needs-lxc", ILLEGAL % "container [web]: mount: must be superuser to use mount",
     "IllegalStateException: container [web]: mount: must be superuser to use mount"),
    ("needs-cgroups", ILLEGAL % "no such thing", "IllegalStateException: no such thing"),
])
def test_another_reason_than_the_one_it_names_is_a_failure(
        cellblock, write_notebook, tmp_path, tag, source, error):
    failed = cellblock("run", write_notebook("other", (source, tag)), "--out", tmp_path)
    assert failed.stdout.endswith(f"  cell 1: {error}\n"), failed
    assert failed.returncode == 1


def test_a_need_that_was_met_excuses_no_later_error(cellblock, write_notebook, tmp_path):
    path = write_notebook("met", ("1", "needs-runc"),
                          (ILLEGAL % "runc is not installed: gone", "needs-runc"))
    failed = cellblock("run", path, "--out", tmp_path)
    assert failed.returncode == 1
    assert failed.stdout.endswith("  cell 2: IllegalStateException: runc is not installed: gone\n")


def test_a_need_refused_leaves_the_cells_other_needs_open(cellblock, write_notebook, tmp_path):
    path = write_notebook(
        "both", (ILLEGAL % "runc is not installed: here", "needs-runc", "needs-lxc"),
        ("1 + 1", "needs-lxc"))
    done = cellblock("run", path, "--out", tmp_path)
    assert done.stdout.endswith("  1 not run here: runc is not installed: here\n"), done
    executed = nbformat.read(tmp_path / path.name, as_version=4)
    assert executed.cells[1].outputs[0].data["text/plain"] == "2"


def test_a_need_that_nobody_knows_is_a_failure(cellblock, write_notebook, tmp_path):
    failed = cellblock("run", write_notebook("luck", ("1", "needs-luck")), "--out", tmp_path)
    assert failed.returncode == 1
    assert failed.stdout.endswith("  cell 1: tag needs-luck is no need; expected one of"
                                  " needs-cgroups, needs-runc, needs-crun, needs-docker, needs-lxc,"
                                  " needs-strace, needs-bubblewrap, needs-user-mode-linux\n")
