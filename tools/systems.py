"""The programs of the historical systems, unpacked in this checkout: the host stays as it is.

Installed, LXC's package alone enables three services, one of which makes a bridge and rules at the
next boot, adds a user, and changes sysctls. Unpacked, none of that is, and nobody has to be root.
"""

import os
import platform
import re
import shutil
import stat
import subprocess
from pathlib import Path

from checkout import HOME, STATE, SYSTEMS
from trouble import AGAIN, MIB, StepFailed, require_room

FRESH = SYSTEMS.with_name("systems-new")
STAMP = SYSTEMS / "made-of"
PLACE = "place"  # where it was linked, and what was
WITHOUT = "or go on without these systems: ./cellblock up --minimal"
# No root, no lock: what is asked here changes nothing.
APT = ["env", "LC_ALL=C", "apt-get", "-q", "-o", "APT::Sandbox::User=root",
       "-o", "Debug::NoLocking=true"]
LEFT_OUT = [*(f"share/{name}" for name in ["doc", "locale", "man", "bash-completion", "zsh"]),
            # Docker's and containerd's that nothing here starts: 45 MiB.
            "bin/dnet", "sbin/ovrouter", "bin/containerd-shim", "bin/containerd-shim-runc-v1"]
TIMES_AS_LARGE = 6  # on the disk, with the packages themselves


def listed(*parts):
    """What the list of all programs has for some parts: name, packages, why."""
    lines = (HOME / "tools" / "programs").read_text().splitlines()
    words = [line.split(maxsplit=3) for line in lines if not line.startswith("#")]
    return [each[1:] for each in words if each[0] in parts]


def systems(steps):
    """Brings all programs of the course that this machine lacks."""
    return bring(steps, "course", "systems")


def least(steps):
    """Brings those that aren't of a system, which one notebook or another starts on the host."""
    return bring(steps, "course")


def bring(steps, *parts):
    """What the machine has itself is taken as it is; what was unpacked before stays."""
    absent = {program: package for program, package, _ in listed(*parts)
              if not shutil.which(program, path=path_without())}
    made_of = STAMP.read_text().split() if STAMP.exists() else []
    if not absent or (made_of[:1] == [machine()] and {*absent} <= {*made_of}):
        return placed(steps)
    if not shutil.which("apt-get"):
        return f"no apt-get here: left out {', '.join(sorted(absent))}"
    shutil.rmtree(FRESH, ignore_errors=True)
    try:
        fetched = unpack(steps, sorted(set(absent.values())))
        lacking = [program for program in absent if not (FRESH / "bin" / program).exists()]
        (FRESH / STAMP.name).write_text(" ".join([machine(), *sorted(absent)]))
        shutil.rmtree(SYSTEMS, ignore_errors=True)
        FRESH.rename(SYSTEMS)
    finally:
        shutil.rmtree(FRESH, ignore_errors=True)
    left_out = f"; not offered here: {', '.join(lacking)}" if lacking else ""
    return f"{mib(fetched)} fetched, {mib(size(SYSTEMS))} of disk used{left_out}"


def placed(steps):
    """Of a checkout that was moved, the programs are linked again."""
    if (SYSTEMS / PLACE).exists():
        place, *needy = (SYSTEMS / PLACE).read_text().splitlines()
        if place != str(SYSTEMS):
            link_libraries(steps, SYSTEMS, needy)
    return "as before"


def path_without():
    own = str(SYSTEMS / "bin")
    return os.pathsep.join(each for each in os.get_exec_path() if each != own)


def machine():
    """What the programs fit: libraries of another release are others."""
    system = platform.freedesktop_os_release()
    return "-".join([system["ID"], system.get("VERSION_ID", ""), platform.machine()])


def unpack(steps, packages):
    """Fetches and unpacks packages with their libraries, and returns the bytes that were fetched."""
    offered = first_offered(packages)
    if not offered:
        raise StepFailed(f"not offered here: {', '.join(packages)}",
                         f"sudo apt-get update, {AGAIN}; {WITHOUT}")
    debs = FRESH / "debs"
    debs.mkdir(parents=True)
    wanted = [*offered, "patchelf", *libraries(offered)]
    fetched = announced(wanted)
    require_room(STATE, fetched * TIMES_AS_LARGE // MIB + 1, "the systems of the course")
    print(f"  ..  fetching {', '.join(offered)}: {mib(fetched)}", flush=True)
    steps.command("systems", ["env", "-C", debs, *APT, "download", *wanted],
                  f"read the log (sudo apt-get update, if a package is gone), {AGAIN}; {WITHOUT}")
    for deb in debs.iterdir():
        extract(steps, deb)
    shutil.rmtree(debs)
    take_powers()
    find_libraries(steps)
    link_programs()
    return fetched


def first_offered(packages):
    """Of each name, or of names one of which is enough, the first that this distribution has."""
    found = [next(filter(is_offered, names.split("|")), None) for names in packages]
    return sorted({*filter(None, found)})


def is_offered(package):
    asked = subprocess.run(["apt-cache", "show", package], capture_output=True, text=True)
    return asked.returncode == 0


def libraries(packages):
    """Those that apt would install too. What else it would is for bridges and boot, not for us."""
    lines = ask("--simulate", "--no-install-recommends", "install", *packages)
    return re.findall(r"^Inst (lib\S+)", lines, re.MULTILINE)


def announced(packages):
    lines = ask("-qq", "--print-uris", "download", *packages)
    return sum(map(int, re.findall(r"^'\S+' \S+ (\d+) ", lines, re.MULTILINE)))


def ask(*words):
    asked = subprocess.run([*APT, *words], capture_output=True, text=True, cwd=FRESH)
    if asked.returncode:
        errors = [line for line in asked.stderr.splitlines() if line.startswith("E:")]
        raise StepFailed(f"apt-get: {' '.join(errors)[:300]}", f"mend that, {AGAIN}; {WITHOUT}")
    return asked.stdout


def extract(steps, deb):
    """As dpkg does on a machine where /bin is a link to /usr/bin, and no script is run."""
    for name in ("bin", "lib", "sbin"):
        (FRESH / "usr" / name).mkdir(parents=True, exist_ok=True)
    without = [f"--exclude=./usr/{name}" for name in LEFT_OUT]
    script = 'dpkg-deb --fsys-tarfile "$1" | tar -x -C "$2" --no-same-owner "${@:3}"'
    moved = ["--transform=s,^\\./(bin|sbin|lib)($|/),./usr/\\1\\2,xS"]
    steps.command("systems-unpack", ["bash", "-c", f"set -o pipefail; {script}", "unpack", deb, FRESH,
                                     *moved, *without], f"read the log, {AGAIN}; {WITHOUT}")


def take_powers():
    """No program here makes its caller root, as LXC's lxc-user-nic would."""
    for path in FRESH.rglob("*"):
        mode = path.lstat().st_mode
        if mode & (stat.S_ISUID | stat.S_ISGID) and not path.is_symlink():
            path.chmod(stat.S_IMODE(mode) & 0o777)


def find_libraries(steps):
    """Lets programs find the unpacked libraries: beside them, and at this place, for crun starts
    itself from a copy in memory, which nothing lies beside."""
    needy = sorted(os.path.relpath(program, FRESH) for program in lacking_libraries())
    link_libraries(steps, FRESH, needy)
    for program, library in lacking_libraries().items():
        raise StepFailed(f"{Path(program).name}: its library {library} is missing", WITHOUT)


def link_libraries(steps, root, needy):
    libraries = [f"usr/lib/{path.name}" for path in (root / "usr/lib").glob("*-linux-gnu*")]
    beside = [f"{place}/{each}" for place in ("$ORIGIN/../..", SYSTEMS) for each in libraries]
    if needy:
        # Not RUNPATH, which the libraries' own libraries aren't looked for in.
        steps.command("systems-libraries", [
            root / "usr/bin/patchelf", "--force-rpath", "--set-rpath", ":".join(beside),
            *(root / program for program in needy)], f"read the log, {AGAIN}; {WITHOUT}")
    (root / PLACE).write_text("\n".join([str(SYSTEMS), *needy]))


def lacking_libraries():
    """The unpacked programs that find not all of their libraries, and one that each misses."""
    programs = [path for place in ("bin", "sbin") for path in (FRESH / "usr" / place).iterdir()
                if path.is_file() and not path.is_symlink()]
    asked = subprocess.run(["ldd", *programs], capture_output=True, text=True)
    lacking, program = {}, None
    for line in asked.stdout.splitlines():
        if line.endswith(":") and not line.startswith("\t"):
            program = line[:-1]
        elif " => not found" in line:
            lacking[program] = line.split()[0]
    return lacking


def link_programs():
    """One directory for PATH, with links that fit wherever this checkout lies."""
    (FRESH / "bin").mkdir()
    for place in ("bin", "sbin"):
        for file in (FRESH / "usr" / place).iterdir():
            link = FRESH / "bin" / file.name
            if not link.is_symlink():  # runc is in both
                link.symlink_to(f"../usr/{place}/{file.name}")


def size(place):
    """The bytes that the files below take."""
    files = (path.lstat() for path in Path(place).rglob("*"))
    return sum(status.st_blocks * 512 for status in files)


def mib(count):
    return f"{count / MIB:.1f} MiB"
