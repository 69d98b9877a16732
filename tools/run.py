"""Executes notebooks from first cell to last with the real kernel and says how each went.

One line each: ok or FAILED, the notebook, its code cells, seconds, the failing cell and its error.
A cell tagged raises-exception must raise. Of the cells tagged needs-SOMETHING the first may be
refused by what it names (see needs.py); then the others aren't run, and the line says why.
Exit status 0: all ok; 1: one failed; 2: wrong use.
"""

import argparse
import logging
import os
import sys
from pathlib import Path

from checkout import HOME, PYTHON, STATE
from trouble import end_on_signals, explained, told, unwritable


class Options(argparse.ArgumentParser):
    """A parser whose refusal is one line."""

    def error(self, message):
        print(f"cellblock run: {message} (see ./cellblock run -h)", file=sys.stderr)
        sys.exit(2)


def main():
    asked = parse()
    refusal = why_not_ready(PYTHON) or why_half_ready(STATE / "stamp/venv")
    if refusal:
        sys.exit(f"cellblock: {refusal}")
    make(asked.out)
    if asked.microvm or asked.qemu:
        in_microvm(asked)
    with told():
        from run_notebooks import run_all
        end_cleanly()
        sys.exit(0 if run_all(asked.notebooks, asked.out, asked.mode) else 1)


def end_cleanly():
    """Lets SIGTERM and a closed terminal end this program as Ctrl+C does: temporary files go."""
    # A kernel's answer that nobody waits for any more is no news to the one who pressed Ctrl+C.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)
    end_on_signals()


def make(out):
    try:
        out.mkdir(parents=True, exist_ok=True)
        if not os.access(out, os.W_OK):
            raise unwritable(out, "permission denied")
    except (FileExistsError, NotADirectoryError) as refused:
        wrong_out(f"--out {out}: {refused.strerror}; expected a directory, or a name for one")
    except Exception as refused:
        known = explained(refused)
        if known is None:
            raise
        wrong_out(f"{known}: name another place for the executed copies with --out DIR")


def wrong_out(why):
    print(f"cellblock run: {why} (see ./cellblock run -h)", file=sys.stderr)
    sys.exit(2)


def why_not_ready(python):
    """What keeps this user from the private Python environment, or None."""
    if os.access(python, os.X_OK):
        return None
    if os.path.lexists(python):
        return (f"{python} can't be run by user {os.getuid()}: make a checkout of your own,"
                " or remove .cellblock and run ./cellblock up --no-open")
    return "this checkout isn't set up yet: ./cellblock up --no-open"


def why_half_ready(stamp):
    """What a set-up that was cut short lacks, or None: it writes its stamp last."""
    if stamp.exists():
        return None
    return "the set-up of this checkout was cut short: ./cellblock up --no-open"


def parse():
    options = Options(prog="cellblock run", description=__doc__, allow_abbrev=False)
    options.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    options.add_argument("--out", type=Path, default=STATE / "executed", metavar="DIR")
    modes = options.add_mutually_exclusive_group()
    modes.add_argument("--root", dest="mode", action="store_const", const="root")
    modes.add_argument("--rootless", dest="mode", action="store_const", const="rootless")
    modes.add_argument("--own-linux", dest="mode", action="store_const", const="own-linux")
    modes.add_argument("--microvm", action="store_true")
    options.add_argument("--qemu", action="store_true")
    asked = options.parse_args()
    if asked.qemu and asked.mode:
        options.error(f"argument --qemu: not allowed with argument --{asked.mode}")
    if asked.mode == "root" and os.getuid() != 0:
        options.error("--root needs root: start it with sudo")
    names = [path.name for path in asked.notebooks]
    for name in sorted({name for name in names if names.count(name) > 1}):
        options.error(f"two notebooks are named {name}: their copies would be one file")
    return asked


def in_microvm(asked):
    """Replaces this program by the same run inside the micro VM."""
    out = str(asked.out.resolve())
    microvm = str(HOME / "vagrant" / "microvm" / "microvm")
    words = [str(path) for path in asked.notebooks]
    inside = [str(HOME / "cellblock"), "run", "--root", "--out", out, "--", *words]
    sys.stdout.flush()
    # An emulated CPU takes ten times as long for a cell.
    emulated = ["--qemu", "-m", "3G", "-e", "CELLBLOCK_CELL_SECONDS=1200"] if asked.qemu else []
    os.execv(microvm, [microvm, *emulated, "--share", out, "--", *inside])


if __name__ == "__main__":
    main()
