"""Kernelspecs for the tests, in a temporary directory: the built jar, started by the real launcher."""

import json
import os
import pathlib
import sys

import pytest
from client import Notebook

ROOT = pathlib.Path(__file__).resolve().parents[6]
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


@pytest.fixture(scope="module")
def notebook():
    opened = Notebook("cellblock-test")
    yield opened
    opened.close()
