"""Runs every test of this checkout, runner by runner, and sums up what they counted.

Exit status 0: nothing failed; 1: something did. The last line counts all.
"""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import kernel_tests
import prepare
from checkout import HOME, PYTHON
from others import temporary
from reports import Counts
from stage import Outcome, Stage, run
from steps import Steps, require_writable_state
from trouble import StepFailed, explained, told

CONSOLE = "org.junit.platform:junit-platform-console-standalone:6.1.3"
DEPENDENCIES = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
LONG = ["fresh", "vagrant"]
PYTEST_PLACES = ["kernel-extensions/jupyter/src/test/python",
                 "kernel-extensions/bench/src/test/python", "vagrant"]


def main():
    words = sys.argv[1:]
    started = time.monotonic()
    outcomes = []
    with told(), tempfile.TemporaryDirectory(prefix="cellblock-test-", dir=temporary()) as place:
        os.chmod(place, 0o755)
        try:
            require_writable_state()
            with Steps() as steps:
                prepare.test_environment(steps)
            outcomes.append(run(maven(words)))
            with Steps() as steps:
                prepare.jars_are_built()
                prepare.start_up(steps)
            chosen = kernel_tests.proofs if is_proof(words) else stages
            for stage in chosen(words, Path(place)):
                outcomes.append(stage if isinstance(stage, Outcome) else run(stage))
        except (StepFailed, OSError) as refused:
            error = explained(refused)
            print(f"\ncellblock: {error}\n  mend: {error.mend}")
            outcomes.append(Outcome("set-up", Counts(failed=1), 0, str(error).splitlines()[0]))
    sys.exit(summary(outcomes, time.monotonic() - started))


def maven(words):
    """Unit and kernel-facing tests as this user; the libraries are kept for the later stages."""
    shutil.rmtree(kernel_tests.LIBRARIES, ignore_errors=True)
    for old in surefire_reports():
        old.unlink()
    argv = ["mvn", "-B", "-ntp", "verify", f"{DEPENDENCIES}:copy-dependencies",
            f"{DEPENDENCIES}:copy", "-DincludeScope=test", f"-Dartifact={CONSOLE}",
            f"-DoutputDirectory={kernel_tests.LIBRARIES}", "-Dmaven.test.failure.ignore=true"]
    if is_proof(words):
        return Stage("maven", [*argv, "-DskipTests"], minutes=20)
    return Stage("maven", argv, surefire_reports, minutes=20)


def is_proof(words):
    """Whether only some promises are to be tested, for longer."""
    return "--fuzz" in words or "--kill" in words


def surefire_reports():
    return HOME.glob("**/target/surefire-reports/TEST-*.xml")


def stages(words, place):
    forbidden = kernel_tests.why_not_rootless()
    if forbidden:
        yield skipped("kernel tests, rootless", forbidden)
    else:
        yield kernel_tests.rootless(place)
    if shutil.which("linux.uml"):
        yield kernel_tests.microvm()
    else:
        yield skipped("kernel tests, micro VM", "needs user-mode-linux")
    if "--qemu" in words:
        yield kernel_tests.qemu()
    yield pytest(words[words.index("--") + 1:] if "--" in words else [])
    for name in LONG:
        if f"--{name}" in words:
            yield Stage(name, [HOME / "vagrant" / f"test-{name}"], minutes=90)


def skipped(name, why):
    print(f"\n== {name}\nskipped: {why}", flush=True)
    return Outcome(name, Counts(skipped=1), 0, f"skipped: {why}")


def pytest(words):
    report = kernel_tests.REPORTS / "pytest.xml"
    report.unlink(missing_ok=True)
    places = [place for place in PYTEST_PLACES if (HOME / place).is_dir()]
    argv = [PYTHON, "-m", "pytest", "-p", "no:cacheprovider", "-rfEs", "--durations=10",
            f"--junitxml={report}", *(words or places)]
    return Stage("pytest", argv, lambda: [report] if report.exists() else [], minutes=35)


def summary(outcomes, seconds):
    print("\n== summary")
    for outcome in outcomes:
        line = f"{outcome.name:<36}{outcome.seconds:7.1f} s  {outcome.counts}"
        print(f"{line}  ({outcome.remark})" if outcome.remark else line)
    total = sum((outcome.counts for outcome in outcomes), Counts())
    print(f"wall time {int(seconds) // 60} min {int(seconds) % 60} s\n{total}", flush=True)
    return 1 if total.failed else 0


if __name__ == "__main__":
    main()
