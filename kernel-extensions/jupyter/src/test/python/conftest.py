"""Kernelspecs for the tests, in a temporary directory: the built jar, started by the real launcher."""

import json
import os
import pathlib
import sys
import time

import pytest
from jupyter_client.manager import start_new_kernel

ROOT = pathlib.Path(__file__).resolve().parents[5]
MODULE = ROOT / "kernel-extensions" / "jupyter"
JAR = MODULE / "target" / "cellblock.jar"
LAUNCHER = MODULE / "src" / "main" / "sh" / "kernel"


def pytest_configure(config):
    if not JAR.exists():
        pytest.exit(f"{JAR} is missing: mvn -q package", returncode=2)


def write_spec(directory, name, argv, env=None):
    folder = pathlib.Path(directory) / "kernels" / name
    folder.mkdir(parents=True)
    spec = {
        "argv": argv,
        "display_name": name,
        "language": "java",
        "interrupt_mode": "message",
        "env": env or {},
    }
    (folder / "kernel.json").write_text(json.dumps(spec))


@pytest.fixture(scope="session", autouse=True)
def jupyter_path(tmp_path_factory):
    directory = tmp_path_factory.mktemp("jupyter")
    write_spec(directory, "cellblock-test", [str(LAUNCHER), "{connection_file}"])
    rootless = {"CELLBLOCK_MODE": "rootless"}
    write_spec(directory, "cellblock-rootless-test", [str(LAUNCHER), "{connection_file}"], rootless)
    before = os.environ.get("JUPYTER_PATH")
    own = pathlib.Path(sys.prefix) / "share" / "jupyter"
    os.environ["JUPYTER_PATH"] = os.pathsep.join(filter(None, [str(directory), str(own), before]))
    yield directory
    if before is None:
        del os.environ["JUPYTER_PATH"]
    else:
        os.environ["JUPYTER_PATH"] = before


class Notebook:
    """One kernel, and what its cells answered."""

    def __init__(self, name, **options):
        self.manager, self.client = start_new_kernel(kernel_name=name, **options)

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def start(self, code, **options):
        return self.client.execute(code, **options)

    def collect(self, message_id, timeout=60, on_message=None):
        """The messages of a request up to idle, then its reply."""
        answer = Answer()
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != message_id:
                continue
            content = message["content"]
            if message["msg_type"] == "status" and content["execution_state"] == "idle":
                break
            answer.messages.append((message["msg_type"], content))
            if on_message:
                on_message(message["msg_type"], content)
        while True:
            reply = self.client.get_shell_msg(timeout=timeout)
            if reply["parent_header"].get("msg_id") == message_id:
                answer.reply = reply["content"]
                return answer

    def run(self, code, timeout=60, **options):
        return self.collect(self.start(code, **options), timeout)

    def interrupt_after(self, code, seconds=0.5):
        """Interrupts a cell some time after the kernel has taken it up."""
        message_id = self.start(code)
        busy = None
        while busy != (message_id, "busy"):
            message = self.client.get_iopub_msg(timeout=60)
            state = message["content"].get("execution_state")
            busy = (message["parent_header"].get("msg_id"), state)
        time.sleep(seconds)
        self.manager.interrupt_kernel()
        return self.collect(message_id)


class Answer:
    def __init__(self):
        self.messages = []
        self.reply = None

    def of(self, kind):
        return [content for each, content in self.messages if each == kind]

    @property
    def status(self):
        return self.reply["status"]

    @property
    def result(self):
        results = self.of("execute_result")
        return results[0]["data"]["text/plain"] if results else None

    @property
    def html(self):
        return self.of("execute_result")[0]["data"]["text/html"]

    def text(self, stream="stdout"):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == stream)

    @property
    def error(self):
        """The traceback without colours."""
        import re

        return re.sub("\x1b\\[[0-9;]*m", "", "\n".join(self.of("error")[0]["traceback"]))


@pytest.fixture(scope="module")
def notebook():
    opened = Notebook("cellblock-test")
    yield opened
    opened.close()


def descendants(pid):
    try:
        children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []  # ended since its parent was read
    return [int(child) for child in children] + [d for c in children for d in descendants(int(c))]


def is_running(pid):
    """A zombie is not running: whoever inherited it may reap it late."""
    try:
        stat = pathlib.Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] not in "ZX"
