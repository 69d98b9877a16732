"""The kernel-facing JUnit tests once more: as an ordinary user, in the micro VM, under qemu.

Maven has compiled them and copied what they need; JUnit's console runs those tagged `kernel`.
"""

import os
import subprocess

import modules
from checkout import HOME
from java_tests import JAVA_OPTIONS, LIBRARIES, console, fresh, java
from stage import Stage

MICROVM = HOME / "vagrant/microvm/microvm"
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


def microvm(is_beside=False):
    reports = fresh("microvm")
    command = [MICROVM, "-t", "1170", "--share", reports, "--", *junit(HOME, reports)]
    return Stage("kernel tests, micro VM", command, lambda: reports.glob("TEST-*.xml"), minutes=20,
                 is_beside=is_beside)


def qemu():
    """On Debian's own kernel with two CPUs, cpuset and PSI, emulated: many minutes."""
    reports = fresh("qemu")
    command = [MICROVM, "--qemu", "-m", "3G", "-t", "3300", "--share", reports, "--",
               *junit(HOME, reports, EMULATED)]
    return Stage("kernel tests, qemu", command, lambda: reports.glob("TEST-*.xml"), minutes=60)


def proofs(minutes, points, place):
    """The tests of two promises for longer: `--fuzz MINUTES`, `--kill POINTS`, in each mode."""
    if minutes:
        yield from proof("FuzzTests", {"CELLBLOCK_FUZZ_SECONDS": str(60 * minutes)}, minutes, place)
    if points:
        yield from proof("KillTests", {"CELLBLOCK_KILL_POINTS": str(points)}, points / 6, place)


def proof(test, environment, minutes, place):
    """As this user; as root, also as nobody; in the micro VM."""
    reports = fresh(f"proof-{test}")
    chosen = ["--include-classname", f".*\\.{test}"]
    found = lambda: reports.glob("TEST-*.xml")  # noqa: E731
    limit = minutes + 10
    if os.getuid() == 0:
        yield Stage(f"{test}, root", junit(HOME, reports, chosen=chosen), found, limit,
                    environment=environment)
    reports_of_nobody = fresh(f"proof-{test}-rootless")
    home = place / "home"
    home.mkdir(exist_ok=True)
    if os.getuid() == 0:
        give(home)
        give(reports_of_nobody)
    yield Stage(f"{test}, rootless", as_ordinary_user(reports_of_nobody, place, chosen),
                lambda: reports_of_nobody.glob("TEST-*.xml"), limit,
                environment={**environment, "HOME": str(home), "CELLBLOCK_MODE": "rootless"})
    yield in_microvm(test, environment, minutes)


def in_microvm(test, environment, minutes):
    reports = fresh(f"proof-{test}-microvm")
    environment = {**environment, **of_the_fuzzer()}
    passed = [word for name, value in environment.items() for word in ("-e", f"{name}={value}")]
    chosen = ["--include-classname", f".*\\.{test}"]
    command = [MICROVM, "-t", str(60 * (minutes + 9)), *passed, "--share", reports, "--",
               *junit(HOME, reports, chosen=chosen)]
    return Stage(f"{test}, micro VM", command, lambda: reports.glob("TEST-*.xml"), minutes + 10)


def of_the_fuzzer():
    """Only what is named reaches the micro VM."""
    names = ("CELLBLOCK_FUZZ_SEED", "CELLBLOCK_FUZZ_THREADS", "CELLBLOCK_FUZZ_WITHOUT")
    return {name: os.environ[name] for name in names if name in os.environ}


def as_ordinary_user(reports, place, chosen=()):
    if os.getuid() != 0:
        return [*OWN_NAMESPACE, *junit(HOME, reports, chosen=chosen)]
    seen = place / "checkout"
    seen.mkdir(exist_ok=True)
    return ["unshare", "--mount", "sh", "-c", AS_NOBODY, "sh", HOME, seen,
            *OWN_NAMESPACE, *junit(seen, seen / reports.relative_to(HOME), chosen=chosen)]


def junit(checkout, reports, options=(), chosen=()):
    """JUnit's console over all modules, as they lie in `checkout`."""
    targets = [(checkout / each.path / "target", each.name) for each in modules.modules()]
    roots = [f"{target}/test-classes" for target, _ in targets]
    jars = [f"{target}/{name}.jar" for target, name in targets]
    libraries = f"{checkout / LIBRARIES.relative_to(HOME)}/*"
    every = checkout / JAVA_OPTIONS.relative_to(HOME)
    return [java(), f"@{every}", "-ea", *options,
            "-cp", os.pathsep.join([*roots, *jars, libraries]),
            *console(reports), "--include-tag=kernel", *chosen,
            f"--scan-classpath={os.pathsep.join(roots)}"]


def give(directory):
    os.chown(directory, int(NOBODY), int(NOBODY))


def why_not_rootless():
    """What keeps an ordinary user from being root in its own namespace here, or None."""
    user = ["setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]
    done = subprocess.run((user if os.getuid() == 0 else []) + OWN_NAMESPACE + ["true"],
                          capture_output=True, text=True)
    return None if done.returncode == 0 else done.stderr.strip()
