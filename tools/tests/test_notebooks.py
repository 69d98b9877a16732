"""Every notebook, from first cell to last, in each mode."""

import os
import shutil

import nbformat
import pytest

from command_fixtures import CHECKOUT

NOTEBOOKS = sorted((CHECKOUT / "notebooks").glob("*.ipynb"))


@pytest.fixture(scope="session", params=["root", "rootless", "own-linux"])
def executed(request, cellblock, tmp_path_factory):
    """All of them, run in a mode, one after another by one command: mode, lines, copies."""
    mode = request.param
    if mode == "root" and os.getuid() != 0:
        pytest.skip("needs root")
    if mode == "own-linux" and not shutil.which("linux.uml"):
        pytest.skip("needs user-mode-linux")
    out = tmp_path_factory.mktemp(mode)
    done = cellblock("run", *NOTEBOOKS, f"--{mode}", "--out", out, seconds=1500)
    return mode, done.stdout + done.stderr, out


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(executed, path):
    mode, said, out = executed
    line = next((line for line in said.splitlines() if f" {path} " in line), said)
    assert line.startswith("ok "), line
    code = [cell for cell in nbformat.read(out / path.name, as_version=4).cells
            if cell.cell_type == "code"]
    if mode == "rootless":
        code = [cell for cell in code if not needs_of(cell)]
    assert all(cell.execution_count for cell in code)
    assert mode == "rootless" or "not run here" not in line


@pytest.mark.skipif(not shutil.which("linux.uml"), reason="needs user-mode-linux")
def test_a_whole_run_goes_into_the_micro_vm(cellblock, tmp_path):
    """The same machine as a Linux of one's own, in which the others are run."""
    path = next(path for path in NOTEBOOKS if path.name.startswith("04-"))
    done = cellblock("run", path, "--microvm", "--out", tmp_path, seconds=400)
    assert done.stdout.startswith("ok ") and "not run here" not in done.stdout, done
    assert all(cell.execution_count for cell in nbformat.read(tmp_path / path.name, as_version=4).cells
               if cell.cell_type == "code")


def needs_of(cell):
    return [tag for tag in cell.metadata.get("tags", []) if tag.startswith("needs-")]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_for_our_kernel(path):
    assert nbformat.read(path, as_version=4).metadata.kernelspec.name == "cellblock"
