"""Executes one notebook after another with the real kernel, a line each; see run.py."""

import fcntl
import os
import re
import shutil
import stat
import tempfile
import time
from contextlib import contextmanager, suppress

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from checkout import OWN_KERNELSPEC, jupyter_environment, replace_text
from needs import Needs, NotNamed, first_line, with_hint
from others import temporary
from trouble import explained, seconds_of

MUST_RAISE = "raises-exception"
# What Claim.expect prints, and what a claim that is found otherwise than expected shows.
WRONG = re.compile(r"^(WRONG  .*|.* here; WRONG: we expected .*)$", re.MULTILINE)
SCRATCH = "cellblock-run-"
CELL_SECONDS = seconds_of("CELLBLOCK_CELL_SECONDS", 120)


class NotebookFailed(Exception):
    """What one notebook's line says after its name."""


def run_all(paths, out, mode):
    """Runs notebooks one after another and says whether all were ok."""
    instead = {"cellblock": OWN_KERNELSPEC.name} if mode == "own-linux" else {}
    if mode and not instead:
        os.environ["CELLBLOCK_MODE"] = mode
    with scratch() as place:
        tempfile.tempdir = place  # of this program, not of the kernels that it starts
        os.environ.update({**jupyter_environment(), "IPYTHONDIR": place})
        return all([run(path, out, instead) for path in paths])


@contextmanager
def scratch():
    """A directory for temporary files, locked while this lives; removes those of killed runs."""
    for left in temporary().glob(f"{SCRATCH}*"):
        with suppress(BlockingIOError, FileNotFoundError):  # lives, gone meanwhile
            if is_own(left):
                lock = locked(left)
                shutil.rmtree(left)
                os.close(lock)
    place, lock = made()
    try:
        yield place
    finally:
        shutil.rmtree(place)
        os.close(lock)


def made():
    """A directory and its lock; another one where a run that starts now was faster to lock it."""
    while True:
        place = tempfile.mkdtemp(prefix=SCRATCH)
        with suppress(BlockingIOError, FileNotFoundError):
            lock = locked(place)
            if os.path.isdir(place):
                return place, lock
            os.close(lock)


def is_own(path):
    """Whether it is a directory of this user's: anybody may make what has such a name."""
    status = os.lstat(path)
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid()


def locked(directory):
    lock = os.open(directory, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise
    return lock


def run(path, out, instead):
    """Runs one notebook, prints its line, and says whether it was ok."""
    started = time.monotonic()
    cells, remark, failure = 0, "", None
    try:
        notebook = read(path)
        cells = sum(is_code(cell) for cell in notebook.cells)
        kernel = kernel_of(notebook, instead)
        try:
            remark = execute(notebook, kernel, path)
        finally:
            save(notebook, out / path.name)
    except NotebookFailed as failed:
        failure = str(failed)
    except OSError as error:
        failure = str(explained(error))
    seconds = time.monotonic() - started
    counted = "1 cell" if cells == 1 else f"{cells} cells"
    line = f"{'FAILED' if failure else 'ok':<7} {path}  {counted}  {seconds:.1f} s"
    print("  ".join(filter(None, [line, failure or remark])), flush=True)
    return failure is None


def read(path):
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise NotebookFailed("no such file") from None
    except OSError as error:
        raise NotebookFailed(f"can't be read: {error.strerror}") from None
    except Exception as error:  # nbformat has no common type for what isn't a notebook
        raise NotebookFailed(f"not a notebook: {first_line(error)}") from None


def kernel_of(notebook, instead):
    kernel = notebook.metadata.get("kernelspec", {}).get("name", "cellblock")
    kernel = instead.get(kernel, kernel)
    if kernel not in KernelSpecManager().find_kernel_specs():
        way = "./cellblock up"
        if kernel == OWN_KERNELSPEC.name:
            way = "./cellblock doctor says whether a Linux of one's own starts; ./cellblock up offers it"
        raise NotebookFailed(f"no kernel named {kernel} is installed here: {way}")
    return kernel


def execute(notebook, kernel, path):
    """Runs the cells and returns what is to be remarked: which were skipped, and why."""
    folder = {"metadata": {"path": str(path.resolve().parent)}}
    client = NotebookClient(
        notebook, timeout=CELL_SECONDS, startup_timeout=CELL_SECONDS, kernel_name=kernel,
        resources=folder, record_timing=False)
    number = 0
    needs = Needs()
    try:
        with client.setup_kernel():
            for index, cell in enumerate(notebook.cells):
                number += is_code(cell)
                if not needs.skips(cell):
                    needs.run(cell, lambda: client.execute_cell(cell, index))
                    must_have_raised(cell)
                    must_be_right(cell)
        notebook.metadata["language_info"] = client.nb.metadata.get("language_info", {})
    except CellExecutionError as error:
        raise NotebookFailed(f"cell {number}: {error.ename}: {with_hint(error)}") from None
    except CellTimeoutError:
        raise NotebookFailed(f"cell {number}: not done after {CELL_SECONDS} s") from None
    except DeadKernelError:
        raise NotebookFailed(f"cell {number}: the notebook kernel died") from None
    except RuntimeError as error:
        raise NotebookFailed(f"the notebook kernel didn't start: {first_line(error)}") from None
    except (NotebookFailed, NotNamed) as failed:
        raise NotebookFailed(f"cell {number}: {failed}") from None
    return needs.remark()


def must_have_raised(cell):
    if is_code(cell) and MUST_RAISE in cell.metadata.get("tags", []):
        if not any(output.output_type == "error" for output in cell.outputs):
            raise NotebookFailed(f"is tagged {MUST_RAISE} and didn't raise")


def must_be_right(cell):
    for output in cell.get("outputs", []):
        text = output.get("text") or output.get("data", {}).get("text/plain", "")
        wrong = WRONG.search(text)
        if wrong:
            raise NotebookFailed(wrong.group()[:300])


def is_code(cell):
    return cell.cell_type == "code"


def save(notebook, target):
    replace_text(target, nbformat.writes(notebook) + "\n")
