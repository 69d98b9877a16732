"""What the set-up says where the machine refuses something: the place, the number, the way out."""

import hashlib
import json
import os
import re
import resource
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from command_fixtures import CHECKOUT, free_port
from small_checkout import JAR, MAY_MOUNT, in_namespace, make_checkout, make_program
import steps
import trouble

PREPARE = "tools/prepare.py"
KERNELSPEC = CHECKOUT / ".cellblock/venv/share/jupyter/kernels/cellblock"
AGAIN = "then run the same command again; it goes on where it stopped"

mounts = pytest.mark.skipif(not MAY_MOUNT, reason="needs namespaces, to mount in them")


@pytest.fixture
def disk(tmp_path):
    """Runs the set-up of a small checkout on a disk of some MiB; Maven is a script."""

    def run(megabytes, maven, *words):
        source, place = make_checkout(tmp_path / "source"), tmp_path / "disk"
        place.mkdir()
        environment = make_program(tmp_path / "bin", "mvn", maven)
        mount = (f"mount -t tmpfs -o size={megabytes}m tmpfs '{place}' && cp -r '{source}/.' '{place}'"
                 f" && mkdir -p '{place}/{os.path.dirname(JAR)}'")
        return place, in_namespace(mount, "python3", place / PREPARE, *words, env=environment)

    return run


@mounts
def test_a_disk_that_is_too_small_is_named_before_anything_is_fetched(disk, tmp_path):
    place, refused = disk(20, f"touch {tmp_path}/asked", "--jars-only")
    assert refused.returncode == 1
    assert re.search(rf"^cellblock: {place}/kernel-extensions: 1\d MiB free, and 40 MiB are needed for"
                     rf" the jars\n  mend: make room there, {AGAIN}$", refused.stderr, re.M), refused
    assert not (tmp_path / "asked").exists()


@mounts
@pytest.mark.parametrize("after", [f"echo jar > {JAR}; exit 0", "exit 1", "touch a.log; exit 1"])
def test_a_disk_that_fills_up_during_a_step_is_named(disk, after):
    fill = "cat /dev/zero > filling 2>/dev/null;"
    place, refused = disk(60, f": > {JAR}; {fill} {after}", "--jars-only")
    assert refused.returncode == 1
    assert "Traceback" not in refused.stderr
    assert re.search(rf"^cellblock: {place}\S*: no space left on this file system, 0 MiB free",
                     refused.stderr, re.M), refused
    assert f"mend: make room there, {AGAIN}" in refused.stderr


@mounts
def test_the_first_failure_ends_the_step_beside_it(disk):
    _, refused = disk(300, "exec sleep 60")
    assert "FAILED  Python environment" in refused.stdout
    assert " ended  Java library and kernel" in refused.stdout


@mounts
def test_a_checkout_that_is_mounted_read_only_is_named(tmp_path):
    place = make_checkout(tmp_path / "checkout")
    read_only = f"mount --bind '{place}' '{place}' && mount -o remount,ro,bind '{place}'"
    refused = in_namespace(read_only, "python3", place / PREPARE)
    assert (refused.returncode, refused.stderr) == (1, (
        f"\ncellblock: {place} is mounted read-only\n"
        "  mend: mount it writable, or use a clone of your own elsewhere\n"))


@mounts
def test_run_names_the_place_that_its_copies_can_not_go_to(write_notebook):
    place = CHECKOUT / ".cellblock"
    read_only = f"mount --bind '{place}' '{place}' && mount -o remount,ro,bind '{place}'"
    refused = in_namespace(read_only, CHECKOUT / "cellblock", "run", write_notebook("adds", "1"))
    assert refused.returncode == 2
    assert re.fullmatch(
        rf"cellblock run: {place}\S* is mounted read-only: name another place for the executed copies"
        r" with --out DIR \(see ./cellblock run -h\)\n", refused.stderr), refused


@mounts
def test_run_says_that_the_disk_is_full_for_its_copy(write_notebook, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    full = f"mount -t tmpfs -o size=64k tmpfs '{out}' && head -c 60K /dev/zero > '{out}/filling'"
    path = write_notebook("prints", '"x".repeat(20_000)')
    failed = in_namespace(full, CHECKOUT / "cellblock", "run", path, "--out", out)
    assert failed.returncode == 1
    assert re.search(
        rf"  {out}\S*: no space left on this file system, 0 MiB free\n$", failed.stdout), failed
    assert "Traceback" not in failed.stderr


@pytest.mark.parametrize("kind, option, number, least", [
    (resource.RLIMIT_NOFILE, "-n", 64, 256),
    (resource.RLIMIT_NPROC, "-u", 20, 256),
    (resource.RLIMIT_AS, "-v", 500_000, 4_194_304),
])
@pytest.mark.parametrize("words", [["doctor"], ["run", "a.ipynb"], ["up"]])
def test_a_limit_that_is_too_low_is_named_before_anything_starts(kind, option, number, least, words):
    unit = 1024 if kind == resource.RLIMIT_AS else 1
    refused = subprocess.run(
        [CHECKOUT / "cellblock", *words], text=True, capture_output=True, timeout=60,
        preexec_fn=lambda: resource.setrlimit(kind, (number * unit, number * unit)))
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", (
        f"cellblock: ulimit {option} is {number}, and {least} are needed: ulimit {option} {least},"
        " or as root in /etc/security/limits.conf\n"))


def test_a_limit_that_may_be_raised_is_raised(write_notebook, tmp_path):
    done = subprocess.run(
        [CHECKOUT / "cellblock", "run", write_notebook("adds", "1"), "--out", tmp_path], text=True,
        capture_output=True, timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 4096)))
    assert done.returncode == 0, done


@mounts
@pytest.mark.parametrize("command", ["doctor", "lab", "claims", "cinf"])
def test_what_only_looks_installs_nothing(tmp_path, command):
    environment = make_program(tmp_path / "bin", "apt-get", f"touch {tmp_path}/asked")
    environment.pop("JAVA_HOME", None)
    make_program(tmp_path / "bin", "javac", "exit 1")
    without_java = "mount -t tmpfs tmpfs /usr/lib/jvm"
    refused = in_namespace(without_java, CHECKOUT / "cellblock", command, env=environment)
    assert (refused.returncode, refused.stdout, refused.stderr) == (1, "", (
        "cellblock: missing: JDK 17 or newer (openjdk-17-jdk-headless);"
        " ./cellblock up --no-open installs it\n"))
    assert not (tmp_path / "asked").exists()


@pytest.mark.parametrize("command", ["doctor", "lab", "claims", "cinf", "run"])
def test_what_only_looks_builds_no_checkout_that_is_not_set_up(tmp_path, command):
    place = make_checkout(tmp_path / "checkout")
    environment = make_program(tmp_path / "bin", "mvn", f"touch {tmp_path}/asked")
    refused = subprocess.run([place / "cellblock", command, "a.ipynb"], text=True, timeout=60,
                             capture_output=True, env=environment)
    assert (refused.returncode, refused.stderr) == (
        1, "cellblock: this checkout isn't set up yet: ./cellblock up --no-open\n")
    assert not (tmp_path / "asked").exists()


def test_a_copy_with_other_times_at_another_place_is_as_fresh(tmp_path):
    first = make_checkout(tmp_path / "first")
    environment = make_program(tmp_path / "bin", "mvn", f"echo jar > {JAR}")
    (first / JAR).parent.mkdir()
    built = subprocess.run(["python3", first / PREPARE, "--jars-only"], env=environment,
                           capture_output=True, text=True, timeout=60)
    assert "ok  Java library and kernel" in built.stdout, built
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", first, copy], check=True)
    for path in copy.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    again = subprocess.run(["python3", copy / PREPARE, "--jars-only"], env=environment,
                           capture_output=True, text=True, timeout=60)
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")


@mounts
def test_a_copy_of_the_python_environment_at_another_place_is_taken_over(tmp_path):
    first = make_checkout(tmp_path / "first")
    (first / "requirements.txt").write_text("")
    for script in ("archive", "kernel"):
        (first / "kernel-extensions/jupyter/src/main/sh" / script).write_text("#!/bin/sh\n: > $0\n")
    (first / JAR).parent.mkdir()
    environment = make_program(tmp_path / "bin", "mvn", f"echo jar > {JAR}")
    subprocess.run(["python3", first / PREPARE], env=environment, capture_output=True, timeout=60)
    second = tmp_path / "second"
    first.rename(second)
    again = in_namespace("true", "python3", second / PREPARE, env=environment)
    assert re.search(r"ok  Python environment +\d+\.\d s  as before", again.stdout), again
    pip = second / ".cellblock/venv/bin/pip"
    asked = subprocess.run([pip, "--version"], text=True, capture_output=True)
    assert str(second) in asked.stdout


def test_a_source_that_changed_within_its_size_and_time_is_built_again(tmp_path):
    place = make_checkout(tmp_path / "checkout")
    environment = make_program(tmp_path / "bin", "mvn", f"echo jar > {JAR}")
    (place / JAR).parent.mkdir()

    def built():
        done = subprocess.run(["python3", place / PREPARE, "--jars-only"], env=environment,
                              capture_output=True, text=True, timeout=60, check=True)
        return "ok  Java" in done.stdout

    assert (built(), built()) == (True, False)
    pom = place / "pom.xml"
    status, text = pom.stat(), pom.read_text()
    pom.write_text(text.replace("Cellblock", "Cellblocc", 1))
    os.utime(pom, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert built()


@mounts
def test_what_maven_can_not_fetch_is_named_with_its_cause(tmp_path):
    place = make_checkout(tmp_path / "checkout")
    (place / "pom.xml").write_text(
        "<project><modelVersion>4.0.0</modelVersion><groupId>a</groupId><artifactId>b</artifactId>"
        "<version>1</version><parent><groupId>org.example</groupId><artifactId>absent</artifactId>"
        "<version>1.2</version></parent></project>")
    refused = in_namespace("true", "python3", place / PREPARE, "--jars-only")
    assert refused.returncode == 1
    assert re.search(r"^cellblock: org.example:absent:pom:1.2 is missing here, and the network isn't"
                     r" reached: (Unknown host|Temporary failure in)", refused.stderr, re.M), refused
    assert "https_proxy" in refused.stderr


@mounts
def test_what_pip_can_not_fetch_is_named_with_its_cause(tmp_path):
    place = make_checkout(tmp_path / "checkout")
    (place / "requirements.txt").write_text(f"cellblock-absent==1.2 --hash=sha256:{'0' * 64}\n")
    environment = make_program(tmp_path / "bin", "mvn", f"mkdir -p {os.path.dirname(JAR)}; : > {JAR}")
    refused = in_namespace("true", "python3", place / PREPARE, env=environment)
    assert refused.returncode == 1
    assert re.search(r"^cellblock: cellblock-absent==1.2 is missing here, and the network isn't"
                     r" reached: Temporary failure in", refused.stderr, re.M), refused


@pytest.mark.parametrize("variable, value, line", [
    ("CELLBLOCK_CELL_SECONDS", "soon", "CELLBLOCK_CELL_SECONDS=soon: expected whole seconds"),
    ("CELLBLOCK_CELL_SECONDS", "-1", "CELLBLOCK_CELL_SECONDS=-1: expected whole seconds"),
    ("CELLBLOCK_MODE", "toor", "CELLBLOCK_MODE=toor: expected root, rootless or nothing"),
    ("CELLBLOCK_JAR", "/no.jar", "/no.jar is missing: ./cellblock up --no-open"),
])
def test_a_variable_with_a_wrong_value_is_named(write_notebook, tmp_path, variable, value, line):
    refused = subprocess.run(
        [CHECKOUT / "cellblock", "run", write_notebook("adds", "1"), "--out", tmp_path / "out"],
        text=True, capture_output=True, env={**os.environ, variable: value}, timeout=60)
    assert refused.returncode == 1
    assert f"cellblock: {line}" in refused.stderr
    assert "Traceback" not in refused.stderr


@mounts
def test_a_jdk_that_is_gone_is_named_when_a_notebook_runs(write_notebook, tmp_path):
    spec = json.loads((KERNELSPEC / "kernel.json").read_text())
    home = spec["env"]["JAVA_HOME"]
    gone = f"mount -t tmpfs tmpfs '{home}'"
    refused = in_namespace(gone, CHECKOUT / "cellblock", "run", write_notebook("adds", "1"), "--out",
                           tmp_path / "out")
    assert refused.returncode == 1
    assert f"cellblock: JAVA_HOME={home} has no bin/java: ./cellblock up" in refused.stderr


@mounts
def test_the_server_without_room_for_its_files_says_so():
    runtime = CHECKOUT / ".cellblock/jupyter/runtime"
    runtime.mkdir(parents=True, exist_ok=True)
    full = f"mount -t tmpfs -o nr_inodes=1 tmpfs '{runtime}'"
    refused = in_namespace(full, CHECKOUT / "cellblock", "up", "--no-open", "--port", free_port())
    assert refused.returncode == 1
    assert f"cellblock: {runtime}: no inode is left on this file system" in (
        refused.stdout + refused.stderr)


@mounts
def test_doctor_does_not_blame_programs_for_a_temporary_directory(tmp_path):
    told = in_namespace("mount -t tmpfs -o ro tmpfs /tmp", CHECKOUT / "cellblock", "doctor")
    assert "-> make room in /tmp, and mount it writable\n" in told.stdout
    assert "apt-get install -y runc" not in told.stdout


def test_nobody_else_may_write_what_the_set_up_makes(tmp_path):
    place = make_checkout(tmp_path / "checkout")
    environment = make_program(tmp_path / "bin", "mvn", f"mkdir -p {os.path.dirname(JAR)}; exit 1")
    subprocess.run([place / "cellblock", "up", "--no-open"], env=environment, capture_output=True,
                   preexec_fn=lambda: os.umask(0), timeout=120)
    made = [place / ".cellblock", place / os.path.dirname(JAR), *(place / ".cellblock").rglob("*")]
    assert len(made) > 3
    assert [path for path in made if not path.is_symlink() and path.stat().st_mode & 0o022] == []


@pytest.mark.parametrize("command", [["doctor"], ["claims", "C126"], ["lab", "list"], ["cinf", "-n", "1"]])
def test_a_newer_java_warns_of_nothing(command):
    newer = [home for home in Path("/usr/lib/jvm").glob("*") if version_of(home) >= 24]
    if not newer:
        pytest.skip("needs Java 24 or newer in /usr/lib/jvm")
    done = subprocess.run([CHECKOUT / "cellblock", *command], text=True, capture_output=True,
                          env={**os.environ, "JAVA_HOME": str(newer[0])}, timeout=120)
    assert done.returncode == 0
    assert "WARNING" not in done.stderr


@mounts
def test_the_options_of_java_go_with_it_into_a_user_namespace():
    options = f"@{CHECKOUT}/kernel-extensions/jupyter/src/main/sh/java-options"
    newest = max(Path("/usr/lib/jvm").glob("*"), key=version_of)
    started = subprocess.run(["setpriv", "--bounding-set=-sys_admin", newest / "bin/java", options,
                              "-jar", CHECKOUT / JAR, "doctor", "--json"],
                             text=True, capture_output=True, timeout=120)
    assert json.loads(started.stdout)["mode"] == "rootless"
    assert started.stderr == ""


def version_of(home):
    release = home / "release"
    found = re.search(r'JAVA_VERSION="(\d+)', release.read_text()) if release.exists() else None
    return int(found[1]) if found else 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("words", [["--jars-only"], []])
def test_a_signal_ends_the_programs_of_the_set_up_too(tmp_path, number, words):
    place = make_checkout(tmp_path / "checkout")
    environment = make_program(tmp_path / "bin", "mvn", f"echo $$ > {tmp_path}/pid; exec sleep 60")
    (place / JAR).parent.mkdir()
    set_up = subprocess.Popen(
        ["python3", place / PREPARE, *words], env=environment, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL))
    pid = wait_for(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text())
    set_up.send_signal(number)
    assert set_up.communicate(timeout=30) == (None, "")
    assert set_up.returncode == 128 + number
    assert not Path(f"/proc/{int(pid)}").exists()


def test_the_environment_of_pip_leads_no_package_elsewhere(tmp_path):
    place = make_checkout(tmp_path / "checkout")
    package = tmp_path / "one-1-py3-none-any.whl"
    with zipfile.ZipFile(package, "w") as wheel:
        wheel.writestr("one.py", "")
        wheel.writestr("one-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: one\nVersion: 1\n")
        wheel.writestr("one-1.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr("one-1.dist-info/RECORD", "")
    sha256 = hashlib.sha256(package.read_bytes()).hexdigest()
    (place / "requirements.txt").write_text(f"{package} --hash=sha256:{sha256}\n")
    (place / JAR).parent.mkdir()
    environment = make_program(tmp_path / "bin", "mvn", f"echo jar > {JAR}")
    environment.update(PIP_USER="1", PIP_TARGET=str(tmp_path / "elsewhere"))
    done = subprocess.run(["python3", place / PREPARE], env=environment, text=True, timeout=120,
                          capture_output=True)
    assert "ok  Python environment" in done.stdout, done
    assert list((place / ".cellblock/venv/lib").glob("python*/site-packages/one.py"))
    assert not (tmp_path / "elsewhere").exists()


def test_a_package_that_is_another_than_the_listed_one_is_named(tmp_path):
    place = make_checkout(tmp_path / "checkout")
    package = tmp_path / "one-1-py3-none-any.whl"
    package.write_bytes(b"another")
    wanted = f"one==1 --hash=sha256:{'0' * 64}\n"
    (place / "requirements.txt").write_text(f"--no-index\n--find-links {tmp_path}\n{wanted}")
    (place / JAR).parent.mkdir()
    environment = make_program(tmp_path / "bin", "mvn", f"echo jar > {JAR}")
    refused = subprocess.run(["python3", place / PREPARE], env=environment, text=True, timeout=120,
                             capture_output=True)
    sha256 = hashlib.sha256(b"another").hexdigest()
    assert f"cellblock: one==1 isn't what it is listed as: its sha256 is {sha256}" in refused.stderr
    assert refused.returncode == 1


@pytest.mark.parametrize("log, line", [
    ("WARNING: Retrying after SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]"
     " certificate verify failed: certificate is not yet valid (_ssl.c:1006)'))\n"
     "ERROR: Could not find a version that satisfies the requirement jupyterlab==4.4.3\n",
     "jupyterlab==4.4.3 is missing here, and the certificate of who has it isn't trusted:"
     " CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate is not yet valid"),
    ("[ERROR] Could not transfer artifact org.a:b:jar:1 from/to central: PKIX path validation failed:"
     " CertificateNotYetValidException: NotBefore: Mon Jan 05 09:00:00 UTC 2026\n",
     "org.a:b:jar:1 is missing here, and the certificate of who has it isn't trusted:"
     " PKIX path validation failed"),
    ("[ERROR] Could not resolve: Could not transfer artifact org.x:a:jar:1 from/to here (file:///r):"
     " Checksum validation failed, expected 00 but is f5 -> [Help 1]\n",
     "org.x:a:jar:1 isn't what it is listed as: Checksum validation failed, expected 00 but is f5"),
    ("ERROR: Could not install packages due to an OSError: [Errno 122] Disk quota exceeded: '/x'\n",
     "no space left on this file system"),
])
def test_the_cause_in_a_log_is_named(log, line):
    assert line in str(trouble.of_log(log))


def test_a_log_of_another_failure_is_left_to_its_first_error():
    log = "[INFO] x\n[ERROR] COMPILATION ERROR :\n[ERROR] /A.java:[1,2] ';' expected\n[ERROR] more"
    assert trouble.of_log(log) is None
    assert steps.telling_line(log, 1) == "[ERROR] /A.java:[1,2] ';' expected"
    assert steps.telling_line("", 9) == "no output, exit status 9"


def test_of_a_place_that_may_not_be_looked_at_the_directory_that_may_is_named(tmp_path):
    inner = tmp_path / "closed" / "inner"
    inner.mkdir(parents=True)
    inner.parent.chmod(0)
    user = os.geteuid()
    os.seteuid(user or 65534)
    try:
        assert trouble.nearest(inner) in inner.parents
    finally:
        os.seteuid(user)
        inner.parent.chmod(0o700)


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    assert found
    return found
