"""How the set-up ends."""

import json
import subprocess
import sys

import pytest

import modules
import prepare
import steps
from small_checkout import JAR, make_checkout, make_program

pytestmark = pytest.mark.quick


def test_ctrl_c_ends_the_set_up_without_a_stack(monkeypatch, tmp_path):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(prepare, "prepare", interrupted)
    monkeypatch.setattr(steps, "STATE", tmp_path)  # whose lock another may hold
    monkeypatch.setattr(sys, "argv", ["prepare.py"])
    with pytest.raises(SystemExit) as ended:
        prepare.main()
    assert ended.value.code == 130


def test_what_goes_into_a_jar_from_elsewhere_makes_it_anew():
    elsewhere = [prepare.HOME / place for each in modules.modules() for place in each.places[1:]]
    assert len(elsewhere) > 1
    sources = prepare.java_sources()
    for place in map(str, elsewhere):
        assert any(source == place or source.startswith(f"{place}/") for source in sources), place


@pytest.mark.parametrize("crashes, signal, status", [(1, "ABRT", 0), (2, "ABRT", 134), (1, "KILL", 1)])
def test_a_jvm_that_crashes_while_it_writes_the_archive_is_started_once_more(
        tmp_path, crashes, signal, status):
    place = make_checkout(tmp_path / "checkout")
    (place / JAR).parent.mkdir()
    (place / JAR).touch()
    script = f"""
echo run >> {tmp_path}/runs
[ $(wc -l < {tmp_path}/runs) -gt {crashes} ] || kill -{signal} $$
for word; do case $word in -XX:ArchiveClassesAtExit=*) : > "${{word#*=}}" ;; esac; done"""
    (tmp_path / "java").mkdir()
    environment = {**make_program(tmp_path / "java/bin", "java", script),
                   "JAVA_HOME": str(tmp_path / "java")}
    done = subprocess.run([place / "kernel-extensions/jupyter/src/main/sh/archive"], timeout=60,
                          env=environment, capture_output=True, text=True)
    assert done.returncode == status, done
    assert (place / ".cellblock/cellblock.jsa").exists() == (status == 0)


@pytest.fixture
def own_linux(monkeypatch, tmp_path):
    """Runs that step with a micro VM that is a shell script, and returns its remark and the spec."""
    for module, name in [(prepare, "STATE"), (steps, "STATE"), (steps, "LOGS"), (steps, "HOME")]:
        monkeypatch.setattr(module, name, tmp_path)
    monkeypatch.setattr(prepare, "MICROVM", tmp_path / "microvm")
    monkeypatch.setattr(prepare, "OWN_KERNELSPEC", tmp_path / "kernels" / "own")
    monkeypatch.setattr(prepare, "SYSTEMS", tmp_path / "systems")
    (tmp_path / "microvm").mkdir()

    def run(script):
        microvm = tmp_path / "microvm" / "microvm"
        microvm.write_text(f"#!/bin/sh\n{script}\n")
        microvm.chmod(0o755)
        with steps.Steps() as each:
            remark = prepare.own_kernelspec(each)
        spec = tmp_path / "kernels" / "own" / "kernel.json"
        return remark, json.loads(spec.read_text()) if spec.exists() else None

    return run


def test_own_linux_is_offered_where_the_micro_vm_starts(own_linux):
    remark, spec = own_linux("exit 0")
    assert (remark, spec["display_name"]) == (None, "Cellblock (own Linux)")
    assert spec["interrupt_mode"] == "message"
    assert own_linux("exit 0") == ("as before", spec)


def test_own_linux_is_not_offered_where_it_does_not_and_the_line_says_why(own_linux):
    own_linux("exit 0")
    remark, spec = own_linux("echo 'microvm: it panicked' >&2; exit 125")
    assert (remark, spec) == ("not offered: it panicked", None)


def test_the_kernel_of_own_linux_is_seen_where_it_was_unpacked(own_linux, tmp_path):
    script = f'case "$*" in *"--see {tmp_path}/systems true") ;; *) exit 125 ;; esac'
    assert own_linux(script)[1] is None
    (tmp_path / "systems").mkdir()
    assert own_linux(script)[0] is None
