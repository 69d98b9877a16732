"""What cells tagged needs-SOMETHING may be refused, and the others that are then skipped."""

import re

import nbformat
from nbclient.exceptions import CellExecutionError

from systems import listed

NEEDS = "needs-"
HINT = re.compile(r"^Hint: .{1,300}", re.MULTILINE)
ABSENT = "IllegalStateException: %s is not installed: "
# The engine is of many packages, and whoever needs it needs them all.
OF_DOCKER = {"docker.io", "docker-cli|docker.io", "containerd", "tini", "iptables"}


def need_of(package):
    return NEEDS + ("docker" if package in OF_DOCKER else package)


def absent(need):
    """The errors by which the library says that a program of this need is missing."""
    programs = [program for program, package, _ in listed("systems") if need_of(package) == need]
    return ABSENT % f"({'|'.join(map(re.escape, programs))})"


# For each need the errors by which a machine says that it hasn't it. Every other error of such a
# cell is a failure, as it is of any cell.
REFUSALS = {
    "needs-cgroups": re.compile(
        r'SyscallException: (mkdir|open|write)\(\w+="[^"]*/cgroup/[^"]*".*\): (EACCES|EPERM|EROFS) '
        r"|IllegalStateException: (no mounted cgroup hierarchy has|.*: no hierarchy here has the) "),
    **{need: re.compile(absent(need))
       for need in (need_of(package) for _, package, _ in listed("systems"))},
    "needs-docker": re.compile(
        absent("needs-docker") + "|IllegalStateException: Docker's engine (needs root of the machine"
        "|makes cgroups, and here it may make none|writes rules for its network, and this kernel)"),
    "needs-lxc": re.compile(
        ABSENT % r"lxc-\S+"
        + r"|IllegalStateException: container \[.*\]: LXC (needs root, and here root is that of a"
        r" user namespace|makes cgroups, and here it may make none)"),
}


class NotNamed(Exception):
    """A tag names no need that is known here."""


class Needs:
    """Where the first cell of a need is refused by it, the need's other cells are skipped."""

    def __init__(self):
        self.met = set()
        self.refusals = {}
        self.left_out = 0

    def skips(self, cell):
        refused = [self.refusals[tag] for tag in needs_of(cell) if tag in self.refusals]
        if refused and cell.cell_type == "code":
            self.left_out += 1
            cell.outputs = [nbformat.v4.new_output(
                "stream", name="stderr", text=f"skipped: {refused[0]}\n")]
        return bool(refused)

    def run(self, cell, execute):
        tags = needs_of(cell)
        try:
            execute()
        except CellExecutionError as error:
            refused = {tag for tag in tags - self.met
                       if is_refusal(tag, f"{error.ename}: {plain(error.evalue)}")}
            if not refused:
                raise
            self.left_out += 1
            self.refusals.update(dict.fromkeys(refused, with_hint(error)))
        else:
            self.met.update(tags)

    def remark(self):
        whys = "; ".join(dict.fromkeys(self.refusals.values()))
        return f"{self.left_out} not run here: {whys}" if whys else ""


def is_refusal(tag, error):
    return REFUSALS[tag].match(error) is not None


def needs_of(cell):
    tags = {tag for tag in cell.metadata.get("tags", []) if tag.startswith(NEEDS)}
    for tag in sorted(tags - REFUSALS.keys()):
        raise NotNamed(f"tag {tag} is no need; expected one of {', '.join(REFUSALS)}")
    return tags


def plain(text):
    return re.sub(r"\x1b\[[0-9;]*m", "", str(text)).strip()


def first_line(error):
    text = plain(error)
    return text.splitlines()[0][:300] if text else type(error).__name__


def with_hint(error):
    """What a cell was refused, and what to do about it where the error says so."""
    return "; ".join([first_line(error.evalue), *HINT.findall(plain(error.traceback))[-1:]])
