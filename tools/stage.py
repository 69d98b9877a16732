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
    """A runner to start; `reports` finds its JUnit XML files, without which it is one test."""

    name: str
    argv: list
    reports: Callable = None
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
    counts = count(sorted(stage.reports())) if stage.reports else Counts(passed=int(status == 0))
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
    reader = threading.Thread(target=copy, args=[process.stdout, log], daemon=True)
    reader.start()
    try:
        return process.wait(stage.minutes * 60), False
    except subprocess.TimeoutExpired:
        return end(process), True
    except KeyboardInterrupt:
        end(process)
        raise
    finally:
        reader.join(5)  # not for ever: what the runner left behind may hold the pipe open


def copy(lines, log):
    with open(log, "w") as out:
        for line in lines:
            out.write(line)
            out.flush()
            sys.stdout.write(line)
            sys.stdout.flush()


def end(process):
    for how in (signal.SIGTERM, signal.SIGKILL):
        os.killpg(process.pid, how)
        try:
            return process.wait(10)
        except subprocess.TimeoutExpired:
            continue
    return process.wait()
