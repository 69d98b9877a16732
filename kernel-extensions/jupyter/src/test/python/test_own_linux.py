"""The notebook kernel in the micro VM, as a front end sees it, and what is left of it: nothing."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from jupyter_client import BlockingKernelClient

from conftest import MODULE, Notebook, descendants, is_running, write_spec
from command_fixtures import CHECKOUT, free_port

OWN_LINUX = MODULE / "src" / "main" / "python" / "own_linux.py"
NOBODY = 65534
PLACES = ["/dev/shm", "/tmp", "/var/tmp"]

pytestmark = pytest.mark.skipif(
    not shutil.which("linux.uml"), reason="needs User-mode Linux: ./cellblock up --no-open")


@pytest.fixture(scope="module", autouse=True)
def spec(jupyter_path):
    write_spec(jupyter_path, "own-linux-test",
               [sys.executable, "-Es", str(OWN_LINUX), "{connection_file}"])


@pytest.fixture(scope="module")
def folder():
    with tempfile.TemporaryDirectory(prefix="own linux ") as place:
        Path(place, "beside").mkdir()
        Path(place, "notebooks").mkdir()
        yield Path(place, "notebooks")


@pytest.fixture(scope="module")
def notebook(spec, folder):
    opened = Notebook("own-linux-test", cwd=str(folder))
    yield opened
    opened.close()


@pytest.fixture
def short(tmp_path):
    """One to be ended: notebook, its process, what else runs for it, and its standard error."""
    with open(tmp_path / "stderr", "w") as stderr:
        opened = Notebook("own-linux-test", cwd=str(tmp_path), stderr=stderr)
        opened.pid = opened.manager.provisioner.pid
        opened.others = descendants(opened.pid)
        opened.stderr = tmp_path / "stderr"
        yield opened
        opened.client.stop_channels()
        if opened.manager.has_kernel:
            opened.manager.shutdown_kernel(now=True)


def sh(notebook, script):
    return notebook.run(f"%%sh\n{script}").text()


def reply_of(notebook, message_id):
    while True:
        reply = notebook.client.get_shell_msg(timeout=60)
        if reply["parent_header"]["msg_id"] == message_id:
            return reply["content"]


def directories_of(pids):
    return [path for pid in pids for place in PLACES
            for path in Path(place).glob(f"microvm.{pid}.*")]


def assert_ended(pids, seconds=20):
    end = time.monotonic() + seconds
    while left := [pid for pid in pids if is_running(pid)]:
        assert time.monotonic() < end, left
        time.sleep(0.05)


class TestNotebook:
    def test_it_is_root_with_version_2_of_cgroups(self, notebook):
        answer = notebook.run('Host.run("sh", "-c", "id -u; cat /proc/self/cgroup; uname -n")')
        assert answer.result == "0\n0::/\nmicrovm"
        assert "memory.max" in notebook.run('Cgroup.create("own").memory("64m").files()').result

    def test_completion_comes_through(self, notebook):
        content = reply_of(notebook, notebook.client.complete("Procfs.proce", 12))
        assert content["matches"] == ["process(", "processes()"]

    def test_a_display_is_updated_in_place(self, notebook):
        answer = notebook.run('var id = display("one");\nupdate(id, "two");')
        assert answer.of("update_display_data")[0]["data"]["text/plain"] == "two"

    def test_a_running_cell_is_interrupted_and_values_stay(self, notebook):
        notebook.run("int kept = 42;")
        assert "Interrupted" in notebook.interrupt_after("Thread.sleep(600_000)").error
        assert "Interrupted" in notebook.interrupt_after("while (true);").error
        assert notebook.run("kept").result == "42"

    def test_long_cells_and_long_answers_come_through(self, notebook):
        text = "é" * 30_000
        assert notebook.run(f'System.out.print("{text}");').text() == text
        assert notebook.run(f"/* {text * 10} */ 1 + 1").result == "2"
        assert notebook.run('System.out.print("x".repeat(5_000_000))').text() == "x" * 5_000_000

    def test_the_folder_is_shared_and_its_files_are_the_users(self, notebook, folder):
        (folder / "outside").write_text("seen\n")
        assert sh(notebook, "pwd; cat outside; echo written > inside") == f"{folder}\nseen\n"
        assert (folder / "inside").read_text() == "written\n"
        assert (folder / "inside").stat().st_uid == os.getuid()

    def test_nothing_else_of_the_machine_is_to_be_had(self, notebook, folder):
        seen = sh(notebook, "ls ..; ls /root /home")
        assert seen == "notebooks\n/home:\n\n/root:\n"
        root = "mkdir -p /run/all && mount -t hostfs -o / none /run/all && cd /run/all"
        inner = sh(notebook, f"{root} && ls '{folder.parent.relative_to('/')}' && ls root home")
        assert inner == "notebooks\nhome:\n\nroot:\n"
        refused = notebook.run(f"%%sh\n{root}; echo x > usr/new || echo x > proc/sys/vm/swappiness")
        assert refused.text("stderr").count("Read-only file system") == 2
        checkout = sh(notebook, f"{root}; cd .{CHECKOUT}; ls -d .git .cellblock/* *")
        assert ".git" not in checkout and "token" not in checkout

    def test_a_program_inside_can_use_all_powers_of_root(self, notebook):
        assert sh(notebook, "mount -t tmpfs none /mnt && hostname inside && hostname") == "inside\n"


class TestEnds:
    def test_after_a_shutdown_nothing_is_left(self, short):
        short.manager.shutdown_kernel()
        assert short.manager.provisioner.process is None
        assert_ended(short.others)
        assert not directories_of(short.others)

    def test_after_a_restart_it_is_another_linux(self, short):
        short.run("int lost = 1;\nnew ProcessBuilder();")
        short.manager.restart_kernel()
        assert_ended(short.others)
        short.client.wait_for_ready(timeout=60)
        assert short.run("lost").status == "error"

    def test_after_kill_9_nothing_is_left(self, short):
        assert len(short.others) > 5
        os.kill(short.pid, signal.SIGKILL)
        assert_ended(short.others)
        assert not directories_of(short.others)

    def test_the_death_of_the_vm_ends_it_and_is_said(self, short):
        kernel = next(pid for pid in short.others
                      if Path(f"/proc/{pid}/cmdline").read_bytes().startswith(b"linux.uml"))
        os.kill(kernel, signal.SIGKILL)
        assert_ended([short.pid, *short.others])
        said = short.stderr.read_text()
        assert re.search(r"microvm: the VM failed; its console: \S+", said), said
        assert "cellblock: this notebook kernel's Linux has ended (status 125)" in said

    def test_the_death_of_the_java_process_inside_ends_it(self, short):
        short.start('Host.run("sh", "-c", "kill -9 $PPID")')
        assert_ended([short.pid, *short.others])
        assert "this notebook kernel's Linux has ended (status 137)" in short.stderr.read_text()

    def test_it_ends_with_who_started_it(self, tmp_path):
        starter = tmp_path / "starter.py"
        starter.write_text(
            "from jupyter_client.manager import start_new_kernel\n"
            "manager, client = start_new_kernel(kernel_name='own-linux-test')\n"
            "print(manager.provisioner.pid, flush=True)\n"
            "import os; os._exit(0)\n")
        done = subprocess.run([sys.executable, starter], stdout=subprocess.PIPE, text=True,
                              cwd=tmp_path, check=True, timeout=120)
        pid = int(done.stdout)
        assert_ended([pid, *descendants(pid)])

    def test_what_it_says_at_its_start(self, short, tmp_path):
        said = short.stderr.read_text().splitlines()
        assert said[0] == f"cellblock: starting a Linux of its own; shared with it: {tmp_path}"
        assert re.fullmatch(r"cellblock: runs as root with cgroup v2 and 1G of memory,"
                            r" after \d+\.\d s", said[1])


@pytest.mark.parametrize("folder, transport, refusal", [
    ("/", "tcp", "would share / with this machine: put the notebook into a folder"),
    ("/tmp", "ipc", "transport ipc: a Linux of its own is reached by tcp only")])
def test_what_it_cannot_serve_is_one_line(tmp_path, folder, transport, refusal):
    connection = {**connection_of(), "transport": transport}
    (tmp_path / "connection.json").write_text(json.dumps(connection))
    done = subprocess.run([sys.executable, "-Es", OWN_LINUX, tmp_path / "connection.json"],
                          cwd=folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert refusal in done.stderr and done.stderr.count("\n") == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become an ordinary user")
def test_an_ordinary_user_gets_it_too():
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "connection.json")
        file.write_text(json.dumps(connection_of()))
        for each in (place, file):
            os.chown(each, NOBODY, NOBODY)
        process = subprocess.Popen(["/usr/bin/python3", "-Es", OWN_LINUX, file], cwd=place,
                                   user=NOBODY, group=NOBODY, extra_groups=[])
        client = BlockingKernelClient(connection_file=str(file))
        client.load_connection_file()
        client.start_channels()
        try:
            client.kernel_info(reply=True, timeout=120)
            texts = []
            code = ('Cgroup.create("own").memory("64m");\n'
                    'Host.run("sh", "-c", "id -u > who; cat who")')
            client.execute_interactive(code, timeout=60, output_hook=lambda each: texts.append(
                each["content"].get("data", {}).get("text/plain")))
            client.shutdown(reply=True, timeout=20)
            assert process.wait(20) == 0
        finally:
            client.stop_channels()
            process.kill()
        assert "0" in texts
        assert Path(place, "who").stat().st_uid == NOBODY


def connection_of():
    ports = {f"{name}_port": free_port() for name in ("shell", "iopub", "stdin", "control", "hb")}
    return {"ip": "127.0.0.1", "transport": "tcp", "signature_scheme": "hmac-sha256", "key": "k",
            **ports}
