"""A checkout as small as the set-up's own code, to be broken: on a full disk, read-only, offline."""

import os
import shutil
import subprocess
from pathlib import Path

from command_fixtures import CHECKOUT

PARTS = ["cellblock", "pom.xml", "requirements.txt", "requirements-test.txt",
         "kernel-extensions/jupyter/src/main/sh", "labs/pom.xml", "tools"]
JAR = "kernel-extensions/jupyter/target/cellblock.jar"
OWN_NAMESPACE = (["unshare", "--mount", "--net"] if os.geteuid() == 0 else
                 ["unshare", "--user", "--map-root-user", "--mount", "--net"])
MAY_MOUNT = subprocess.run(
    [*OWN_NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True).returncode == 0


def make_checkout(place):
    """Copies the parts; what it says of itself it says with this path."""
    for part in PARTS:
        source, target = CHECKOUT / part, Path(place, part)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(source, target)
    return Path(place)


def make_program(directory, name, script):
    """A shell script in the place of a program, found first in PATH."""
    directory.mkdir(exist_ok=True)
    program = directory / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{directory}:{os.environ['PATH']}"}


def in_namespace(mounts, *words, **options):
    """Runs words where the mounts of a shell script hold, in namespaces of their own, with loopback only."""
    script = f'ip link set lo up; {mounts} && exec "$@"'
    return subprocess.run([*OWN_NAMESPACE, "sh", "-c", script, "sh", *map(str, words)],
                          text=True, capture_output=True, stdin=subprocess.DEVNULL,
                          **{"timeout": 120, **options})
