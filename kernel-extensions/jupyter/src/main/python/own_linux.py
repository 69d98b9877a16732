"""Starts the notebook kernel in a Linux of its own, the micro VM: own_linux.py CONNECTION_FILE.

The kernelspec's argv begins with this. It listens where the connection file says, and carries each
connection through the VM's serial line to the kernel inside. It ends with the VM, and the VM ends
with it, or with the program that started it.
"""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from line import TERMINAL, Hangup, Line

HOME = Path(__file__).resolve().parents[5]
MICROVM = HOME / "vagrant" / "microvm" / "microvm"
KERNEL = HOME / "kernel-extensions" / "jupyter" / "src" / "main" / "sh" / "kernel"
# What of this machine is seen inside, besides programs and the notebook's folder.
PARTS = [KERNEL.parent, Path(__file__).resolve().parent,
         HOME / "kernel-extensions" / "jupyter" / "target" / "cellblock.jar",
         HOME / ".cellblock" / "cellblock.jsa", HOME / ".cellblock" / "systems"]
PASSED = ["LC_ALL", "LC_CTYPE", "TZ"]
CHANNELS = ["shell", "iopub", "stdin", "control", "hb"]
MEMORY = "1G"
LOOK_SECONDS = 1


def main(connection_file):
    started, starter = time.monotonic(), os.getppid()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    folder = Path.cwd()
    if folder == Path("/"):
        sys.exit("cellblock: a Linux of its own would share / with this machine:"
                 " put the notebook into a folder")
    servers = listen(json.loads(Path(connection_file).read_text()))
    say(f"starting a Linux of its own; shared with it: {folder}")
    ours, theirs = socket.socketpair()
    vm = start(Path(connection_file).resolve(), servers, theirs, folder)
    theirs.close()
    ours.setblocking(False)
    line = Line(ours.fileno(), credit=TERMINAL)
    line.on_ready = lambda: serve(line, servers, started)
    carry(line, vm, starter)
    status = vm.wait()
    if status:
        say(f"this notebook kernel's Linux has ended (status {status})")
    return status


def listen(connection):
    """The five sockets, by port. Where they aren't to be had, Jupyter chooses others."""
    if connection["transport"] != "tcp":
        sys.exit(f"cellblock: transport {connection['transport']}: a Linux of its own is reached"
                 " by tcp only")
    ports = [connection[f"{channel}_port"] for channel in CHANNELS]
    try:
        return {port: socket.create_server((connection["ip"], port)) for port in ports}
    except OSError as error:
        sys.exit(f"cellblock: can't listen on {connection['ip']}, ports {ports}: {error.strerror}")


def start(connection_file, servers, line, folder):
    """Starts the VM with the kernel in it, at the other end of a line."""
    python, java = Path(os.path.realpath(sys.executable)), java_home()
    inside = [python, "-EsS", Path(__file__).with_name("inside.py"), "/dev/ttyS3",
              ",".join(map(str, servers)), KERNEL, connection_file]
    seen = [connection_file, *PARTS, *elsewhere(Path(sys.base_prefix).resolve()), *elsewhere(java)]
    descriptor = fcntl.fcntl(line, fcntl.F_DUPFD, 10)
    try:
        return subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", MICROVM, "-m", MEMORY, "--line", str(descriptor),
             "--share", folder, *each("--see", filter(Path.exists, seen)), *each("-e", PASSED),
             "-e", f"JAVA_HOME={java}", "--", *inside],
            pass_fds=[descriptor], stdin=subprocess.DEVNULL,
            env={**os.environ, "PATH": path(), "PWD": str(folder)})
    finally:
        os.close(descriptor)


def path():
    """After what this machine has itself; ./cellblock has done that already for what it starts."""
    return os.pathsep.join([os.environ["PATH"], str(HOME / ".cellblock/systems/bin")])


def java_home():
    named = os.environ.get("JAVA_HOME")
    java = Path(named, "bin/java") if named else shutil.which("java")
    if not java:
        sys.exit("cellblock: no java here: ./cellblock up --no-open")
    return Path(os.path.realpath(java)).parents[1]


def elsewhere(place):
    """A place that isn't among the programs which are seen inside anyway."""
    return [] if place.parts[1] in ("usr", "opt") else [place]


def each(option, values):
    return [word for value in values for word in (option, value)]


def serve(line, servers, started):
    for port, server in servers.items():
        line.watch(server, True, False,
                   lambda _, server=server, port=port: line.accept(server, port))
    say(f"runs as root with cgroup v2 and {MEMORY} of memory,"
        f" after {time.monotonic() - started:.1f} s")


def carry(line, vm, starter):
    """Returns when the VM has ended, and ends it when who started this is gone."""
    try:
        while vm.poll() is None:
            line.turn(LOOK_SECONDS)
            if os.getppid() != starter:
                vm.terminate()
    except Hangup:
        pass  # all that held the line's other end has ended
    line.flush()


def say(text):
    print(f"cellblock: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
