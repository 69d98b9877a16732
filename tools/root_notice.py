"""Says once what root on a machine that is no virtual one should know."""

import os
import subprocess
from pathlib import Path

ALL_USERS = ["0", "0", "4294967295"]


def is_virtual(cpuinfo=Path("/proc/cpuinfo"), detect="systemd-detect-virt"):
    """True, False, or None where neither systemd nor the processor tells."""
    try:
        return subprocess.run([detect, "--vm", "--quiet"], timeout=5).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        text = cpuinfo.read_text() if cpuinfo.exists() else ""
    if "User Mode Linux" in text or " hypervisor" in text:
        return True
    return False if "\nflags" in text else None  # only x86 has a flag for it


def is_root_of_the_machine(uid_map=Path("/proc/self/uid_map")):
    """Root over all users, not over those of a user namespace alone."""
    return os.geteuid() == 0 and uid_map.read_text().split() == ALL_USERS


def notice(virtual):
    where = {
        False: "on a machine that isn't virtual",
        None: "on a machine of which can't be told whether it is virtual",
    }[virtual]
    return (
        f"  You are root {where}. Cells leave it as it is, but a program that you\n"
        "  start as root in a cell is root: an ordinary user, or vagrant/, is safer."
    )


def say_once(mark):
    """Prints the notice where it holds, unless the file is there that says that it was printed."""
    if mark.exists() or not is_root_of_the_machine():
        return
    virtual = is_virtual()
    if not virtual:
        print(notice(virtual), flush=True)
        mark.touch()
