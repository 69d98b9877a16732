"""Executes notebooks up to a point, kills the kernel with -9, and prints what is left.

usage: killing.py NOTEBOOK=POINT,POINT...

A POINT is `7`, after the seventh code cell; `7+0.3`, 0.3 s into that cell, or at its end when that
comes first; or `end`, an ordinary shutdown after the last cell. For each a line of JSON: notebook,
point, left. A last one, of point `sweep`, has our cgroups that are there after another was made.

Runs where nothing else comes or goes: see test_killing.py, or in the micro VM. The judge is a second
kernel that lives all the time, with its `Snapshot`, and the names in directories for temporary files.
"""

import json
import os
import sys
import time
from pathlib import Path
from queue import Empty

import nbformat
from jupyter_client.manager import KernelManager

from lateness import SCRIPT, Lateness

CELL_SECONDS = 120
PLACES = ["/tmp", "/var/tmp", "/run", "/run/lock", "/run/lxc", "/run/runc", "/dev/shm",
          "/dev/mqueue", "/var/lib/lxc"]
LOOK = """
for (var each : before.changes(Snapshot.take())) {
    System.out.println(String.join("\\t", each.kind(), each.change(), each.what(),
        each.before(), each.after()).replace('\\n', ' '));
}
"""


class Kernel:
    """A kernel of ours, one cell at a time."""

    def __init__(self, folder):
        self.manager = KernelManager(kernel_name="cellblock")
        self.manager.start_kernel(cwd=str(folder))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=CELL_SECONDS)
        self.pid = self.manager.provisioner.pid

    def ask(self, code):
        """Returns what a cell printed; it must not fail."""
        messages = self.run(code)
        errors = [content for kind, content in messages if kind == "error"]
        if errors:
            raise RuntimeError(f"{code}: {errors[0]['evalue']}")
        return "".join(content["text"] for kind, content in messages if kind == "stream")

    def run(self, code, seconds=None):
        """Returns the messages of a cell, which may fail; with `seconds` it may be running still."""
        asked = self.client.execute(code, stop_on_error=False)
        messages, end = [], time.monotonic() + CELL_SECONDS
        while time.monotonic() < end:
            try:
                message = self.client.get_iopub_msg(timeout=min(0.05, seconds or 1))
            except Empty:
                continue
            if message["parent_header"].get("msg_id") != asked:
                continue
            content = message["content"]
            if content.get("execution_state") == "busy" and seconds:
                end = time.monotonic() + seconds
            if content.get("execution_state") == "idle":
                return messages
            messages.append((message["msg_type"], content))
        if not seconds:
            raise TimeoutError(f"not done after {CELL_SECONDS} s: {code}")
        return messages

    def kill(self):
        os.kill(self.pid, 9)
        while self.manager.is_alive():
            time.sleep(0.005)
        self.client.stop_channels()
        self.manager.cleanup_resources()

    def end(self):
        self.manager.shutdown_kernel()
        self.client.stop_channels()


class Judge:
    """What a living kernel sees of the machine, from one point to the next."""

    def __init__(self, folder):
        self.kernel = Kernel(folder)
        self.places = [folder, *map(Path, PLACES)]

    def look(self):
        self.kernel.ask("Snapshot before = Snapshot.take();")
        self.files = self.names()

    def left(self, pid, lateness):
        """What isn't as it was, or was so too late."""
        return lateness.left(lambda: self.differences(pid))

    def differences(self, pid):
        lines = self.kernel.ask(LOOK).splitlines()
        found = [line for line in lines
                 if not is_allowed(line.split("\t"), pid) and not measures(line)]
        return found + [f"file\tcame\t{name}" for name in sorted(self.names() - self.files)]

    def names(self):
        places = [place for place in self.places if place.is_dir()]
        return {str(path) for place in places for path in place.iterdir()}


def measures(line):
    """Whether it is of the shell that says how late the machine is."""
    shown = [SCRIPT, "command sleep 0.2,", "grep -lsE ^nothing"]
    return line.startswith("process\t") and any(each in line for each in shown)


def is_allowed(change, pid):
    """Empty cgroups of ours may be left until the next start, and with them what their parents allow.

    The machine's other cgroups are the only thing here that isn't the notebook's alone.
    """
    kind, how, what = change[:3]
    if kind != "cgroup":
        return False
    ours = [name for name in what.split("/") if name.startswith("cellblock-")]
    if how == "changed":
        return bool(ours) or "subtree_control" in change[4]
    if not ours:
        return "lxc" not in what and "runc" not in what
    return not any(f"-{pid}-" in name for name in ours) or not processes_in(Path(what))


def processes_in(cgroup):
    try:
        return (cgroup / "cgroup.procs").read_text().split()
    except OSError:  # gone, or a threaded one
        return []


def cgroups_of(pids):
    return [str(path) for path in Path("/sys/fs/cgroup").rglob("cellblock-*")
            if any(f"-{pid}-" in path.name for pid in pids)]


def main():
    asked = {Path(path).resolve(): points.split(",")
             for path, _, points in (word.rpartition("=") for word in sys.argv[1:])}
    judge, pids = Judge(next(iter(asked)).parent), []
    for notebook, points in asked.items():
        for point in points:
            judge.look()
            kernel = Kernel(notebook.parent)
            pids.append(kernel.pid)
            bring(kernel, codes(notebook), point)
            with Lateness() as lateness:
                if point == "end":
                    kernel.end()
                lateness.begin()
                if point != "end":
                    kernel.kill()
                tell(notebook, point, judge.left(kernel.pid, lateness))
    judge.kernel.run('Cgroup.create("sweep").close();')
    tell("", "sweep", cgroups_of(pids))
    judge.kernel.end()


def codes(notebook):
    cells = nbformat.read(notebook, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]


def bring(kernel, codes, point):
    """Runs the cells up to a point."""
    whole, _, seconds = point.partition("+")
    last = len(codes) if point == "end" else int(whole)
    for number, code in enumerate(codes[:last], 1):
        kernel.run(code, float(seconds) if seconds and number == last else None)


def tell(notebook, point, left):
    print(json.dumps({"notebook": str(notebook), "point": point, "left": left}), flush=True)


if __name__ == "__main__":
    main()
