"""The kernel-facing JUnit tests once more: as an ordinary user, and in the micro VM.

Maven has compiled them and copied what they need; JUnit's console runs those tagged `kernel`.
"""

import os
import subprocess
from pathlib import Path

from checkout import HOME, STATE
from stage import Stage

LIBRARIES = STATE / "test-lib"
REPORTS = STATE / "test-reports"
MARKS = ('@Tag("kernel")', "@NeedsNamespaces")
NOBODY = "65534"
OWN_NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]
# The ordinary user sees the checkout at a place that it may enter, wherever the checkout lies.
AS_NOBODY = """
mount --make-rprivate / && mount --bind "$1" "$2" && cd "$2/$3" && shift 3 &&
exec setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all "$@"
"""


def modules():
    """The modules with tests that carry the tag, as paths inside the checkout."""
    found = {path.relative_to(HOME).parts for path in HOME.glob("**/src/test/java/**/*.java")
             if any(mark in path.read_text() for mark in MARKS)}
    return sorted({"/".join(parts[:parts.index("src")]) for parts in found})


def rootless(place):
    """Stages as an ordinary user: this one, or nobody when this one is root."""
    for module in modules():
        name = f"kernel tests, rootless, {Path(module).name}"
        reports = REPORTS / name.replace(", ", "-").replace(" ", "-")
        yield Stage(name, as_ordinary_user(module, reports, place),
                    lambda reports=reports: reports.glob("TEST-*.xml"),
                    environment={"HOME": str(place), "CELLBLOCK_MODE": "rootless"})


def microvm():
    for module in modules():
        name = f"kernel tests, micro VM, {Path(module).name}"
        reports = fresh(REPORTS / name.replace(", ", "-").replace(" ", "-"))
        yield Stage(name, [HOME / "vagrant/microvm", "-t", "540", "--share", reports, "--",
                           *java(HOME, module, reports)],
                    lambda reports=reports: reports.glob("TEST-*.xml"), cwd=HOME / module)


def as_ordinary_user(module, reports, place):
    fresh(reports)
    if os.getuid() != 0:
        return ["env", "-C", HOME / module, *OWN_NAMESPACE, *java(HOME, module, reports)]
    seen = place / "checkout"
    seen.mkdir(exist_ok=True)
    os.chown(reports, int(NOBODY), int(NOBODY))
    inside = seen / reports.relative_to(HOME)
    return ["unshare", "--mount", "sh", "-c", AS_NOBODY, "sh", HOME, seen, module,
            *OWN_NAMESPACE, *java(seen, module, inside)]


def java(checkout, module, reports):
    built = checkout / module / "target"
    libraries = checkout / LIBRARIES.relative_to(HOME)
    jar = next((HOME / module / "target").glob("cellblock-*-0*[0-9].jar")).name
    classpath = f"{built}/test-classes:{built}/{jar}:{libraries}/*"
    return [Path(os.environ["JAVA_HOME"]) / "bin/java", "-ea", "-cp", classpath,
            "org.junit.platform.console.ConsoleLauncher", "execute", "--disable-banner",
            "--disable-ansi-colors", "--details=summary", "--include-tag=kernel",
            f"--scan-classpath={built}/test-classes", f"--reports-dir={reports}"]


def fresh(directory):
    directory.mkdir(parents=True, exist_ok=True)
    for old in directory.glob("TEST-*.xml"):
        old.unlink()
    return directory


def why_not_rootless():
    """What keeps an ordinary user from being root in its own namespace here, or None."""
    user = ["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]
    done = subprocess.run((user if os.getuid() == 0 else []) + OWN_NAMESPACE + ["true"],
                          capture_output=True, text=True)
    return None if done.returncode == 0 else done.stderr.strip()
