"""Runs every test of this checkout, runner by runner, and sums up what they counted.

Exit status 0: nothing failed; 1: something did. The last line counts all.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import java_tests
import kernel_tests
import modules
import mutants
import prepare
from checkout import HOME, PYTHON
from others import temporary
from reports import Counts
from stage import Outcome, Stage, one_after_another, side_by_side
from steps import Steps, require_writable_state
from systems import systems
from trouble import StepFailed, explained, told

STAGES = ["maven", "microvm", "rootless", "qemu", "pytest", "fresh", "vagrant"]
# These bring all that they test, and take as long.
LONG = ["fresh", "vagrant"]
ASKED_FOR = ["qemu", *LONG]


def main():
    asked = parse(sys.argv[1:])
    started = time.monotonic()
    outcomes = []
    with told(), tempfile.TemporaryDirectory(prefix="cellblock-test-", dir=temporary()) as place:
        os.chmod(place, 0o755)
        try:
            require_writable_state()
            stages = quick() if asked.quick else chosen(asked, Path(place))
            one_after_another(stages, outcomes)
        except (StepFailed, OSError) as refused:
            error = explained(refused)
            print(f"\ncellblock: {error}\n  mend: {error.mend}")
            outcomes.append(Outcome("set-up", Counts(failed=1), 0, str(error).splitlines()[0]))
    sys.exit(summary(outcomes, time.monotonic() - started))


def parse(words):
    """`./cellblock` has looked at the words already."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--only", action="append", choices=STAGES)
    for name in ASKED_FOR:
        options.add_argument(f"--{name}", dest="more", action="append_const", const=name)
    options.add_argument("--fuzz", type=int)
    options.add_argument("--kill", type=int)
    options.add_argument("--mutate", nargs="?", const="*", metavar="GLOB")
    options.add_argument("pytest", nargs="*")
    return options.parse_args(words)


def chosen(asked, place):
    """The stages that are asked for, each after what it stands on."""
    if asked.fuzz or asked.kill:
        set_up(java_tests.build)
        yield from proofs(asked, place)
        return
    if asked.mutate:
        set_up(java_tests.build, mutants.libraries)  # which unpacks User-mode Linux as well
        hasnt = not shutil.which("linux.uml")
        yield from ([skipped("mutants", "needs user-mode-linux")] if hasnt else
                    mutants.outcomes(asked.mutate))
        return
    names = asked.only or {*STAGES} - {*ASKED_FOR} | {*(asked.more or [])}
    if "maven" in names:
        set_up(None)
        yield maven()
        java_tests.are_built()
    elif not {*names} <= {*LONG}:
        set_up(prepare.jars if {*names} == {"pytest"} else java_tests.build)
    if "pytest" in names:
        with Steps() as steps:
            prepare.start_up(steps)
    for name in (name for name in STAGES if name in names and name != "maven"):
        yield from stages(name, place, asked.pytest, is_alone={*names} <= {name, "maven"})


def proofs(asked, place):
    for each in kernel_tests.proofs(asked.fuzz, asked.kill, place):
        is_in_vm = each.argv[0] == kernel_tests.MICROVM
        hasnt = is_in_vm and not shutil.which("linux.uml")
        yield skipped(each.name, "needs user-mode-linux") if hasnt else each


def set_up(build, more=None):
    with Steps() as steps:
        prepare.test_environment(steps)
        steps.step("programs of the course", systems)
        if build:
            steps.step("Java library and its tests", build)
        if more:
            steps.step("PIT", more)


def quick():
    """Unit tests: those of tools/, and of the modules that a change reaches."""
    every = modules.modules()
    changed = modules.changes()
    reached = modules.reached(changed[1], every) if changed and changed[1] else every
    with Steps() as steps:
        prepare.test_environment(steps)
        if reached:
            steps.step("classes and their tests", java_tests.compiling(reached))
    print(f"\n== unit tests{', changed since ' + changed[0][:12] if changed else ''}", flush=True)
    units = [java_tests.quick(each, modules.below([each], every)) for each in reversed(reached)]
    yield from side_by_side([*units, pytest("unit tests, tools", ["-m", "quick", "tools/tests"])])


def maven():
    """Unit and kernel-facing tests as this user; the libraries are kept for the later stages."""
    for old in surefire_reports():
        old.unlink()
    argv = java_tests.maven("verify", *java_tests.copying(), "-Dmaven.test.failure.ignore=true")
    return Stage("maven", argv, surefire_reports, minutes=20, is_base=True)


def surefire_reports():
    return HOME.glob("**/target/surefire-reports/TEST-*.xml")


def stages(name, place, words, is_alone=True):
    """The micro VM has one CPU: unless it `is_alone`, the next ones have the other meanwhile."""
    forbidden = kernel_tests.why_not_rootless()
    if name == "rootless" and forbidden:
        yield skipped("kernel tests, rootless", forbidden)
    elif name == "rootless":
        yield kernel_tests.rootless(place)
    elif name == "microvm" and not shutil.which("linux.uml"):
        yield skipped("kernel tests, micro VM", "needs user-mode-linux")
    elif name == "microvm":
        yield kernel_tests.microvm(is_beside=not is_alone and os.cpu_count() > 1)
    elif name == "qemu":
        yield kernel_tests.qemu()
    elif name == "pytest":
        yield pytest("pytest", ["--durations=10", *words])
    else:
        yield Stage(name, [HOME / "tools" / "long-tests" / f"test-{name}"], minutes=90)


def skipped(name, why):
    print(f"\n== {name}\nskipped: {why}", flush=True)
    return Outcome(name, Counts(skipped=1), 0, f"skipped: {why}")


def pytest(name, words):
    report = java_tests.REPORTS / f"{name.rpartition(' ')[2]}.xml"
    report.unlink(missing_ok=True)
    argv = [PYTHON, "-m", "pytest", "-rfEs", f"--junitxml={report}", *words]
    return Stage(name, argv, lambda: [report] if report.exists() else [], minutes=35)


def summary(outcomes, seconds):
    print("\n== summary")
    for outcome in outcomes:
        line = f"{outcome.name:<36}{outcome.seconds:7.1f} s  {outcome.counts}"
        print(f"{line}  ({outcome.remark})" if outcome.remark else line)
        for failed in outcome.failed:
            print(f"  FAILED {failed}")
    total = sum((outcome.counts for outcome in outcomes), Counts())
    print(f"wall time {int(seconds) // 60} min {int(seconds) % 60} s\n{total}", flush=True)
    return 1 if total.failed else 0


if __name__ == "__main__":
    main()
