"""Every notebook, from first cell to last, in each of the three modes."""

import os
import shutil

import nbformat
import pytest

from command_fixtures import CHECKOUT

NOTEBOOKS = sorted((CHECKOUT / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("mode", ["root", "rootless", "microvm"])
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_runs(cellblock, tmp_path, path, mode):
    if mode == "root" and os.getuid() != 0:
        pytest.skip("needs root")
    if mode == "microvm" and not shutil.which("linux.uml"):
        pytest.skip("needs user-mode-linux")
    done = cellblock("run", path, f"--{mode}", "--out", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    executed = nbformat.read(tmp_path / path.name, as_version=4)
    code = [cell for cell in executed.cells if cell.cell_type == "code"]
    if mode == "rootless":
        code = [cell for cell in code if not needs_of(cell)]
    assert all(cell.execution_count for cell in code)
    assert mode == "rootless" or "not run here" not in done.stdout


def needs_of(cell):
    return [tag for tag in cell.metadata.get("tags", []) if tag.startswith("needs-")]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook_is_for_our_kernel(path):
    assert nbformat.read(path, as_version=4).metadata.kernelspec.name == "cellblock"
