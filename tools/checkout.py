"""Where things lie in this checkout, and the environment that Jupyter runs in."""

import os
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
STATE = HOME / ".cellblock"
LOGS = STATE / "log"
VENV = STATE / "venv"
SYSTEMS = STATE / "systems"
PYTHON = VENV / "bin" / "python"
JAR = HOME / "kernel-extensions" / "jupyter" / "target" / "cellblock.jar"
LAUNCHER = HOME / "kernel-extensions" / "jupyter" / "src" / "main" / "sh" / "kernel"
ARCHIVE = STATE / "cellblock.jsa"
KERNELSPEC = VENV / "share" / "jupyter" / "kernels" / "cellblock"
MICROVM = HOME / "vagrant" / "microvm"
OWN_LINUX = HOME / "kernel-extensions" / "jupyter" / "src" / "main" / "python" / "own_linux.py"
OWN_KERNELSPEC = KERNELSPEC.with_name("cellblock-own-linux")
START_HERE = "notebooks/00-start-here.ipynb"


def jupyter_environment():
    """The caller's environment, with Jupyter's own files kept inside the checkout."""
    jupyter = STATE / "jupyter"
    return {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(jupyter / "config"),
        "JUPYTER_DATA_DIR": str(jupyter / "data"),
        "JUPYTER_RUNTIME_DIR": str(jupyter / "runtime"),
        "IPYTHONDIR": str(jupyter / "ipython"),
    }


def replace_text(path, text, mode=0o644):
    """Writes a file whole or not at all: a crash leaves the old one. It never is more open than
    asked, and nothing that is there already, such as a link, is written to."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.unlink(missing_ok=True)
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w",
                  errors="surrogateescape") as file:
            file.write(text)
        fresh.chmod(mode)
        fresh.replace(path)
    except OSError as error:
        error.filename = error.filename or str(path)  # a write tells its descriptor only
        fresh.unlink(missing_ok=True)
        raise
