"""What another user could do to a temporary directory: put another in its place.

The same rules as those of the library's `Others`: trusted are this user, root, and whoever owns `/`,
whom a user namespace shows as root; a group when it is this user's own.
"""

import os
import stat
import tempfile
from pathlib import Path

from trouble import StepFailed

LINKS = 40  # as many as the kernel follows; path_resolution(7)


def temporary():
    """The directory for temporary files, where nobody else can exchange ours."""
    place = Path(tempfile.gettempdir()).absolute()
    reach = exchange(place)
    if reach:
        raise StepFailed(
            f"temporary directory [{place}]: expected one where nobody else can exchange ours, but"
            f" {reach}", "set TMPDIR to another, or chmod +t it")
    return place


def exchange(directory):
    """Says how another user could exchange what this one makes there, or None: `user 1000 owns /srv`."""
    at, links = Path("/"), 0
    ahead = list(reversed(directory.parts))
    while ahead:
        name = ahead.pop()
        following = at.parent if name == ".." else at / name
        status = os.lstat(following)
        reach = exchanger(following, status)
        if reach:
            return reach
        if not stat.S_ISLNK(status.st_mode):
            at = following
        elif (links := links + 1) > LINKS:
            return f"{directory} has more than {LINKS} links"
        else:
            ahead += reversed(Path(os.readlink(following)).parts)
    return None


def exchanger(path, status):
    if status.st_uid not in (0, os.geteuid(), os.stat("/").st_uid):
        return f"user {status.st_uid} owns {path}"
    if status.st_mode & stat.S_ISVTX or stat.S_ISLNK(status.st_mode):
        return None
    if status.st_mode & stat.S_IWOTH:
        return f"anybody may write to {path}"
    if status.st_mode & stat.S_IWGRP and status.st_gid != os.getegid():
        return f"group {status.st_gid} may write to {path}"
    return None
