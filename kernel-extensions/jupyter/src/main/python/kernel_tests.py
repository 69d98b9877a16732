"""The kernel-facing JUnit tests once more: as an ordinary user, in the micro VM, under qemu.

Maven has compiled them and copied what they need; JUnit's console runs those tagged `kernel`.
"""

import os
import shutil
import subprocess
from pathlib import Path

from checkout import HOME, LAUNCHER, STATE
from stage import Stage

LIBRARIES = STATE / "test-lib"
REPORTS = STATE / "test-reports"
NOBODY = "65534"
# The larger compiler would take more of an emulated CPU than it gives back.
EMULATED = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
OWN_NAMESPACE = ["unshare", "--user", "--map-root-user", "--mount"]
# The ordinary user sees the checkout at a place that it may enter, wherever the checkout lies.
AS_NOBODY = """
mount --make-rprivate / && mount --bind "$1" "$2" && cd "$2" && shift 2 &&
exec setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all "$@"
"""


def rootless(place):
    """As an ordinary user: this one, or nobody when this one is root."""
    reports = fresh("rootless")
    home = place / "home"
    home.mkdir(exist_ok=True)
    if os.getuid() == 0:
        give(home)
        give(reports)
    environment = {"HOME": str(home), "CELLBLOCK_MODE": "rootless"}
    return Stage("kernel tests, rootless", as_ordinary_user(reports, place),
                 lambda: reports.glob("TEST-*.xml"), environment=environment)


def microvm():
    reports = fresh("microvm")
    command = [HOME / "vagrant/microvm", "-t", "1170", "--share", reports, "--",
               *java(HOME, reports)]
    return Stage("kernel tests, micro VM", command, lambda: reports.glob("TEST-*.xml"), minutes=20)


def qemu():
    """On Debian's own kernel with two CPUs, cpuset and PSI, emulated: many minutes."""
    reports = fresh("qemu")
    command = [HOME / "vagrant/microvm", "--qemu", "-m", "3G", "-t", "3300", "--share", reports,
               "--", *java(HOME, reports, EMULATED)]
    return Stage("kernel tests, qemu", command, lambda: reports.glob("TEST-*.xml"), minutes=60)


def as_ordinary_user(reports, place):
    if os.getuid() != 0:
        return [*OWN_NAMESPACE, *java(HOME, reports)]
    seen = place / "checkout"
    seen.mkdir(exist_ok=True)
    return ["unshare", "--mount", "sh", "-c", AS_NOBODY, "sh", HOME, seen,
            *OWN_NAMESPACE, *java(seen, seen / reports.relative_to(HOME))]


def java(checkout, reports, options=()):
    """JUnit's console over all modules, as they lie in `checkout`."""
    modules = [checkout / path.relative_to(HOME).parent for path in
               [*HOME.glob("*/*/target/test-classes"), *HOME.glob("*/target/test-classes")]]
    roots = [f"{module}/test-classes" for module in sorted(modules)]
    jars = [checkout / jar.relative_to(HOME) for place in ("*/*", "*")
            for jar in HOME.glob(f"{place}/target/cellblock-*[0-9].jar")]
    libraries = f"{checkout / LIBRARIES.relative_to(HOME)}/*"
    every = checkout / LAUNCHER.with_name("java-options").relative_to(HOME)
    return [Path(os.environ["JAVA_HOME"]) / "bin/java", f"@{every}", "-ea", *options,
            "-cp", os.pathsep.join([*roots, *map(str, jars), libraries]),
            "org.junit.platform.console.ConsoleLauncher", "execute", "--disable-banner",
            "--disable-ansi-colors", "--details=summary", "--include-tag=kernel",
            f"--scan-classpath={os.pathsep.join(roots)}", f"--reports-dir={reports}"]


def give(directory):
    os.chown(directory, int(NOBODY), int(NOBODY))


def fresh(name):
    directory = REPORTS / name
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    return directory


def why_not_rootless():
    """What keeps an ordinary user from being root in its own namespace here, or None."""
    user = ["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]
    done = subprocess.run((user if os.getuid() == 0 else []) + OWN_NAMESPACE + ["true"],
                          capture_output=True, text=True)
    return None if done.returncode == 0 else done.stderr.strip()
