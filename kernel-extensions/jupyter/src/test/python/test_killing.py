"""Kills the notebook kernel with -9 in the middle of each notebook; the host is as it was.

CELLBLOCK_KILL_POINTS is the number of points in each notebook besides its end, 1 by default.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from command_fixtures import CHECKOUT

NOTEBOOKS = sorted((CHECKOUT / "notebooks").glob("*.ipynb"))
POINTS = int(os.environ.get("CELLBLOCK_KILL_POINTS", "1"))
SECONDS = [0.02, 0.1, 0.4]
KILLING = Path(__file__).with_name("killing.py")

# A machine of its own as far as namespaces go, so that all that comes is the notebook's. Its pids
# begin where no other's are: cgroups have a pid in their name, and this machine is one.
OWN = ["unshare", "--pid", "--mount", "--net", "--uts", "--ipc", "--fork", "--kill-child",
       "--mount-proc"]
INSIDE = """
set -e
checkout=$1 last_pid=$2
shift 2
mount -n --make-rprivate /
mount -n --bind "$checkout" /mnt
for place in /tmp /var/tmp /run /dev/shm; do
  mount -n -t tmpfs -o mode=1777 tmpfs $place
done
mkdir -p "$checkout"
mount -n --move /mnt "$checkout"
echo $last_pid > /proc/sys/kernel/ns_last_pid
ip link set lo up
mkdir -p "$HOME" "$JUPYTER_RUNTIME_DIR" "$JUPYTER_DATA_DIR"
"$@"
exit
"""

if os.geteuid() != 0:
    pytestmark = pytest.mark.skip(reason="needs root")


@pytest.fixture(scope="module")
def left():
    """What is left, by notebook and point. Two machines at a time; runtimes share the second."""
    half = len(NOTEBOOKS) // 2 + 1
    with ThreadPoolExecutor(2) as pool:
        machines = pool.map(kill_in, [NOTEBOOKS[:half], NOTEBOOKS[half:]], [3_000_000, 3_500_000])
        return {path: points for machine in machines for path, points in machine.items()}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_nothing_is_left_of_a_notebook(left, path):
    assert len(left[path]) == POINTS + 1
    assert left[path] == {point: [] for point in left[path]}


def test_what_is_left_is_found():
    leaving = "touch /run/left; prlimit --locks=unlimited setsid sleep 98000000 >/dev/null 2>&1 &"
    with tempfile.TemporaryDirectory(dir=CHECKOUT / ".cellblock") as place:
        leaver = Path(place) / "leaver.ipynb"
        cell = nbformat.v4.new_code_cell(f"%%sh\n{leaving}")
        nbformat.write(nbformat.v4.new_notebook(cells=[cell]), leaver)
        found = told(3_900_000, f"{leaver}=1")[leaver]["1"]
    assert "file\tcame\t/run/left" in found
    assert any(line.startswith("process\tcame") and "sleep 98000000" in line for line in found)


def kill_in(notebooks, last_pid):
    asked = [f"{path}={','.join([*points(path), 'end'])}" for path in notebooks]
    found = told(last_pid, *asked)
    assert found.pop(Path()) == {"sweep": []}
    return found


def told(last_pid, *asked):
    words = ["sh", "-c", INSIDE, "sh", CHECKOUT, str(last_pid), sys.executable, "-B", KILLING, *asked]
    done = subprocess.run(OWN + words, capture_output=True, text=True, timeout=900,
                          stdin=subprocess.DEVNULL, env=environment())
    assert done.returncode == 0, done.stdout + done.stderr
    by_notebook = {}
    for line in map(json.loads, done.stdout.splitlines()):
        by_notebook.setdefault(Path(line["notebook"]), {})[line["point"]] = line["left"]
    return by_notebook


def points(path):
    """Some moments in some cells, the same ones at each run of the tests."""
    cells = nbformat.read(path, as_version=4).cells
    count = sum(cell.cell_type == "code" for cell in cells)
    choice = random.Random(f"{path.stem} 20261122")
    return [f"{number}+{choice.choice(SECONDS)}"
            for number in choice.sample(range(2, count + 1), min(POINTS, count - 1))]


def environment():
    """Everything that Jupyter and our kernel keep for a user goes to the machine's own /tmp."""
    home = {"HOME": "/tmp/home", "JUPYTER_RUNTIME_DIR": "/tmp/home/runtime",
            "JUPYTER_DATA_DIR": "/tmp/home/data", "IPYTHONDIR": "/tmp/home/ipython"}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    return {**kept, **home}
