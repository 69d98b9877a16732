"""One stage of the test run: a runner, its output, its time limit, and what it counted."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

from checkout import HOME, LOGS
from reports import Counts, count


@dataclass
class Stage:
    """A runner to start; `reports` finds the JUnit XML files that it left."""

    name: str
    argv: list
    reports: Callable
    minutes: float = 10
    cwd: Path = HOME
    environment: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What became of a stage; `remark` says why it isn't plainly ok."""

    name: str
    counts: Counts
    seconds: float
    remark: str = ""


def run(stage):
    """Runs a stage with its output shown and logged, and counts its tests."""
    print(f"\n== {stage.name}", flush=True)
    started = time.monotonic()
    status, late = show(stage)
    counts = count(sorted(stage.reports()))
    remark = ""
    if late:
        remark = f"ended after {stage.minutes:g} minutes"
    elif status != 0 and counts.failed == 0:
        remark = f"exit status {status}"
    elif counts.total == 0:
        remark = "no test ran"
    if remark:
        counts += Counts(failed=1)
    return Outcome(stage.name, counts, time.monotonic() - started, remark)


def show(stage):
    """Returns the exit status, and whether the time limit ended it."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log = LOGS / f"test-{stage.name.replace(' ', '-').replace(',', '')}.log"
    process = subprocess.Popen(
        [str(word) for word in stage.argv], cwd=stage.cwd, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        start_new_session=True, env={**os.environ, **stage.environment})
    late = threading.Event()
    limit = threading.Timer(stage.minutes * 60, end, [process, late])
    limit.start()
    try:
        with open(log, "w") as out:
            for line in process.stdout:
                out.write(line)
                sys.stdout.write(line)
                sys.stdout.flush()
        return process.wait(), late.is_set()
    except KeyboardInterrupt:
        end(process, late)
        raise
    finally:
        limit.cancel()


def end(process, late):
    late.set()
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
