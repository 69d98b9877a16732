"""What a micro VM sees of this machine with --see, and what --line carries."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

import pytest

MICROVM = Path(__file__).with_name("microvm")
# Root inside, with all that its kernel sees below /run/all.
ALL = "mkdir /run/all; mount -t hostfs -o / none /run/all; cd /run/all; "
USERS = [None, "nobody"] if os.geteuid() == 0 else [None]

if not shutil.which("linux.uml"):
    pytest.skip("needs User-mode Linux: ./cellblock up --no-open", allow_module_level=True)


def microvm(*arguments, user=None, **options):
    if user:
        nobody = pwd.getpwnam(user)
        options |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    return subprocess.run([MICROVM, *map(str, arguments)], capture_output=True, text=True,
                          timeout=60, cwd="/", **options)


@pytest.fixture
def place():
    """A directory that everybody may enter, with one to be seen, a shared one, and another."""
    with tempfile.TemporaryDirectory(prefix="view it ") as place:
        os.chmod(place, 0o755)
        for name in ("seen", "shared", "other"):
            Path(place, name).mkdir()
            Path(place, name, "file").write_text(name)
        Path(place, "shared").chmod(0o777)
        yield Path(place)


@pytest.mark.parametrize("user", USERS)
def test_it_sees_programs_and_what_is_named_and_nothing_else(place, user):
    script = f"ls /home /root '{place}'; {ALL} ls home root '.{place}'; cat '.{place}/seen/file'"
    seen = microvm("--see", place / "seen", "--share", place / "shared", "sh", "-c", script,
                   user=user)
    assert seen.stdout == (f"/home:\n\n/root:\n\n{place}:\nseen\nshared\n"
                           f".{place}:\nseen\nshared\n\nhome:\n\nroot:\nseen"), seen.stderr


@pytest.mark.parametrize("user", USERS)
def test_it_writes_in_what_is_shared_alone(place, user):
    script = (f"{ALL} for each in '.{place}/seen/file' usr/new proc/sys/vm/swappiness; do"
              f" echo new > \"$each\"; done; echo new > '{place}/shared/new'")
    microvm("--see", place / "seen", "--share", place / "shared", "sh", "-c", script, user=user)
    assert (place / "seen" / "file").read_text() == "seen"
    assert (place / "shared" / "new").read_text() == "new\n"
    assert not Path("/usr/new").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become an ordinary user")
def test_where_user_namespaces_are_forbidden_it_sees_all_and_a_line_says_so(place):
    forbidding = place / "unshare"
    forbidding.write_text("#!/bin/sh\nexit 1\n")
    forbidding.chmod(0o755)
    seen = microvm("--see", place / "seen", "cat", place / "other" / "file", user="nobody",
                   env={**os.environ, "PATH": f"{place}:{os.environ['PATH']}"})
    assert seen.stdout == "other"
    assert seen.stderr == ("microvm: all your files can be read inside:"
                           " user namespaces are forbidden here\n")


def test_a_line_carries_bytes_both_ways():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.settimeout(60)
        script = "exec <>/dev/ttyS3 >&0; stty raw -echo; echo ready; head -c 4 | tr a-z A-Z"
        vm = subprocess.Popen([MICROVM, "--line", str(theirs.fileno()), "sh", "-c", script],
                              pass_fds=[theirs.fileno()])
        theirs.close()
        assert ours.recv(6, socket.MSG_WAITALL) == b"ready\n"
        ours.sendall(b"word")
        assert ours.recv(4, socket.MSG_WAITALL) == b"WORD"
        assert vm.wait(60) == 0


@pytest.mark.parametrize("words, line", [
    (["--line", "77"], "microvm: --line 77 is not open"),
    (["--see", "/nonexistent"], "microvm: --see /nonexistent doesn't exist"),
    (["--qemu", "--see", "/usr"], "microvm: --qemu has no --line and no --see")])
def test_wrong_words_are_2_and_one_line(words, line):
    refused = microvm(*words, "true")
    assert refused.returncode == 2
    assert refused.stderr == f"{line} (see vagrant/microvm/microvm -h)\n"
