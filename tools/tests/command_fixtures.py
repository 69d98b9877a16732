"""What the tests of the command share: the command itself, notebooks to run, a server."""

import os
import re
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def cellblock():
    """Runs ./cellblock with some words to its end."""

    def run(*words, seconds=240):
        return subprocess.run([CHECKOUT / "cellblock", *map(str, words)], cwd=CHECKOUT, text=True,
                              capture_output=True, stdin=subprocess.DEVNULL, timeout=seconds)

    return run


@pytest.fixture
def write_notebook(tmp_path):
    """Writes a notebook of code cells; a pair is a cell and its tag."""

    def write(name, *cells, kernel="cellblock"):
        book = nbformat.v4.new_notebook()
        book.metadata["kernelspec"] = {"name": kernel, "display_name": kernel}
        for cell in cells:
            source, *tags = (cell,) if isinstance(cell, str) else cell
            metadata = {"tags": tags} if tags else {}
            book.cells.append(nbformat.v4.new_code_cell(source, metadata=metadata))
        path = tmp_path / f"{name}.ipynb"
        nbformat.write(book, path)
        return path

    return write


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """`./cellblock up`, for all tests that look at it."""
    with running_server(tmp_path_factory.mktemp("lab")) as running:
        yield running


@contextmanager
def running_server(place):
    """`./cellblock up` on a port of its own, with fresh JupyterLab settings."""
    environment = {**os.environ, "JUPYTERLAB_SETTINGS_DIR": str(place / "settings"),
                   "JUPYTERLAB_WORKSPACES_DIR": str(place / "workspaces")}
    with open(place / "log", "w+") as log:
        process = subprocess.Popen(
            [CHECKOUT / "cellblock", "up", "--no-open", "--port", str(free_port())],
            stdout=log, stderr=subprocess.STDOUT, env=environment, start_new_session=True)
        try:
            address = wait_for_address(place / "log", process)
            yield SimpleNamespace(address=address, shown=(place / "log").read_text(), process=process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def wait_for_address(log, process, seconds=300):
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+/\S+", log.read_text())
        if found:
            return found.group()
        time.sleep(0.05)
    raise AssertionError(f"no server:\n{log.read_text()}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
