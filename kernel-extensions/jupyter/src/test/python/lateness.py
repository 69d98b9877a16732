"""How late this machine is with what happens after a death.

A shell notices the end of a pipe, looks at all processes and sleeps, as a guardian does. What it
takes beyond its sleep the machine has taken: all that ends at that moment may be so much later than
promised.
"""

import subprocess
import threading
import time

PROMISED_SECONDS = 2
GIVEN_UP_SECONDS = 60
SCRIPT = "read -r x; sleep 0.2; grep -lsE ^nothing /proc/[0-9]*/limits; sleep 0.2"
LEAST_SECONDS = 0.4


class Lateness:
    """`begin` is the moment of the death; it may be used once."""

    def __init__(self):
        self.shell = subprocess.Popen(["sh", "-c", SCRIPT], stdin=subprocess.PIPE,
                                      stdout=subprocess.DEVNULL)
        self.took = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.shell.kill()
        self.shell.wait()

    def begin(self):
        self.begun = time.monotonic()
        self.waiting = threading.Thread(target=self._wait)
        self.shell.stdin.close()
        self.waiting.start()

    def _wait(self):
        self.shell.wait()
        self.took = time.monotonic() - self.begun

    def seconds(self):
        """Returns how late the machine was."""
        self.waiting.join()
        return max(0, self.took - LEAST_SECONDS)

    def first_empty(self, look):
        """Looks until nothing is left; returns what was, and when that look began."""
        while True:
            looked = time.monotonic() - self.begun
            left = look()
            if not left or looked > GIVEN_UP_SECONDS:
                return left, looked
            time.sleep(0.02)

    def left(self, look):
        """Returns what a look finds that should have vanished, or that vanished too late."""
        left, looked = self.first_empty(look)
        late = self.seconds()
        if not left and looked > PROMISED_SECONDS + late:
            return [f"gone after {looked:.2f} s only; the machine was {late:.2f} s late"]
        return left
