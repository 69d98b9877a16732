"""Mutation tests: PIT changes one small thing of the library, and looks whether a test fails.

A mutant may do anything: kill all processes, or write a sysctl because the guard is gone. So all of
it happens in the micro VM, with files that are lost afterwards, and never on this machine. A batch
of classes whose machine was lost is halved until the class that did it is alone.
"""

import csv
import os
import shutil
import sys
import time
from fnmatch import fnmatchcase
from pathlib import Path

import java_tests
import modules
import prepare
from checkout import HOME, STATE
from kernel_tests import MICROVM
from reports import Counts
from stage import Outcome, Stage, judged
from trouble import StepFailed

PITEST = HOME / "tools/pitest"
LIBRARIES = STATE / "pitest-lib"
MODULES = ["linux", "procfs", "containers"]
SURVIVED = {"SURVIVED": "survived", "NO_COVERAGE": "no test comes here"}
# The larger compiler would take more of the one CPU than it gives back.
OPTIONS = ["-ea", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
PLATFORM = ("junit-platform", "opentest4j", "apiguardian")
# What these find is another thing each time.
AT_RANDOM = "org.cellblock.fuzz."
COLUMNS = ["file", "class", "mutator", "method", "line", "status", "test"]


def libraries(steps):
    """PIT itself, of the versions in its pom."""
    wanted = prepare.digest([PITEST / "pom.xml"])
    if prepare.stamp("pitest") == wanted and LIBRARIES.is_dir():
        return "as before"
    prepare.forget("pitest")
    shutil.rmtree(LIBRARIES, ignore_errors=True)
    copy = [f"{java_tests.DEPENDENCIES}:copy-dependencies", f"-DoutputDirectory={LIBRARIES}"]
    steps.command("pitest", java_tests.maven("-q", "-f", PITEST, *copy), java_tests.MEND)
    prepare.remember("pitest", wanted)
    return None


def outcomes(glob):
    """One for each module that has such classes, after its survivors."""
    every = modules.modules()
    chosen = [(each, classes(each, glob)) for each in every if Path(each.path).name in MODULES]
    if not any(names for _, names in chosen):
        raise StepFailed(f"no class of {', '.join(MODULES)} is named [{glob}]",
                         "--mutate 'org.cellblock.linux.Child*', with the package")
    for each, names in chosen:
        if names:
            yield outcome(each, names, every)


def classes(each, glob="*"):
    """The names of a module's own classes, without those inside others."""
    return [name for name in names_in(HOME / each.path / "target/classes")
            if fnmatchcase(name, glob) and not name.endswith("-info")]


def names_in(folder):
    found = [file.relative_to(folder) for file in folder.rglob("*.class") if "$" not in file.name]
    return sorted(".".join(file.with_suffix("").parts) for file in found)


def outcome(each, names, every):
    started = time.monotonic()
    rows, lost = tried(each, names, every)
    survivors = [row for row in rows if row["status"] in SURVIVED]
    for row in survivors:
        print(f"{row['class']}:{row['line']} {row['method']}: {row['mutator'].rpartition('.')[2]}"
              f", {SURVIVED[row['status']]}")
    for name in lost:
        print(f"{name}: its mutants ended the machine, or took too long")
    counts = Counts(passed=len(rows) - len(survivors), failed=len(lost))
    return Outcome(f"mutants, {Path(each.path).name}", counts, time.monotonic() - started,
                   f"{len(survivors)} of {len(rows)} survived")


def tried(each, names, every):
    """PIT's rows for some classes, and the classes that it couldn't say anything of."""
    reports = java_tests.fresh("mutants")
    stage = Stage("mutants", command(each, names, every, reports), minutes=60 + 10 * len(names))
    print(f"\n== mutants of {names[0]}{f' and {len(names) - 1} more' if names[1:] else ''}",
          flush=True)
    ended = judged(stage, sys.stdout)
    if not ended.counts.failed:
        return rows_of(reports), []
    if len(names) == 1:
        return [], names
    middle = len(names) // 2
    halves = [tried(each, some, every) for some in (names[:middle], names[middle:])]
    return halves[0][0] + halves[1][0], halves[0][1] + halves[1][1]


def rows_of(reports):
    """PIT writes no file where nothing of a class can be changed."""
    file = reports / "mutations.csv"
    if not file.exists():
        return []
    with open(file, newline="") as lines:
        return list(csv.DictReader(lines, COLUMNS))


def command(each, names, every, reports):
    """PIT in the micro VM. It mutates jars: a thread that has pivoted its root needs them."""
    target = HOME / each.path / "target"
    own = target / f"{each.name}.jar"
    below = [other for other in modules.below([each], every) if other != each]
    others = [HOME / other.path / "target" / f"{other.name}.jar" for other in below]
    others += [HOME / other.path / "target/test-classes" for other in below
               if other.name in each.needs_tests]
    rest = [file for file in sorted(java_tests.LIBRARIES.glob("*.jar"))
            if "console-standalone" not in file.name]
    words = java_tests.JAVA_OPTIONS.read_text().splitlines()
    tests = [name for name in names_in(target / "test-classes")
             if name.endswith("Tests") and not name.startswith(AT_RANDOM)]
    options = {
        "targetClasses": [word for name in names for word in (name, f"{name}$*")],
        "targetTests": tests,
        "excludedGroups": ["slow"],
        "classPath": [target / "test-classes", own, *others, *rest],
        "mutableCodePaths": [own],
        "sourceDirs": [HOME / each.path / "src/main/java"],
        "reportDir": [reports],
        "outputFormats": ["CSV"],
        "jvmPath": [PITEST / "java"],
        "jvmArgs": [*OPTIONS, *(word for word in words if word.startswith("-"))],
    }
    launched = [LIBRARIES / "*", *(file for file in rest if file.name.startswith(PLATFORM))]
    return [MICROVM, "--share", reports, "--", java_tests.java(), *OPTIONS,
            "-cp", os.pathsep.join(map(str, launched)),
            "org.pitest.mutationtest.commandline.MutationCoverageReport",
            *(f"--{name}={','.join(map(str, values))}" for name, values in options.items()),
            "--includeLaunchClasspath=false", "--timestampedReports=false", "--threads=1",
            "--skipFailingTests=true", "--failWhenNoMutations=false", "--timeoutConst=30000",
            "--verbosity=NO_SPINNER"]
