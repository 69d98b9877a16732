"""Limits for an ordinary user, where systemd is the first process and cgroups are version 2."""

import os
import shutil
import subprocess

import pytest

from command_fixtures import CHECKOUT

JAR = CHECKOUT / "kernel-extensions/jupyter/target/cellblock.jar"
JAVA = os.path.join(os.environ.get("JAVA_HOME") or "/usr", "bin/java")
NOBODY = 65534

pytestmark = pytest.mark.skipif(
    not shutil.which("linux.uml"),
    reason="needs User-mode Linux: sudo apt-get install user-mode-linux")


def claims_as_nobody(*properties):
    """Checks two claims about limits as a service of an ordinary user in the micro VM."""
    service = ["systemd-run", "--quiet", "--pipe", "--wait", f"--uid={NOBODY}",
               "-p", "Environment=HOME=/tmp", *properties,
               JAVA, "-jar", "/run/cellblock.jar", "claims", "C149", "C163"]
    script = f"install -m 644 {JAR} /run/cellblock.jar && {' '.join(service)}"
    return subprocess.run(
        [CHECKOUT / "vagrant/microvm/microvm", "-t", "120", "--systemd", "sh", "-c", script],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=150)


def test_a_delegated_subtree_is_found_and_limits_in_it_hold():
    done = claims_as_nobody("-p", "Delegate=yes")
    assert "2 claims: 2 confirmed, 0 corrected" in done.stdout, done.stdout + done.stderr
    assert "the program was killed by SIGKILL; OOM kills: 1" in done.stdout


def test_without_delegation_one_line_says_what_is_missing():
    done = claims_as_nobody()
    assert "2 not testable here" in done.stdout, done.stdout + done.stderr
    assert "needs a cgroup of its own, as root, delegated, or in a Linux of one's own" in done.stdout
