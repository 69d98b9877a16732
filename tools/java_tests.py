"""Builds what the Java tests need outside Maven, and runs the quick ones."""

import os
import shutil
from pathlib import Path

import prepare
from checkout import HOME, LAUNCHER, STATE
from stage import Stage
from trouble import AGAIN

LIBRARIES = STATE / "test-lib"
REPORTS = STATE / "test-reports"
JAVA_OPTIONS = LAUNCHER.with_name("java-options")
CONSOLE = "org.junit.platform:junit-platform-console-standalone:6.1.3"
DEPENDENCIES = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
MEND = f"mend that, or read the log (Maven needs Maven Central once), {AGAIN}"
# What lasts at most half a minute starts sooner with the smaller compiler.
QUICK = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]


def maven(*words):
    return ["mvn", "-B", "-ntp", *words]


def copying():
    """Maven's words that keep the libraries, without our own modules: those lie in the checkout."""
    shutil.rmtree(LIBRARIES, ignore_errors=True)
    return [f"{DEPENDENCIES}:copy-dependencies", f"{DEPENDENCIES}:copy", "-DincludeScope=test",
            "-DexcludeGroupIds=org.cellblock", f"-Dartifact={CONSOLE}",
            f"-DoutputDirectory={LIBRARIES}"]


def build(steps):
    """The jars, the classes of the tests and the libraries, without running a test."""
    if prepare.stamp("tests") == state() and LIBRARIES.is_dir():
        return "as before"
    prepare.forget("tests", "jars")
    steps.command("maven", maven("-q", "-DskipTests", "package", *copying()), MEND)
    are_built()
    return None


def are_built():
    """Remembers that Maven has just made all of it."""
    prepare.jars_are_built()
    prepare.remember("tests", state())
    prepare.remember("test-lib", state_of_libraries())


def compiling(chosen):
    """A step that compiles some modules and all that they stand on, without a jar."""
    def compile_them(steps):
        fresh = prepare.stamp("test-lib") == state_of_libraries() and LIBRARIES.is_dir()
        names = ",".join(each.path for each in chosen)
        # The libraries are those of all modules.
        words = ["-pl", names, "-am", "test-compile"] if fresh else ["test-compile", *copying()]
        steps.command("maven", maven("-q", *words), MEND)
        prepare.remember("test-lib", state_of_libraries())

    return compile_them


def state():
    return prepare.digest(prepare.java_sources(besides=("target", "python")))


def state_of_libraries():
    return prepare.digest([HOME / "pom.xml", *sorted(HOME.glob("*/*/pom.xml")),
                           *sorted(HOME.glob("*/pom.xml"))])


def quick(each, below):
    """The tests of a module that need neither Linux's kernel nor long, on the classes of others."""
    reports = fresh(f"quick-{each.name}")
    folder = HOME / each.path / "target" / "test-classes"
    places = [folder, *(HOME / other.path / "target" / "classes" for other in below),
              *(HOME / other.path / "target" / "test-classes" for other in below
                if other.name in each.needs_tests), f"{LIBRARIES}/*"]
    argv = [java(), f"@{JAVA_OPTIONS}", "-ea", *QUICK,
            "-cp", os.pathsep.join(map(str, places)),
            *console(reports), "--exclude-tag=kernel", "--exclude-tag=slow",
            f"--scan-classpath={folder}"]
    return Stage(f"unit tests, {each.name.removeprefix('cellblock-')}", argv,
                 lambda: reports.glob("TEST-*.xml"), cwd=HOME / each.path)


def console(reports):
    return ["org.junit.platform.console.ConsoleLauncher", "execute", "--disable-banner",
            "--disable-ansi-colors", "--details=summary", f"--reports-dir={reports}",
            "--config=jqwik.database=", "--config=jqwik.reporting.onlyfailures=true"]


def java():
    return Path(os.environ["JAVA_HOME"]) / "bin/java"


def fresh(name):
    directory = REPORTS / name
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    return directory
