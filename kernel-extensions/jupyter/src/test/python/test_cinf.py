"""%cinf and the live monitor in the notebook, over the protocol."""

import json
import os
import re
import signal
import subprocess

import pytest
from conftest import JAR, Notebook

MONITOR = "Cinf.monitor(Duration.ofSeconds(%s), ProcessHandle.current().pid())"


def updates(answer):
    return answer.of("update_display_data")


def pid(notebook):
    return int(notebook.run("ProcessHandle.current().pid()").result)


def test_the_magic_lists_namespaces(notebook):
    lines = notebook.run("%cinf").result.splitlines()
    assert lines[0].startswith("namespaces")
    assert lines[1].split() == ["namespace", "type", "nprocs", "users", "cmd"]


def test_the_magic_lists_one_namespace_and_one_process(notebook):
    me = pid(notebook)
    uts = os.stat(f"/proc/{me}/ns/uts").st_ino
    assert "cgroups" in notebook.run(f"%cinf --namespace {uts}").result.splitlines()[1]
    assert f"{uts}  uts" in notebook.run(f"%cinf --pid {me}").result


def test_words_that_are_not_understood_are_named(notebook):
    answer = notebook.run("%cinf --what 1")
    assert answer.status == "error"
    assert answer.error == (
        "%cinf [--what, 1]: expected nothing, --namespace ID, --pid PID, --cgroup PID:HIERARCHY,"
        " or --mon PID[:FILE,FILE] [--duration SECONDS]")


def test_a_monitor_draws_in_one_display_that_its_value_replaces(notebook):
    answer = notebook.run(MONITOR % 2)
    displays = answer.of("display_data")
    assert len(displays) == 1
    number = displays[0]["transient"]["display_id"]
    assert {each["transient"]["display_id"] for each in updates(answer)} == {number}
    assert 2 <= len(updates(answer)) <= 4
    assert updates(answer)[-1]["data"]["text/html"] == ""
    assert answer.html.count("<svg") == 3
    assert re.search(r"\nended after 2\.\d s$", answer.result)


def test_what_a_monitor_saw_is_a_table(notebook):
    answer = notebook.run("var seen = " + MONITOR % 1 + ";\nseen.samples()")
    assert answer.result.splitlines()[1].split() == ["time", "memory", "cpu", "pids"]
    assert updates(answer)[-1]["data"]["text/html"].count("<svg") == 3


def test_a_monitor_can_be_interrupted_and_keeps_its_charts(notebook):
    notebook.run(MONITOR % 1)
    answer = notebook.interrupt_after(MONITOR % 60, seconds=3)
    assert answer.status == "error"
    assert re.search(r"\ninterrupted after \d\.\d s$", updates(answer)[-1]["data"]["text/plain"])
    assert notebook.run("1 + 1").result == "2"


def test_a_process_that_ends_ends_the_charts(notebook):
    code = 'var p = new ProcessBuilder("sleep", "0.7").start();\n'
    answer = notebook.run(code + "Cinf.monitor(Duration.ofSeconds(30), p.pid())")
    assert re.search(r"\nprocess ended after \d\.\d s$", answer.result)


def test_the_magic_monitors_as_long_as_it_is_told(notebook):
    answer = notebook.run(f"%cinf --mon {pid(notebook)} --duration 0.5")
    assert answer.result.endswith("ended after 0.5 s")


def test_control_files_are_refreshed_in_their_place(notebook):
    answer = notebook.run(f"%cinf --mon {pid(notebook)}:cgroup.procs --duration 2.5")
    assert answer.status == "ok"
    assert len(answer.of("display_data")) == 1
    assert len(updates(answer)) in (2, 3)
    assert "CONTROLFILE" in updates(answer)[-1]["data"]["text/plain"]


def test_inside_a_cell_it_shows_the_cells_processes():
    opened = Notebook("cellblock-test")
    try:
        opened.run('Cell cell = Cell.open("cinf");\ncell.unshare(MOUNT, UTS, PID);\n'
                   'cell.pivotRoot(RootFs.busybox());')
        inside = opened.run('cell.call(() -> Cinf.namespaces().intColumn("nprocs").max())')
        assert inside.result == "1.0"
        seen = opened.run("cell.call(() -> Cinf.monitor(Duration.ofMillis(250), 1))")
        assert "/proc/1/statm" in seen.result
        assert seen.result.endswith("ended after 0.3 s")
        unseen = opened.run('cell.call(() -> Cinf.cgroup(1, 0))').error
        assert "which no mount shows here" in unseen or "expected a number" in unseen
        opened.run("cell.close();")
    finally:
        opened.close()


def cinf(*words, **options):
    java = os.path.join(os.environ.get("JAVA_HOME", "/usr"), "bin", "java")
    return subprocess.Popen([java, "-jar", JAR, "cinf", *words], text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def test_the_command_needs_neither_terminal_nor_input():
    program = cinf(preexec_fn=lambda: os.close(0), start_new_session=True)
    out, err = program.communicate(timeout=60)
    assert program.returncode == 0, err
    assert out.split()[:5] == ["NAMESPACE", "TYPE", "NPROCS", "USERS", "CMD"]


@pytest.mark.parametrize("columns", ["1", "40", "69"])
def test_the_command_fits_into_narrow_columns(columns):
    program = cinf(env={**os.environ, "COLUMNS": columns})
    out, err = program.communicate(timeout=60)
    assert program.returncode == 0, err
    assert max(map(len, out.splitlines())) <= int(columns)


def test_the_log_ends_when_nobody_reads_it():
    program = cinf("--log", "RAW:50")
    assert json.loads(program.stdout.readline())["pid"] > 0
    program.stdout.close()
    assert program.wait(timeout=60) == 0
    assert program.stderr.read() == ""


def test_a_signal_ends_a_monitor_with_its_last_word():
    program = cinf("--mon", str(os.getpid()))
    while not program.stdout.readline().lstrip().startswith("TIME"):
        assert program.poll() is None
    program.send_signal(signal.SIGTERM)
    out, err = program.communicate(timeout=60)
    assert program.returncode == 128 + signal.SIGTERM
    assert re.match(r"interrupted after \d+\.\d s$", out.splitlines()[-1])
    assert err == ""
