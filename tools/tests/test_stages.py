"""What `./cellblock test` runs for which words, and how it goes on after a stage."""

import re
import signal
import subprocess

import pytest

import run_tests
import stage
import steps
from command_fixtures import CHECKOUT
from reports import Counts
from small_checkout import make_checkout, make_program
from stage import Stage
from trouble import StepFailed

pytestmark = pytest.mark.quick

ALL = ["maven", "microvm", "rootless", "pytest"]


@pytest.fixture
def stages(monkeypatch, tmp_path):
    """The names of what is set up and run for some words; nothing of it is."""
    told = []
    monkeypatch.setattr(run_tests, "set_up", lambda build: told.append(build and build.__name__))
    monkeypatch.setattr(run_tests, "maven", lambda: "maven")
    monkeypatch.setattr(run_tests.java_tests, "are_built", lambda: None)
    monkeypatch.setattr(run_tests, "stages", lambda name, *_, **__: [name])
    monkeypatch.setattr(run_tests.prepare, "start_up", lambda _: told.append("start_up"))
    monkeypatch.setattr(steps, "STATE", tmp_path)  # whose lock another may hold

    def stages(*words):
        told.clear()
        names = list(run_tests.chosen(run_tests.parse(words), tmp_path))
        return names, told

    return stages


@pytest.mark.parametrize("words, names", [
    ([], ALL),
    (["--vagrant", "--qemu"], ["maven", "microvm", "rootless", "qemu", "pytest", "vagrant"]),
    (["--only", "pytest", "--only", "rootless"], ["rootless", "pytest"]),
])
def test_stages_run_in_their_order(stages, words, names):
    assert stages(*words)[0] == names


@pytest.mark.parametrize("name, built", [
    ("maven", [None]), ("rootless", ["build"]), ("microvm", ["build"]), ("qemu", ["build"]),
    ("pytest", ["jars", "start_up"]), ("fresh", []), ("vagrant", [])])
def test_a_stage_alone_is_built_as_far_as_it_needs(stages, name, built):
    assert stages("--only", name) == ([name], built)


@pytest.mark.parametrize("words, test", [
    (["--fuzz", "1"], "FuzzTests"), (["--kill", "6"], "KillTests")])
def test_a_promise_is_tested_in_the_micro_vm_too(stages, monkeypatch, tmp_path, words, test):
    monkeypatch.setenv("CELLBLOCK_FUZZ_SEED", "7")
    monkeypatch.setattr(run_tests.kernel_tests, "fresh", lambda name: CHECKOUT / name)
    monkeypatch.setattr(run_tests.kernel_tests, "give", lambda directory: None)
    monkeypatch.setattr(run_tests.shutil, "which", lambda program: f"/bin/{program}")
    last = stages(*words)[0][-1]
    assert last.name == f"{test}, micro VM"
    assert "CELLBLOCK_FUZZ_SEED=7" in last.argv
    monkeypatch.setattr(run_tests.shutil, "which", lambda program: None)
    last = stages(*words)[0][-1]
    assert (last.name, last.remark) == (f"{test}, micro VM", "skipped: needs user-mode-linux")


def test_words_behind_two_dashes_are_pytests():
    asked = run_tests.parse(["--only", "pytest", "--", "-k", "words", "tools/tests"])
    assert (asked.only, asked.pytest) == (["pytest"], ["-k", "words", "tools/tests"])


@pytest.fixture
def command(tmp_path):
    """`./cellblock test` of a checkout whose Python and packages only say what they were told."""
    place = make_checkout(tmp_path / "checkout")
    (place / "tools/packages").write_text('#!/bin/sh\necho "packages: $*" >&2\necho /java\n')
    environment = make_program(tmp_path / "bin", "python3", 'tool=${1##*/}; shift; echo "$tool" "$@"')
    return lambda *words: subprocess.run([place / "cellblock", "test", *words], env=environment,
                                         text=True, capture_output=True, timeout=60)


@pytest.mark.parametrize("name", run_tests.STAGES)
def test_each_stage_can_be_run_alone(command, name):
    done = command("--only", name)
    assert (done.returncode, done.stdout) == (0, f"run_tests.py --only {name}\n")
    assert done.stderr.endswith(" long\n") == (name in run_tests.ASKED_FOR)


def test_the_quick_run_needs_no_packages_of_the_tests(command):
    done = command("--quick")
    assert (done.stdout, done.stderr) == ("run_tests.py --quick\n", "packages: up\n")


@pytest.mark.parametrize("words", [["--mutate"], ["--mutate", "*.linux.Child*"]])
def test_mutants_may_be_of_all_classes_or_of_some(command, words):
    assert command(*words).stdout == f"run_tests.py {' '.join(words)}\n"


def test_what_can_be_no_class_is_refused_before_anything_is_built(command):
    refused = command("--mutate", "a/b")
    assert (refused.returncode, refused.stderr) == (
        2, "cellblock: test: --mutate 'a/b' names no classes: expected for example"
           " 'org.cellblock.linux.Child*'\n")


@pytest.mark.parametrize("words", [["--only", "dance"], ["--only"]])
def test_a_wrong_stage_gets_one_line_with_all_stages(command, words):
    refused = command(*words)
    assert refused.returncode == 2
    line = re.fullmatch(r"cellblock: test: no stage '\w*': expected (.*)\n", refused.stderr)
    assert re.split(", | or ", line[1]) == run_tests.STAGES
    assert all(name in (CHECKOUT / "tools/help/test.txt").read_text() for name in run_tests.STAGES)


@pytest.mark.parametrize("words", [
    ["--quick", "--only", "maven"], ["--fuzz", "1", "--quick"], ["--only", "qemu", "--fresh"],
    ["--mutate", "--quick"], ["--mutate", "*.Child", "--kill", "1"]])
def test_runs_of_their_own_do_not_go_together(command, words):
    refused = command(*words)
    assert (refused.returncode, refused.stderr) == (
        2, "cellblock: test: --quick, --only, --fuzz, --kill and --mutate are runs of their own"
           " (see ./cellblock test -h)\n")


def test_after_what_could_not_be_built_nothing_is_tested(tmp_path, monkeypatch, capsys):
    base = Stage("maven", ["false"], list, is_base=True)
    monkeypatch.setattr(stage, "LOGS", tmp_path)

    def one_then_another(*_):
        yield base
        raise AssertionError("the next stage was asked for")

    monkeypatch.setattr(run_tests, "chosen", one_then_another)
    monkeypatch.setattr(run_tests, "require_writable_state", lambda: None)
    monkeypatch.setattr("sys.argv", ["run_tests.py"])
    with pytest.raises(SystemExit) as ended:
        run_tests.main()
    assert ended.value.code == 1
    assert "0 passed, 1 failed, 0 skipped  (exit status 1)" in capsys.readouterr().out


@pytest.mark.parametrize("words, is_beside", [([], True), (["--only", "microvm"], False)])
def test_the_micro_vm_works_beside_what_else_is_asked_for(monkeypatch, tmp_path, words, is_beside):
    monkeypatch.setattr(run_tests, "set_up", lambda *_: None)
    monkeypatch.setattr(run_tests.prepare, "start_up", lambda _: None)
    monkeypatch.setattr(steps, "STATE", tmp_path)
    monkeypatch.setattr(run_tests.java_tests, "are_built", lambda: None)
    monkeypatch.setattr(run_tests, "maven", lambda: Stage("maven", []))
    monkeypatch.setattr(run_tests.kernel_tests, "fresh", lambda name: CHECKOUT / name)
    monkeypatch.setattr(run_tests.kernel_tests, "give", lambda directory: None)
    monkeypatch.setattr(run_tests.shutil, "which", lambda program: f"/bin/{program}")
    monkeypatch.setattr(run_tests.os, "cpu_count", lambda: 2)
    found = {each.name: each for each in run_tests.chosen(run_tests.parse(words), tmp_path)}
    assert [name for name in found if found[name].is_beside] == (
        ["kernel tests, micro VM"] if is_beside else [])


def test_what_is_beside_runs_while_the_others_do_and_is_told_of(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(stage, "LOGS", tmp_path)
    met, there = (tmp_path / name for name in ("met", "there"))
    wait = "for i in $(seq 200); do [ -e {1} ] && exit 0; sleep 0.05; done; exit 1"
    beside = Stage("one beside", ["sh", "-c", f"touch {there}; {wait.format(0, met)}"], is_beside=True)
    shown = Stage("shown", ["sh", "-c", f"echo loud; touch {met}; {wait.format(0, there)}"])
    outcomes = []
    stage.one_after_another([beside, shown], outcomes)
    assert [(each.name, each.counts.passed) for each in outcomes] == [("shown", 1), ("one beside", 1)]
    told = capsys.readouterr().out
    assert "== one beside: beside what follows\n" in told and "\nloud\n" in told


def test_when_a_set_up_fails_what_is_beside_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(stage, "LOGS", tmp_path)

    def breaking():
        yield Stage("one beside", ["sleep", "1000"], is_beside=True)
        while not stage.running:
            pass
        raise StepFailed("no disk", "make room")

    with pytest.raises(StepFailed):
        stage.one_after_another(breaking(), [])
    assert not stage.running


def test_side_by_side_each_has_a_line_and_what_failed_its_log(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(stage, "LOGS", tmp_path)
    good = Stage("good", ["sh", "-c", "echo quiet"])
    bad = Stage("bad", ["sh", "-c", "echo the cause; exit 3"])
    outcomes = stage.side_by_side([good, bad])
    assert [each.counts for each in outcomes] == [Counts(passed=1), Counts(failed=1)]
    shown = capsys.readouterr().out
    assert re.search(r"^    ok  good +\d\.\d s  1 passed, 0 failed, 0 skipped$", shown, re.M)
    assert re.search(r"^FAILED  bad .*\nthe cause$", shown, re.M)
    assert "quiet" not in shown


class Held:
    """A process that the kernel doesn't let go of; nobody waits for it without a bound."""

    def __init__(self, pid):
        self.pid = pid

    def wait(self, timeout=None):
        assert timeout is not None, "a wait without a bound"
        raise subprocess.TimeoutExpired("held", timeout)


def test_what_not_even_sigkill_ends_holds_nobody_up():
    with subprocess.Popen(["sleep", "1000"], start_new_session=True) as sleep:
        assert stage.end(Held(sleep.pid)) == -signal.SIGKILL
        assert sleep.wait(10) == -signal.SIGTERM


REPORT = """<testsuite tests="3" failures="1" errors="1" skipped="0"><testcase name="works" classname="A"/>
<testcase name="differs" classname="A"><failure message="expected:&#10;  1"/></testcase>
<testcase name="breaks" classname="B"><error>no disk</error></testcase></testsuite>"""


def test_the_summary_names_what_failed_and_why(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(stage, "LOGS", tmp_path)
    report = tmp_path / "TEST-A.xml"
    report.write_text(REPORT)
    outcome = stage.judged(Stage("three", ["false"], lambda: [report]), None)
    assert run_tests.summary([outcome], 1) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[3:5] == ["  FAILED A differs: expected: 1", "  FAILED B breaks: no disk"]
    assert lines[-1] == "1 passed, 2 failed, 0 skipped"
