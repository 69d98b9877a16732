"""Steps of a set-up: one line each with its seconds, a log each, and a way out when one fails."""

import fcntl
import os
import re
import subprocess
import sys
import time
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait

from checkout import HOME, LOGS, STATE
from trouble import StepFailed, explained, of_log, unwritable

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
EMPTY_ERRORS = re.compile(r"(\[?ERROR[]:]?\s*)+(Some problems were encountered.*"
                          r"|COMPILATION ERROR :?|-*|BUILD FAILURE)?$", re.I)


class Steps:
    """Runs steps while it alone holds the checkout's lock."""

    def __init__(self):
        LOGS.mkdir(parents=True, exist_ok=True)
        self._lock = open(STATE / "lock", "a")
        self._running = set()
        self._failed = False

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
        """Runs (name, function) pairs side by side; the first failure ends the others."""
        with ThreadPoolExecutor(len(steps)) as pool:
            others = steps
            try:
                outcomes = [pool.submit(self.step, *step) for step in steps]
                _, others = wait(outcomes, return_when=FIRST_EXCEPTION)
            finally:  # after Ctrl+C too
                self._failed = bool(others)
                for program in list(self._running):
                    end(program)
        for outcome in sorted(outcomes, key=lambda each: each in others):
            outcome.result()

    def step(self, name, work):
        """Runs one step; `work` gets this object and returns a remark for its line, or None."""
        started = time.monotonic()
        if sys.stdout.isatty():
            print(f"  ..  {name}", flush=True)
        try:
            remark = work(self)
        except (StepFailed, OSError, MemoryError, RuntimeError) as error:
            self._line(" ended" if self._failed else "FAILED", name, started, None)
            raise explained(error) or error from None
        self._line("  ok", name, started, remark)

    def command(self, log, argv, mend, minutes=60):
        """Runs a program with its output in .cellblock/log/LOG.log, for so many minutes at most."""
        path = LOGS / f"{log}.log"
        with open(path, "w") as out:
            # The program inherits the lock: after kill -9 of this one, the next waits for both.
            try:
                status = self._run(argv, out, minutes)
            except subprocess.TimeoutExpired:
                raise StepFailed(f"{argv[0]}: not done after {minutes:g} minutes\n        log:"
                                 f" {path.relative_to(HOME)}", mend) from None
            except FileNotFoundError as error:
                raise StepFailed(f"{argv[0]}: {error.strerror}", mend) from None
        if status != 0:
            where = path.relative_to(HOME)
            text = COLOUR.sub("", path.read_text(errors="replace"))
            cause = of_log(text) or StepFailed(telling_line(text, status), mend)
            raise StepFailed(f"{cause}\n        log: {where}", cause.mend)

    def _run(self, argv, out, minutes):
        with subprocess.Popen(
                [str(word) for word in argv], cwd=HOME, stdin=subprocess.DEVNULL, stdout=out,
                stderr=subprocess.STDOUT, pass_fds=[self._lock.fileno()]) as program:
            self._running.add(program)
            try:
                if self._failed:
                    program.terminate()
                return program.wait(minutes * 60)
            except BaseException:  # a signal, or late: else the program would be waited for
                end(program)
                raise
            finally:
                self._running.discard(program)

    @staticmethod
    def _line(word, name, started, remark):
        seconds = time.monotonic() - started
        print(f"{word:>6}  {name:<32}{seconds:6.1f} s{'  ' + remark if remark else ''}".rstrip(),
              flush=True)


def end(program):
    """Ends a program; one that doesn't heed that within ten seconds is killed."""
    program.terminate()
    try:
        program.wait(10)
    except subprocess.TimeoutExpired:
        program.kill()


def telling_line(text, status):
    """The line of a log that says most: its first error, or else its last line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    errors = [line for line in lines if line.upper().startswith(("ERROR", "[ERROR]"))
              and not EMPTY_ERRORS.fullmatch(line)]
    return (errors or lines[-1:] or [f"no output, exit status {status}"])[0][:300]


def require_writable_state():
    """Ends the program where this checkout can't be written, whoever it belongs to."""
    place = STATE if STATE.exists() else HOME
    if not os.access(place, os.W_OK):
        raise unwritable(place, "permission denied")
