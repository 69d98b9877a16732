"""Runs the notebook kernel in the micro VM, and makes the connections that the host asks for.

usage: inside.py DEVICE PORT,PORT... COMMAND [ARG...]
Ends with the command's exit status, after all that it said has gone, or when the host is gone.
"""

import os
import socket
import sys
import termios
import time
import tty

from line import READY, Hangup, Line

LOOK_SECONDS = 0.02
LAST_WORDS_SECONDS = 5
LISTENS = "0A"


def main(device, ports, *command):
    descriptor = os.open(device, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    tty.setraw(descriptor)
    kernel = os.posix_spawn(command[0], command, os.environ)
    line = Line(descriptor, connect=lambda port: socket.create_connection(("127.0.0.1", port)))
    ended = os.pidfd_open(kernel)
    statuses = []
    line.watch(ended, True, False, lambda _: statuses.append(reap(line, kernel, ended)))
    waiting = {int(port) for port in ports.split(",")}
    try:
        while not statuses:
            line.turn(LOOK_SECONDS if waiting else None)
            if waiting and not statuses and waiting <= listening():
                waiting.clear()
                line.send(READY)
        last_words(line, descriptor)
    except Hangup:
        sys.exit("the notebook kernel's host is gone")
    return statuses[0]


def reap(line, kernel, ended):
    line.watch(ended, False, False, None)
    return os.waitstatus_to_exitcode(os.waitpid(kernel, 0)[1])


def listening():
    """The ports of TCP that somebody listens on."""
    ports = set()
    for path in filter(os.path.exists, ("/proc/net/tcp", "/proc/net/tcp6")):
        with open(path) as table:
            for row in list(table)[1:]:
                _, local, _, state, *_ = row.split()
                if state == LISTENS:
                    ports.add(int(local.rpartition(":")[2], 16))
    return ports


def last_words(line, descriptor):
    """Lets what the kernel said before its end go out: the reply to a shutdown request is such."""
    end = time.monotonic() + LAST_WORDS_SECONDS
    while not line.is_idle() and time.monotonic() < end:
        line.turn(LOOK_SECONDS)
    termios.tcdrain(descriptor)


if __name__ == "__main__":
    status = main(*sys.argv[1:])
    sys.exit(status if status >= 0 else 128 - status)
