"""Steps of a set-up: one line each with its seconds, a log each, and a way out when one fails."""

import fcntl
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from checkout import HOME, LOGS, STATE


class StepFailed(Exception):
    """A step did not succeed; `mend` says what to do about it."""

    def __init__(self, what, mend):
        super().__init__(what)
        self.mend = mend


class Steps:
    """Runs steps while it alone holds the checkout's lock."""

    def __init__(self):
        LOGS.mkdir(parents=True, exist_ok=True)
        self._lock = open(STATE / "lock", "a")

    def __enter__(self):
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("  ..  another cellblock sets up this checkout; waiting for it", flush=True)
            fcntl.flock(self._lock, fcntl.LOCK_EX)
        return self

    def __exit__(self, *_):
        self._lock.close()

    def together(self, *steps):
        """Runs (name, function) pairs side by side and raises the first failure of any."""
        with ThreadPoolExecutor(len(steps)) as pool:
            for outcome in [pool.submit(self.step, *step) for step in steps]:
                outcome.result()

    def step(self, name, work):
        """Runs one step; `work` gets this object and returns a remark for its line, or None."""
        started = time.monotonic()
        if sys.stdout.isatty():
            print(f"  ..  {name}", flush=True)
        try:
            remark = work(self)
        except StepFailed:
            self._line("FAILED", name, started, None)
            raise
        self._line("  ok", name, started, remark)

    def command(self, log, argv, mend):
        """Runs a program with its output in .cellblock/log/LOG.log."""
        path = LOGS / f"{log}.log"
        with open(path, "w") as out:
            # The program inherits the lock: after kill -9 of this one, the next waits for both.
            try:
                done = subprocess.run(
                    [str(word) for word in argv], cwd=HOME, stdin=subprocess.DEVNULL, stdout=out,
                    stderr=subprocess.STDOUT, pass_fds=[self._lock.fileno()])
            except OSError as error:
                raise StepFailed(f"{argv[0]}: {error.strerror}", mend) from None
        if done.returncode != 0:
            where = path.relative_to(HOME)
            raise StepFailed(f"{telling_line(path)}\n        log: {where}", mend)

    @staticmethod
    def _line(word, name, started, remark):
        seconds = time.monotonic() - started
        print(f"{word:>6}  {name:<32}{seconds:6.1f} s{'  ' + remark if remark else ''}".rstrip(),
              flush=True)


def telling_line(path):
    """The line of a log that says most: its first error, or else its last line."""
    lines = [line.strip() for line in path.read_text(errors="replace").splitlines()]
    lines = [line for line in lines if line]
    errors = [line for line in lines if line.upper().startswith(("ERROR", "[ERROR]"))]
    return (errors or lines[-1:] or ["no output"])[0][:300]


def fail(error):
    """Prints a failed step's cause and way out, and ends the program."""
    print(f"\ncellblock: {error}\n  mend: {error.mend}", file=sys.stderr)
    sys.exit(1)


def require_writable_state():
    """Ends the program when another user's set-up lies in this checkout."""
    place = STATE if STATE.exists() else HOME
    if not os.access(place, os.W_OK):
        owner = place.stat().st_uid
        raise StepFailed(f"{place} belongs to user {owner} and isn't yours to write",
                         f"sudo chown -R {os.getuid()} {place}, or use a clone of your own")
