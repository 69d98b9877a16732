"""Sets up this checkout: Python environment, jars, AppCDS archive, kernelspec.

Each step looks at what it depends on and does nothing when that is as before, so this can be
repeated at any point. A step writes its stamp last: what was cut short is done again.
"""

import argparse
import hashlib
import json
import os
import platform
import shutil
import sys
from pathlib import Path

from checkout import (ARCHIVE, HOME, JAR, KERNELSPEC, LAUNCHER, MICROVM, OWN_KERNELSPEC, OWN_LINUX,
                      PYTHON, STATE, SYSTEMS, VENV, replace_text)
from steps import Steps, require_writable_state
from systems import least, mib, size, systems
from trouble import AGAIN, StepFailed, end_on_signals, require_room, told

VENV_NEW, VENV_OLD = VENV.with_name("venv-new"), VENV.with_name("venv-old")
MAVEN_REPOSITORY = Path.home() / ".m2" / "repository"
# What each step writes, in MiB, with room for what pip unpacks on its way.
ROOM = {"the Python environment": 250, "the packages of the tests": 320, "the jars": 40,
        "Maven's repository": 150, "the start-up archive": 40}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tests", action="store_true", help="also the packages of the tests")
    options.add_argument("--systems", action="store_true", help="also LXC, runc and the like")
    options.add_argument("--jars-only", action="store_true", help="no Python environment")
    options.add_argument("--offline", action="store_true", help="fetch nothing: jars of new sources"
                         " are built with what is there")
    asked = options.parse_args()
    end_on_signals()
    with told():
        if asked.jars_only and jars_fresh():
            return
        if asked.offline and not JAR.exists():
            sys.exit("cellblock: this checkout isn't set up yet: ./cellblock up --no-open")
        require_writable_state()
        with Steps() as steps:
            prepare(steps, asked)


def prepare(steps, asked):
    if asked.jars_only:
        steps.step("Java library and kernel", jars_offline if asked.offline else jars)
        return
    steps.together(("Python environment", python_environment), ("Java library and kernel", jars),
                   ("programs of the course", systems if asked.systems else least))
    if asked.tests:
        steps.step("Python packages of the tests", test_packages)
    start_up(steps)


def test_environment(steps):
    steps.step("Python environment", python_environment)
    steps.step("Python packages of the tests", test_packages)


def start_up(steps):
    steps.step("start-up archive (AppCDS)", archive)
    steps.step("notebook kernel", kernelspec)
    steps.step("notebook kernel, own Linux", own_kernelspec)


def python_environment(steps):
    clear_unfinished()
    wanted = digest([HOME / "requirements.txt"], sys.version)
    if stamp("venv") == wanted and PYTHON.exists():
        if stamp("venv-place") != str(VENV):
            move_scripts(VENV, stamp("venv-place"))
            remember("venv-place", str(VENV))
        return "as before"
    require(STATE, "the Python environment")
    mend = f"read the log (pip needs PyPI once), {AGAIN}"
    try:
        steps.command("venv", [sys.executable, "-m", "venv", "--prompt", VENV.name, VENV_NEW],
                      f"apt-get install python3-venv, {AGAIN}")
        steps.command("pip", pip_install("requirements.txt", VENV_NEW / "bin/python"), mend)
        move_scripts(VENV_NEW, str(VENV_NEW))
        exchange(steps)
    finally:
        shutil.rmtree(VENV_NEW, ignore_errors=True)
    remember("venv", wanted)
    return f"{mib(size(VENV))} of disk used"


def clear_unfinished():
    """Removes what a set-up that was killed has left beside the environment."""
    if VENV_OLD.exists() and not VENV.exists():
        VENV_OLD.rename(VENV)
    for left in (VENV_NEW, VENV_OLD):
        if left.exists():
            shutil.rmtree(left)


def exchange(steps):
    """Puts the new environment, whole, in the place of the old one, which served until now."""
    if VENV.exists():
        VENV.rename(VENV_OLD)
    forget("venv", "venv-tests", "kernelspec")
    VENV_NEW.rename(VENV)
    remember("venv-place", str(VENV))
    kernelspec(steps)
    shutil.rmtree(VENV_OLD, ignore_errors=True)


def move_scripts(environment, before):
    """An environment's scripts begin with its path, in `before`: they are made to fit its place."""
    for script in (environment / "bin").iterdir():
        content = script.read_bytes() if script.is_file() and not script.is_symlink() else b""
        if before and os.fsencode(before) in content:
            moved = script.with_name(f".{script.name}.{os.getpid()}")
            moved.write_bytes(content.replace(os.fsencode(before), os.fsencode(VENV)))
            shutil.copymode(script, moved)
            moved.replace(script)


def test_packages(steps):
    wanted = digest([HOME / "requirements-test.txt"], stamp("venv"))
    if stamp("venv-tests") == wanted:
        return "as before"
    require(STATE, "the packages of the tests")
    steps.command("pip-tests", pip_install("requirements-test.txt", PYTHON),
                  f"read the log (pip needs PyPI once), {AGAIN}")
    remember("venv-tests", wanted)
    return None


def pip_install(requirements, python):
    elsewhere = ["--unset=PIP_TARGET", "--unset=PIP_PREFIX", "--unset=PIP_ROOT"]
    return ["env", *elsewhere, python, "-m", "pip", "install", "--no-user", "--quiet", "--no-input",
            "--disable-pip-version-check", "--retries=2", "--no-deps",
            "--require-hashes", "-r", HOME / requirements]


def require(place, what):
    require_room(place, ROOM[what], what)


def jars_offline(steps):
    return jars(steps, "--offline")


def jars(steps, *options):
    if jars_fresh():
        return "as before"
    forget("jars")
    require(JAR.parents[2], "the jars")
    is_first = not MAVEN_REPOSITORY.exists()
    if is_first:
        require(MAVEN_REPOSITORY, "Maven's repository")
    steps.command("maven", ["mvn", *options, "--strict-checksums", "-q", "-B", "-ntp", "-DskipTests", "package"],
                  f"read the log (Maven needs Maven Central once), {AGAIN}")
    jars_are_built()
    return f"{mib(size(MAVEN_REPOSITORY))} of disk used in {MAVEN_REPOSITORY}" if is_first else None


def jars_fresh():
    return JAR.exists() and stamp("jars") == state_of_sources()


def jars_are_built():
    remember("jars", state_of_sources())


def state_of_sources():
    return digest(java_sources())


def java_sources(besides=("target", "python", "test")):
    """Everything that the jars are made of: all but what is in folders of these names."""
    places = [HOME / "kernel-extensions", HOME / "labs"]
    found = [HOME / "pom.xml", HOME / "notebooks" / "claims.csv", HOME / "tools" / "programs",
             *HOME.glob("tools/help/*.txt")]
    for place in places:
        for folder, inner, files in os.walk(place):
            inner[:] = [name for name in inner if name not in besides]
            found += [os.path.join(folder, name) for name in files if name != "answer.jsh"]
    return sorted(map(str, found))


def archive(steps):
    # The JVM takes an archive only for the jar that it knows, by size and time.
    told_to_java = [LAUNCHER.with_name(name) for name in ("options", "java-options")]
    wanted = digest([JAR, *told_to_java, Path(java_home(), "release")],
                    java_home(), str(JAR), str(int(JAR.stat().st_mtime)))
    if stamp("archive") == wanted and ARCHIVE.exists():
        return "as before"
    forget("archive")
    require(STATE, "the start-up archive")
    steps.command("archive", [LAUNCHER.with_name("archive")],
                  f"read the log; the kernel also starts without it, only slower; {AGAIN}",
                  minutes=10)
    remember("archive", wanted)
    return f"{mib(sum(file.stat().st_size for file in STATE.glob(ARCHIVE.name)))} of disk used"


def kernelspec(_):
    text, logos = spec("Cellblock (Java)", LAUNCHER)
    wanted = digest(logos, text)
    if stamp("kernelspec") == wanted and (KERNELSPEC / "kernel.json").exists():
        return "as before"
    install(KERNELSPEC, text, logos)
    quiet_lab()
    remember("kernelspec", wanted)
    return None


def own_kernelspec(steps):
    """Offers the notebook kernel in the micro VM where that starts: it is tried."""
    text, logos = spec("Cellblock (own Linux)", PYTHON, "-Es", OWN_LINUX)
    parts = [MICROVM / name for name in ("microvm", "view", "init", "run", "xstate.hex")]
    machine = [platform.release(), str(shutil.which("linux.uml"))]
    wanted = digest([*logos, *parts], text, *machine)
    if stamp("own-linux") == wanted and (OWN_KERNELSPEC / "kernel.json").exists():
        return "as before"
    forget("own-linux")
    shutil.rmtree(OWN_KERNELSPEC, ignore_errors=True)
    try:
        # Its kernel may be one of the unpacked programs, which are seen where they lie.
        unpacked = ["--see", SYSTEMS] if SYSTEMS.exists() else []
        words = ["-t", "60", "--see", OWN_LINUX, *unpacked, "true"]
        steps.command("own-linux", [MICROVM / "microvm", *words], AGAIN, minutes=2)
    except StepFailed as refused:
        return f"not offered: {str(refused).splitlines()[0].removeprefix('microvm: ')}"
    install(OWN_KERNELSPEC, text, logos)
    remember("own-linux", wanted)
    return None


def spec(name, *command):
    """A kernelspec's text, and its pictures."""
    text = json.dumps({
        "argv": [*map(str, command), "{connection_file}"],
        "display_name": name,
        "language": "java",
        "interrupt_mode": "message",
        "env": {"JAVA_HOME": java_home()} if java_home() else {},
    }, indent=2) + "\n"
    return text, sorted((HOME / "kernel-extensions/jupyter/src/main/kernelspec").glob("logo-*"))


def install(place, text, logos):
    place.mkdir(parents=True, exist_ok=True)
    for logo in logos:
        shutil.copy(logo, place / logo.name)
    replace_text(place / "kernel.json", text)


def quiet_lab():
    """JupyterLab's own settings: nothing that asks an address outside this machine."""
    off = ["@jupyterlab/apputils-extension:announcements", "@jupyterlab/extensionmanager-extension"]
    replace_text(VENV / "etc/jupyter/labconfig/page_config.json",
                 json.dumps({"disabledExtensions": {name: True for name in off}}, indent=2) + "\n")


def java_home():
    return os.environ.get("JAVA_HOME", "")


def digest(files, *words):
    """A short name for what is in some files, wherever this checkout lies, and for some words.

    Contents and not times: a copy is as fresh as what it was copied from.
    """
    sha = hashlib.sha256()
    for file in map(Path, files):
        content = hashlib.sha256(file.read_bytes()).hexdigest() if file.exists() else None
        sha.update(f"{os.path.relpath(file, HOME)} {content}\n".encode(errors="surrogateescape"))
    sha.update("\n".join(words).encode(errors="surrogateescape"))
    return sha.hexdigest()


def stamp(name):
    path = STATE / "stamp" / name
    return path.read_text() if path.exists() else ""


def remember(name, text):
    replace_text(STATE / "stamp" / name, text)


def forget(*names):
    for name in names:
        (STATE / "stamp" / name).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
