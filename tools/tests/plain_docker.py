"""A container as a Docker engine makes one without options, for whoever is root: its capabilities,
its seccomp profile as far as it concerns containers, its masks over /proc, and read-only cgroups.

As a program: runs the words given to it inside.
"""

import ctypes
import os
import platform
import struct
import sys

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD_WORD, JUMP_IF_EQUAL, JUMP_IF_SET, RETURN = 0x20, 0x15, 0x45, 0x06
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
EPERM, ENOSYS = 1, 38
NEW_NAMESPACES = 0x7E020000
FIRST_ARGUMENT = 16
NUMBERS = {
    "x86_64": {"clone": 56, "mount": 165, "umount2": 166, "pivot_root": 155, "unshare": 272,
               "setns": 308, "clone3": 435},
    "aarch64": {"clone": 220, "mount": 40, "umount2": 39, "pivot_root": 41, "unshare": 97,
                "setns": 268, "clone3": 435},
}.get(platform.machine(), {})
CAPABILITIES = ("chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+setpcap"
                ",+net_bind_service,+net_raw,+sys_chroot,+mknod,+audit_write,+setfcap")
MASKS = """
for place in kcore keys timer_list; do
  [ ! -e /proc/$place ] || mount -n --bind /dev/null /proc/$place
done
for place in bus fs irq sys sysrq-trigger; do
  [ -e /proc/$place ] || continue
  mount -n --bind /proc/$place /proc/$place
  mount -n -o remount,ro,bind /proc/$place
done
for place in $(findmnt -nro TARGET -t cgroup,cgroup2); do
  mount -n -o remount,ro,bind "$place"
done
"""


def words(*command, has_filter=True):
    """The words that run a command inside; without the filter as with seccomp=unconfined."""
    script = f'{MASKS}\nexec setpriv --bounding-set=-all,+{CAPABILITIES} "$@"'
    filtered = [sys.executable, __file__] if has_filter else []
    return ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c",
            script, "sh", *filtered, *map(str, command)]


def filter_calls():
    """Refuses what Docker's profile refuses to a process without CAP_SYS_ADMIN."""
    refuse = [number for name, number in NUMBERS.items() if name not in ("clone", "clone3")]
    program = [(LOAD_WORD, 0, 0, 0)]
    for number in refuse:
        program += [(JUMP_IF_EQUAL, 0, 1, number), (RETURN, 0, 0, ERRNO | EPERM)]
    program += [
        (JUMP_IF_EQUAL, 0, 1, NUMBERS["clone3"]),
        (RETURN, 0, 0, ERRNO | ENOSYS),
        (JUMP_IF_EQUAL, 0, 3, NUMBERS["clone"]),
        (LOAD_WORD, 0, 0, FIRST_ARGUMENT),
        (JUMP_IF_SET, 0, 1, NEW_NAMESPACES),
        (RETURN, 0, 0, ERRNO | EPERM),
        (RETURN, 0, 0, ALLOW),
    ]
    install(program)


def install(program):
    """Installs a filter, a list of instructions for bpf(4)'s machine, in this process."""
    code = b"".join(struct.pack("HBBI", *instruction) for instruction in program)
    instructions = ctypes.create_string_buffer(code)
    header = ctypes.create_string_buffer(struct.pack("HP", len(program), ctypes.addressof(instructions)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or \
            libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


if __name__ == "__main__":
    filter_calls()
    os.execvp(sys.argv[1], sys.argv[1:])
