"""One stage of the test run: a runner, its output, its time limit, and what it counted."""

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

from checkout import HOME, LOGS
from reports import Counts, count, failures

running = set()


@dataclass
class Stage:
    """A runner to start; `reports` finds its JUnit XML files, without which it is one test.

    What `is_base` makes what later stages run, and its exit status says whether it could. What
    `is_beside` runs, with its output logged, while later stages do.
    """

    name: str
    argv: list
    reports: Callable = None
    minutes: float = 10
    cwd: Path = HOME
    environment: dict = field(default_factory=dict)
    is_base: bool = False
    is_beside: bool = False


@dataclass(frozen=True)
class Outcome:
    """What became of a stage; `remark` says why it isn't plainly ok, `failed` which tests and why.
    After one that `broke`, nothing is left to be tested.
    """

    name: str
    counts: Counts
    seconds: float
    remark: str = ""
    broke: bool = False
    failed: tuple = ()


def one_after_another(stages, outcomes):
    """Runs stages, some of them beside the others, and adds what became of each to `outcomes`; after
    one that broke, no other is begun.
    """
    beside = []
    with workers() as pool:
        for stage in stages:
            if isinstance(stage, Outcome):
                outcomes.append(stage)
            elif stage.is_beside:
                print(f"\n== {stage.name}: beside what follows", flush=True)
                beside.append(pool.submit(run_quietly, stage))
            else:
                outcomes.append(run(stage))
            if outcomes and outcomes[-1].broke:
                break
        outcomes += [each.result() for each in beside]


def run(stage):
    """Runs a stage with its output shown and logged, and counts its tests."""
    print(f"\n== {stage.name}", flush=True)
    return judged(stage, sys.stdout)


def side_by_side(stages):
    """Runs stages with their output logged: a line each at its end, and the log of what failed."""
    with workers() as pool:
        return list(pool.map(run_quietly, stages))


@contextmanager
def workers():
    """A thread for each CPU; what breaks off ends the stages that they run."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            yield pool
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            for process in list(running):
                end(process)
            raise


def run_quietly(stage):
    outcome = judged(stage, None)
    word = "FAILED" if outcome.counts.failed else "ok"
    line = f"{word:>6}  {outcome.name:<32}{outcome.seconds:6.1f} s  {outcome.counts}"
    log = log_of(stage).read_text(errors="replace") if outcome.counts.failed else ""
    print(f"{line}\n{log}", end="", flush=True)
    return outcome


def judged(stage, shown):
    started = time.monotonic()
    status, late = show(stage, shown)
    reports = sorted(stage.reports()) if stage.reports else []
    counts = count(reports) if stage.reports else Counts(passed=int(status == 0))
    remark = ""
    if late:
        remark = f"ended after {stage.minutes:g} minutes"
    elif status != 0 and counts.failed == 0:
        remark = f"exit status {status}"
    elif counts.total == 0:
        remark = "no test ran"
    if remark:
        counts += Counts(failed=1)
    broke = stage.is_base and status != 0
    return Outcome(stage.name, counts, time.monotonic() - started, remark, broke,
                   tuple(failures(reports)))


def log_of(stage):
    return LOGS / f"test-{stage.name.replace(' ', '-').replace(',', '')}.log"


def show(stage, shown):
    """Returns the exit status, and whether the time limit ended it."""
    LOGS.mkdir(parents=True, exist_ok=True)
    process = subprocess.Popen(
        [str(word) for word in stage.argv], cwd=stage.cwd, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        start_new_session=True, env={**os.environ, **stage.environment})
    running.add(process)
    reader = threading.Thread(target=copy, args=[process.stdout, log_of(stage), shown], daemon=True)
    reader.start()
    try:
        return process.wait(stage.minutes * 60), False
    except subprocess.TimeoutExpired:
        return end(process), True
    except KeyboardInterrupt:
        end(process)
        raise
    finally:
        running.discard(process)
        reader.join(5)  # not for ever: what the runner left behind may hold the pipe open


def copy(lines, log, shown):
    with open(log, "w") as out:
        for line in lines:
            for each in filter(None, (out, shown)):
                each.write(line)
                each.flush()


def end(process):
    for how in (signal.SIGTERM, signal.SIGKILL):
        os.killpg(process.pid, how)
        try:
            return process.wait(10)
        except subprocess.TimeoutExpired:
            continue
    return -signal.SIGKILL  # sent: where the kernel itself holds it, no wait helps
