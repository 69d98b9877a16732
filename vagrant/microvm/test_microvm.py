"""What vagrant/microvm/microvm promises, asked of the real thing."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

MICROVM = Path(__file__).with_name("microvm")

if not shutil.which("linux.uml"):
    pytest.skip("needs User-mode Linux: sudo apt-get install user-mode-linux",
                allow_module_level=True)


def microvm(*arguments, **options):
    options = {"capture_output": True, "text": True, "timeout": 60} | options
    return subprocess.run([MICROVM, *map(str, arguments)], **options)


def script(text, *arguments, **options):
    return microvm(*arguments, input=text, **options)


def start(*arguments):
    """Starts one that heeds Ctrl+C, even where the tests run in the background and don't."""
    return subprocess.Popen([MICROVM, *arguments], stdout=subprocess.PIPE, text=True,
                            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))


def descendants(pid):
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []  # ended since its parent was read
    return [int(child) for child in children] + [d for c in children for d in descendants(c)]


def is_running(pid):
    """A zombie is not running: whoever inherited it may reap it late."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def directories_of(vm):
    return [path for parent in ("/dev/shm", "/tmp", "/var/tmp")
            for path in Path(parent).glob(f"microvm.{vm.pid}.*")]


def assert_gone(pids, seconds=2):
    deadline = time.monotonic() + seconds
    while left := [pid for pid in pids if is_running(pid)]:
        assert time.monotonic() < deadline, f"still running after {seconds} s: {left}"
        time.sleep(0.02)


class TestCommand:
    def test_its_exit_status_is_the_vms(self):
        assert microvm("sh", "-c", "exit 7").returncode == 7

    def test_death_by_a_signal_counts_128_and_the_signal(self):
        assert microvm("sh", "-c", "kill -KILL $$").returncode == 137

    def test_a_program_that_does_not_exist_is_127(self):
        assert microvm("no-such-program").returncode == 127

    def test_standard_output_and_error_stay_apart(self):
        result = microvm("sh", "-c", "echo out; echo err >&2")
        assert (result.stdout, result.stderr) == ("out\n", "err\n")

    def test_arguments_arrive_unchanged(self):
        arguments = ["two  spaces", "$HOME", "it's", '"', "*", "", "line\nfeed", "\\", "-x", "é"]
        result = microvm("--", "printf", "%s\\0", *arguments)
        assert result.stdout == "".join(a + "\0" for a in arguments)

    def test_every_byte_of_its_output_arrives(self):
        data = bytes(range(256)) * 4000
        result = microvm("python3", "-c", "import sys; sys.stdout.buffer.write("
                         "bytes(range(256)) * 4000)", text=False)
        assert result.stdout == data

    def test_output_is_shown_while_it_runs(self):
        vm = start("sh", "-c", "echo first; exec sleep 30")
        try:
            assert vm.stdout.readline() == "first\n"
            assert vm.poll() is None
        finally:
            vm.terminate()
            vm.wait()

    def test_it_runs_where_it_was_called(self, tmp_path):
        (tmp_path / "here").write_text("seen\n")
        assert microvm("cat", "here", cwd=tmp_path).stdout == "seen\n"

    def test_a_script_comes_from_standard_input(self):
        result = script("if true; then\n  echo \"a  b\"\nfi\nexit 3\n")
        assert (result.stdout, result.returncode) == ("a  b\n", 3)

    def test_what_it_leaves_running_does_not_delay_the_end(self):
        assert microvm("sh", "-c", "sleep 1000 & echo done").stdout == "done\n"

    def test_the_environment_is_small_and_named(self):
        result = microvm("-e", "GIVEN=a b", "-e", "TAKEN", "env",
                         env={"PATH": os.environ["PATH"], "TAKEN": "yes", "OTHER": "no"})
        names = {line.partition("=")[0] for line in result.stdout.splitlines()}
        assert "GIVEN=a b" in result.stdout and "TAKEN=yes" in result.stdout
        assert names == {"PATH", "GIVEN", "TAKEN"}


@pytest.fixture(scope="module")
def namespaces():
    return script("for kind in mount uts ipc net pid user cgroup time; do\n"
                  "unshare --$kind true && echo $kind yes || echo $kind no\ndone").stdout


class TestMachine:
    def test_cgroups_are_v2_alone(self):
        result = microvm("cat", "/proc/self/cgroup", "/proc/mounts")
        assert result.stdout.startswith("0::/\n")
        assert [line.split()[2] for line in result.stdout.splitlines() if "cgroup" in line] == [
            "cgroup2"]

    def test_controllers_are_handed_down(self):
        result = microvm("cat", "/sys/fs/cgroup/cgroup.subtree_control")
        assert result.stdout.split() == ["cpu", "io", "memory", "pids"]

    def test_pids_max_is_enforced(self):
        result = script("""
            mkdir /sys/fs/cgroup/few; cd /sys/fs/cgroup/few; echo 3 > pids.max
            sh -c 'echo $$ > cgroup.procs; sleep 5 & sleep 5 & sleep 5 & sleep 5 &'
            cat pids.events""")
        assert "max 1" in result.stdout

    def test_memory_max_is_enforced(self):
        result = script("""
            mkdir /sys/fs/cgroup/small; cd /sys/fs/cgroup/small; echo 32M > memory.max
            sh -c 'echo $$ > cgroup.procs; exec python3 -c "bytearray(100 << 20)"'
            echo $?; cat memory.peak; grep oom_kill' ' memory.events""")
        assert result.stdout.split("\n")[:3] == ["137", str(32 << 20), "oom_kill 1"]

    def test_cpu_max_is_enforced(self):
        result = script("""
            mkdir /sys/fs/cgroup/slow; cd /sys/fs/cgroup/slow; echo '20000 100000' > cpu.max
            sh -c 'echo $$ > cgroup.procs; exec timeout 2 sh -c "while :; do :; done"'
            grep usage_usec cpu.stat""")
        assert 0.15 < int(result.stdout.split()[1]) / 2e6 < 0.25

    @pytest.mark.parametrize("kind", ["mount", "uts", "ipc", "net", "pid", "user", "cgroup"])
    def test_namespaces_can_be_unshared(self, namespaces, kind):
        assert f"{kind} yes" in namespaces

    def test_the_package_was_built_without_time_namespaces(self, namespaces):
        assert "time no" in namespaces

    def test_an_ordinary_user_can_be_root_in_a_namespace(self):
        result = microvm("setpriv", "--reuid", "1000", "--regid", "1000", "--clear-groups",
                         "unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork",
                         "sh", "-c", "mount -t proc proc /proc && id -u && echo $$")
        assert (result.stdout, result.stderr) == ("0\n1\n", "")

    def test_it_has_a_name_and_a_loopback(self):
        result = microvm("python3", "-c", "import socket; print(socket.gethostname())\n"
                         "server = socket.create_server(('localhost', 0))\n"
                         "socket.create_connection(server.getsockname())")
        assert (result.stdout, result.stderr) == ("microvm\n", "")

    def test_overlays_and_virtual_interfaces_can_be_made(self):
        result = script("""
            cd /dev/shm && mkdir upper work merged
            mount -t overlay -o lowerdir=/usr,upperdir=upper,workdir=work overlay merged
            test -d merged/bin && ip link add name v0 type veth peer name v1
            ip -br link show v1""")
        assert result.stdout.startswith("v1@v0")

    @pytest.mark.skipif(not shutil.which("java"), reason="needs java: apt-get install default-jdk")
    def test_java_sees_the_limits_of_its_cgroup(self):
        result = script("""
            mkdir /sys/fs/cgroup/jvm; cd /sys/fs/cgroup/jvm; echo 256M > memory.max
            echo $$ > cgroup.procs; exec java -XshowSettings:system -version""")
        assert "Provider: cgroupv2" in result.stderr
        assert "Memory Limit: 256.00M" in result.stderr

    def test_systemd_can_be_the_first_process(self):
        result = microvm("--systemd", "sh", "-c",
                         "cat /proc/1/comm /proc/self/cgroup; "
                         "systemd-run --quiet --pipe --wait -p MemoryMax=64M sh -c "
                         "'cat /sys/fs/cgroup$(cut -d: -f3 /proc/self/cgroup)/memory.max'; exit 5")
        assert result.stdout.split() == ["systemd", "0::/system.slice/microvm.service", "67108864"]
        assert result.returncode == 5


class TestHost:
    def test_what_is_written_inside_is_gone(self, tmp_path):
        result = microvm("sh", "-c", f"echo inside > {tmp_path}/file; cat {tmp_path}/file")
        assert result.stdout == "inside\n"
        assert not list(tmp_path.iterdir())

    def test_a_shared_directory_keeps_what_is_written(self, tmp_path):
        shared = tmp_path / "re sults"
        shared.mkdir()
        microvm("--share", shared, "sh", "-c", f"echo kept > '{shared}/file'")
        assert (shared / "file").read_text() == "kept\n"

    def test_the_time_limit_ends_it_with_124(self):
        before = time.monotonic()
        result = microvm("-t", "1", "sleep", "1000")
        assert (result.returncode, result.stderr) == (124, "microvm: ended after 1 s\n")
        assert time.monotonic() - before < 20

    def test_a_kernel_that_cannot_boot_is_125_and_one_line_names_its_console(self):
        result = microvm("-k", "init=/nonexistent", "true")
        assert result.returncode == 125
        assert re.fullmatch(r"microvm: User-mode Linux doesn't start here \(Kernel panic.*\):"
                            r" try --qemu; its console: .*\n", result.stderr)
        console = Path(result.stderr.rpartition(": ")[2].rstrip())
        assert "Call Trace" in console.read_text()

    @pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become an ordinary user")
    def test_the_console_of_who_may_not_write_in_the_checkout_is_one_file_of_that_user(self):
        nobody = pwd.getpwnam("nobody")
        with tempfile.TemporaryDirectory() as place:
            os.chown(place, nobody.pw_uid, nobody.pw_gid)
            for _ in range(2):
                result = microvm("-k", "init=/nonexistent", "true", user=nobody.pw_uid, cwd="/",
                                 group=nobody.pw_gid, extra_groups=[],
                                 env=os.environ | {"TMPDIR": place})
                assert result.stderr.count("\n") == 1
            assert [str(path) for path in Path(place).iterdir()] == [
                result.stderr.rpartition(": ")[2].rstrip()]

    def test_without_user_mode_linux_one_line_says_what_to_install(self, tmp_path):
        for name in ("bash", "dirname", "readlink"):
            (tmp_path / name).symlink_to(shutil.which(name))
        result = microvm("true", env={"PATH": str(tmp_path)})
        assert result.returncode == 125
        assert result.stderr == ("microvm: needs linux.uml: "
                                 "sudo apt-get install user-mode-linux\n")

    @pytest.mark.parametrize("arguments", [["--no-such"], ["-m"], ["-m", "much"], ["-t", "soon"],
                                           ["--share", "/nonexistent", "true"]])
    def test_wrong_usage_is_2_and_one_line(self, arguments):
        result = microvm(*arguments)
        assert result.returncode == 2
        assert result.stderr.count("\n") == 1

    def test_nothing_is_left_when_it_ends(self):
        vm = start("sh", "-c", "echo ready; read x < /dev/zero & sleep 0.5")
        vm.stdout.readline()
        pids = descendants(vm.pid)
        assert len(pids) > 3
        assert vm.wait() == 0
        assert_gone(pids)
        assert directories_of(vm) == []

    @pytest.mark.parametrize("number, status", [(signal.SIGINT, 130), (signal.SIGTERM, 143),
                                                (signal.SIGKILL, -9)])
    def test_nothing_is_left_when_a_signal_ends_it(self, number, status):
        vm = start("sh", "-c", "sleep 0.2; echo ready; while :; do :; done")
        vm.stdout.readline()
        pids = descendants(vm.pid)
        vm.send_signal(number)
        assert vm.wait(10) == status
        assert_gone(pids)
        assert directories_of(vm) == []

    def test_what_a_kill_during_the_boot_leaves_the_next_start_removes(self):
        vm = start("true")
        while not directories_of(vm):
            time.sleep(0.001)
        vm.kill()
        vm.wait()
        microvm("true")
        assert directories_of(vm) == []

    def test_directories_of_early_versions_go_when_they_are_a_day_old(self):
        old, new = (Path("/dev/shm", f"microvm.{age}{os.getpid() % 1000:03}")
                    for age in ("old", "new"))
        for path in (old, new):
            path.mkdir()
        try:
            os.utime(old, (0, 0))
            microvm("true")
            assert (old.exists(), new.exists()) == (False, True)
        finally:
            for path in (old, new):
                shutil.rmtree(path, ignore_errors=True)

    def test_what_it_makes_in_shared_directories_is_its_users_alone(self):
        vm = start("true")
        while not (made := directories_of(vm)):
            time.sleep(0.001)
        mode = made[0].stat().st_mode
        assert vm.wait() == 0
        assert mode & 0o777 == 0o700

    def test_the_kernels_death_is_125(self):
        vm = subprocess.Popen([MICROVM, "sh", "-c", "echo ready; sleep 100"],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        vm.stdout.readline()
        pids = descendants(vm.pid)
        os.kill(next(p for p in pids if command_of(p).startswith("linux.uml")), signal.SIGKILL)
        assert "microvm: the VM failed" in vm.communicate(timeout=10)[1]
        assert vm.returncode == 125
        assert_gone(pids)

    def test_two_run_at_once_on_cpus_of_their_own(self):
        first, second = (start("sh", "-c", "echo ready; exec sleep 30") for _ in range(2))
        try:
            for vm in (first, second):
                assert vm.stdout.readline() == "ready\n"
            if len(os.sched_getaffinity(0)) > 1:
                assert cpu_of(first) != cpu_of(second)
        finally:
            for vm in (first, second):
                vm.terminate()
                vm.wait()

    @pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become an ordinary user")
    def test_an_ordinary_user_is_root_inside_with_the_rights_of_outside(self, tmp_path):
        secret = tmp_path / "secret"
        secret.write_text("root's alone")
        secret.chmod(0o600)
        nobody = pwd.getpwnam("nobody")
        result = microvm("sh", "-c", f"id -u; mkdir /sys/fs/cgroup/mine && echo made; cat {secret}",
                         user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[], cwd="/")
        assert result.stdout == "0\nmade\n"
        assert "Permission denied" in result.stderr

    @pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become an ordinary user")
    def test_an_ordinary_users_temporary_files_are_nobody_elses_inside(self):
        nobody = pwd.getpwnam("nobody")
        result = microvm("stat", "-c", "%u", "/", "/tmp", "/var", "/var/tmp", "/home",
                         user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[], cwd="/")
        assert result.stdout.split() == ["0"] * 5

    @pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become an ordinary user")
    def test_an_ordinary_users_programs_mount_inside(self):
        nobody = pwd.getpwnam("nobody")
        result = microvm("sh", "-c", "mkdir /run/on && mount -t tmpfs here /run/on"
                         " && grep -c ^here /proc/mounts",
                         user=nobody.pw_uid, group=nobody.pw_gid, extra_groups=[], cwd="/")
        assert (result.stdout, result.stderr) == ("1\n", "")


@pytest.fixture(scope="module")
def emulated(tmp_path_factory):
    """One start for all: an emulated boot takes many seconds."""
    microvm("--qemu", "-t", 120, "--", "true", timeout=600)  # fetches its kernel, once, and says so
    shared = tmp_path_factory.mktemp("results")
    result = microvm("--qemu", "-t", 120, "--share", shared, "--", "sh", "-c", f"""
        nproc; cat /proc/self/cgroup /sys/fs/cgroup/cgroup.subtree_control
        head -c4 /proc/pressure/cpu; echo; unshare --time echo time
        echo kept > {shared}/file; echo err >&2; exit 6""", timeout=600)
    return result, (shared / "file").read_text()


@pytest.mark.skipif(not shutil.which("qemu-system-x86_64"),
                    reason="needs qemu: sudo apt-get install qemu-system-x86")
class TestQemu:
    def test_it_has_two_cpus_pressure_files_and_time_namespaces(self, emulated):
        lines = emulated[0].stdout.splitlines()
        assert (lines[0], lines[1], lines[3:]) == ("2", "0::/", ["some", "time"])

    def test_it_has_the_controllers_that_user_mode_linux_lacks(self, emulated):
        controllers = emulated[0].stdout.splitlines()[2].split()
        assert {"cpuset", "cpu", "io", "memory", "hugetlb", "pids"} <= set(controllers)

    def test_it_keeps_the_rest_of_the_promises(self, emulated):
        process, kept = emulated
        assert (process.returncode, process.stderr, kept) == (6, "err\n", "kept\n")

    def test_nothing_is_left_when_it_is_killed(self):
        vm = start("--qemu", "sleep", "1000")
        while not any(command_of(p).startswith("qemu") for p in descendants(vm.pid)):
            time.sleep(0.05)
        pids = descendants(vm.pid)
        vm.kill()
        vm.wait()
        assert_gone(pids)


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except FileNotFoundError:
        return ""


def cpu_of(vm):
    kernel = next(p for p in descendants(vm.pid) if command_of(p).startswith("linux.uml"))
    return os.sched_getaffinity(kernel)
