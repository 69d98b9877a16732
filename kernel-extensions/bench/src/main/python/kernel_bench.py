"""Measures notebook kernels beside each other: start, first result, a trivial cell, memory.

Each kernel is started by Jupyter's own client, as a front end would, and all take turns. Times are
from the start of the process, as the client's sockets see the answers; none polls in between.
"""

import argparse
import csv
import json
import os
import re
import signal
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import zmq
from jupyter_client import KernelManager
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

KERNELS = {"cellblock": "Cellblock", "java": "JJava", "python3": "ipykernel"}
TABLE = (
    'tech.tablesaw.api.Table.create("t")'
    '.addColumns(tech.tablesaw.api.IntColumn.create("n", new int[] {1, 2, 3}))'
)
MEASURES = {
    "ready": "ready, ms",
    "first": "first result, ms",
    "cell": "trivial cell, ms",
    "rush": "cell in a rush, ms",
    "worn": "after 500, times fresh",
    "table": "first table, ms",
    "rss": "memory (RSS), MiB",
    "pss": "memory (PSS), MiB",
    "kept": "kept of 300 MB, MiB",
    "monitor": "monitor, % of a CPU",
}
# What a bar is measured against: a measure of ipykernel's, or nothing.
PEERS = {"first": "first", "cell": "cell", "rush": "cell"}
LIMITS = Path(__file__).parents[1] / "resources" / "bars.csv"
WORN_CELLS = 500
MONITORED_S = 10
BIG_BYTES = 300_000_000
GIVE_BACK_S = 12
TRIVIAL_CELLS = 60
WARM_UP_S = 8
PATIENCE_S = 60
ENDS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Session:
    """One running kernel and the client's two ends of it."""

    def __init__(self, name):
        # A kernel binds its sockets some time after its start; without this ZeroMQ would look for
        # them only every 100 ms.
        self.context = zmq.Context()
        self.context.setsockopt(zmq.RECONNECT_IVL, 2)
        self.context.setsockopt(zmq.LINGER, 0)
        self.manager = KernelManager(kernel_name=name, context=self.context)
        self.start = time.perf_counter()

    def __enter__(self):
        try:
            with undisturbed():
                self.manager.start_kernel(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.client = self.manager.blocking_client()
            self.client.start_channels(stdin=False, hb=False, control=False)
            return self
        except BaseException:
            self._end()
            raise

    def __exit__(self, *_):
        self.client.stop_channels()
        self._end()

    def _end(self):
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)
        self.context.destroy(linger=0)

    def since_start(self):
        return (time.perf_counter() - self.start) * 1000

    def ready(self):
        """Waits for the answer to kernel_info_request; returns milliseconds since the start."""
        self._answer(self.client.kernel_info())
        return self.since_start()

    def first_result(self):
        """Runs a cell without listening to iopub, which may not be connected so early."""
        reply = self._answer(self.client.execute("1 + 1"))
        if reply["content"]["status"] != "ok":
            raise RuntimeError(str(reply["content"]))
        return self.since_start()

    def settle(self):
        """A subscription may reach the kernel later than a request: repeat until one is heard."""
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            self._answer(self.client.kernel_info())
            if self.client.iopub_channel.socket.poll(20):
                self._drain()
                return
        raise TimeoutError("nothing heard on iopub")

    def _drain(self):
        while self.client.iopub_channel.socket.poll(50):
            self.client.iopub_channel.get_msg(timeout=1)

    def run(self, code):
        """Runs a cell; returns milliseconds until its result and until the kernel is idle again."""
        start = time.perf_counter()
        sent = self.client.execute(code)
        result = None
        while True:
            message = self.client.iopub_channel.get_msg(timeout=PATIENCE_S)
            if message["parent_header"].get("msg_id") != sent:
                continue
            if message["msg_type"] == "execute_result":
                result = (time.perf_counter() - start) * 1000
            if message["msg_type"] == "error":
                raise RuntimeError("\n".join(message["content"]["traceback"]))
            if message["content"].get("execution_state") == "idle":
                break
        self._answer(sent)
        if result is None:
            raise RuntimeError(f"no result of {code}")
        return result, (time.perf_counter() - start) * 1000

    def trivial_cell(self):
        """Returns the median milliseconds of cells until the kernel is idle again."""
        return statistics.median(
            self.run(f"1 + {number}")[1] for number in range(TRIVIAL_CELLS)
        )

    def wear(self):
        """Returns the median milliseconds of trivial cells after so many others."""
        for number in range(WORN_CELLS):
            self.run(f"int worn{number} = {number}; worn{number} + 1")
        time.sleep(1)
        return self.trivial_cell()

    def _answer(self, sent):
        while True:
            message = self.client.shell_channel.get_msg(timeout=PATIENCE_S)
            if message["parent_header"].get("msg_id") == sent:
                return message

    def memory(self):
        """Returns MiB of all the kernel's processes: RSS, and PSS, which splits shared pages."""
        pids = tree(self.manager.provisioner.pid)
        return tuple(
            sum(rollup(pid).get(key, 0) for pid in pids) / 1024 for key in ("Rss", "Pss")
        )

    def kept(self, before):
        """Returns MiB that stay when a text takes the place of a big array of the same name."""
        self.run(f"byte[] big = new byte[{BIG_BYTES}]; 1")
        self.run('String big = "small"; 1')
        time.sleep(GIVE_BACK_S)
        return self.memory()[0] - before

    def cpu_ms(self):
        """Returns the milliseconds that all the kernel's processes have spent on CPUs."""
        times = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                 for pid in tree(self.manager.provisioner.pid)]
        ticks = sum(int(fields[11]) + int(fields[12]) for fields in times)
        return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def tree(pid):
    pids, waiting = [], [pid]
    while waiting:
        pid = waiting.pop()
        pids.append(pid)
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            waiting += [int(child) for child in task.read_text().split()]
    return pids


def rollup(pid):
    """A process that has ended since has no memory."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return {}
    return {key: int(kib) for key, kib in re.findall(r"^(\w+): +(\d+) kB$", text, re.M)}


def measure(name):
    """Starts a kernel, uses it, ends it; returns one number for each measure that it has."""
    with Session(name) as session:
        taken = {"ready": session.ready(), "first": session.first_result()}
        session.settle()
        if name == "cellblock":
            taken["table"] = session.run(TABLE)[0]
        taken["rush"] = session.trivial_cell()
        time.sleep(WARM_UP_S)
        taken["cell"] = session.trivial_cell()
        taken["rss"], taken["pss"] = session.memory()
        if name == "cellblock":
            taken["kept"] = session.kept(taken["rss"])
            taken["worn"] = session.wear() / taken["cell"]
        return taken


def measure_monitor():
    """The first live monitor of a new kernel: the cell, ten samples a second and the drawings."""
    with Session("cellblock") as session:
        session.ready()
        session.first_result()
        session.settle()
        session.run(f'var sleeper = Host.start("sleep", "{10 * MONITORED_S}"); 1')
        time.sleep(WARM_UP_S)
        before = session.cpu_ms()
        code = f"Cinf.monitor(Duration.ofSeconds({MONITORED_S}), sleeper.pid())"
        whole = session.run(code)[1]
        return (session.cpu_ms() - before) / whole * 100


def medians(rounds):
    present = [key for key in MEASURES if key in rounds[0]]
    return {key: statistics.median(taken[key] for taken in rounds) for key in present}


def race(names, rounds, on_progress):
    """All kernels take turns; the first round of each, which fills the caches, doesn't count."""
    taken = {name: [] for name in names}
    for number in range(rounds + 1):
        for name in names:
            on_progress(f"round {number} of {rounds}: {name}")
            one = measure(name)
            if number > 0:
                taken[name].append(one)
    return taken


def limits():
    """The bars of this benchmark in the table of all."""
    with open(LIMITS, newline="") as table:
        return [row for row in csv.DictReader(table) if row["bench"] == "kernel"]


def judge(middle):
    """Returns the bars whose peers took part: promise, limit, measured, met."""
    ours, theirs = middle.get("cellblock", {}), middle.get("python3", {})
    bars = []
    for row in limits():
        key = row["bar"]
        peer = PEERS.get(key)
        if key in ours and (peer is None or peer in theirs):
            measured = ours[key] / theirs[peer] if peer else ours[key]
            bars.append(bar(row["promise"], float(row["limit"]), measured))
    return bars


def bar(promise, limit, measured):
    return {"promise": promise, "limit": limit, "measured": measured, "isMet": measured <= limit}


def text(about, middle, absent, bars):
    names = list(middle)

    def number(name, key):
        return f"{middle[name][key]:12.1f}" if key in middle[name] else f"{'-':>12}"

    lines = [about, "", " " * 22 + "".join(f"{KERNELS[name]:>12}" for name in names)]
    for key, title in MEASURES.items():
        lines.append(f"{title:22}" + "".join(number(name, key) for name in names))
    lines += [f"{KERNELS[name]} is not here: {why}" for name, why in absent.items()]
    lines.append("")
    lines += [
        f"{each['promise']:48}{each['measured']:8.2f}   {'met' if each['isMet'] else 'missed'}"
        for each in bars
    ]
    return "\n".join(lines)


def choose(names):
    """Splits the names into kernels that Jupyter finds and the reasons for the others."""
    manager = KernelSpecManager()
    present, absent = [], {}
    for name in names:
        try:
            manager.get_kernel_spec(name)
            present.append(name)
        except NoSuchKernel:
            absent[name] = f"no kernelspec {name}; ./cellblock test installs it"
    return present, absent


def progress(line):
    print(line, file=sys.stderr)


def end_cleanly():
    """Lets SIGTERM and a closed terminal end this program as Ctrl+C does: its kernels go."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:  # else nohup's
            signal.signal(number, end)


@contextmanager
def undisturbed():
    """Lets a signal wait until the kernel is known that it is to end as well."""
    came = []
    heeded = [number for number in ENDS if signal.getsignal(number) != signal.SIG_IGN]
    before = {number: signal.signal(number, lambda each, _: came.append(each))
              for number in heeded}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    for number in came[:1]:
        signal.raise_signal(number)


def end(number, _):
    for each in ENDS:
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)


def main():
    parser = argparse.ArgumentParser(
        prog="cellblock bench kernel",
        description="The notebook kernel beside plain JJava and ipykernel: from the start of the"
        " process to the answer that it is ready and to the first result; then a trivial cell, in"
        " a rush from the start and after a pause as a reader makes it, the first Tablesaw table,"
        " the memory of all its processes, what a big array leaves of it, and what its first live"
        " monitor costs.",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--rounds", type=int, default=5, help="that count (default: 5)")
    parser.add_argument("--kernels", default=",".join(KERNELS), help="default: %(default)s")
    options = parser.parse_args()
    end_cleanly()
    present, absent = choose(options.kernels.split(","))
    show = progress if sys.stderr.isatty() else lambda line: None
    about = f"notebook kernels, {options.rounds} rounds in turns, {os.cpu_count()} CPUs"
    about += f", load {os.getloadavg()[0]:.2f}"
    rounds = race(present, options.rounds, show)
    middle = {name: medians(taken) for name, taken in rounds.items()}
    if "cellblock" in middle:
        show("the live monitor")
        middle["cellblock"]["monitor"] = measure_monitor()
    bars = judge(middle)
    if options.json:
        everything = {"about": about, "kernel": middle, "rounds": rounds, "absent": absent}
        print(json.dumps({**everything, "bars": bars}, indent=2))
    else:
        print(text(about, middle, absent, bars))


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
