"""What the ptrace that User-mode Linux is given does, asked of the kernel, on any processor.

A kernel refuses a state that isn't whole, whatever its length: a buffer that is too short stands for
User-mode Linux where there is AMX, one of the right length or longer for it where there is none.
"""

import ctypes
import errno
import os
import platform
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

SOURCE = Path(__file__).with_name("xstate.s")
BYTES = bytes.fromhex(SOURCE.with_suffix(".hex").read_text())
TRACEME, PEEKUSER, POKEUSER = 0, 3, 6
GETREGSET, SETREGSET, XSTATE = 0x4204, 0x4205, 0x202
R15, R14, XMM0 = 0, 8, 160
LONGEST = 1 << 16

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="User-mode Linux is x86's")


class Vector(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def prototype(library):
    library.ptrace.argtypes = [ctypes.c_long, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p]
    library.ptrace.restype = ctypes.c_long
    return library.ptrace


@pytest.fixture(scope="module")
def ours(tmp_path_factory):
    library = tmp_path_factory.mktemp("library") / "xstate.so"
    library.write_bytes(BYTES)
    return prototype(ctypes.CDLL(str(library), use_errno=True))


@pytest.fixture
def kernels():
    return prototype(ctypes.CDLL(None, use_errno=True))


@pytest.fixture
def stopped(kernels):
    """A process that is traced and stands still."""
    pid = os.fork()
    if pid == 0:
        kernels(TRACEME, 0, None, None)
        os.kill(os.getpid(), signal.SIGSTOP)
        os._exit(0)
    assert os.WIFSTOPPED(os.waitpid(pid, 0)[1])
    yield pid
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def get(ptrace, pid, length=LONGEST):
    state = ctypes.create_string_buffer(length)
    vector = Vector(ctypes.addressof(state), length)
    assert ptrace(GETREGSET, pid, XSTATE, ctypes.addressof(vector)) == 0
    return bytearray(state.raw[:vector.length])


def put(ptrace, pid, state):
    buffer = ctypes.create_string_buffer(bytes(state), len(state))
    vector = Vector(ctypes.addressof(buffer), len(state))
    return ptrace(SETREGSET, pid, XSTATE, ctypes.addressof(vector))


def with_xmm0(state, value):
    state[XMM0:XMM0 + 16] = value
    state[512] |= 2  # XSTATE_BV: SSE is not in its first state
    return state


def test_the_bytes_are_what_the_assembler_makes_of_the_source(tmp_path):
    if not shutil.which("as") or not shutil.which("objcopy"):
        pytest.skip("needs as and objcopy: sudo apt-get install binutils")
    subprocess.run(["as", "-o", tmp_path / "object", SOURCE], check=True)
    subprocess.run(["objcopy", "-O", "binary", "-j", ".text", tmp_path / "object",
                    tmp_path / "binary"], check=True)
    assert BYTES.hex() == (tmp_path / "binary").read_bytes().hex()


def test_the_kernel_refuses_a_state_that_is_not_whole(kernels, stopped):
    assert put(kernels, stopped, get(kernels, stopped)[:-64]) == -1
    assert ctypes.get_errno() == errno.EFAULT


@pytest.mark.parametrize("missing", [64, 0, -64])
def test_a_state_is_set_whether_shorter_whole_or_longer(ours, kernels, stopped, missing):
    whole = get(kernels, stopped)
    length = len(whole) - missing
    kept = with_xmm0(get(ours, stopped, length).ljust(length, b"\0"), b"sixteen bytes ab")
    assert put(ours, stopped, kept) == 0
    assert get(kernels, stopped)[XMM0:XMM0 + 16] == b"sixteen bytes ab"


def test_what_the_shorter_state_leaves_out_stays_as_it_was(ours, kernels, stopped):
    """The upper halves of ymm0 to ymm15 lie behind the first 576 bytes."""
    before = get(kernels, stopped)
    if len(before) < 832:
        pytest.skip("needs a processor with AVX")
    before[512] |= 4
    before[576:592] = b"the upper half.."
    assert put(kernels, stopped, before) == 0
    assert put(ours, stopped, with_xmm0(get(ours, stopped, 576), b"the lower half..")) == 0
    after = get(kernels, stopped)
    assert (after[XMM0:XMM0 + 16], after[576:592]) == (b"the lower half..", b"the upper half..")


def test_other_requests_are_the_kernels(ours, stopped):
    assert ours(POKEUSER, stopped, R14, 0x1234567890) == 0
    assert ours(PEEKUSER, stopped, R14, None) == 0x1234567890


@pytest.mark.parametrize("request_, address", [(SETREGSET, XSTATE), (GETREGSET, XSTATE),
                                               (PEEKUSER, R15)])
def test_a_refusal_is_minus_one_and_errno(ours, request_, address):
    """The process is there and isn't traced."""
    state = ctypes.create_string_buffer(LONGEST)
    vector = Vector(ctypes.addressof(state), LONGEST)
    assert ours(request_, os.getpid(), address, ctypes.addressof(vector)) == -1
    assert ctypes.get_errno() == errno.ESRCH
