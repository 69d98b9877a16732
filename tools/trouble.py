"""What a machine refuses, in one line each with the way out: room, rights, limits, the network."""

import errno
import os
import re
import resource
import signal
import sys
import tempfile
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from checkout import HOME

MIB = 2**20
FULL = (errno.ENOSPC, errno.EDQUOT)
AGAIN = "then run the same command again; it goes on where it stopped"
LIMITS = {
    errno.EMFILE: (resource.RLIMIT_NOFILE, "open files", "ulimit -n 1024"),
    errno.EAGAIN: (resource.RLIMIT_NPROC, "processes and threads of one user", "ulimit -u 4096"),
    errno.ENOMEM: (resource.RLIMIT_AS, "bytes of address space", "ulimit -v unlimited"),
}
NO_ROOM = re.compile(r"No space left on device|Disk quota exceeded|not enough free space", re.I)
UNREACHABLE = re.compile(
    r"Temporary failure \w+|Could not resolve|Unknown host|Name or service not known|timed out"
    r"|Connection refused|Network is unreachable|No route to host|in offline mode"
    r"|Could not connect|Connection reset|Tunnel connection failed|Cannot connect to proxy", re.I)
DISTRUST = re.compile(
    r"CERTIFICATE_VERIFY_FAILED[^()]*|PKIX path [\w ]+|NotBefore: [^\n>]*|certificate [\w ]*valid")
WANTED = re.compile(
    r"artifact (\S+:\S+)|satisfies the requirement (\S+)|Failed to fetch (\S+)", re.I)

# pip tells of a package what it got; Maven of an artifact what the server says that it is.
WRONG = re.compile(
    r"^ +(?P<package>\S+==\S+) from .*\n(?: +Expected .*\n)+ +Got +(?P<sha256>\w+)"
    r"|artifact (?P<artifact>\S+:\S+) .*: (?P<sums>Checksum validation failed[^\n>]*)", re.M)


class StepFailed(Exception):
    """A step did not succeed; `mend` says what to do about it."""

    def __init__(self, what, mend):
        super().__init__(what)
        self.mend = mend


def end_on_signals():
    """Lets SIGTERM and a closed terminal end this program as Ctrl+C does: what it started goes."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:  # else nohup's
            signal.signal(number, end)


def end(number, _):
    for each in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, lambda *_: None)  # what is ignored, programs that start now inherit
    sys.exit(128 + number)


@contextmanager
def told():
    """Ends the program with a line instead of a stack where the machine refuses something."""
    try:
        yield
    except BrokenPipeError:  # nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(1)
    except (StepFailed, OSError, MemoryError, RuntimeError) as error:
        known = explained(error)
        if known is None:
            raise
        fail(known)
    except KeyboardInterrupt:
        sys.exit(130)


def fail(error):
    """Prints the cause and the way out, and ends the program."""
    print(f"\ncellblock: {error}\n  mend: {error.mend}", file=sys.stderr)
    sys.exit(1)


def explained(error):
    """What the machine refused as StepFailed; None for what is a fault of this program."""
    if isinstance(error, StepFailed):
        return error
    if isinstance(error, MemoryError):
        return limited(errno.ENOMEM)
    if isinstance(error, RuntimeError):
        return limited(errno.EAGAIN) if "start new thread" in str(error) else None
    if error.errno in FULL:
        return full(error.filename)
    if error.errno in LIMITS:
        return limited(error.errno)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM) and error.filename:
        return unwritable(nearest(error.filename), error.strerror)
    what = f"{error.filename}: {error.strerror}" if error.filename else f"{error.strerror or error}"
    return StepFailed(what, f"mend that, {AGAIN}")


def seconds_of(variable, default):
    """The whole seconds that a variable of the environment says."""
    text = os.environ.get(variable, "") or str(default)
    if not re.fullmatch("[1-9][0-9]{0,6}", text):
        raise StepFailed(f"{variable}={text}: expected whole seconds, 1 or more",
                         f"unset {variable}, or set it right")
    return int(text)


def limited(number):
    """A limit of this shell that is reached, or else the machine's own."""
    kind, what, mend = LIMITS[number]
    soft = resource.getrlimit(kind)[0]
    if soft == resource.RLIM_INFINITY:
        return StepFailed(f"{os.strerror(number)}: this machine has no more {what} to give",
                          f"end other programs, {AGAIN}")
    return StepFailed(f"the limit of {soft} {what} is reached", f"{mend}, {AGAIN}")


def full(place=None):
    """A file system without room: the place's, or else the fullest that a set-up writes to."""
    place = nearest(place) if place else min(written_places(), key=free)
    if os.statvfs(place).f_files and not os.statvfs(place).f_ffree:
        return StepFailed(f"{place}: no inode is left on this file system",
                          f"remove files there, {AGAIN}")
    return StepFailed(
        f"{place}: no space left on this file system, {free(place) // MIB} MiB free",
        f"make room there, {AGAIN}")


def require_room(place, megabytes, what):
    """Refuses at once what would fail on a full disk after minutes."""
    place = nearest(place)
    have = free(place) // MIB
    if have < megabytes:
        raise StepFailed(f"{place}: {have} MiB free, and {megabytes} MiB are needed for {what}",
                         f"make room there, {AGAIN}")


def unwritable(place, why):
    if os.statvfs(place).f_flag & os.ST_RDONLY:
        return StepFailed(f"{place} is mounted read-only",
                          "mount it writable, or use a clone of your own elsewhere")
    owner, me = os.stat(place).st_uid, os.getuid()
    if me in (0, owner):
        return StepFailed(f"{place} can't be written, though user {me} may: {why}",
                          f"see ls -ld and lsattr -d {place}, or use a clone elsewhere")
    return StepFailed(f"{place} belongs to user {owner} and isn't yours to write",
                      f"sudo chown -R {me} {place}, or use a clone of your own")


def of_log(text):
    """The cause that a failed program's log tells, as StepFailed; None when it is another."""
    if NO_ROOM.search(text):
        return full()
    wrong = WRONG.search(text)
    if wrong:
        return StepFailed(
            f"{wrong['package'] or wrong['artifact']} isn't what it is listed as:"
            f" {wrong['sums'] or 'its sha256 is ' + wrong['sha256']}",
            f"look at what answers there (a proxy, a mirror, PIP_FIND_LINKS), {AGAIN}")
    unreachable, wanted = UNREACHABLE.search(text), WANTED.search(text)
    if unreachable and wanted:
        return StepFailed(
            f"{wanted[wanted.lastindex]} is missing here, and the network isn't reached:"
            f" {unreachable.group()}",
            f"connect it (behind a proxy set https_proxy, for Maven ~/.m2/settings.xml), {AGAIN}")
    distrusted = DISTRUST.search(text)
    if distrusted and wanted:
        return StepFailed(
            f"{wanted[wanted.lastindex]} is missing here, and the certificate of who has it isn't"
            f" trusted: {distrusted.group().strip()}",
            f"set the clock, which says {date.today()}; behind a proxy with a certificate of its own"
            f" set PIP_CERT, and javax.net.ssl.trustStore in MAVEN_OPTS; {AGAIN}")
    if not text.strip() and free(min(written_places(), key=free)) < MIB:
        return full()
    return None


def written_places():
    """Where a set-up writes: this checkout, temporary files, the caches of pip and Maven."""
    home = Path.home()
    return {nearest(place) for place in (
        HOME, tempfile.gettempdir(), home / ".m2" / "repository", home / ".cache" / "pip")}


def free(place):
    """The bytes that this user may still write there; a file system without inodes has none."""
    status = os.statvfs(place)
    if status.f_files and not status.f_ffree:
        return 0
    return (status.f_bfree if os.getuid() == 0 else status.f_bavail) * status.f_frsize


def nearest(path):
    """The path, or the directory above it that there is, as far as this user may look."""
    path = Path(path).absolute()
    return next(each for each in (path, *path.parents) if os.path.exists(each))
