"""What ./cellblock says and with which exit status."""

import json
import re
import signal
import socket
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest

from command_fixtures import CHECKOUT, running_server

COMMANDS = ["up", "run", "doctor", "test", "bench", "claims", "lab", "cinf"]


def test_help_names_every_command(cellblock):
    shown = cellblock("help")
    assert shown.returncode == 0
    assert re.findall(r"^  (\w+) ", shown.stdout, re.MULTILINE) == COMMANDS + ["help"]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(cellblock, command):
    shown = cellblock(command, "-h")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout.startswith(f"usage: ./cellblock {command}")


@pytest.mark.parametrize("words, line", [
    (["dance"], "cellblock: unknown word 'dance' (see ./cellblock help)\n"),
    (["up", "--fast"], "cellblock: up: unknown word '--fast' (see ./cellblock up -h)\n"),
    (["up", "--port", "x"],
     "cellblock: up: --port needs a number from 1 to 65535, not 'x'\n"),
    (["up", "--port", "70000"],
     "cellblock: up: --port needs a number from 1 to 65535, not '70000'\n"),
    (["run", "--out", "/dev/null", "a.ipynb"],
     "cellblock run: --out /dev/null: File exists; expected a directory, or a name for one"
     " (see ./cellblock run -h)\n"),
    (["test", "me"], "cellblock: test: unknown word 'me' (see ./cellblock test -h)\n"),
    (["bench"], "cellblock: bench: launch, kernel or scan? (see ./cellblock bench -h)\n"),
    (["run", "--fast", "a.ipynb"],
     "cellblock run: unrecognized arguments: --fast (see ./cellblock run -h)\n"),
    (["run", "--root", "--own-linux", "a.ipynb"],
     "cellblock run: argument --own-linux: not allowed with argument --root"
     " (see ./cellblock run -h)\n"),
    (["run", "--root", "--microvm", "a.ipynb"],
     "cellblock run: argument --microvm: not allowed with argument --root"
     " (see ./cellblock run -h)\n"),
    (["run", "--rootless", "--qemu", "a.ipynb"],
     "cellblock run: argument --qemu: not allowed with argument --rootless"
     " (see ./cellblock run -h)\n"),
])
def test_a_wrong_word_is_one_line_and_status_2(cellblock, words, line):
    refused = cellblock(*words)
    assert (refused.returncode, refused.stdout, refused.stderr) == (2, "", line)


def test_run_says_ok_and_keeps_the_executed_copy(cellblock, write_notebook, tmp_path):
    path = write_notebook("adds", "int x = 40;", "x + 2")
    done = cellblock("run", path, "--out", tmp_path / "out")
    assert re.fullmatch(rf"ok +{path}  2 cells  \d+\.\d s\n", done.stdout), done
    copy = nbformat.read(tmp_path / "out" / "adds.ipynb", as_version=4)
    assert copy.cells[1].outputs[0].data["text/plain"] == "42"


def test_run_names_the_failing_cell_and_its_error(cellblock, write_notebook, tmp_path):
    path = write_notebook("breaks", "int x = 1;", 'throw new IllegalStateException("so be it");', "x")
    failed = cellblock("run", path, "--out", tmp_path)
    assert failed.returncode == 1
    assert re.fullmatch(
        rf"FAILED +{path}  3 cells  \d+\.\d s  cell 2: IllegalStateException: so be it\n",
        failed.stdout), failed


def test_a_cell_may_raise_where_it_says_so(cellblock, write_notebook, tmp_path):
    path = write_notebook("may", ("1 / 0", "raises-exception"), "2")
    assert cellblock("run", path, "--out", tmp_path).returncode == 0


def test_a_cell_that_should_raise_must(cellblock, write_notebook, tmp_path):
    path = write_notebook("must", "1", ("2", "raises-exception"))
    failed = cellblock("run", path, "--out", tmp_path)
    assert failed.returncode == 1
    assert failed.stdout.endswith("  cell 2: is tagged raises-exception and didn't raise\n")


def test_a_cell_that_finds_another_value_than_expected_fails(cellblock, write_notebook, tmp_path):
    path = write_notebook("wrong", 'Claim.expect("one", 1, () -> 1);',
                          'Claim.expect("sum", 4, () -> 1 + 2);')
    failed = cellblock("run", path, "--out", tmp_path)
    assert failed.returncode == 1
    assert re.search(r"  cell 2: WRONG  sum: expected 4, found 3 \(.* ms\)\n$", failed.stdout), failed


def test_run_goes_on_after_what_is_no_notebook(cellblock, write_notebook, tmp_path):
    text = tmp_path / "text.ipynb"
    text.write_text("hello")
    strange = write_notebook("strange", "1", kernel="cobol")
    failed = cellblock("run", tmp_path / "gone.ipynb", text, strange, "--out", tmp_path / "out")
    lines = failed.stdout.splitlines()
    assert failed.returncode == 1
    assert lines[0].endswith("gone.ipynb  0 cells  0.0 s  no such file")
    assert "text.ipynb  0 cells  0.0 s  not a notebook: " in lines[1]
    assert lines[2].endswith("  no kernel named cobol is installed here: ./cellblock up")


def test_up_serves_notebook_00_on_loopback_only_with_its_token(server):
    address = urlsplit(server.address)
    assert address.path == "/lab/tree/notebooks/00-start-here.ipynb"
    assert address.query.startswith("token=")
    with urllib.request.urlopen(server.address) as page:
        assert page.status == 200
    assert listeners(address.port) == {"0100007F"}


def test_the_second_up_has_nothing_left_to_do(server, tmp_path):
    """That is what makes it quick: `up` prints after how many seconds JupyterLab answers."""
    with running_server(tmp_path) as again:
        steps = [line for line in again.shown.splitlines() if line.startswith("    ok  ")]
    assert len(steps) == 6, again.shown
    assert all(step.endswith("  as before") for step in steps), again.shown


def test_up_ends_cleanly_when_its_terminal_is_closed(tmp_path):
    with running_server(tmp_path) as running:
        files = f"jpserver-{running.process.pid}*"
        runtime = CHECKOUT / ".cellblock/jupyter/runtime"
        assert list(runtime.glob(files))
        running.process.send_signal(signal.SIGHUP)
        assert running.process.wait(20) == 0
        assert list(runtime.glob(files)) == []


def test_up_finds_the_server_that_runs_already(server, cellblock):
    again = cellblock("up", "--no-open", "--port", urlsplit(server.address).port)
    assert again.returncode == 0
    assert server.address in again.stdout
    assert "runs already" in again.stdout


def test_a_taken_port_is_named(server, cellblock, tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = cellblock("up", "--no-open", "--port", port)
    assert refused.returncode == 1
    assert f"port {port} can't be served: Address already in use; --port N names another" in (
        refused.stdout + refused.stderr)


def test_doctor_speaks_json(cellblock):
    told = cellblock("doctor", "--json")
    assert told.returncode in (0, 1), told.stderr
    assert json.loads(told.stdout)


def listeners(port):
    """The addresses, in the kernel's hexadecimal, on which something listens at this port."""
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            address, state = line.split()[1], line.split()[3]
            host, number = address.split(":")
            if state == "0A" and int(number, 16) == port:
                found.add(host)
    return found
